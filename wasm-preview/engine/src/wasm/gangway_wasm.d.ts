/* tslint:disable */
/* eslint-disable */

/**
 * The person or system behind a request, as the verified token says.
 */
export interface Actor {
    /**
     * Whose data.
     */
    tenant: TenantId;
    /**
     * Who.
     */
    user: UserId;
    /**
     * The teams this person belongs to.
     */
    teams: Team[];
    /**
     * Whose records they may see.
     */
    scope: Scope;
    /**
     * What they may do.
     */
    rights: Right[];
}

/**
 * Whether files may be dropped under a template's name.
 */
export interface AllowDrops {
    /**
     * They are imported, in the name of whoever says so.
     */
    allowed: boolean;
    /**
     * Columns that the template does not know are mapped by their headers; otherwise they are left out.
     */
    map_new_columns?: boolean;
}

/**
 * What the audit log says of an export, or of an erasure.
 */
export interface AuditEntry {
    /**
     * When the file was complete, RFC 3339 in UTC.
     */
    at: string;
    /**
     * Who, with what they might see then.
     */
    actor: Actor;
    /**
     * The job.
     */
    job: JobId;
    /**
     * When it was asked for, RFC 3339 in UTC.
     */
    asked_at: string;
    /**
     * Which filter, which columns.
     */
    export: Export;
    /**
     * How many records.
     */
    records: number;
    /**
     * They were not taken out but erased.
     */
    erased?: boolean;
}

/**
 * A cell that is wrong.
 */
export type BadValues = "fail_row" | "drop_value";

/**
 * A blank cell in a row that updates.
 */
export type BlankCells = "keep" | "clear";

/**
 * `PATCH /records/{module}/{record}`: what is given changes, everything else stays.
 */
export interface ChangeRecord {
    /**
     * Values by field; `null` empties a field.
     */
    values?: { [field: FieldId]: Value | null };
    /**
     * Whose it becomes; none: it stays whose it is.
     */
    owner?: UserId | null;
    /**
     * The version that the change was made from, unless `If-Match` says it.
     */
    version?: number | null;
}

/**
 * A rule beyond the type.
 */
export type Check = { rule: "pattern"; pattern: string; message: string } | { rule: "range"; min: string | null; max: string | null } | { rule: "required_if"; field: FieldId; equals: string };

/**
 * How the rows of a file fare. `rows = ok + failed + repeats`; blank rows are not rows.
 */
export interface CheckCounts {
    /**
     * Data rows that are not blank.
     */
    rows: number;
    /**
     * Rows that pass and are the first with their key, or have none.
     */
    ok: number;
    /**
     * Rows that fail.
     */
    failed: number;
    /**
     * Rows that pass and have the key of an earlier row that passed.
     */
    repeats: number;
    /**
     * Blank rows between or after the data.
     */
    blank: number;
    /**
     * Rows that pass and have no match key.
     */
    without_key: number;
    /**
     * Rows that pass and have a note; a note that a whole column may have does not count.
     */
    remarks: number;
}

/**
 * `POST /modules/{module}/keys`: which of these keys the CRM knows.
 */
export interface CheckKeys {
    /**
     * What the keys are of.
     */
    rule: MatchRule;
    /**
     * At most 5,000.
     */
    keys: MatchKey[];
}

/**
 * The whole file, checked under a plan.
 */
export interface CheckReport {
    /**
     * The plan as the whole file completed it.
     */
    plan: ImportPlan;
    /**
     * How the rows fare, before anything is known of the CRM's records.
     */
    counts: CheckCounts;
    /**
     * Every kind of issue with its count, most frequent first.
     */
    groups: IssueGroup[];
    /**
     * The first 100 issues in file order.
     */
    issues: Issue[];
    /**
     * The first 20 rows.
     */
    preview: PreviewRow[];
    /**
     * What each column's values turned out to be.
     */
    columns: ColumnReport[];
    /**
     * What the server must find again before it writes.
     */
    receipt: Receipt;
    /**
     * What a person should know of the whole file; replaces the plan's notes, which are about its head.
     */
    file_notes?: FileNote[];
    /**
     * What became of what was corrected.
     */
    corrections?: CorrectionReport;
}

/**
 * What a person changed about how the file is read; what is missing is detected.
 */
export interface Choices {
    /**
     * By its WHATWG name.
     */
    encoding?: string;
    /**
     * Delimiter, quote and escape.
     */
    dialect?: Dialect;
    /**
     * By the name on its tab.
     */
    sheet?: string;
    /**
     * Where the headers are.
     */
    header?: HeaderChoice;
    /**
     * Which template is used, instead of the one that the header row finds.
     */
    template?: TemplateChoice;
    /**
     * The plan of the import that left the rows of this file, used instead of a template.
     */
    repairs?: ImportPlan;
}

/**
 * What the values of one column turned out to be.
 */
export interface ColumnReport {
    /**
     * Its place in the file, from 0.
     */
    index: number;
    /**
     * Cells that are not blank.
     */
    filled: number;
    /**
     * Cells with an issue that is no note.
     */
    bad: number;
}

/**
 * Who decided where a column goes.
 */
export type ColumnStatus = "auto" | "template" | "manual" | "unmapped" | "skipped" | "added";

/**
 * `POST /imports/{id}/complete`: every part is there.
 */
export interface CompleteUpload {
    /**
     * In order.
     */
    parts: UploadedPart[];
}

/**
 * One corrected cell.
 */
export interface CorrectedCell {
    /**
     * Its row.
     */
    row: Row;
    /**
     * Its column's place in the file, from 0.
     */
    column: number;
    /**
     * The digest of the text that it had after the rules of its column, 16 hex digits: a file that was edited since may
     * hold another one.
     */
    was: string;
    /**
     * The text that it has now, at most 32,767 characters.
     */
    text: string;
}

/**
 * What became of corrections over the whole file.
 */
