/** English: every sentence of the page. Calm, plain, and always with what to do. */

import type {
  ColumnStatus,
  DuplicateMode,
  EngineFault,
  ExportFormat,
  FileKind,
  FileNote,
  Format as FileFormat,
  IssueCode,
  JobStatus,
  RefusalCode,
} from '@gangway/engine';

import { takesParts, type Conflict } from '../import/mapping.js';
import type { Operator } from '../records/conditions.js';
import type { StepId } from '../import/steps.js';
import type { Format } from './format.js';

const steps: Record<StepId, string> = {
  upload: 'Upload',
  map: 'Map columns',
  configure: 'Configure',
  preview: 'Preview',
  execute: 'Import',
  review: 'Review',
};

const formats: Record<FileFormat, string> = {
  csv: 'Text table (CSV)',
  xlsx: 'Excel workbook (XLSX)',
  xls: 'Excel 97–2003 workbook (XLS)',
};

const columnStatus: Record<ColumnStatus, string> = {
  auto: 'Auto-mapped',
  template: 'Template',
  manual: 'Manual',
  unmapped: 'Unmapped',
  skipped: 'Skipped',
  added: 'Added by Gangway',
};

const issues: Record<IssueCode, string> = {
  required_missing: 'A required value is missing',
  bad_email: 'Not an e-mail address',
  bad_phone: 'Not a phone number',
  bad_url: 'Not a web address',
  bad_integer: 'Not a whole number',
  bad_decimal: 'Not a number',
  bad_date: 'Not a date',
  bad_datetime: 'Not a date with a time',
  bad_boolean: 'Neither yes nor no',
  not_an_option: 'Not one of the options',
  unknown_user: 'Nobody by this name or e-mail',
  too_long: 'Too long for the field',
  pattern_mismatch: 'Does not fit the field’s pattern',
  out_of_range: 'Out of range',
  too_many_cells: 'More cells than the header',
  error_cell: 'A spreadsheet error',
  unclosed_quote: 'A quote that is never closed',
  bad_encoding: 'Unreadable characters',
  no_match_key: 'Nothing to match by',
  several_matches: 'Several records match',
  match_not_permitted: 'Matches a record you may not see',
  record_too_large: 'Too large for a record',
  number_rounded: 'Rounded by Excel before saving',
  changed_since: 'Changed since the import',
  deleted_since: 'Deleted since the import',
  leading_zero_kept: 'Leading zeros kept',
  bad_identity: 'Not the id or version of a record',
  changed_since_export: 'Changed since it was exported',
  record_gone: 'The record is gone',
};

