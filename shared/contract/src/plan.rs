//! What a person agreed to: how a file is read, mapped and imported. The plan travels with the job and the
//! server never guesses again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    FieldId, FileNote, JobId, JobKind, ModuleId, Replacement, Right, TemplateSlug, UserId,
};

/// How one file becomes records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportPlan {
    /// What the core's outcomes meant when the plan was made; another number asks anew.
    pub semantics: u32,
    /// Into which module.
    pub module: ModuleId,
    /// The digest of the module's definition when the plan was made.
    pub module_digest: String,
    /// What the bytes are.
    pub format: Format,
    /// The text's encoding, by its WHATWG name: `UTF-8`. Workbooks: `UTF-8`.
    pub encoding: String,
    /// How text is cut into cells; only for CSV.
    pub dialect: Option<Dialect>,
    /// Every sheet of a workbook, in its order.
    pub sheets: Vec<Sheet>,
    /// The sheet that is read; only for workbooks.
    pub sheet: Option<String>,
    /// The row (as a spreadsheet counts) that holds the headers; none if the first row is data.
    pub header_row: Option<u32>,
    /// Every column of the file, in its order.
    pub columns: Vec<PlanColumn>,
    /// What to do with the rows.
    pub options: ImportOptions,
    /// The template it came from.
    #[serde(default)]
    pub template: Option<TemplateSlug>,
    /// The product that wrote the file, where its headers tell: "Salesforce".
    #[serde(default)]
    pub product: Option<String>,
    /// The job that wrote the file, if Gangway did: its cells are read as that job meant them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// What a person should know of the file, as far as its head tells. Plans of before had sentences under `notes`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_notes: Vec<FileNote>,
}

impl ImportPlan {
    /// The rights that its options need beside the one to import, if this person imports.
    pub fn needs(&self, importer: &UserId) -> BTreeSet<Right> {
        let options = &self.options;
        let gives_away = match &options.owner {
            OwnerRule::Importer => false,
            OwnerRule::Fixed { user } => user != importer,
            OwnerRule::RoundRobin { users } => users.iter().any(|it| it != importer),
            OwnerRule::Column { .. } => true,
        };
        let needed = [
            (options.mode == DuplicateMode::Update, Right::Update),
            (options.back_up, Right::Export),
            (gives_away, Right::AssignOwners),
        ];
        needed.into_iter().filter(|it| it.0).map(|it| it.1).collect()
    }
}

/// A job that wrote a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin {
    /// What it did.
    pub kind: JobKind,
    /// Its number.
    pub job: JobId,
}

/// What the bytes are, whatever the file is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text with a delimiter.
    Csv,
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
}

/// How text is cut into cells. Each is one character; a missing one is not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dialect {
    /// Between cells; none for a file of one column.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1))]
    pub delimiter: Option<char>,
    /// Around cells.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1))]
    pub quote: Option<char>,
    /// Before a quote inside a cell; none if quotes are doubled.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1))]
    pub escape: Option<char>,
    /// At the start of a line that is no row, as long as no delimiter stands in it; none if every line is a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1))]
    pub comment: Option<char>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sheet {
    /// Its name on the tab.
    pub name: String,
    /// How many rows it says it has, where it says so.
    pub rows: Option<u32>,
    /// Not shown in Excel.
    pub hidden: bool,
}

/// A column of the file and where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanColumn {
    /// Its place in the file, from 0.
    pub index: u32,
    /// Its header as the file has it; empty if it has none.
    pub header: String,
    /// The field that it fills.
    pub field: Option<FieldId>,
    /// How sure the mapping is, 0 to 100.
    pub confidence: u8,
    /// Who decided.
    pub status: ColumnStatus,
    /// The first values that are not blank, at most three, cut to a safe length.
    pub samples: Vec<String>,
    /// The order of day and month in this column; none until it is proven or chosen.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// The decimal sign of this column; none until it is proven or chosen.
    #[serde(default)]
    pub decimal_sign: Option<DecimalSign>,
    /// For picklists and owners: what the file says → what is meant.
    #[serde(default)]
    pub value_mapping: BTreeMap<String, String>,
    /// What stands before its text where it is joined to the columns before it that fill the same field. Only one of
    /// them may be without; the first one leads and does not use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 10))]
    pub join: Option<String>,
    /// What is replaced in its cells, in this order, before anything else is done with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<Replacement>,
}