export interface CorrectionReport {
    /**
     * Single cells that were corrected.
     */
    cells: number;
    /**
     * Cells that a find-and-replace rule changed.
     */
    replaced: number;
    /**
     * Corrections that fit no longer: their cell is gone or holds another text. They are never applied.
     */
    unfit: number;
    /**
     * The first 100 of those.
     */
    listed: CorrectedCell[];
}

/**
 * Cells that were corrected one by one.
 */
export interface Corrections {
    /**
     * The digest of the settings under which the file was read then, 32 hex digits: under others, a row's number may
     * mean another row.
     */
    reading: string;
    /**
     * In the order of rows and columns, each cell once; at most 100,000.
     */
    cells: CorrectedCell[];
}

/**
 * Which corrections belong to a job: as many stored parts, and the digest of all of them.
 */
export interface CorrectionsRef {
    /**
     * How many parts were put, from 0 on.
     */
    parts: number;
    /**
     * Over the settings and all cells, 32 hex digits.
     */
    digest: string;
}

/**
 * `POST /imports`: a new import, before its file and its plan.
 */
export interface CreateImport {
    /**
     * Into which module.
     */
    module: ModuleId;
    /**
     * The file's name on the person's machine.
     */
    file_name: string;
    /**
     * Its length in bytes.
     */
    size: Wide;
    /**
     * What the browser recognises it by.
     */
    fingerprint?: string | null;
    /**
     * The template by which it is imported as soon as its file is there, without a Start: what would be asked on the page
     * is refused.
     */
    template?: TemplateSlug;
}

/**
 * `POST /records/{module}`: a new record.
 */
export interface CreateRecord {
    /**
     * Its values by field, as a person writes them or in their canonical form.
     */
    values: { [field: FieldId]: Value | null };
    /**
     * Whose it is; none: whoever asks.
     */
    owner?: UserId | null;
}

/**
 * The order of day and month in numeric dates.
 */
export type DateOrder = "day_first" | "month_first";

/**
 * What separates the fraction.
 */
export type DecimalSign = "point" | "comma";

/**
 * How text is cut into cells. Each is one character; a missing one is not used.
 */
export interface Dialect {
    /**
     * Between cells; none for a file of one column.
     */
    delimiter: string | null;
    /**
     * Around cells.
     */
    quote: string | null;
    /**
     * Before a quote inside a cell; none if quotes are doubled.
     */
    escape: string | null;
    /**
     * At the start of a line that is no row, as long as no delimiter stands in it; none if every line is a row.
     */
    comment?: string;
}

/**
 * A file that a system put into the bucket.
 */
export interface Dropped {
    /**
     * The object's key.
     */
    key: string;
    /**
     * The template that its place names.
     */
    template: TemplateSlug;
    /**
     * The job of the version that was put before it, which has to end first.
     */
    after?: JobId;
}

/**
 * How files are imported that are put into the bucket under a template's name, with nobody at a page.
 */
export interface Drops {
    /**
     * In whose name, with what they might do when they allowed it.
     */
    run_as: Actor;
    /**
     * Columns that the template does not know are mapped by their headers; otherwise they are left out.
     */
    map_new_columns: boolean;
}

/**
 * What happens to rows that match a record or an earlier row.
 */
export type DuplicateMode = "skip" | "update" | "create";

/**
 * `POST /erasures`: takes a person's records out for good. The records are named by their ids, or found by the e-mail
 * address that they are matched by, or both.
 */
export interface EraseRecords {
    /**
     * Of which module.
     */
    module: ModuleId;
    /**
     * By their ids, also those of records that were deleted before.
     */
    records?: RecordId[];
    /**
     * Every live record with this address.
     */
    email?: string | null;
}

/**
 * What an erasure takes out for good. It names records and never a person: the job outlives them.
 */
export interface Erasure {
    /**
     * The records.
     */
    records: RecordId[];
    /**
     * The jobs that have read or written them, while their files are still there. Files are kept as a whole, so rows
     * are in them until they are taken away.
     */
    held: HeldFiles[];
}

/**
 * What an import will cost: the writes to DynamoDB of rows of at most 1 KB each, and nothing else.
 */
export interface Estimate {
    /**
     * Write units.
     */
    units: Wide;
    /**
     * Their price, in millionths of the price list's currency, rounded up.
     */
    micros: Wide;
    /**
     * How long it will take if it is as fast as the import that was measured; none without one.
     */
    seconds: number | null;
}

/**
 * `POST /exports`: which records of a module, and what of them.
 *
 * A word that is not known is refused: a misspelt `filter` must not become an export of everything.
 */
export interface Export {
    /**
     * Of which module.
     */
    module: ModuleId;
    /**
     * Which of its records; none: every one that the person sees.
     */
    filter?: Filter | null;
    /**
     * The columns in their order; none: every field in the module's order.
     */
    columns?: FieldId[];
    /**
     * CSV unless told.
     */
    format?: ExportFormat;
    /**
     * By which column; newest first unless told.
     */
    sort?: Sort | null;
    /**
     * Each record's id and version stand before its columns, so that an edited file can come back as an update.
     */
    identity?: boolean;
}

/**
 * The form of an export's file.
 */
export type ExportFormat = "csv" | "xlsx";

/**
 * What becomes of a row.
 */
export type Fate = { kind: "create" } | { kind: "update"; changes: FieldChange[] } | { kind: "unchanged" } | { kind: "skip" } | { kind: "fail"; code: IssueCode };

/**
 * One field of a module.
 */
export interface Field {
    /**
     * `company`
     */
    id: FieldId;
    /**
     * "Account Name"
     */
    label: string;
    /**
     * What its values are.
     */
    type: FieldType;
    /**
     * A row without it fails.
     */
    required?: boolean;
    /**
     * Other headers that mean this field, as people write them.
     */
    aliases?: string[];
    /**
     * The allowed values of a picklist.
     */
    options?: string[];
    /**
     * The longest text, in characters.
     */
    max_length?: number | null;
    /**
     * Lists and exports may filter by it.
     */
    filterable?: boolean;
    /**
     * Filled from the file but never stored: `full_name` fills first and last name.
     */
    virtual?: boolean;
    /**
     * Set by Gangway and never by a file: `created_at`.
     */
    read_only?: boolean;
    /**
     * Further rules.
     */
    checks?: Check[];
}

