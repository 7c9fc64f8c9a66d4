//! What a person should know of a file beside its rows.

use gangway_contract::FileNote;

/// What was noticed on the way through a file, or through its head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Noticed {
    /// Whether only the head was seen, so that every count is a least one.
    pub(super) only_head: bool,
    /// The sheet that is read, if Excel does not show it.
    pub(super) hidden_sheet: Option<String>,
    /// Rows that Excel does not show.
    pub(super) hidden_rows: u32,
    /// Ranges of cells that were made one.
    pub(super) merged: u32,
    /// Lines that were left out, and what they begin with.
    pub(super) comments: u32,
    pub(super) comment: Option<char>,
}

impl Noticed {
    /// One note for each thing that is there.
    pub(super) fn notes(&self) -> Vec<FileNote> {
        let Self { only_head, hidden_rows: rows, merged: ranges, comments: lines, .. } = *self;
        let sheet = self.hidden_sheet.clone().map(|sheet| FileNote::HiddenSheet { sheet });
        let comment = self.comment.filter(|_| lines > 0);
        let all = [
            sheet,
            (rows > 0).then_some(FileNote::HiddenRows { rows, only_head }),
            (ranges > 0).then_some(FileNote::MergedCells { ranges, only_head }),
            comment.map(|mark| FileNote::Comments { lines, mark, only_head }),
        ];
        all.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use gangway_contract::FileNote;

    use super::Noticed;

    #[test]
    fn nothing_noticed_is_nothing_said() {
        assert_eq!(Noticed::default().notes(), []);
    }

    #[test]
    fn what_was_noticed_is_counted_and_said() {
        let noticed = Noticed {
            hidden_sheet: Some("Old".into()),
            hidden_rows: 1,
            merged: 2,
            comments: 3,
            comment: Some('#'),
            ..Noticed::default()
        };
        assert_eq!(
            noticed.notes(),
            [
                FileNote::HiddenSheet { sheet: "Old".into() },
                FileNote::HiddenRows { rows: 1, only_head: false },
                FileNote::MergedCells { ranges: 2, only_head: false },
                FileNote::Comments { lines: 3, mark: '#', only_head: false },
            ]
        );
    }
}
