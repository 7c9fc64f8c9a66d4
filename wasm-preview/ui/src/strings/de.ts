/** Deutsch: jeder Satz der Seite. Ruhig, klar, mit „Sie“, und immer mit dem, was zu tun ist. */

import type {
  ColumnStatus,
  DuplicateMode,
  EngineFault,
  FileKind,
  Format as FileFormat,
  IssueCode,
  JobStatus,
  RefusalCode,
} from '@gangway/engine';

import { takesParts, type Conflict } from '../import/mapping.js';
import type { StepId } from '../import/steps.js';
import type { Strings } from './en.js';
import type { Format } from './format.js';

const steps: Record<StepId, string> = {
  upload: 'Datei',
  map: 'Spalten zuordnen',
  configure: 'Einstellungen',
  preview: 'Vorschau',
  execute: 'Import',
  review: 'Ergebnis',
};

const formats: Record<FileFormat, string> = {
  csv: 'Texttabelle (CSV)',
  xlsx: 'Excel-Arbeitsmappe (XLSX)',
  xls: 'Excel-97–2003-Arbeitsmappe (XLS)',
};

const columnStatus: Record<ColumnStatus, string> = {
  auto: 'Automatisch',
  template: 'Vorlage',
  manual: 'Von Hand',
  unmapped: 'Nicht zugeordnet',
  skipped: 'Ausgelassen',
  added: 'Von Gangway ergänzt',
};

const issues: Record<IssueCode, string> = {
  required_missing: 'Ein Pflichtwert fehlt',
  bad_email: 'Keine E-Mail-Adresse',
  bad_phone: 'Keine Telefonnummer',
  bad_url: 'Keine Internetadresse',
  bad_integer: 'Keine ganze Zahl',
  bad_decimal: 'Keine Zahl',
  bad_date: 'Kein Datum',
  bad_datetime: 'Kein Zeitpunkt',
  bad_boolean: 'Weder Ja noch Nein',
  not_an_option: 'Nicht in der Auswahlliste',
  unknown_user: 'Niemand mit diesem Namen oder dieser E-Mail-Adresse',
  too_long: 'Zu lang für das Feld',
  pattern_mismatch: 'Passt nicht zum Muster des Feldes',
  out_of_range: 'Außerhalb des erlaubten Bereichs',
  too_many_cells: 'Mehr Zellen als Spaltennamen',
  error_cell: 'Ein Fehler der Tabellenkalkulation',
  unclosed_quote: 'Ein Anführungszeichen wird nicht geschlossen',
  bad_encoding: 'Unlesbare Zeichen',
  no_match_key: 'Nichts, womit verglichen werden kann',
  several_matches: 'Mehrere Datensätze stimmen überein',
  match_not_permitted: 'Stimmt mit einem Datensatz überein, den Sie nicht sehen dürfen',
  record_too_large: 'Zu groß für einen Datensatz',
  number_rounded: 'Von Excel vor dem Speichern gerundet',
  changed_since: 'Seit dem Import geändert',
  deleted_since: 'Seit dem Import gelöscht',
  leading_zero_kept: 'Führende Nullen behalten',
  bad_identity: 'Keine Id oder Version eines Datensatzes',
  changed_since_export: 'Seit dem Export geändert',
  record_gone: 'Den Datensatz gibt es nicht mehr',
};

const issueSentences: Record<IssueCode, (value: string) => string> = {
  required_missing: () => 'Dieses Feld braucht einen Wert.',
  bad_email: (it) => `„${it}“ ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.`,
  bad_phone: (it) => `„${it}“ ist keine Telefonnummer. Schreiben Sie sie wie +49 30 1234567.`,
  bad_url: (it) => `„${it}“ ist keine Internetadresse. Schreiben Sie sie wie https://example.com.`,
  bad_integer: (it) => `„${it}“ ist keine ganze Zahl. Schreiben Sie sie wie 1234.`,
  bad_decimal: (it) => `„${it}“ ist keine Zahl. Schreiben Sie sie wie 1234,50.`,
  bad_date: (it) => `„${it}“ ist kein Datum. Schreiben Sie es wie 2024-12-31.`,
  bad_datetime: (it) => `„${it}“ ist kein Zeitpunkt. Schreiben Sie ihn wie 2024-12-31 14:30.`,
  bad_boolean: (it) => `„${it}“ heißt weder Ja noch Nein.`,
  not_an_option: (it) => `„${it}“ steht nicht in der Auswahlliste dieses Feldes.`,
  unknown_user: (it) => `Niemand heißt „${it}“ oder hat diese E-Mail-Adresse.`,
  too_long: () => 'Der Wert ist länger, als das Feld erlaubt. Kürzen Sie ihn.',
  pattern_mismatch: (it) => `„${it}“ hat nicht die Form, die dieses Feld verlangt.`,
  out_of_range: (it) => `„${it}“ liegt außerhalb dessen, was dieses Feld erlaubt.`,
  too_many_cells: () => 'Die Zeile hat mehr Zellen als die Kopfzeile Namen. Prüfen Sie die Trennzeichen.',
  error_cell: (it) => `Die Zelle enthält den Fehler ${it}. Berichtigen Sie die Formel und speichern Sie neu.`,
  unclosed_quote: () => 'Ein Anführungszeichen wird geöffnet und nicht wieder geschlossen.',
  bad_encoding: () => 'Einige Zeichen sind unlesbar. Wählen Sie im ersten Schritt eine andere Kodierung.',
  no_match_key: () => 'Der Zeile fehlt der Wert, mit dem verglichen wird.',
  several_matches: () => 'Mehrere Datensätze stimmen mit dieser Zeile überein.',
  match_not_permitted: () => 'Diese Zeile stimmt mit einem Datensatz überein, den Sie nicht sehen dürfen.',
  record_too_large: () => 'Die Zeile ergibt einen Datensatz, der zu groß ist.',
  number_rounded: (it) => `Excel hat „${it}“ vor dem Speichern gerundet. Nach 15 Ziffern steht 0.`,
  changed_since: () => 'Der Datensatz wurde seit dem Import geändert.',
  deleted_since: () => 'Der Datensatz wurde seit dem Import gelöscht.',
  bad_identity: (it) =>
    `„${it}“ hat kein Export hier geschrieben. Stellen Sie die Zelle wieder her, oder leeren Sie Id und Version, damit ein neuer Datensatz entsteht.`,
  changed_since_export: () =>
    'Der Datensatz wurde seit dem Export geändert; diese Zeile machte das rückgängig. Exportieren Sie ihn noch einmal.',
  record_gone: () =>
    'Zu dieser Id gibt es keinen Datensatz mehr. Leeren Sie Id und Version, damit ein neuer entsteht.',
  leading_zero_kept: (it) =>
    `„${it}“ behält seine führenden Nullen. Eine Tabellenkalkulation würde sie beim Speichern womöglich weglassen.`,
};