/**
 * One field of a record before and after a row.
 */
export interface FieldChange {
    /**
     * Which field.
     */
    field: FieldId;
    /**
     * What the record says; none if it says nothing.
     */
    before: Value | null;
    /**
     * What it will say; none if it is emptied.
     */
    after: Value | null;
}

/**
 * What is wrong with one field of a request.
 */
export interface FieldError {
    /**
     * Which.
     */
    field: FieldId;
    /**
     * Why, for programs; as an import says it.
     */
    code: IssueCode;
    /**
     * Why and what to do, for people; as an import says it.
     */
    message: string;
}

/**
 * A field of a module: `first_name`.
 */
export type FieldId = string;

/**
 * What a field's values are.
 */
export type FieldType = "text" | "long_text" | "email" | "phone" | "url" | "integer" | "decimal" | "currency" | "percent" | "date" | "datetime" | "boolean" | "picklist" | "multi_picklist" | "user" | "external_id";

/**
 * The match keys of the rows that pass, to be asked about: all of them, or an even sample.
 */
export interface FileKeys {
    /**
     * In order, each once; at most 50,000.
     */
    keys: MatchKey[];
    /**
     * How many different keys the file has.
     */
    distinct: number;
}

/**
 * The files of a job.
 */
export type FileKind = "source" | "failed" | "success" | "unprocessed" | "export" | "undo" | "backup";

/**
 * One thing that is worth knowing of a file. `Display` is the sentence in English.
 */
export type FileNote = { code: "hidden_sheet"; sheet: string } | { code: "hidden_rows"; rows: number; only_head: boolean } | { code: "merged_cells"; ranges: number; only_head: boolean } | { code: "comments"; lines: number; mark: string; only_head: boolean };

/**
 * A condition on a record: `{"equals": {"field": "city", "value": "Paris"}}`.
 *
 * Texts are compared without regard to case, marks and further blanks, numbers and dates by what they are. A list
 * fulfils a condition if one of its items does. A field that is empty fulfils none but [`Filter::IsEmpty`].
 */
export type Filter = { all: Filter[] } | { any: Filter[] } | { equals: { field: FieldId; value: Value } } | { any_of: { field: FieldId; values: Value[] } } | { contains: { field: FieldId; value: string } } | { starts_with: { field: FieldId; value: string } } | { less: { field: FieldId; value: Value } } | { greater: { field: FieldId; value: Value } } | { between: { field: FieldId; from: Value; to: Value } } | { is_empty: { field: FieldId } };

/**
 * `POST /modules/{module}/matches`: which records these keys lead to, as far as the asker may see them.
 */
export interface FindMatches {
    /**
     * What the keys are of.
     */
    rule: MatchRule;
    /**
     * At most 100.
     */
    keys: MatchKey[];
}

/**
 * What a preview says of an import, as far as its cost and its time depend on it.
 */
export interface Forecast {
    /**
     * Rows of the file that are not blank, whatever becomes of them: each is read, and takes its time.
     */
    rows: number;
    /**
     * Rows that will become records.
     */
    created: number;
    /**
     * Records that will change.
     */
    updated: number;
    /**
     * Match keys that these will have instead of others; 0 if that is not known.
     */
    changed_keys?: number;
    /**
     * What a million write units cost where Gangway is deployed, in millionths of the price list's currency: 625,000
     * for 0.625 USD.
     */
    micros_per_million_units: number;
    /**
     * An import that was measured in this deployment; none if there is none.
     */
    pace?: Pace | null;
}

/**
 * Rows, and what the CRM says of their match keys.
 */
export interface Foreseeing {
    /**
     * How they are imported.
     */
    plan: ImportPlan;
    /**
     * Which rows, in file order.
     */
    rows: PreviewRow[];
    /**
     * The keys that the CRM was asked for.
     */
    keys: MatchKey[];
    /**
     * What it said of each.
     */
    matches: KeyMatch[];
}

/**
 * What an import would do with a row that passes the check.
 */
export interface Foreseen {
    /**
     * Which row.
     */
    row: Row;
    /**
     * What becomes of it.
     */
    fate: Fate;
}

/**
 * What the bytes are, whatever the file is called.
 */
export type Format = "csv" | "xlsx" | "xls";

/**
 * A header of a request.
 */
export interface Header {
    /**
     * Its name.
     */
    name: string;
    /**
     * Its value.
     */
    value: string;
}

/**
 * Where a person says the headers are.
 */
export type HeaderChoice = { row: number } | "none";

/**
 * A job whose files hold rows of an erased record.
 */
export interface HeldFiles {
    /**
     * Which job.
     */
    job: JobId;
    /**
     * When the last of its files is gone, RFC 3339 in UTC.
     */
    until: string;
}

/**
 * Where to put the file.
 */
export interface ImportCreated {
    /**
     * The job's number.
     */
    job: JobId;
    /**
     * The length of every part but the last, in bytes.
     */
    part_size: number;
}

/**
 * What to do with the rows.
 */
export interface ImportOptions {
    /**
     * Rows that match a record.
     */
    mode?: DuplicateMode;
    /**
     * What makes two rows, or a row and a record, the same.
     */
    match_rule?: MatchRule;
    /**
     * Rows without a match key.
     */
    without_key?: WithoutKey;
    /**
     * Rows that match several records.
     */
    several_matches?: SeveralMatches;
    /**
     * Blank cells of a row that updates.
     */
    blank_cells?: BlankCells;
    /**
     * Cells that are wrong.
     */
    bad_values?: BadValues;
    /**
     * On update, by field; a field that is not here is overwritten.
     */
    update_policies?: Record<FieldId, UpdatePolicy>;
    /**
     * Values for fields without a column and for blank cells, as a person types them.
     */
    defaults?: Record<FieldId, string>;
    /**
     * Who gets the records.
     */
    owner?: OwnerRule;
    /**
     * The country of telephone numbers without one, ISO 3166: `US`.
     */
    phone_country?: string | null;
    /**
     * The zone of times without one, by its IANA name.
     */
    time_zone?: string;
    /**
     * Every record is kept as a whole, in the file `backup` of the job, before it is changed: each durably before its
     * own change, all of them in the file when the job ends, also when it was stopped or has left rows.
     */
    back_up?: boolean;
}

