//! What TypeScript hands over to begin with. These types never leave the browser, so they are not contract.

use gangway_contract::{
    Dialect, ImportPlan, KeyMatch, MatchKey, Module, PreviewRow, Template, TemplateSlug, User,
    UserId, Wide,
};
use gangway_core::{import, import::Context, table};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// A file, and for whom and into what it is read.
#[derive(Debug, Clone, Serialize, Deserialize, Tsify)]
pub struct Opening {
    /// Its name, only ever shown.
    pub file_name: String,
    /// Its length in bytes.
    pub size: Wide,
    /// Into which module.
    pub module: Module,
    /// Who may own records.
    pub users: Vec<User>,
    /// Who imports.
    pub importer: UserId,
    /// Plans kept for files of the same kind.
    #[serde(default)]
    #[tsify(optional)]
    pub templates: Vec<Template>,
}

/// An [`Opening`] in the core's words.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) file: table::FileFacts,
    pub(crate) context: Context,
    pub(crate) templates: Vec<Template>,
}

impl From<Opening> for Opened {
    fn from(it: Opening) -> Self {
        Self {
            file: table::FileFacts { name: it.file_name, size: it.size.0 },
            context: Context::new(it.module, it.users, it.importer),
            templates: it.templates,
        }
    }
}

/// What a person changed about how the file is read; what is missing is detected.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Tsify)]
#[serde(default)]
pub struct Choices {
    /// By its WHATWG name.
    #[tsify(optional)]
    pub encoding: Option<String>,
    /// Delimiter, quote and escape.
    #[tsify(optional)]
    pub dialect: Option<Dialect>,
    /// By the name on its tab.
    #[tsify(optional)]
    pub sheet: Option<String>,
    /// Where the headers are.
    #[tsify(optional)]
    pub header: Option<HeaderChoice>,
    /// Which template is used, instead of the one that the header row finds.
    #[tsify(optional)]
    pub template: Option<TemplateChoice>,
    /// The plan of the import that left the rows of this file, used instead of a template.
    #[tsify(optional)]
    pub repairs: Option<ImportPlan>,
}

/// What a person says about templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum TemplateChoice {
    /// This one.
    Slug(TemplateSlug),
    /// None.
    None,
}

/// Where a person says the headers are.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum HeaderChoice {
    /// In this row, as a spreadsheet counts.
    Row(u32),
    /// Nowhere: the first row is data.
    None,
}

/// Which rows of a file are wanted.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum RowFilter {
    /// Every row.
    All,
    /// Rows that fail.
    Problems,
    /// Rows that pass and have a note.
    Remarks,
    /// Rows that repeat an earlier one.
    Repeats,
}

/// Where a page of rows begins.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum RowsFrom {
    /// With the first row behind this one.
    Behind(u32),
    /// With the row that has so many before it, of those that the filter lets through.
    At(u32),
}

/// A page of a file's rows.
#[derive(Debug, Clone, Serialize, Deserialize, Tsify)]
pub struct RowPage {
    /// In file order.
    pub rows: Vec<PreviewRow>,
    /// Whether such rows follow.
    pub more: bool,
    /// How many such rows lie before the page.
    pub before: u32,
    /// How many there are in the whole file, once it was checked.
    #[tsify(optional)]
    pub total: Option<u32>,
}

/// Rows, and what the CRM says of their match keys.
#[derive(Debug, Clone, Serialize, Deserialize, Tsify)]
pub struct Foreseeing {
    /// How they are imported.
    pub plan: ImportPlan,
    /// Which rows, in file order.
    pub rows: Vec<PreviewRow>,
    /// The keys that the CRM was asked for.
    pub keys: Vec<MatchKey>,
    /// What it said of each.
    pub matches: Vec<KeyMatch>,
}

impl From<RowFilter> for import::RowFilter {
    fn from(it: RowFilter) -> Self {
        match it {
            RowFilter::All => Self::All,
            RowFilter::Problems => Self::Problems,
            RowFilter::Remarks => Self::Remarks,
            RowFilter::Repeats => Self::Repeats,
        }
    }
}

impl From<RowsFrom> for import::RowsFrom {
    fn from(it: RowsFrom) -> Self {
        match it {
            RowsFrom::Behind(row) => Self::Behind(row),
            RowsFrom::At(rows) => Self::At(rows),
        }
    }
}

impl RowPage {
    pub(crate) fn of(it: import::RowPage, total: Option<u32>) -> Self {
        Self { rows: it.rows, more: it.more, before: it.before, total }
    }
}

impl From<Choices> for table::Choices {
    fn from(it: Choices) -> Self {
        let header_row = it.header.map(|header| match header {
            HeaderChoice::Row(row) => Some(row),
            HeaderChoice::None => None,
        });
        Self { encoding: it.encoding, dialect: it.dialect, sheet: it.sheet, header_row }
    }
}