const refusals: Record<RefusalCode, string> = {
  empty_file: 'Die Datei ist leer. Wählen Sie eine andere Datei.',
  no_data_rows: 'Die Datei hat eine Kopfzeile, aber keine Datenzeilen. Wählen Sie eine Datei mit Zeilen.',
  not_a_table:
    'Diese Datei ist keine Tabelle. Speichern Sie die Tabelle als CSV oder XLSX und wählen Sie diese Datei.',
  archive: 'Dies ist ein Archiv. Entpacken Sie es und wählen Sie die Tabelle darin.',
  encrypted:
    'Die Arbeitsmappe ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort und wählen Sie sie noch einmal.',
  corrupt:
    'Die Datei ist beschädigt. Öffnen Sie sie in einer Tabellenkalkulation, speichern Sie sie neu und wählen Sie diese Datei.',
  unsupported_format:
    'Dieses Format kann nicht gelesen werden. Speichern Sie die Tabelle als CSV oder XLSX und wählen Sie diese Datei.',
  limit_exceeded:
    'Die Datei überschreitet eine Grenze für Größe, Zeilen, Spalten oder Zellen. Teilen Sie sie auf und importieren Sie die Teile nacheinander.',
  no_such_sheet: 'Dieses Tabellenblatt gibt es in der Arbeitsmappe nicht. Wählen Sie ein anderes.',
  field_mapped_twice:
    'Ein Feld bekommt mehr als eine Spalte. Behalten Sie eine davon, oder fügen Sie sie zusammen.',
  mapping_incomplete: 'Ein Pflichtfeld hat keine Spalte. Ordnen Sie ihm eine zu.',
  plan_mismatch:
    'Die Einstellungen passen nicht mehr zu dieser Datei oder diesem Modul. Wählen Sie die Datei noch einmal.',
  date_order_unknown:
    'Die Datumsangaben können mit dem Tag oder dem Monat zuerst gelesen werden. Wählen Sie die Reihenfolge in der Tabelle.',
  differs_from_preview:
    'Die Datei, die ankam, ist nicht die der Vorschau. Es wurde nichts geschrieben. Beginnen Sie den Import von vorn.',
  upload_never_came: 'Die Datei kam nicht an. Beginnen Sie den Import von vorn.',
  reader_died:
    'Die Datei konnte auf dem Server nicht gelesen werden. Speichern Sie sie als CSV und importieren Sie diese.',
  not_permitted: 'In wessen Namen das geschehen soll, darf es nicht (mehr).',
  no_template:
    'An diesem Ort nimmt keine Vorlage Dateien an. Legen Sie sie unter drops/MANDANT/MODUL/VORLAGE/ ab, mit dem Kurznamen einer Vorlage, für die das erlaubt ist.',
  superseded:
    'Eine spätere Fassung dieser Datei war schon vor ihr da. Legen Sie diese noch einmal ab, wenn sie nach jener importiert werden soll.',
  given_up:
    'Der Export konnte trotz mehrerer Versuche nicht geschrieben werden. Versuchen Sie es mit weniger Datensätzen, und sagen Sie Ihrer Verwaltung Bescheid.',
  counts_differ:
    'Die Zahlen des Imports gehen nicht auf. Wenden Sie sich an Ihre Administration und nennen Sie die Auftragsnummer.',
};

const faults: Record<EngineFault, string> = {
  stuck:
    'Das Lesen der Datei kam 10 Sekunden lang nicht voran und wurde beendet. Speichern Sie sie als CSV und wählen Sie diese Datei.',
  trapped:
    'An dieser Datei ist das Lesen gescheitert. Speichern Sie sie in einer Tabellenkalkulation als CSV oder XLSX und wählen Sie diese Datei.',
  unreadable:
    'Der Browser kann die Datei nicht mehr lesen. Sie wurde verschoben, geändert oder gelöscht: Wählen Sie sie noch einmal.',
  unavailable:
    'Der Teil, der Dateien liest, konnte nicht geladen werden. Prüfen Sie die Verbindung und wählen Sie die Datei noch einmal.',
  broken:
    'Beim Lesen der Datei ging etwas schief. Wählen Sie sie noch einmal; geschieht es wieder, wenden Sie sich an Ihre Administration.',
};