/**
 * How one file becomes records.
 */
export interface ImportPlan {
    /**
     * What the core's outcomes meant when the plan was made; another number asks anew.
     */
    semantics: number;
    /**
     * Into which module.
     */
    module: ModuleId;
    /**
     * The digest of the module's definition when the plan was made.
     */
    module_digest: string;
    /**
     * What the bytes are.
     */
    format: Format;
    /**
     * The text's encoding, by its WHATWG name: `UTF-8`. Workbooks: `UTF-8`.
     */
    encoding: string;
    /**
     * How text is cut into cells; only for CSV.
     */
    dialect: Dialect | null;
    /**
     * Every sheet of a workbook, in its order.
     */
    sheets: Sheet[];
    /**
     * The sheet that is read; only for workbooks.
     */
    sheet: string | null;
    /**
     * The row (as a spreadsheet counts) that holds the headers; none if the first row is data.
     */
    header_row: number | null;
    /**
     * Every column of the file, in its order.
     */
    columns: PlanColumn[];
    /**
     * What to do with the rows.
     */
    options: ImportOptions;
    /**
     * The template it came from.
     */
    template?: TemplateSlug | null;
    /**
     * The product that wrote the file, where its headers tell: "Salesforce".
     */
    product?: string | null;
    /**
     * The job that wrote the file, if Gangway did: its cells are read as that job meant them.
     */
    origin?: Origin;
    /**
     * What a person should know of the file, as far as its head tells. Plans of before had sentences under `notes`.
     */
    file_notes?: FileNote[];
}

/**
 * `GET /imports/{id}`: an import and what was decided for it.
 */
export interface ImportSettings {
    /**
     * The import.
     */
    job: Job;
    /**
     * How its file is imported; none before it was started.
     */
    plan: ImportPlan | null;
}

/**
 * A cell that is wrong, or a row that is.
 */
export interface Issue {
    /**
     * Where: the row.
     */
    row: Row;
    /**
     * Where: the column's header, or `Column 3` if it has none; empty for a whole row.
     */
    column: string;
    /**
     * Where: the column's place in the file, from 0.
     */
    index: number | null;
    /**
     * The field that it was to fill.
     */
    field: FieldId | null;
    /**
     * What is wrong, for programs.
     */
    code: IssueCode;
    /**
     * What is wrong and what to do, for people.
     */
    message: string;
    /**
     * The cell's text, cut to a safe length.
     */
    value: string;
    /**
     * A note does not fail the row.
     */
    note?: boolean;
}

/**
 * The stable codes of issues.
 */
export type IssueCode = "required_missing" | "bad_email" | "bad_phone" | "bad_url" | "bad_integer" | "bad_decimal" | "bad_date" | "bad_datetime" | "bad_boolean" | "not_an_option" | "unknown_user" | "too_long" | "pattern_mismatch" | "out_of_range" | "too_many_cells" | "error_cell" | "unclosed_quote" | "bad_encoding" | "no_match_key" | "several_matches" | "match_not_permitted" | "record_too_large" | "number_rounded" | "changed_since" | "deleted_since" | "leading_zero_kept" | "bad_identity" | "changed_since_export" | "record_gone";

/**
 * One kind of issue over the whole file.
 */
export interface IssueGroup {
    /**
     * What is wrong.
     */
    code: IssueCode;
    /**
     * In which column; empty for whole rows.
     */
    column: string;
    /**
     * The field that it was to fill.
     */
    field: FieldId | null;
    /**
     * How often.
     */
    count: number;
    /**
     * The first row where it happens.
     */
    first_row: Row;
    /**
     * The first issue's sentence.
     */
    message: string;
    /**
     * A note does not fail the row.
     */
    note: boolean;
    /**
     * Where a value of a list or a person was not known: the texts, most frequent first, at most 100. A plan may
     * say what each means.
     */
    values?: ValueCount[];
}

/**
 * One import, export, undo or index of a match rule.
 */
export interface Job {
    /**
     * Its number.
     */
    id: JobId;
    /**
     * What it does.
     */
    kind: JobKind;
    /**
     * Into or out of which module.
     */
    module: ModuleId;
    /**
     * Where it stands.
     */
    status: JobStatus;
    /**
     * Who asked for it, with what they might do then.
     */
    actor: Actor;
    /**
     * The file.
     */
    file: SourceFile;
    /**
     * RFC 3339 in UTC.
     */
    created_at: string;
    /**
     * RFC 3339 in UTC.
     */
    started_at: string | null;
    /**
     * RFC 3339 in UTC.
     */
    finished_at: string | null;
    /**
     * How far it is, in rows; complete once the job has ended.
     */
    counts: JobCounts;
    /**
     * Why it failed.
     */
    refusal: Refusal | null;
    /**
     * Whether what ran is what was previewed.
     */
    previewed: Previewed | null;
    /**
     * What can be downloaded.
     */
    files: JobFile[];
    /**
     * The import that this job takes back, if it is an undo.
     */
    undoes?: JobId | null;
    /**
     * Somebody asked to take it back, so it is never run again.
     */
    undone?: boolean;
    /**
     * What is taken out, if it is an export.
     */
    export?: Export;
    /**
     * The import that left the rows of this job's file.
     */
    repairs?: JobId | null;
    /**
     * What it takes of its file, if it is a test: an import of the first rows only.
     */
    test?: TestRows;
    /**
     * The test whose file this import goes on with.
     */
    continues?: JobId;
    /**
     * The import that goes on with the rest of this test's file.
     */
    continued_by?: JobId;
    /**
     * The rule whose keys it gives to records, if that is what it does.
     */
    rule?: MatchRule;
    /**
     * The job that has to end first, because the import matches by a rule that records have no keys of yet.
     */
    waits_for?: JobId;
    /**
     * Where its file was dropped, if nobody uploaded it.
     */
    dropped?: Dropped;
    /**
     * Nothing is written before, if somebody chose a time. RFC 3339 in UTC.
     */
    at?: string;
    /**
     * The template that was named instead of a plan, if nobody looks at the file before.
     */
    template?: TemplateSlug;
    /**
     * Which records it erases, if that is what it does.
     */
    erasure?: Erasure;
}