impl ColumnStatus {
    /// Whether a column may fill a field.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Skipped | Self::Added)
    }
}

/// Who decided where a column goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColumnStatus {
    /// Gangway, by header and values.
    Auto,
    /// A template.
    Template,
    /// The person.
    Manual,
    /// Nobody yet.
    Unmapped,
    /// The person, who leaves it out.
    Skipped,
    /// Gangway, who added the column when it wrote the file: it is none of the file's own.
    Added,
}

/// The order of day and month in numeric dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31/12/2024
    DayFirst,
    /// 12/31/2024
    MonthFirst,
}

/// What separates the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecimalSign {
    /// 1,234.50
    Point,
    /// 1.234,50
    Comma,
}

/// What to do with the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ImportOptions {
    /// Rows that match a record.
    pub mode: DuplicateMode,
    /// What makes two rows, or a row and a record, the same.
    pub match_rule: MatchRule,
    /// Rows without a match key.
    pub without_key: WithoutKey,
    /// Rows that match several records.
    pub several_matches: SeveralMatches,
    /// Blank cells of a row that updates.
    pub blank_cells: BlankCells,
    /// Cells that are wrong.
    pub bad_values: BadValues,
    /// On update, by field; a field that is not here is overwritten.
    pub update_policies: BTreeMap<FieldId, UpdatePolicy>,
    /// Values for fields without a column and for blank cells, as a person types them.
    pub defaults: BTreeMap<FieldId, String>,
    /// Who gets the records.
    pub owner: OwnerRule,
    /// The country of telephone numbers without one, ISO 3166: `US`.
    pub phone_country: Option<String>,
    /// The zone of times without one, by its IANA name.
    pub time_zone: String,
    /// Every record is kept as a whole, in the file `backup` of the job, before it is changed: each durably before its
    /// own change, all of them in the file when the job ends, also when it was stopped or has left rows.
    pub back_up: bool,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            mode: DuplicateMode::Skip,
            match_rule: MatchRule::Email,
            without_key: WithoutKey::Create,
            several_matches: SeveralMatches::Fail,
            blank_cells: BlankCells::Keep,
            bad_values: BadValues::FailRow,
            update_policies: BTreeMap::new(),
            defaults: BTreeMap::new(),
            owner: OwnerRule::Importer,
            phone_country: None,
            time_zone: "UTC".to_owned(),
            back_up: false,
        }
    }
}

/// What happens to rows that match a record or an earlier row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DuplicateMode {
    /// They are not imported.
    Skip,
    /// The record takes the file's values; repeats are folded into their leader in file order.
    Update,
    /// Every row becomes a record.
    Create,
}

/// What makes two records the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchRule {
    /// The same e-mail address.
    Email,
    /// The same telephone number.
    Phone,
    /// The same name at the same company.
    NameCompany,
    /// The same values in all of these fields.
    Custom(Vec<FieldId>),
    /// The very record whose id and version stand in the columns that an export or a back-up added. A row whose record
    /// was changed since fails; one without an id is without a match key.
    Identity,
}

/// A row without a match key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WithoutKey {
    /// It becomes a record.
    Create,
    /// It fails.
    Fail,
}

/// A row that matches several records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeveralMatches {
    /// It fails.
    Fail,
    /// It updates the oldest.
    UpdateOldest,
}

/// A blank cell in a row that updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlankCells {
    /// The record keeps its value.
    Keep,
    /// The record's value is removed.
    Clear,
}

/// A cell that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BadValues {
    /// Its row fails.
    FailRow,
    /// Its row is imported without it.
    DropValue,
}

/// How an update treats a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UpdatePolicy {
    /// The file's value wins.
    Overwrite,
    /// Only where the record has none.
    FillBlanks,
    /// Added to a list's values.
    Append,
}

/// Who gets the records that are created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum OwnerRule {
    /// Whoever imports.
    Importer,
    /// One person.
    Fixed {
        /// Who.
        user: UserId,
    },
    /// In turn, over the rows that pass the check, in file order.
    RoundRobin {
        /// Who, in turn.
        users: Vec<UserId>,
    },
    /// Whom the column mapped to `owner` names, by e-mail or name.
    Column {
        /// Who gets the rows whose owner is not known; without one, those rows fail.
        fallback: Option<UserId>,
    },
}