/** By the problem's word, or else by its status. */
const problems: Record<string, string> = {
  unreachable: 'Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  no_token: 'Sie konnten nicht angemeldet werden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  upload_failed: 'Die Datei konnte nicht vollständig hochgeladen werden. Versuchen Sie es noch einmal.',
  unsigned: 'Der Server nannte keine Adresse zum Hochladen. Versuchen Sie es noch einmal.',
  job_ended: 'Der Auftrag ist beendet. Beginnen Sie einen neuen Import.',
  already_started: 'Dieser Import wurde schon mit anderen Einstellungen gestartet.',
  module_changed:
    'Die Felder des Moduls wurden inzwischen geändert. Wählen Sie die Datei noch einmal und prüfen Sie die Zuordnung.',
  semantics_changed: 'Die Seite ist veraltet. Laden Sie sie neu und wählen Sie die Datei noch einmal.',
  other_module: 'Die Einstellungen gehören zu einem anderen Modul. Beginnen Sie den Import von vorn.',
  still_running: 'Der Auftrag läuft noch. Warten Sie, bis er beendet ist.',
  too_late: 'Dafür ist es zu spät: Ein Import kann 30 Tage lang zurückgenommen werden.',
  nothing_left: 'Dieser Auftrag hat alle seine Zeilen erreicht.',
  undone: 'Dieser Import wurde zurückgenommen. Importieren Sie die Datei noch einmal.',
  nothing_written: 'Dieser Import hat nichts geschrieben, das zurückgenommen werden könnte.',
  undone_too_often: 'Dieser Import wurde schon zurückgenommen.',
  idempotency_key_reused: 'Die Anfrage war nicht eindeutig. Versuchen Sie es noch einmal.',
  still_answering: 'Dieselbe Anfrage wird gerade beantwortet. Versuchen Sie es gleich noch einmal.',
  bad_cursor: 'Die Liste hat sich inzwischen geändert. Laden Sie die Seite neu.',
  413: 'Das ist zu viel auf einmal. Schicken Sie weniger.',
  400: 'Der Server hat die Anfrage nicht verstanden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  401: 'Sie sind nicht mehr angemeldet. Melden Sie sich an und machen Sie weiter.',
  403: 'Das dürfen Sie nicht. Bitten Sie Ihre Administration um das Recht dazu.',
  404: 'Das ist nicht mehr da.',
  409: 'Der Stand hat sich inzwischen geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  422: 'Der Server hat die Angaben nicht angenommen. Prüfen Sie die Einstellungen.',
  429: 'Zu viele Anfragen auf einmal. Warten Sie einen Augenblick und versuchen Sie es noch einmal.',
  500: 'Auf dem Server ging etwas schief. Versuchen Sie es gleich noch einmal.',
  502: 'Der Server antwortet gerade nicht. Versuchen Sie es gleich noch einmal.',
  503: 'Der Server antwortet gerade nicht. Versuchen Sie es gleich noch einmal.',
};

const status: Record<JobStatus, string> = {
  draft: 'Entwurf',
  waiting_for_upload: 'Wartet auf die Datei',
  scheduled: 'Geplant',
  queued: 'In der Warteschlange',
  planning: 'Liest die Datei',
  running: 'Schreibt Datensätze',
  cancelling: 'Wird angehalten',
  completed: 'Fertig',
  completed_with_errors: 'Fertig, mit Fehlern',
  differs_from_preview: 'Angehalten: weicht von der Vorschau ab',
  failed: 'Gescheitert',
  cancelled: 'Abgebrochen',
};

const modes: Record<DuplicateMode, { title: string; text: string }> = {
  skip: {
    title: 'Dubletten auslassen',
    text: 'Zeilen, die einem Datensatz oder einer früheren Zeile gleichen, werden ausgelassen.',
  },
  update: {
    title: 'Treffer aktualisieren',
    text: 'Übereinstimmende Datensätze erhalten die Werte der Datei, die übrigen werden neu angelegt.',
  },
  create: { title: 'Alles importieren', text: 'Jede Zeile wird ein neuer Datensatz, auch Dubletten.' },
};

const files: Record<FileKind, string> = {
  source: 'Originaldatei',
  failed: 'Fehlerhafte Zeilen',
  success: 'Ergebnisse, Zeile für Zeile',
  unprocessed: 'Nicht erreichte Zeilen',
  export: 'Export',
  undo: 'Was zurückgenommen wurde',
  backup: 'Datensätze vor der Änderung',
};