/**
 * The outcomes of a job's rows.
 *
 * At the end `rows = created + updated + unchanged + skipped + failed + unprocessed + removed + restored + kept +
 * exported + indexed`. Three of these are of undos, whose rows are those that the import created or updated; the last
 * two are of exports and of further match rules, whose rows are records.
 */
export interface JobCounts {
    /**
     * Rows of the file that are not blank; 0 until the file has been read.
     */
    rows?: number;
    /**
     * Became records.
     */
    created?: number;
    /**
     * Changed records.
     */
    updated?: number;
    /**
     * Matched records that already said the same.
     */
    unchanged?: number;
    /**
     * Matched a record or an earlier row, and were left out; of an erasure: ids at which no record lies.
     */
    skipped?: number;
    /**
     * Were wrong.
     */
    failed?: number;
    /**
     * Were not reached, because of a cancel or a dead bucket.
     */
    unprocessed?: number;
    /**
     * Had created records, which are gone again; of an erasure: records that are gone for good.
     */
    removed?: number;
    /**
     * Had changed records, which are as they were before.
     */
    restored?: number;
    /**
     * Had written something that somebody has changed since; what was changed stays.
     */
    kept?: number;
    /**
     * Were taken out.
     */
    exported?: number;
    /**
     * Were given the keys of a further match rule.
     */
    indexed?: number;
}

/**
 * Something that a job left for download.
 */
export interface JobFile {
    /**
     * Which.
     */
    kind: FileKind;
    /**
     * Its rows.
     */
    rows: number;
    /**
     * Its length in bytes.
     */
    size: Wide;
}

/**
 * An import, export or undo. Starts with a time, so that ids sort by creation.
 */
export type JobId = string;

/**
 * What a job does.
 */
export type JobKind = "import" | "export" | "undo" | "index" | "erase";

/**
 * Where a job stands.
 */
export type JobStatus = "draft" | "waiting_for_upload" | "scheduled" | "queued" | "planning" | "running" | "cancelling" | "completed" | "completed_with_errors" | "differs_from_preview" | "failed" | "cancelled";

/**
 * Which records have a key.
 */
export type KeyMatch = { match: "nobody" } | { match: "found"; record: StoredRecord; several: boolean } | { match: "hidden"; several: boolean };

/**
 * The answer to [`CheckKeys`].
 */
export interface KnownKeys {
    /**
     * One bit a key in the order asked, the first in the lowest bit of the first byte; base64.
     */
    known: string;
    /**
     * As of when, RFC 3339 in UTC.
     */
    as_of: string;
}

/**
 * A short-lived address to download from.
 */
export interface Link {
    /**
     * Where.
     */
    url: string;
}

/**
 * The 128-bit blake3 hash of a row's normalised match key, as 32 hex digits in JSON.
 */
export type MatchKey = string;

/**
 * What makes two records the same.
 */
export type MatchRule = "email" | "phone" | "name_company" | { custom: FieldId[] } | "identity";

/**
 * The answer to [`FindMatches`].
 */
export interface Matches {
    /**
     * One a key, in the order asked.
     */
    matches: KeyMatch[];
    /**
     * As of when, RFC 3339 in UTC.
     */
    as_of: string;
}

/**
 * A kind of record.
 */
export interface Module {
    /**
     * `leads`
     */
    id: ModuleId;
    /**
     * "Leads"
     */
    label: string;
    /**
     * In the order in which the page shows them.
     */
    fields: Field[];
}

/**
 * A kind of CRM record: `leads`, `contacts`, `accounts` or a tenant's own.
 */
export type ModuleId = string;

/**
 * A file, and for whom and into what it is read.
 */
export interface Opening {
    /**
     * Its name, only ever shown.
     */
    file_name: string;
    /**
     * Its length in bytes.
     */
    size: Wide;
    /**
     * Into which module.
     */
    module: Module;
    /**
     * Who may own records.
     */
    users: User[];
    /**
     * Who imports.
     */
    importer: UserId;
    /**
     * Plans kept for files of the same kind.
     */
    templates?: Template[];
}

/**
 * A job that wrote a file.
 */
export interface Origin {
    /**
     * What it did.
     */
    kind: JobKind;
    /**
     * Its number.
     */
    job: JobId;
}

/**
 * Who gets the records that are created.
 */
export type OwnerRule = { rule: "importer" } | { rule: "fixed"; user: UserId } | { rule: "round_robin"; users: UserId[] } | { rule: "column"; fallback: UserId | null };

/**
 * How fast an import was from its start to its end, reading and checking included.
 */
export interface Pace {
    /**
     * Its rows.
     */
    rows: number;
    /**
     * From its job's `started_at` to its `finished_at`.
     */
    milliseconds: number;
}

/**
 * One page of a list.
 */
export interface Page<T> {
    /**
     * What is on it.
     */
    items: T[];
    /**
     * Where the next one begins; none on the last.
     */
    next: string | null;
}

/**
 * One part of the file.
 */
export interface PartToSign {
    /**
     * From 1.
     */
    number: number;
    /**
     * In bytes; signed, so that no other length is taken.
     */
    length: number;
    /**
     * Of its bytes, base64; signed, so that no other bytes are taken.
     */
    sha256: string;
}

/**
 * A column of the file and where it goes.
 */