const status: Record<JobStatus, string> = {
  draft: 'Draft',
  waiting_for_upload: 'Waiting for upload',
  scheduled: 'Scheduled',
  queued: 'Queued',
  planning: 'Reading the file',
  running: 'Writing records',
  cancelling: 'Stopping',
  completed: 'Completed',
  completed_with_errors: 'Completed with errors',
  differs_from_preview: 'Stopped: differs from the preview',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const modes: Record<DuplicateMode, { title: string; text: string }> = {
  skip: { title: 'Skip duplicates', text: 'Rows that match a record, or an earlier row, are left out.' },
  update: {
    title: 'Update matches',
    text: 'Matching records take the file’s values; the rest become new records.',
  },
  create: { title: 'Import everything', text: 'Every row becomes a new record, duplicates included.' },
};

const files: Record<FileKind, string> = {
  source: 'Original file',
  failed: 'Failed rows',
  success: 'Results, row by row',
  unprocessed: 'Rows not reached',
  export: 'Export',
  undo: 'What the undo did',
  backup: 'Records before the update',
};

/** A code's own sentence, where the core or the API does not bring one in this language. */
type Sentences<K extends string> = Partial<Record<K, string>>;

/** The sentences, with numbers and names as the locale writes them. */
export function en(f: Format) {
  const rows = (it: number) => `${f.count(it)} ${it === 1 ? 'row' : 'rows'}`;
  const records = (it: number) => `${f.count(it)} ${it === 1 ? 'record' : 'records'}`;
  const column = (name: string, index: number) => name.trim() || `Column ${index + 1}`;

  return {
    rows,
    column,
    yes: 'Yes',
    no: 'No',
    justNow: 'just now',
    // The core and the API speak English themselves.
    refusals: {} as Sentences<RefusalCode>,
    faults: {} as Sentences<EngineFault>,
    problems: {} as Record<string, string>,
    issueSentences: {} as Partial<Record<IssueCode, (value: string) => string>>,
    unknownFailure: 'Something went wrong on this page. Try again.',
    steps,
    formats,
    columnStatus,
    issues,
    status,
    modes,
    files,
    close: 'Close',
    back: 'Back',
    tryAgain: 'Try again',
    loading: 'One moment …',
    stepOf: (step: StepId, at: number, of: number) => `Step ${at} of ${of}: ${steps[step]}`,
    title: (module: string) => `Import ${module.toLowerCase()}`,
    noImportRight: 'You may not import records. Ask your administrator for the import right.',

    combobox: { none: 'Nothing fits what you typed.' },

    upload: {
      heading: 'Choose a file',
      drop: 'Drop a CSV or Excel file here',
      dropNow: 'Let go to read it',
      or: 'or',
      pick: 'Choose a file',
      promises: {
        'on-start':
          'The file is read and checked in your browser. Nothing is uploaded until you start the import.',
        background:
          'The file is read and checked in your browser, and uploaded meanwhile. Nothing is imported until you start the import.',
      },
      sent: (percent: number) =>
        percent === 100
          ? 'Uploaded, not imported yet'
          : `Uploading in the background … ${f.percent(percent)}`,
      offline: 'There is no connection. The upload goes on by itself as soon as there is.',
      limits: 'CSV, TSV and other text tables up to 5 GB · XLSX · XLS',
      folder: 'This is a folder. Open it and choose the file inside it.',
      notAFile: 'This is not a file. Save what you dragged as a CSV or Excel file and choose that.',
      chooseFirst: 'Choose a file first.',
      chooseAnother: 'This file cannot be used. Choose another one.',
      refused: 'This file cannot be imported',
      reading: 'Looking at the file …',
      replace: 'Choose another file',
      chooseAgain: 'Choose the file again',
      format: 'Format',
      encoding: 'Encoding',
      delimiter: 'Separator',
      sheet: 'Sheet',
      header: 'Column names',
      headerRow: (row: number) => `In row ${row}`,
      headerNone: 'There are none',
      headerHint: 'Row with the column names',
      columnsFound: (columns: number) => `${f.count(columns)} ${columns === 1 ? 'column' : 'columns'}`,
      firstRows: (count: number) =>
        count === 1 ? 'The one row of the file' : `The first ${rows(count)} of the file`,
      writtenBy: (product: string) => `Exported from ${product}`,
      fileNote: (note: FileNote): string => {
        const among = (first: string) =>
          'only_head' in note && note.only_head ? ` (counted among ${first})` : '';
        switch (note.code) {
          case 'hidden_sheet':
            return `The sheet “${note.sheet}” is hidden in Excel.`;
          case 'hidden_rows':
            return `The sheet hides ${rows(note.rows)} in Excel${among('its first rows')}. Hidden rows are imported like the others.`;
          case 'merged_cells':
            return `The sheet has ${f.count(note.ranges)} ${note.ranges === 1 ? 'range' : 'ranges'} of merged cells${among('its first rows')}. A merged range has its value in its first cell; the others are read as empty.`;
          case 'comments':
            return note.lines === 1
              ? `1 line that begins with ${note.mark}${among('the first lines')} is a comment and is left out.`
              : `${f.count(note.lines)} lines that begin with ${note.mark}${among('the first lines')} are comments and are left out.`;
        }
      },
      leftBy: (name: string, when: string) =>
        `These are rows that the import of “${name}”, ${when}, left. It is mapped and set up as that import was, and only these rows are imported.`,
      leftByUnknown:
        'Gangway wrote this file, but the import that it names is not there, or not yours to see. Map it like any other file.',
      sheetRows: (name: string, rowCount: number | null, hidden: boolean) =>
        `${name}${rowCount === null ? '' : ` · ${rows(rowCount)}`}${hidden ? ' · hidden' : ''}`,
      delimiters: {
        ',': 'Comma  ,',
        ';': 'Semicolon  ;',
        '\t': 'Tab',
        '|': 'Pipe  |',
        ':': 'Colon  :',
      } as Record<string, string>,
      oneColumn: 'None (one column)',
      quote: 'Quotes',
      quoting: (quote: string, escape: string | null) =>
        escape ? `${quote} … ${quote}, inside as ${escape}${quote}` : `${quote} … ${quote}, inside doubled`,
      noQuote: 'None',
    },

    map: {
      heading: 'Where does each column go?',
      hint: (mapped: number, of: number) =>
        `${f.count(mapped)} of ${f.count(of)} columns are mapped. Look at what is not.`,
      allMapped: (of: number) => `All ${f.count(of)} columns have a place.`,
      fileColumn: 'Column in the file',
      samples: 'First values',
      field: 'Field in the CRM',
      status: 'Status',
      problems: 'Check',
      leaveOut: 'Leave out',
      choose: 'Choose a field …',
      has: (column: string) => `has “${column}”`,
      groups: { missing: 'Required, and still missing', free: 'Fields', taken: 'Fields that have a column' },
      fieldOf: (column: string) => `Field for “${column}”`,
      sure: (confidence: number) => `${f.percent(confidence)} sure`,
      bad: (bad: number, filled: number) =>
        `${f.count(bad)} of ${f.count(filled)} ${filled === 1 ? 'value' : 'values'} ${bad === 1 ? 'does' : 'do'} not fit`,
      fine: (filled: number) =>
        filled === 0 ? 'Empty' : `${f.count(filled)} ${filled === 1 ? 'value fits' : 'values fit'}`,
      search: 'Find a column or field',
      show: 'Which columns are shown',
      filters: { all: 'All columns', open: 'Columns without a field', problems: 'Columns with a problem' },
      skipEmpty: (it: number) => `Leave out ${f.count(it)} empty ${it === 1 ? 'column' : 'columns'}`,
      pages: 'Pages of columns',
      previous: 'Earlier columns',
      next: 'Later columns',
      fromTo: (first: number, last: number, of: number) =>
        `Columns ${f.count(first)} to ${f.count(last)} of ${f.count(of)}`,
      ownerUnused: 'The owner rule does not use this column.',
      useOwner: 'Let it name the owners',
      ownersKnown: (filled: number) =>
        `${f.count(filled)} ${filled === 1 ? 'value names' : 'values name'} somebody known`,
      strangers: (it: number, fallback: string | undefined) =>
        `${rows(it)} ${it === 1 ? 'names' : 'name'} nobody known: ${it === 1 ? 'it' : 'they'} ${fallback ? `${it === 1 ? 'goes' : 'go'} to ${fallback}` : it === 1 ? 'fails' : 'fail'}`,
      skipRest: 'Leave out the rest',
      none: 'No column fits what you are looking for.',
      nothing: 'No column has a field yet. Choose a field for at least one column.',
      missing: (labels: string[]) =>
        `${f.list(labels)} ${labels.length === 1 ? 'is' : 'are'} required. Choose the column that holds ${labels.length === 1 ? 'it' : 'them'}.`,
      twice: ({ field, columns }: Conflict) =>
        `“${field.label}” gets ${columns.length} columns: ${f.list(columns.map((it) => `“${column(it.header, it.index)}”`))}. Keep one of them${takesParts(field) ? ', or join them' : ''}.`,
      join: (columns: number) => (columns === 2 ? 'Join both' : `Join all ${f.count(columns)}`),
      joined: 'Joined by',
      separatorOf: (column: string) => `What stands before “${column}”`,
      separators: {
        ' ': 'A space',
        '': 'Nothing',
        ', ': 'A comma',
        '-': 'A hyphen',
        ' / ': 'A slash',
        '; ': 'A semicolon',
        '\n': 'A new line',
      } as Record<string, string>,
      keep: (column: string) => `Keep “${column}”`,
      dateOrder: (column: string) => `Order of day and month in “${column}”`,
      dateOrders: {
        none: 'Day or month first?',
        day_first: 'Day first (31/12)',
        month_first: 'Month first (12/31)',
      },
      undecided: (column: string) =>
        `The dates of “${column}” can be read with the day or the month first. Choose the order in the table.`,
      dateHint: 'Both orders are possible in this column.',
    },

    queue: {
      heading: (files: number) => `${f.count(files)} files, one after another`,
      states: { waiting: 'Waiting', now: 'This one', started: 'Started', left: 'Left out' },
      next: (name: string) => `Go on with “${name}”`,
    },

    draft: {
      heading: (name: string) => `Go on with “${name}”?`,
      hint: (step: StepId, when: string) =>
        `You were at “${steps[step]}”, ${when}. Choose the same file again, and everything is as you left it.`,
      forget: 'Forget this draft',
      other: (name: string, draft: string) => `“${name}” is not “${draft}”, the file of your draft.`,
      edited: (name: string) => `“${name}” was changed since you set this up.`,
      sameColumns: 'Its columns are the same: what you mapped and set can be used for it.',
      otherColumns: 'Its columns are others, so only the settings of the import can be used for it.',
      use: 'Use what I set',
      leave: 'Leave this import?',
      leaveHint:
        'What you mapped and set is kept on this computer for 7 days. Choose the same file again to go on with it.',
      leaveLost: 'What you mapped and set could not be kept on this computer and will be lost.',
      stay: 'Stay',
      keep: 'Leave',
      discard: 'Leave and forget it',
    },

    templates: {
      template: 'Template',
      noneUsed: 'None',
      manage: 'Manage templates',
      none: 'There are no templates for this kind of record.',
      remove: 'Remove',
      removeNamed: (name: string) => `Remove “${name}”`,
      rename: (name: string) => `Name of “${name}”`,
      drops: 'Import files that systems drop into the bucket',
      dropsRunAs: (user: string) => `in the name of ${user}`,
      name: 'Name of the template',
      needsName: 'Give the template a name.',
      keepHeading: 'Keep this for the next file',
      keepHint:
        'The mapping, the meanings of values and these settings are used by themselves for files with the same column names.',
      keep: 'Keep as a template',
      kept: (name: string) => `Kept as “${name}”. The next file with these column names uses it.`,
    },
    configure: {
      heading: 'How should rows be imported?',
      when: {
        heading: 'When to write',
        now: 'As soon as it is started',
        later: 'At a time that you choose',
        time: 'Not before',
        hint: (zone: string) =>
          `Your time (${zone}), at most 7 days ahead. The file is uploaded and checked at once.`,
        notAhead: 'Choose a time that is still to come, at most 7 days ahead.',
      },
      duplicates: 'When a row is already there',
      duplicatesHint: 'Rows are compared with the records of the CRM and with the other rows of the file.',
      noUpdate: 'You may not change existing records.',
      match: 'Two records are the same when they have the same',
      matchRules: {
        email: 'E-mail',
        phone: 'Phone',
        name_company: 'Name and company',
        custom: 'Fields I choose',
        identity: 'Record id, as this export says',
      },
      unmappedRule: 'No column is mapped to it, so no row will match.',
      customHint: 'A row matches when all of these are the same.',
      withoutKey: 'A row without it',
      withoutKeys: { create: 'becomes a new record', fail: 'is left out as failed' },
      several: 'A row that matches several records',
      severals: { fail: 'is left out as failed', update_oldest: 'updates the oldest' },
      blank: 'An empty cell, when a record is updated',
      blanks: { keep: 'keeps the old value', clear: 'removes the old value' },
      backUp: 'Back up first',
      backUpHint:
        'Each record is kept as it was before it is changed. You find the file among the downloads.',
      bad: 'A cell that does not fit its field',
      bads: { fail_row: 'leaves its whole row out', drop_value: 'is left out, the row is imported' },
      country: 'Phone numbers without a country code are from',
      noCountry: 'no country: keep them as they are',
      zone: 'Times without a time zone are in',
      owner: 'Who owns the new records',
      owners: {
        importer: 'I do',
        fixed: 'One person',
        round_robin: 'Several people, in turn',
        column: 'Whom the file names',
      },
      ownerColumn: (column: string) => `By the column “${column}”, by e-mail or name.`,
      noOwnerColumn: 'Map a column to the owner field first.',
      noAssign: 'You may not give records to others.',
      person: 'Owner',
      fallback: 'If nobody has that name',
      fallbackFail: 'the row fails',
      turnHint: 'Rows are handed out one after the other, in file order.',
      noCustom: 'Choose at least one field that makes two records the same.',
      noTurn: 'Choose at least one person who gets the records.',
      noOwner: 'Choose the person who gets the records.',
      rest: 'Cells and rows',
      defaults: {
        heading: 'Values for what the file leaves blank',
        add: 'Add a value',
        field: 'Choose a field',
        value: 'Choose a value',
        valueOf: (label: string) => `Value for ${label}`,
        remove: (label: string) => `Remove the value for ${label}`,
      },
      policies: {
        heading: 'Field by field: what an update changes',
        names: {
          overwrite: 'takes the file’s value',
          fill_blanks: 'only if the record has none',
          append: 'adds to the list',
        },
      },
    },

    preview: {
      heading: 'This is what will happen',
      checking: (percent: number) => `Checking every row … ${f.percent(percent)}`,
      checked: (total: number) => `All ${rows(total)} checked`,
      willCreate: 'become new records',
      willUpdate: 'update a record',
      folded: 'are added to an earlier row',
      willFail: 'have a problem',
      willBeGone: 'name a record that is gone',
      repeats: 'repeat an earlier row',
      known: 'are in the CRM already',
      blank: (it: number) => `${f.count(it)} blank ${it === 1 ? 'row is' : 'rows are'} not counted.`,
      reasons: 'Why rows are left out',
      meanings: {
        heading: 'What do these values mean?',
        of: (header: string, label: string) => `In “${header}”, for ${label}`,
        choose: (value: string) => `What “${value}” means`,
        undecided: 'Choose…',
        blank: 'Leave it empty',
      },
      notes: 'Good to know',
      noReasons: 'No problems. Every row can be imported.',
      inColumn: (column: string) => `in “${column}”`,
      firstIn: (row: number) => `first in row ${f.count(row)}`,
      rowsHeading: 'The rows as they will be imported',
      editHint: 'Double-click a cell, or press Enter on it, to correct it.',
      corrected: (it: number) => `${f.count(it)} ${it === 1 ? 'cell' : 'cells'} corrected.`,
      unfit: (it: number) =>
        `${f.count(it)} ${it === 1 ? 'correction does' : 'corrections do'} not fit the file any more and will not be used.`,
      undo: 'Undo',
      redo: 'Redo',
      details: 'The row in full',
      looking: (percent: number) => `Looking through the file … ${f.percent(percent)}`,
      reading: 'Reading …',
      fromTo: (first: number, last: number) => `Rows ${f.count(first)} to ${f.count(last)}`,
      goTo: 'Go to row',
      go: 'Go',
      replace: {
        open: 'Find and replace…',
        heading: 'Find and replace in a column',
        column: 'Column',
        find: 'Find',
        by: 'Replace with',
        whole: 'Only where it is the whole cell',
        matchCase: 'Capitals matter',
        replace: 'Replace in all rows',
        rules: 'Replaced so far',
        rule: (column: string, find: string, by: string) => `${column}: “${find}” → “${by}”`,
        remove: 'Take back',
      },
      tabs: {
        all: 'All',
        problems: 'Problems',
        remarks: 'Remarks',
        duplicates: 'Duplicates',
        updates: 'Updates',
      },
      cost: (cost: string, units: number) =>
        `Writing costs about ${cost} (${f.count(units)} write units of DynamoDB).`,
      time: (seconds: number) => `It takes about ${f.duration(seconds)}.`,
      noneUnder: {
        all: 'There are no rows.',
        problems: 'None of these rows has a problem.',
        remarks: 'None of these rows that can be imported has a remark.',
        duplicates: 'None of these rows is a duplicate.',
        updates: 'None of these rows updates a record.',
      },
      row: 'Row',
      fate: 'What happens',
      fates: {
        create: 'New record',
        update: 'Updates a record',
        unchanged: 'Nothing new',
        skip: 'Skipped',
        fail: 'Left out',
      },
      repeatsRow: (row: number) => `repeats row ${f.count(row)}`,
      inCrm: 'already in the CRM',
      sameAs: (name: string) => `already there: ${name}`,
      hidden: 'already there, not yours to see',
      kept: (value: string) => `Stays as it is: ${value || 'empty'}`,
      change: (before: string, after: string) => `${before || 'Empty'} becomes ${after || 'empty'}`,
      empty: 'empty',
      owner: 'Owner',
      mode: 'Duplicates',
      knownAsOf: (when: string) => `Compared with the CRM’s records at ${when}`,
      knownTrouble:
        'These rows could not be compared with the CRM’s records. The import compares them all the same.',
      comparing: (percent: number) => `Comparing with the CRM’s records … ${f.percent(percent)}`,
      estimated: (asked: number, of: number) =>
        `How many rows match is an estimate from ${f.count(asked)} of ${f.count(of)} different keys; the import compares every row.`,
      othersRecords: 'Rows that match a record which you may not change are left out.',
      start: (imported: number, left: number) =>
        left === 0 ? `Import ${rows(imported)}` : `Import ${rows(imported)}, leave out ${f.count(left)}`,
      test: (it: number) => `Try the first ${rows(it)}`,
      testHint: 'Imports only these rows, so that you can look at them before you continue or undo.',
      startAbout: (imported: number, left: number) =>
        `Import about ${rows(imported)}, leave out about ${f.count(left)}`,
      startUnchecked: 'Import without waiting',
      uncheckedHint: 'The check has not ended: how many rows will be left out is not known yet.',
      waiting: (percent: number) => `Checking … ${f.percent(percent)}`,
      allKnown: 'Every row is in the CRM already. Choose to update them, or another file.',
      nothingLeft: 'No row can be imported. Correct the file or the mapping first.',
      stopped: 'The file could not be checked to its end',
    },

    execute: {
      heading: 'Importing',
      uploading: 'Uploading the file',
      planning: 'Reading and checking on the server',
      writing: 'Writing records',
      stay: 'Keep this page open until the file is uploaded.',
      leave: 'You can close this page. The import goes on, and you find it under Batch Jobs.',
      job: (id: string) => `Job ${id}`,
      progress: (done: number, of: number) => `${f.count(done)} of ${rows(of)}`,
      uploaded: (sent: string, of: string) => `${sent} of ${of}`,
      cancel: 'Cancel the import',
      cancelling: 'Stopping … rows that are written stay written.',
      cancelled: 'The upload was stopped. Nothing was imported.',
      failed: 'The import could not be started',
      unreachable:
        'The server cannot be reached at the moment. The import goes on without this page; trying again …',
      again: 'Start over',
    },

    review: {
      headings: {
        completed: 'Everything is in',
        completed_with_errors: 'Imported, with some rows left out',
        failed: 'Nothing was imported',
        cancelled: 'The import was stopped',
        differs_from_preview: 'Stopped before anything was written',
      } as Partial<Record<JobStatus, string>>,
      broken: 'The counts do not add up',
      testHeading: (it: number) => `${it === 1 ? 'The first row is' : `The first ${rows(it)} are`} in`,
      tested: (done: number, waiting: number) =>
        `This was a test with ${rows(done)}. Look at the records; then continue with the other ${f.count(waiting)}, or undo.`,
      testedAll: (done: number) => `This was a test with ${rows(done)} of the file.`,
      counts: {
        created: 'created',
        updated: 'updated',
        unchanged: 'unchanged',
        skipped: 'skipped',
        failed: 'failed',
        unprocessed: 'not reached',
        removed: 'removed again',
        restored: 'put back',
        kept: 'kept, changed since',
        exported: 'exported',
      },
      previewed: {
        previewed: 'What was written is what was previewed.',
        not_fully_previewed: 'The import was started before every row had been previewed.',
        differs: 'The file that arrived is not the one that was previewed, so nothing was written.',
      },
      reasons: 'Why rows failed',
      files: 'Downloads',
      fixHint: 'Correct the failed rows in this file and import it again.',
      another: 'Import another file',
      see: 'See the records',
    },

    jobs: {
      heading: 'Batch Jobs',
      empty: 'No imports yet',
      emptyHint: 'Imports appear here as soon as they are started.',
      job: 'Job',
      module: 'Module',
      started: 'When',
      status: 'Status',
      result: 'Result',
      cancel: 'Cancel',
      resume: (left: number) => `Run the ${f.count(left)} left ${left === 1 ? 'row' : 'rows'}`,
      undo: 'Undo',
      undoAsk: (name: string) =>
        `Take “${name}” back? Records that it created are removed, and records that it changed get their old values. What somebody changed since stays.`,
      goOn: (waiting: number) => `Continue with the other ${rows(waiting)}`,
      test: (first: number) => `Test with the first ${rows(first)}`,
      continues: (id: string) => `Goes on with test ${id}`,
      undoing: 'It is being taken back. You find the undo under Batch Jobs.',
      download: (what: string, name: string) => `Download: ${what} of ${name}`,
      more: 'Show older jobs',
      trouble: 'The list could not be loaded',
      offline: 'The server cannot be reached at the moment. Trying again …',
      kinds: { import: 'Import', export: 'Export', undo: 'Undo', index: 'Match rule', erase: 'Erasure' },
      notices: {
        label: 'Jobs that have ended',
        of: (kind: string, name: string) => `${kind}: ${name}`,
        results: 'See the results',
      },
      repairs: (id: string) => `Repairs import ${id}`,
      nothing: 'No rows yet',
      exporting: 'Writing the file',
      time: {
        writesAt: (when: string) => `Writes from ${when} on.`,
        change: 'Change the time',
        now: 'Write now',
        label: 'Not before',
        save: 'Save',
        leave: 'Leave it',
      },
    },

    records: {
      empty: (module: string) => `No ${module.toLowerCase()} yet`,
      emptyHint: 'Import a file to fill this list.',
      import: 'Import',
      export: 'Export',
      refresh: 'Refresh',
      more: 'Show more',
      owner: 'Owner',
      created: 'Created',
      shown: (it: number, more: boolean) =>
        `${f.count(it)}${more ? '+' : ''} ${it === 1 && !more ? 'record' : 'records'}`,
      trouble: 'The records could not be loaded',
      searching: 'Searching …',
      sortBy: (column: string) => `Sort by ${column}`,
      tooManyToSort: (most: number) =>
        `More than ${f.count(most)} records are too many to sort here. Filter the list first, or sort its export. The newest come first.`,
      noneFit: (module: string) => `No ${module.toLowerCase()} fit the filter`,
      columns: 'Columns',
      columnsHeading: 'Columns of the list',
    },

    exporting: {
      title: (module: string) => `Export ${module.toLowerCase()}`,
      every: 'Every record that you may see.',
      filtered: (filter: string) => `The records that you may see and where ${filter}.`,
      columns: 'Columns, in their order',
      up: (column: string) => `Move ${column} up`,
      down: (column: string) => `Move ${column} down`,
      format: 'Format',
      formats: { csv: 'CSV', xlsx: 'Excel workbook (XLSX)' } as Record<ExportFormat, string>,
      sort: 'Order',
      newest: 'Newest first',
      descending: 'Greatest first',
      identity: 'With each record’s id and version',
      start: 'Export',
      waiting: (it: number) => (it > 0 ? `${records(it)} written so far …` : 'The file is being written …'),
      leave: 'You can close this. The export goes on, and you find its file under Batch Jobs.',
      ready: (it: number) => `${records(it)} exported. The file is kept for 7 days.`,
    },

    filtering: {
      heading: 'Filter',
      begin: 'Filter',
      add: 'Add a condition',
      clear: 'Clear the filter',
      join: 'Records for which',
      joins: { all: 'all conditions hold', any: 'any condition holds' },
      field: 'Field of the condition',
      operator: (field: string) => `What is asked of ${field}`,
      value: (field: string) => `Value for ${field}`,
      from: (field: string) => `${field}, from`,
      until: (field: string) => `${field}, to`,
      to: 'and',
      choose: 'Choose …',
      remove: (field: string) => `Remove the condition on ${field}`,
      names: {
        contains: 'contains',
        starts_with: 'starts with',
        equals: 'is',
        any_of: 'is one of',
        less: 'is less than',
        greater: 'is greater than',
        between: 'lies between',
        is_empty: 'is empty',
      } as Record<Operator, string>,
      dates: { less: 'is before', greater: 'is after' } as Partial<Record<Operator, string>>,
    },

    filters: {
      and: 'and',
      or: 'or',
      equals: (field: string, value: string) => `${field} is “${value}”`,
      anyOf: (field: string, values: string) => `${field} is one of ${values}`,
      contains: (field: string, value: string) => `${field} contains “${value}”`,
      startsWith: (field: string, value: string) => `${field} starts with “${value}”`,
      less: (field: string, value: string) => `${field} is before or below ${value}`,
      greater: (field: string, value: string) => `${field} is after or above ${value}`,
      between: (field: string, from: string, to: string) => `${field} lies between ${from} and ${to}`,
      isEmpty: (field: string) => `${field} is empty`,
    },
  };
}

/** What every language says. */
export type Strings = ReturnType<typeof en>;