export function de(f: Format): Strings {
  const rows = (it: number) => `${f.count(it)} ${it === 1 ? 'Zeile' : 'Zeilen'}`;
  const records = (it: number) => `${f.count(it)} ${it === 1 ? 'Datensatz' : 'Datensätze'}`;
  const column = (name: string, index: number) => name.trim() || `Spalte ${index + 1}`;

  return {
    rows,
    column,
    yes: 'Ja',
    no: 'Nein',
    justNow: 'gerade eben',
    refusals,
    faults,
    problems,
    issueSentences,
    unknownFailure: 'Auf dieser Seite ging etwas schief. Versuchen Sie es noch einmal.',
    steps,
    formats,
    columnStatus,
    issues,
    status,
    modes,
    files,
    close: 'Schließen',
    back: 'Zurück',
    tryAgain: 'Noch einmal versuchen',
    loading: 'Einen Augenblick …',
    stepOf: (step, at, of) => `Schritt ${at} von ${of}: ${steps[step]}`,
    title: (module) => `${module} importieren`,
    noImportRight:
      'Sie dürfen keine Datensätze importieren. Bitten Sie Ihre Administration um das Recht zum Import.',

    combobox: { none: 'Nichts passt zu Ihrer Eingabe.' },

    upload: {
      heading: 'Datei auswählen',
      drop: 'CSV- oder Excel-Datei hier ablegen',
      dropNow: 'Loslassen, um sie zu lesen',
      or: 'oder',
      pick: 'Datei auswählen',
      promises: {
        'on-start':
          'Die Datei wird in Ihrem Browser gelesen und geprüft. Hochgeladen wird sie erst, wenn Sie den Import starten.',
        background:
          'Die Datei wird in Ihrem Browser gelesen und geprüft und währenddessen hochgeladen. Importiert wird erst, wenn Sie den Import starten.',
      },
      sent: (percent) =>
        percent === 100
          ? 'Hochgeladen, noch nicht importiert'
          : `Wird im Hintergrund hochgeladen … ${f.percent(percent)}`,
      offline:
        'Es besteht keine Verbindung. Das Hochladen geht von selbst weiter, sobald es wieder eine gibt.',
      limits: 'CSV, TSV und andere Texttabellen bis 5 GB · XLSX · XLS',
      folder: 'Das ist ein Ordner. Öffnen Sie ihn und wählen Sie die Datei darin.',
      notAFile:
        'Das ist keine Datei. Speichern Sie, was Sie gezogen haben, als CSV- oder Excel-Datei und wählen Sie diese.',
      chooseFirst: 'Wählen Sie zuerst eine Datei.',
      chooseAnother: 'Diese Datei kann nicht verwendet werden. Wählen Sie eine andere.',
      refused: 'Diese Datei kann nicht importiert werden',
      reading: 'Die Datei wird angesehen …',
      replace: 'Andere Datei auswählen',
      chooseAgain: 'Datei noch einmal auswählen',
      format: 'Format',
      encoding: 'Kodierung',
      delimiter: 'Trennzeichen',
      sheet: 'Tabellenblatt',
      header: 'Spaltennamen',
      headerRow: (row) => `In Zeile ${row}`,
      headerNone: 'Es gibt keine',
      headerHint: 'Zeile mit den Spaltennamen',
      columnsFound: (columns) => `${f.count(columns)} ${columns === 1 ? 'Spalte' : 'Spalten'}`,
      firstRows: (count: number) =>
        count === 1 ? 'Die einzige Zeile der Datei' : `Die ersten ${rows(count)} der Datei`,
      writtenBy: (product) => `Aus ${product} exportiert`,
      fileNote: (note) => {
        const among = (first: string) =>
          'only_head' in note && note.only_head ? ` (gezählt unter ${first})` : '';
        switch (note.code) {
          case 'hidden_sheet':
            return `Das Blatt „${note.sheet}“ ist in Excel ausgeblendet.`;
          case 'hidden_rows':
            return `Das Blatt blendet in Excel ${rows(note.rows)} aus${among('den ersten Zeilen')}. Ausgeblendete Zeilen werden wie die anderen importiert.`;
          case 'merged_cells':
            return `Das Blatt hat ${f.count(note.ranges)} ${note.ranges === 1 ? 'Bereich' : 'Bereiche'} mit verbundenen Zellen${among('den ersten Zeilen')}. Ein solcher Bereich hat seinen Wert in der ersten Zelle; die anderen werden als leer gelesen.`;
          case 'comments':
            return note.lines === 1
              ? `1 Zeile, die mit ${note.mark} beginnt${among('den ersten Zeilen')}, ist ein Kommentar und wird ausgelassen.`
              : `${f.count(note.lines)} Zeilen, die mit ${note.mark} beginnen${among('den ersten Zeilen')}, sind Kommentare und werden ausgelassen.`;
        }
      },
      leftBy: (name: string, when: string) =>
        `Diese Zeilen hat der Import von „${name}“, ${when}, übrig gelassen. Zuordnung und Einstellungen sind die von damals, und nur diese Zeilen werden importiert.`,
      leftByUnknown:
        'Gangway hat diese Datei geschrieben, aber den Import, den sie nennt, gibt es nicht, oder Sie dürfen ihn nicht sehen. Ordnen Sie sie zu wie jede andere Datei.',
      sheetRows: (name, rowCount, hidden) =>
        `${name}${rowCount === null ? '' : ` · ${rows(rowCount)}`}${hidden ? ' · ausgeblendet' : ''}`,
      delimiters: {
        ',': 'Komma  ,',
        ';': 'Semikolon  ;',
        '\t': 'Tabulator',
        '|': 'Senkrechter Strich  |',
        ':': 'Doppelpunkt  :',
      },
      oneColumn: 'Keines (eine Spalte)',
      quote: 'Anführungszeichen',
      quoting: (quote, escape) =>
        escape ? `${quote} … ${quote}, innen als ${escape}${quote}` : `${quote} … ${quote}, innen verdoppelt`,
      noQuote: 'Keine',
    },

    map: {
      heading: 'Wohin gehört jede Spalte?',
      hint: (mapped, of) =>
        `${f.count(mapped)} von ${f.count(of)} Spalten sind zugeordnet. Sehen Sie sich die übrigen an.`,
      allMapped: (of) => `Alle ${f.count(of)} Spalten sind zugeordnet.`,
      fileColumn: 'Spalte der Datei',
      samples: 'Erste Werte',
      field: 'Feld im CRM',
      status: 'Zuordnung',
      problems: 'Prüfung',
      leaveOut: 'Auslassen',
      choose: 'Feld auswählen …',
      has: (name) => `hat „${name}“`,
      groups: {
        missing: 'Pflichtfelder, die noch fehlen',
        free: 'Felder',
        taken: 'Felder, die eine Spalte haben',
      },
      fieldOf: (name) => `Feld für „${name}“`,
      sure: (confidence) => `zu ${f.percent(confidence)} sicher`,
      bad: (bad, filled) =>
        `${f.count(bad)} von ${f.count(filled)} ${filled === 1 ? 'Wert' : 'Werten'} ${bad === 1 ? 'passt' : 'passen'} nicht`,
      fine: (filled) =>
        filled === 0 ? 'Leer' : `${f.count(filled)} ${filled === 1 ? 'Wert passt' : 'Werte passen'}`,
      search: 'Spalte oder Feld suchen',
      show: 'Welche Spalten gezeigt werden',
      filters: { all: 'Alle Spalten', open: 'Spalten ohne Feld', problems: 'Spalten mit Fehlern' },
      skipEmpty: (it) => `${f.count(it)} leere ${it === 1 ? 'Spalte' : 'Spalten'} auslassen`,
      pages: 'Seiten von Spalten',
      previous: 'Frühere Spalten',
      next: 'Spätere Spalten',
      fromTo: (first, last, of) => `Spalten ${f.count(first)} bis ${f.count(last)} von ${f.count(of)}`,
      ownerUnused: 'Die Regel für Besitzer nutzt diese Spalte nicht.',
      useOwner: 'Besitzer danach bestimmen',
      ownersKnown: (filled) =>
        `${f.count(filled)} ${filled === 1 ? 'Wert nennt eine bekannte Person' : 'Werte nennen bekannte Personen'}`,
      strangers: (it, fallback) =>
        `${rows(it)} ${it === 1 ? 'nennt' : 'nennen'} niemanden, der bekannt ist: Sie ${fallback ? `${it === 1 ? 'geht' : 'gehen'} an ${fallback}` : it === 1 ? 'schlägt fehl' : 'schlagen fehl'}`,
      skipRest: 'Die übrigen auslassen',
      none: 'Keine Spalte passt zu Ihrer Suche.',
      nothing: 'Noch keine Spalte hat ein Feld. Ordnen Sie mindestens eine Spalte zu.',
      missing: (labels) =>
        labels.length === 1
          ? `${f.list(labels)} ist ein Pflichtfeld. Wählen Sie die Spalte, in der es steht.`
          : `${f.list(labels)} sind Pflichtfelder. Wählen Sie die Spalten, in denen sie stehen.`,
      twice: ({ field, columns }: Conflict) =>
        `„${field.label}“ bekommt ${columns.length} Spalten: ${f.list(columns.map((it) => `„${column(it.header, it.index)}“`))}. Behalten Sie eine davon${takesParts(field) ? ', oder fügen Sie sie zusammen' : ''}.`,
      join: (columns) => (columns === 2 ? 'Beide zusammenfügen' : `Alle ${f.count(columns)} zusammenfügen`),
      joined: 'Davor steht',
      separatorOf: (name) => `Was vor „${name}“ steht`,
      separators: {
        ' ': 'Ein Leerzeichen',
        '': 'Nichts',
        ', ': 'Ein Komma',
        '-': 'Ein Bindestrich',
        ' / ': 'Ein Schrägstrich',
        '; ': 'Ein Strichpunkt',
        '\n': 'Eine neue Zeile',
      },
      keep: (name) => `„${name}“ behalten`,
      dateOrder: (name) => `Reihenfolge von Tag und Monat in „${name}“`,
      dateOrders: {
        none: 'Tag oder Monat zuerst?',
        day_first: 'Tag zuerst (31.12.)',
        month_first: 'Monat zuerst (12/31)',
      },
      undecided: (name) =>
        `Die Datumsangaben in „${name}“ können mit dem Tag oder dem Monat zuerst gelesen werden. Wählen Sie die Reihenfolge in der Tabelle.`,
      dateHint: 'In dieser Spalte ist beides möglich.',
    },

    queue: {
      heading: (files) => `${f.count(files)} Dateien, eine nach der anderen`,
      states: { waiting: 'Wartet', now: 'Diese', started: 'Gestartet', left: 'Ausgelassen' },
      next: (name) => `Weiter mit „${name}“`,
    },

    draft: {
      heading: (name) => `Mit „${name}“ weitermachen?`,
      hint: (step, when) =>
        `Sie waren bei „${steps[step]}“, ${when}. Wählen Sie dieselbe Datei noch einmal, und alles ist, wie Sie es verlassen haben.`,
      forget: 'Entwurf verwerfen',
      other: (name, draft) => `„${name}“ ist nicht „${draft}“, die Datei Ihres Entwurfs.`,
      edited: (name) => `„${name}“ wurde geändert, seit Sie dies eingestellt haben.`,
      sameColumns:
        'Ihre Spalten sind dieselben: Was Sie zugeordnet und eingestellt haben, kann für sie verwendet werden.',
      otherColumns:
        'Ihre Spalten sind andere; nur die Einstellungen des Imports können für sie verwendet werden.',
      use: 'Meine Einstellungen verwenden',
      leave: 'Diesen Import verlassen?',
      leaveHint:
        'Was Sie zugeordnet und eingestellt haben, bleibt 7 Tage auf diesem Computer. Wählen Sie dieselbe Datei noch einmal, um damit weiterzumachen.',
      leaveLost:
        'Was Sie zugeordnet und eingestellt haben, konnte auf diesem Computer nicht aufbewahrt werden und geht verloren.',
      stay: 'Bleiben',
      keep: 'Verlassen',
      discard: 'Verlassen und verwerfen',
    },

    templates: {
      template: 'Vorlage',
      noneUsed: 'Keine',
      manage: 'Vorlagen verwalten',
      none: 'Für diese Art von Datensätzen gibt es keine Vorlagen.',
      remove: 'Löschen',
      removeNamed: (name) => `„${name}“ löschen`,
      rename: (name) => `Name von „${name}“`,
      drops: 'Dateien importieren, die Systeme in den Speicher legen',
      dropsRunAs: (user) => `im Namen von ${user}`,
      name: 'Name der Vorlage',
      needsName: 'Geben Sie der Vorlage einen Namen.',
      keepHeading: 'Für die nächste Datei aufbewahren',
      keepHint:
        'Zuordnung, Bedeutungen der Werte und diese Einstellungen gelten dann von selbst für Dateien mit denselben Spaltennamen.',
      keep: 'Als Vorlage speichern',
      kept: (name) => `Als „${name}“ gespeichert. Die nächste Datei mit diesen Spaltennamen verwendet sie.`,
    },
    configure: {
      heading: 'Wie sollen die Zeilen importiert werden?',
      when: {
        heading: 'Wann geschrieben wird',
        now: 'Gleich nach dem Start',
        later: 'Zu einer Zeit, die Sie wählen',
        time: 'Nicht vor',
        hint: (zone) =>
          `Ihre Zeit (${zone}), höchstens 7 Tage voraus. Hochgeladen und geprüft wird die Datei sofort.`,
        notAhead: 'Wählen Sie eine Zeit, die noch kommt, höchstens 7 Tage voraus.',
      },
      duplicates: 'Wenn es eine Zeile schon gibt',
      duplicatesHint:
        'Zeilen werden mit den Datensätzen des CRM und mit den anderen Zeilen der Datei verglichen.',
      noUpdate: 'Sie dürfen vorhandene Datensätze nicht ändern.',
      match: 'Zwei Datensätze sind gleich, wenn übereinstimmt:',
      matchRules: {
        email: 'E-Mail-Adresse',
        phone: 'Telefonnummer',
        name_company: 'Name und Unternehmen',
        custom: 'Felder, die ich wähle',
        identity: 'Datensatz-Id, wie dieser Export sagt',
      },
      unmappedRule: 'Dafür ist keine Spalte zugeordnet; keine Zeile wird übereinstimmen.',
      customHint: 'Eine Zeile stimmt überein, wenn alle diese Felder gleich sind.',
      withoutKey: 'Eine Zeile ohne diesen Wert',
      withoutKeys: { create: 'wird ein neuer Datensatz', fail: 'wird als fehlerhaft ausgelassen' },
      several: 'Eine Zeile, die mehreren Datensätzen gleicht,',
      severals: { fail: 'wird als fehlerhaft ausgelassen', update_oldest: 'aktualisiert den ältesten' },
      blank: 'Eine leere Zelle beim Aktualisieren',
      blanks: { keep: 'lässt den alten Wert stehen', clear: 'löscht den alten Wert' },
      backUp: 'Vorher sichern',
      backUpHint:
        'Jeder Datensatz wird so aufgehoben, wie er vor der Änderung war. Die Datei finden Sie bei den Downloads.',
      bad: 'Eine Zelle, die nicht zu ihrem Feld passt,',
      bads: {
        fail_row: 'schließt ihre ganze Zeile aus',
        drop_value: 'wird ausgelassen, die Zeile importiert',
      },
      country: 'Telefonnummern ohne Landesvorwahl sind aus',
      noCountry: 'keinem Land: so lassen, wie sie sind',
      zone: 'Zeiten ohne Zeitzone gelten für',
      owner: 'Wem gehören die neuen Datensätze?',
      owners: {
        importer: 'Mir',
        fixed: 'Einer Person',
        round_robin: 'Mehreren, der Reihe nach',
        column: 'Wen die Datei nennt',
      },
      ownerColumn: (name) => `Nach der Spalte „${name}“, mit E-Mail-Adresse oder Namen.`,
      noOwnerColumn: 'Ordnen Sie dem Feld für den Besitzer zuerst eine Spalte zu.',
      noAssign: 'Sie dürfen Datensätze nicht anderen geben.',
      person: 'Besitzer',
      fallback: 'Wenn niemand so heißt,',
      fallbackFail: 'ist die Zeile fehlerhaft',
      turnHint: 'Die Zeilen werden in der Reihenfolge der Datei eine nach der anderen verteilt.',
      noCustom: 'Wählen Sie mindestens ein Feld, an dem gleiche Datensätze erkannt werden.',
      noTurn: 'Wählen Sie mindestens eine Person, die Datensätze bekommt.',
      noOwner: 'Wählen Sie die Person, die die Datensätze bekommt.',
      rest: 'Zellen und Zeilen',
      defaults: {
        heading: 'Werte für das, was die Datei leer lässt',
        add: 'Wert hinzufügen',
        field: 'Feld auswählen',
        value: 'Wert auswählen',
        valueOf: (label) => `Wert für ${label}`,
        remove: (label) => `Wert für ${label} entfernen`,
      },
      policies: {
        heading: 'Feld für Feld: was eine Aktualisierung ändert',
        names: {
          overwrite: 'nimmt den Wert der Datei',
          fill_blanks: 'nur, wenn der Datensatz keinen hat',
          append: 'ergänzt die Liste',
        },
      },
    },

    preview: {
      heading: 'Das wird geschehen',
      checking: (percent) => `Jede Zeile wird geprüft … ${f.percent(percent)}`,
      checked: (total) => (total === 1 ? 'Die eine Zeile ist geprüft' : `Alle ${rows(total)} geprüft`),
      willCreate: 'werden neue Datensätze',
      willUpdate: 'aktualisieren einen Datensatz',
      folded: 'ergänzen eine frühere Zeile',
      willBeGone: 'nennen einen Datensatz, den es nicht mehr gibt',
      willFail: 'haben einen Fehler',
      repeats: 'wiederholen eine frühere Zeile',
      known: 'sind schon im CRM',
      blank: (it) =>
        it === 1 ? 'Eine leere Zeile zählt nicht mit.' : `${f.count(it)} leere Zeilen zählen nicht mit.`,
      reasons: 'Warum Zeilen ausgelassen werden',
      meanings: {
        heading: 'Was bedeuten diese Werte?',
        of: (header, label) => `In „${header}“, für ${label}`,
        choose: (value) => `Was „${value}“ bedeutet`,
        undecided: 'Auswählen …',
        blank: 'Leer lassen',
      },
      notes: 'Gut zu wissen',
      noReasons: 'Keine Fehler. Jede Zeile kann importiert werden.',
      inColumn: (name) => `in „${name}“`,
      firstIn: (row) => `zuerst in Zeile ${f.count(row)}`,
      rowsHeading: 'Die Zeilen, wie sie importiert werden',
      editHint: 'Doppelklicken Sie auf eine Zelle oder drücken Sie die Eingabetaste, um sie zu berichtigen.',
      corrected: (it) => (it === 1 ? 'Eine Zelle berichtigt.' : `${f.count(it)} Zellen berichtigt.`),
      unfit: (it) =>
        it === 1
          ? 'Eine Berichtigung passt nicht mehr zur Datei und wird nicht verwendet.'
          : `${f.count(it)} Berichtigungen passen nicht mehr zur Datei und werden nicht verwendet.`,
      undo: 'Rückgängig',
      redo: 'Wiederholen',
      details: 'Die ganze Zeile',
      looking: (percent) => `Die Datei wird durchgesehen … ${f.percent(percent)}`,
      reading: 'Wird gelesen …',
      fromTo: (first, last) => `Zeilen ${f.count(first)} bis ${f.count(last)}`,
      goTo: 'Zu Zeile',
      go: 'Anzeigen',
      replace: {
        open: 'Suchen und ersetzen …',
        heading: 'In einer Spalte suchen und ersetzen',
        column: 'Spalte',
        find: 'Suchen nach',
        by: 'Ersetzen durch',
        whole: 'Nur wo es die ganze Zelle ist',
        matchCase: 'Groß- und Kleinschreibung beachten',
        replace: 'In allen Zeilen ersetzen',
        rules: 'Bisher ersetzt',
        rule: (name, find, by) => `${name}: „${find}“ → „${by}“`,
        remove: 'Zurücknehmen',
      },
      tabs: {
        all: 'Alle',
        problems: 'Fehler',
        remarks: 'Hinweise',
        duplicates: 'Dubletten',
        updates: 'Aktualisierungen',
      },
      cost: (cost, units) =>
        `Das Schreiben kostet etwa ${cost} (${f.count(units)} Schreibeinheiten von DynamoDB).`,
      time: (seconds) => `Es dauert etwa ${f.duration(seconds)}.`,
      noneUnder: {
        all: 'Es gibt keine Zeilen.',
        problems: 'Keine dieser Zeilen hat einen Fehler.',
        remarks: 'Keine dieser Zeilen, die importiert werden können, hat einen Hinweis.',
        duplicates: 'Keine dieser Zeilen ist eine Dublette.',
        updates: 'Keine dieser Zeilen aktualisiert einen Datensatz.',
      },
      row: 'Zeile',
      fate: 'Was geschieht',
      fates: {
        create: 'Neuer Datensatz',
        update: 'Aktualisiert einen Datensatz',
        unchanged: 'Nichts Neues',
        skip: 'Übersprungen',
        fail: 'Ausgelassen',
      },
      repeatsRow: (row) => `wiederholt Zeile ${f.count(row)}`,
      inCrm: 'schon im CRM',
      sameAs: (name) => `schon da: ${name}`,
      hidden: 'schon da, für Sie nicht sichtbar',
      kept: (value) => `Bleibt, wie es ist: ${value || 'leer'}`,
      change: (before, after) => `${before || 'Leer'} wird ${after || 'leer'}`,
      empty: 'leer',
      owner: 'Besitzer',
      mode: 'Dubletten',
      knownAsOf: (when) => `Verglichen mit den Datensätzen des CRM um ${when}`,
      knownTrouble:
        'Diese Zeilen konnten nicht mit den Datensätzen des CRM verglichen werden. Der Import vergleicht sie trotzdem.',
      comparing: (percent) => `Vergleich mit den Datensätzen des CRM … ${f.percent(percent)}`,
      estimated: (asked, of) =>
        `Wie viele Zeilen zutreffen, ist aus ${f.count(asked)} von ${f.count(of)} verschiedenen Schlüsseln geschätzt; der Import vergleicht jede Zeile.`,
      othersRecords: 'Zeilen, die einen Datensatz treffen, den Sie nicht ändern dürfen, werden ausgelassen.',
      test: (it) => `Erst ${rows(it)} versuchen`,
      testHint:
        'Importiert nur diese Zeilen, damit Sie sie ansehen können, bevor Sie fortfahren oder rückgängig machen.',
      startAbout: (imported, left) => `Etwa ${rows(imported)} importieren, etwa ${f.count(left)} auslassen`,
      start: (imported, left) =>
        left === 0
          ? `${rows(imported)} importieren`
          : `${rows(imported)} importieren, ${f.count(left)} auslassen`,
      startUnchecked: 'Importieren, ohne zu warten',
      uncheckedHint:
        'Die Prüfung ist noch nicht zu Ende: Wie viele Zeilen ausgelassen werden, ist noch nicht bekannt.',
      waiting: (percent) => `Prüft … ${f.percent(percent)}`,
      allKnown:
        'Jede Zeile ist schon im CRM. Lassen Sie die Treffer aktualisieren oder wählen Sie eine andere Datei.',
      nothingLeft: 'Keine Zeile kann importiert werden. Berichtigen Sie zuerst die Datei oder die Zuordnung.',
      stopped: 'Die Datei konnte nicht bis zum Ende geprüft werden',
    },

    execute: {
      heading: 'Der Import läuft',
      uploading: 'Die Datei wird hochgeladen',
      planning: 'Lesen und Prüfen auf dem Server',
      writing: 'Datensätze werden geschrieben',
      stay: 'Lassen Sie diese Seite offen, bis die Datei hochgeladen ist.',
      leave: 'Sie können diese Seite schließen. Der Import läuft weiter; Sie finden ihn unter „Aufträge“.',
      job: (id) => `Auftrag ${id}`,
      progress: (done, of) => `${f.count(done)} von ${rows(of)}`,
      uploaded: (sent, of) => `${sent} von ${of}`,
      cancel: 'Import abbrechen',
      cancelling: 'Wird angehalten … Was geschrieben ist, bleibt geschrieben.',
      cancelled: 'Das Hochladen wurde abgebrochen. Es wurde nichts importiert.',
      failed: 'Der Import konnte nicht gestartet werden',
      unreachable:
        'Der Server ist gerade nicht erreichbar. Der Import läuft ohne diese Seite weiter; es wird wieder versucht …',
      again: 'Von vorn beginnen',
    },

    review: {
      headings: {
        completed: 'Alles ist importiert',
        completed_with_errors: 'Importiert, einige Zeilen wurden ausgelassen',
        failed: 'Es wurde nichts importiert',
        cancelled: 'Der Import wurde angehalten',
        differs_from_preview: 'Angehalten, bevor etwas geschrieben wurde',
      },
      broken: 'Die Zahlen gehen nicht auf',
      testHeading: (it) =>
        it === 1 ? 'Die erste Zeile ist importiert' : `Die ersten ${rows(it)} sind importiert`,
      tested: (done, waiting) =>
        `Das war ein Test mit ${rows(done)}. Sehen Sie sich die Datensätze an; dann fahren Sie mit den übrigen ${f.count(waiting)} fort oder machen den Test rückgängig.`,
      testedAll: (done) => `Das war ein Test mit ${rows(done)} der Datei.`,
      counts: {
        created: 'angelegt',
        updated: 'aktualisiert',
        unchanged: 'unverändert',
        skipped: 'übersprungen',
        failed: 'fehlerhaft',
        unprocessed: 'nicht erreicht',
        removed: 'wieder entfernt',
        restored: 'zurückgesetzt',
        kept: 'behalten, da inzwischen geändert',
        exported: 'exportiert',
      },
      previewed: {
        previewed: 'Geschrieben wurde, was die Vorschau zeigte.',
        not_fully_previewed: 'Der Import wurde gestartet, bevor jede Zeile geprüft war.',
        differs: 'Die Datei, die ankam, ist nicht die der Vorschau; es wurde nichts geschrieben.',
      },
      reasons: 'Warum Zeilen fehlerhaft sind',
      files: 'Dateien',
      fixHint: 'Berichtigen Sie die fehlerhaften Zeilen in dieser Datei und importieren Sie sie noch einmal.',
      another: 'Weitere Datei importieren',
      see: 'Datensätze ansehen',
    },

    jobs: {
      heading: 'Aufträge',
      empty: 'Noch keine Importe',
      emptyHint: 'Importe erscheinen hier, sobald sie gestartet sind.',
      job: 'Auftrag',
      module: 'Modul',
      started: 'Wann',
      status: 'Stand',
      result: 'Ergebnis',
      cancel: 'Abbrechen',
      resume: (left) =>
        left === 1 ? 'Die übrige Zeile ausführen' : `Die übrigen ${f.count(left)} Zeilen ausführen`,
      undo: 'Zurücknehmen',
      undoAsk: (name) =>
        `„${name}“ zurücknehmen? Datensätze, die dieser Import angelegt hat, werden entfernt; geänderte erhalten ihre alten Werte. Was inzwischen jemand geändert hat, bleibt.`,
      goOn: (waiting) => `Mit den übrigen ${rows(waiting)} fortfahren`,
      test: (first) => `Test mit den ersten ${rows(first)}`,
      continues: (id) => `Setzt Test ${id} fort`,
      undoing: 'Es wird zurückgenommen. Sie finden die Rücknahme unter „Aufträge“.',
      download: (what, name) => `Herunterladen: ${what} von ${name}`,
      more: 'Ältere Aufträge zeigen',
      trouble: 'Die Liste konnte nicht geladen werden',
      offline: 'Der Server ist gerade nicht erreichbar. Es wird wieder versucht …',
      notices: {
        label: 'Aufträge, die zu Ende sind',
        of: (kind, name) => `${kind}: ${name}`,
        results: 'Ergebnisse ansehen',
      },
      kinds: {
        import: 'Import',
        export: 'Export',
        undo: 'Rücknahme',
        index: 'Abgleichsregel',
        erase: 'Löschung',
      },
      repairs: (id: string) => `Repariert Import ${id}`,
      nothing: 'Noch keine Zeilen',
      exporting: 'Die Datei wird geschrieben',
      time: {
        writesAt: (when) => `Schreibt ab ${when}.`,
        change: 'Zeit ändern',
        now: 'Jetzt schreiben',
        label: 'Nicht vor',
        save: 'Speichern',
        leave: 'So lassen',
      },
    },

    records: {
      empty: (module) => `Noch keine Datensätze in „${module}“`,
      emptyHint: 'Importieren Sie eine Datei, um diese Liste zu füllen.',
      import: 'Importieren',
      export: 'Exportieren',
      refresh: 'Neu laden',
      more: 'Mehr zeigen',
      owner: 'Besitzer',
      created: 'Angelegt',
      shown: (it, more) =>
        `${f.count(it)}${more ? '+' : ''} ${it === 1 && !more ? 'Datensatz' : 'Datensätze'}`,
      trouble: 'Die Datensätze konnten nicht geladen werden',
      searching: 'Suche …',
      sortBy: (column) => `Nach ${column} sortieren`,
      tooManyToSort: (most) =>
        `Mehr als ${f.count(most)} Datensätze lassen sich hier nicht sortieren. Filtern Sie die Liste zuerst, oder sortieren Sie den Export. Die neuesten stehen oben.`,
      noneFit: (module) => `Keine Datensätze in „${module}“ passen zum Filter`,
      columns: 'Spalten',
      columnsHeading: 'Spalten der Liste',
    },

    exporting: {
      title: (module) => `${module} exportieren`,
      every: 'Alle Datensätze, die Sie sehen dürfen.',
      filtered: (filter) => `Die Datensätze, die Sie sehen dürfen und für die gilt: ${filter}.`,
      columns: 'Spalten in ihrer Reihenfolge',
      up: (column) => `${column} nach oben`,
      down: (column) => `${column} nach unten`,
      format: 'Format',
      formats: { csv: 'CSV', xlsx: 'Excel-Arbeitsmappe (XLSX)' },
      sort: 'Reihenfolge',
      newest: 'Neueste zuerst',
      descending: 'Größte zuerst',
      identity: 'Mit Nummer und Version jedes Datensatzes',
      start: 'Exportieren',
      waiting: (it) => (it > 0 ? `${records(it)} bisher geschrieben …` : 'Die Datei wird geschrieben …'),
      leave:
        'Sie können dieses Fenster schließen. Der Export läuft weiter, die Datei finden Sie unter „Aufträge“.',
      ready: (it) => `${records(it)} exportiert. Die Datei wird 7 Tage aufbewahrt.`,
    },

    filtering: {
      heading: 'Filter',
      begin: 'Filtern',
      add: 'Bedingung hinzufügen',
      clear: 'Filter entfernen',
      join: 'Datensätze, für die',
      joins: { all: 'alle Bedingungen gelten', any: 'eine der Bedingungen gilt' },
      field: 'Feld der Bedingung',
      operator: (field) => `Was für ${field} gilt`,
      value: (field) => `Wert für ${field}`,
      from: (field) => `${field}, von`,
      until: (field) => `${field}, bis`,
      to: 'und',
      choose: 'Auswählen …',
      remove: (field) => `Bedingung zu ${field} entfernen`,
      names: {
        contains: 'enthält',
        starts_with: 'beginnt mit',
        equals: 'ist',
        any_of: 'ist eines von',
        less: 'ist kleiner als',
        greater: 'ist größer als',
        between: 'liegt zwischen',
        is_empty: 'ist leer',
      },
      dates: { less: 'ist vor', greater: 'ist nach' },
    },

    filters: {
      and: 'und',
      or: 'oder',
      equals: (field, value) => `${field} ist „${value}“`,
      anyOf: (field, values) => `${field} ist eines von ${values}`,
      contains: (field, value) => `${field} enthält „${value}“`,
      startsWith: (field, value) => `${field} beginnt mit „${value}“`,
      less: (field, value) => `${field} liegt vor oder unter ${value}`,
      greater: (field, value) => `${field} liegt nach oder über ${value}`,
      between: (field, from, to) => `${field} liegt zwischen ${from} und ${to}`,
      isEmpty: (field) => `${field} ist leer`,
    },
  };
}