export interface PlanColumn {
    /**
     * Its place in the file, from 0.
     */
    index: number;
    /**
     * Its header as the file has it; empty if it has none.
     */
    header: string;
    /**
     * The field that it fills.
     */
    field: FieldId | null;
    /**
     * How sure the mapping is, 0 to 100.
     */
    confidence: number;
    /**
     * Who decided.
     */
    status: ColumnStatus;
    /**
     * The first values that are not blank, at most three, cut to a safe length.
     */
    samples: string[];
    /**
     * The order of day and month in this column; none until it is proven or chosen.
     */
    date_order?: DateOrder | null;
    /**
     * The decimal sign of this column; none until it is proven or chosen.
     */
    decimal_sign?: DecimalSign | null;
    /**
     * For picklists and owners: what the file says → what is meant.
     */
    value_mapping?: Record<string, string>;
    /**
     * What stands before its text where it is joined to the columns before it that fill the same field. Only one of
     * them may be without; the first one leads and does not use it.
     */
    join?: string;
    /**
     * What is replaced in its cells, in this order, before anything else is done with them.
     */
    replacements?: Replacement[];
}

/**
 * One row of the preview.
 */
export interface PreviewRow {
    /**
     * Its number.
     */
    row: Row;
    /**
     * The record as it would be written.
     */
    record: { [field: FieldId]: Value };
    /**
     * The original cells, cut to a safe length.
     */
    cells: string[];
    /**
     * Who would own it.
     */
    owner: UserId | null;
    /**
     * What is wrong with it.
     */
    issues: Issue[];
    /**
     * What the check says of it.
     */
    outcome: RowOutcome;
    /**
     * Its match key, as 32 hex digits.
     */
    key: MatchKey | null;
    /**
     * The version that its record had in the file, if it names a record.
     */
    version?: number;
}

/**
 * Whether the server found what the browser had shown.
 */
export type Previewed = "previewed" | "not_fully_previewed" | "differs";

/**
 * An error, after RFC 9457.
 */
export interface Problem {
    /**
     * A stable word for programs: `forbidden`, `not_found`, `bad_request`, a refusal's code …
     */
    type: string;
    /**
     * What happened, in a sentence.
     */
    title: string;
    /**
     * The HTTP status.
     */
    status: number;
    /**
     * What to do, where there is something.
     */
    detail?: string | null;
    /**
     * Where in the request's body, as a JSON pointer, where it is known: `/plan/options/mode`.
     */
    pointer?: string;
    /**
     * What is wrong with single fields, where that is what happened.
     */
    errors?: FieldError[];
}

/**
 * A digest of everything that the rows became, in blocks, so that a difference can be placed.
 */
export interface Receipt {
    /**
     * Over everything, 32 hex digits.
     */
    digest: string;
    /**
     * Data rows to a block.
     */
    block_rows: number;
    /**
     * One digest a block, 32 hex digits each.
     */
    blocks: string[];
}

/**
 * A CRM record: a ULID, 26 characters.
 */
export type RecordId = string;

/**
 * Why a file, or a job, is not taken. Never retried: the answer would be the same.
 */
export interface Refusal {
    /**
     * For programs.
     */
    code: RefusalCode;
    /**
     * For people: what is wrong, where, and what to do. One sentence or two.
     */
    message: string;
}

/**
 * The stable codes of refusals.
 */
export type RefusalCode = "empty_file" | "no_data_rows" | "not_a_table" | "archive" | "encrypted" | "corrupt" | "unsupported_format" | "limit_exceeded" | "no_such_sheet" | "field_mapped_twice" | "mapping_incomplete" | "plan_mismatch" | "date_order_unknown" | "differs_from_preview" | "upload_never_came" | "reader_died" | "not_permitted" | "given_up" | "no_template" | "superseded" | "counts_differ";

/**
 * `POST /modules/{module}/rules`: a rule by which records are to be found from now on.
 */
export interface RegisterRule {
    /**
     * Which.
     */
    rule: MatchRule;
}

/**
 * A further rule by which the records of a module are found.
 *
 * From its registration on, whoever writes records writes its keys. A job then gives the records that are there their
 * keys; only when that has ended, an import may match by the rule.
 */
export interface RegisteredRule {
    /**
     * Its name in stored keys: `f.company+external_id`.
     */
    name: string;
    /**
     * What it compares, as it is meant in its module.
     */
    rule: MatchRule;
    /**
     * RFC 3339 in UTC.
     */
    registered_at: string;
    /**
     * The job that gives records their keys.
     */
    job: JobId;
    /**
     * It has ended: every record is found by the rule.
     */
    ready: boolean;
}

/**
 * Finds a text in the cells of one column and replaces it.
 */
export interface Replacement {
    /**
     * What is looked for, 1 to 200 characters.
     */
    find: string;
    /**
     * What stands there instead, at most 1,000 characters.
     */
    replace: string;
    /**
     * Only where it is all of the cell, blanks around it aside.
     */
    whole: boolean;
    /**
     * Only where capitals are the same.
     */
    match_case: boolean;
}

/**
 * One thing that a token may allow.
 */
export type Right = "import" | "update" | "assign_owners" | "undo" | "edit_templates" | "see_others_jobs" | "export" | "administer";

/**
 * A row's number as a spreadsheet counts it: the header of a plain file is row 1.
 */
export type Row = number;

/**
 * Which rows of a file are wanted.
 */
export type RowFilter = "all" | "problems" | "remarks" | "repeats";

/**
 * What the check alone says of a row.
 */
export type RowOutcome = { outcome: "ok" } | { outcome: "failed" } | { outcome: "repeat"; leader: Row };

/**
 * A page of a file's rows.
 */
export interface RowPage {
    /**
     * In file order.
     */
    rows: PreviewRow[];
    /**
     * Whether such rows follow.
     */
    more: boolean;
    /**
     * How many such rows lie before the page.
     */
    before: number;
    /**
     * How many there are in the whole file, once it was checked.
     */
    total?: number;
}

/**
 * Where a page of rows begins.
 */
export type RowsFrom = { behind: number } | { at: number };

