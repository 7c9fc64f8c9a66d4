//! What a person should know of a file beside its rows: a code and its parameters, so that every door says it in
//! its own language.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that is worth knowing of a file. `Display` is the sentence in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileNote {
    /// Excel does not show the sheet that is read.
    HiddenSheet {
        /// Its name.
        sheet: String,
    },
    /// Excel does not show some rows.
    HiddenRows {
        /// How many.
        rows: u32,
        /// Whether only the head of the file was counted.
        only_head: bool,
    },
    /// Some cells were made one.
    MergedCells {
        /// How many ranges of them.
        ranges: u32,
        /// Whether only the head of the file was counted.
        only_head: bool,
    },
    /// Some lines are comments and left out.
    Comments {
        /// How many.
        lines: u32,
        /// What they begin with.
        mark: char,
        /// Whether only the head of the file was counted.
        only_head: bool,
    },
}

impl fmt::Display for FileNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HiddenSheet { sheet } => write!(f, "The sheet \"{sheet}\" is hidden in Excel."),
            Self::HiddenRows { rows, only_head } => {
                let rows = counted(*rows, "row", "rows");
                let among = among(*only_head, "its first rows");
                write!(
                    f,
                    "The sheet hides {rows} in Excel{among}. Hidden rows are imported like the others."
                )
            }
            Self::MergedCells { ranges, only_head } => {
                let ranges = counted(*ranges, "range of merged cells", "ranges of merged cells");
                let among = among(*only_head, "its first rows");
                write!(
                    f,
                    "The sheet has {ranges}{among}. A merged range has its value in its first cell; the others are read as empty."
                )
            }
            Self::Comments { lines, mark, only_head } => {
                let (begin, are) = if *lines == 1 {
                    ("begins", "is a comment and is")
                } else {
                    ("begin", "are comments and are")
                };
                let lines = counted(*lines, "line", "lines");
                let among = among(*only_head, "the first lines");
                write!(f, "{lines} that {begin} with {mark}{among} {are} left out.")
            }
        }
    }
}

fn among(only_head: bool, first: &str) -> String {
    if only_head { format!(" (counted among {first})") } else { String::new() }
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::FileNote;

    #[track_caller]
    fn says(note: &FileNote, sentence: &str) {
        assert_eq!(note.to_string(), sentence);
    }

    #[test]
    fn a_count_is_said_in_the_singular_and_the_plural() {
        says(
            &FileNote::HiddenRows { rows: 1, only_head: false },
            "The sheet hides 1 row in Excel. Hidden rows are imported like the others.",
        );
        says(
            &FileNote::Comments { lines: 1, mark: '#', only_head: false },
            "1 line that begins with # is a comment and is left out.",
        );
        says(
            &FileNote::Comments { lines: 2, mark: '#', only_head: false },
            "2 lines that begin with # are comments and are left out.",
        );
    }

    #[test]
    fn a_count_of_the_head_says_so() {
        says(
            &FileNote::HiddenRows { rows: 3, only_head: true },
            "The sheet hides 3 rows in Excel (counted among its first rows). Hidden rows are imported like the others.",
        );
    }

    #[test]
    fn the_code_and_its_parameters_travel() {
        let note = FileNote::HiddenSheet { sheet: "Old".into() };
        let json = serde_json::to_value(&note).expect("is JSON");
        assert_eq!(json, serde_json::json!({ "code": "hidden_sheet", "sheet": "Old" }));
        assert_eq!(serde_json::from_value::<FileNote>(json).expect("is a note"), note);
    }
}