/**
 * `PUT /templates/{slug}`: a plan to keep for the next file of the same kind.
 */
export interface SaveTemplate {
    /**
     * Its name on the page, 1 to 120 characters.
     */
    name: string;
    /**
     * The plan; the samples of its columns are not kept.
     */
    plan: ImportPlan;
    /**
     * Whether files are taken that are dropped under its name. Without a word that stays as it was, unless somebody else
     * than whom they are taken for changes the plan: then no more are taken.
     */
    drops?: AllowDrops;
}

/**
 * `PUT /imports/{id}/schedule`: another time for an import whose writing waits.
 */
export interface ScheduleImport {
    /**
     * The instant, RFC 3339, at most 7 days ahead.
     */
    at: string;
}

/**
 * Whose records a person may see and change.
 */
export type Scope = "own" | "team" | "all";

/**
 * A row that matches several records.
 */
export type SeveralMatches = "fail" | "update_oldest";

/**
 * A sheet of a workbook.
 */
export interface Sheet {
    /**
     * Its name on the tab.
     */
    name: string;
    /**
     * How many rows it says it has, where it says so.
     */
    rows: number | null;
    /**
     * Not shown in Excel.
     */
    hidden: boolean;
}

/**
 * `POST /imports/{id}/parts`: asks for addresses to put parts to.
 */
export interface SignParts {
    /**
     * At most 100.
     */
    parts: PartToSign[];
}

/**
 * An address to put one part to.
 */
export interface SignedPart {
    /**
     * From 1.
     */
    number: number;
    /**
     * Where.
     */
    url: string;
    /**
     * Headers that were signed and must be sent as they are; the length is set by the client itself.
     */
    headers: Header[];
}

/**
 * Addresses to put parts to, in the order asked.
 */
export interface SignedParts {
    /**
     * One a part.
     */
    parts: SignedPart[];
}

/**
 * The order of an export's records.
 */
export interface Sort {
    /**
     * By this field; records without it come last.
     */
    field: FieldId;
    /**
     * The greatest first.
     */
    descending?: boolean;
}

/**
 * The file that an import reads.
 */
export interface SourceFile {
    /**
     * Its name on the person's machine; shown, never trusted.
     */
    name: string;
    /**
     * Its length in bytes.
     */
    size: Wide;
    /**
     * What the browser recognised it by.
     */
    fingerprint?: string | null;
}

/**
 * `POST /imports/{id}/start`: the plan that the person saw, and what they saw.
 */
export interface StartImport {
    /**
     * How the file is imported.
     */
    plan: ImportPlan;
    /**
     * What the whole file became under the plan; none if the check had not ended.
     */
    receipt?: Receipt | null;
    /**
     * What was corrected, put before; none if nothing was.
     */
    corrections?: CorrectionsRef;
    /**
     * Only so many rows for now, 1 to 1,000, to look at them before the rest: `POST /imports/{id}/continue` goes on.
     */
    test?: number;
    /**
     * Not before this instant, RFC 3339, at most 7 days ahead: the file is planned at once, and only its writing waits.
     */
    at?: string;
}

/**
 * A record as the CRM keeps it.
 */
export interface StoredRecord {
    /**
     * Its id.
     */
    id: RecordId;
    /**
     * Its module.
     */
    module: ModuleId;
    /**
     * Its values.
     */
    values: { [field: FieldId]: Value };
    /**
     * Whose it is.
     */
    owner: UserId;
    /**
     * Counts its changes, from 1. A change names the version it was made from.
     */
    version: number;
    /**
     * When, as RFC 3339 in UTC.
     */
    created_at: string;
    /**
     * When, as RFC 3339 in UTC.
     */
    updated_at: string;
    /**
     * The import row that created it.
     */
    created_by: Written | null;
    /**
     * The import row that last wrote it.
     */
    updated_by: Written | null;
}

/**
 * A team's name within its tenant.
 */
export type Team = string;

/**
 * A plan kept for the next file of the same kind.
 */
export interface Template {
    /**
     * Its stable name.
     */
    slug: TemplateSlug;
    /**
     * Its name on the page.
     */
    name: string;
    /**
     * The plan it was saved from; its file's particulars are suggestions.
     */
    plan: ImportPlan;
    /**
     * The digest of the header row it belongs to.
     */
    header_fingerprint: string;
    /**
     * Whether files are taken that are dropped under its name, and how; none if they are not.
     */
    drops?: Drops;
}

/**
 * What a person says about templates.
 */
export type TemplateChoice = { slug: TemplateSlug } | "none";

/**
 * A template's stable name, as a drop's key and the API use it.
 */
export type TemplateSlug = string;

/**
 * A customer of the CRM. Comes from a token's claim or a job item, never from a request's body.
 */
export type TenantId = string;

/**
 * The rows of a test. Rows that repeat one of the first ones are taken with it, wherever they stand, so that a test
 * and its continuation leave what one import of the whole file leaves. How many were taken is the job's `counts.rows`.
 */
export interface TestRows {
    /**
     * So many rows were asked for, from the file's first one on; blank ones are not counted.
     */
    first: number;
    /**
     * Rows that are left for the continuation; none until the file has been read.
     */
    waiting: number | null;
}

/**
 * How an update treats a field.
 */
export type UpdatePolicy = "overwrite" | "fill_blanks" | "append";

/**
 * A part that S3 has taken.
 */
export interface UploadedPart {
    /**
     * From 1.
     */
    number: number;
    /**
     * As S3 answered it.
     */
    etag: string;
    /**
     * Of its bytes, base64.
     */
    sha256: string;
}

/**
 * A person in the tenant's directory; records belong to the teams of their owner.
 */
export interface User {
    /**
     * The token's subject.
     */
    id: UserId;
    /**
     * How files name this person.
     */
    email: string;
    /**
     * How the page names this person.
     */
    name: string;
    /**
     * Their teams.
     */
    teams: Team[];
    /**
     * Whether records may be given to them.
     */
    active: boolean;
}

/**
 * A person of a tenant; the token's subject.
 */
export type UserId = string;

/**
 * A typed value in its canonical form.
 *
 * Numbers, dates and instants are canonical texts (`-12.5`, `2024-02-29`, `2024-02-29T13:45:00Z`): exact,
 * comparable and the same in every language. The field's type says what a text is.
 */
export type Value = boolean | string | string[];

/**
 * A text of the file and how many cells have it.
 */
export interface ValueCount {
    /**
     * The text, trimmed.
     */
    value: string;
    /**
     * How many cells.
     */
    count: number;
}

/**
 * A `u64` that travels as a decimal string: file sizes and offsets, in bytes.
 */
export type Wide = string;

/**
 * A row without a match key.
 */
export type WithoutKey = "create" | "fail";

/**
 * The job and row that wrote a record.
 */
export interface Written {
    /**
     * The job.
     */
    job: JobId;
    /**
     * The leader's row.
     */
    row: Row;
}

/**
 * The passes over one file.
 */
export class Engine {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Takes the first bytes of what was needed last.
     */
    answer(bytes: Uint8Array | number[]): void;
    /**
     * Begins to check every row under a plan.
     */
    check(plan: ImportPlan): void;
    /**
     * Lays corrections over the file's cells from the next pass on, instead of those before.
     */
    correct(corrections: Corrections): void;
    /**
     * The plan that came out of proposing or surveying.
     */
    finishPlan(): ImportPlan;
    /**
     * The report that came out of checking.
     */
    finishReport(): CheckReport;
    /**
     * The rows that came out of looking for some.
     */
    finishRows(): RowPage;
    /**
     * The first rows, checked under a plan at once; none before a proposal. The file is not read.
     */
    firstRows(plan: ImportPlan): CheckReport | undefined;
    /**
     * What an import under a plan would do with rows whose matches are known.
     */
    foresee(asked: Foreseeing): Foreseen[];
    /**
     * The match keys that the last check found: what to ask the CRM for.
     */
    keys(): FileKeys;
    /**
     * The bytes that are needed next, or none at the end.
     */
    need(): Need | undefined;
    /**
     * Opens the passes over a file; nothing is read yet.
     */
    constructor(opening: Opening);
    /**
     * What the check has found so far.
     */
    progress(): CheckReport | undefined;
    /**
     * Begins to look at the file's head: what is it, and where do its columns go?
     */
    propose(choices: Choices): void;
    /**
     * Begins to look for rows from somewhere on: those that the filter lets through, at most 200. Once the file was
     * checked under this plan, they are found wherever they are.
     */
    rows(plan: ImportPlan, filter: RowFilter, from: RowsFrom, count: number): void;
    /**
     * Begins to complete a plan with what only the whole file tells.
     */
    survey(plan: ImportPlan): void;
}

/**
 * The bytes that a pass needs next.
 */
export class Need {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * How many.
     */
    len: number;
    /**
     * Where they begin in the file.
     */
    offset: number;
}

/**
 * Says who brings the parts of the module that are loaded when they are first needed: `(part) => void`, and the
 * part is there when it returns.
 */
export function bringPartsBy(loader: Function): void;

/**
 * What recognises a cell's text in a correction.
 */
export function cellDigest(text: string): string;

/**
 * What Start names of all corrections.
 */
export function correctionsDigest(corrections: Corrections): string;

/**
 * The modules that every tenant starts with.
 */
export function defaultModules(): Module[];

/**
 * What an import will cost and how long it will take, by the same function that its writers are held to.
 */
export function estimate(forecast: Forecast, plan: ImportPlan, module: Module): Estimate;

/**
 * What recognises a header row; the same that templates are found by.
 */
export function headerFingerprint(headers: string[]): string | undefined;

/**
 * What recognises the settings under which a plan reads its file; corrections are made under them.
 */
export function readingDigest(plan: ImportPlan): string;

/**
 * What the core's outcomes mean; a plan of another number is made anew.
 */
export function semantics(): number;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly __wbg_engine_free: (a: number, b: number) => void;
    readonly __wbg_get_need_len: (a: number) => number;
    readonly __wbg_get_need_offset: (a: number) => number;
    readonly __wbg_need_free: (a: number, b: number) => void;
    readonly __wbg_set_need_len: (a: number, b: number) => void;
    readonly __wbg_set_need_offset: (a: number, b: number) => void;
    readonly bringPartsBy: (a: any) => void;
    readonly cellDigest: (a: number, b: number) => [number, number];
    readonly correctionsDigest: (a: any) => [number, number, number, number];
    readonly defaultModules: () => [number, number, number, number];
    readonly engine_answer: (a: number, b: number, c: number) => [number, number];
    readonly engine_check: (a: number, b: any) => [number, number];
    readonly engine_correct: (a: number, b: any) => [number, number];
    readonly engine_finishPlan: (a: number) => [number, number, number];
    readonly engine_finishReport: (a: number) => [number, number, number];
    readonly engine_finishRows: (a: number) => [number, number, number];
    readonly engine_firstRows: (a: number, b: any) => [number, number, number];
    readonly engine_foresee: (a: number, b: any) => [number, number, number, number];
    readonly engine_keys: (a: number) => [number, number, number];
    readonly engine_need: (a: number) => number;
    readonly engine_new: (a: any) => [number, number, number];
    readonly engine_progress: (a: number) => [number, number, number];
    readonly engine_propose: (a: number, b: any) => [number, number];
    readonly engine_rows: (a: number, b: any, c: any, d: any, e: number) => [number, number];
    readonly engine_survey: (a: number, b: any) => [number, number];
    readonly estimate: (a: any, b: any, c: any) => [number, number, number];
    readonly headerFingerprint: (a: number, b: number) => [number, number];
    readonly readingDigest: (a: any) => [number, number, number, number];
    readonly semantics: () => number;
    readonly __indirect_function_table: WebAssembly.Table;
    readonly memory: WebAssembly.Memory;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __externref_drop_slice: (a: number, b: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
