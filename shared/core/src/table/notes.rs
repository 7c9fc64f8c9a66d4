//! What a person should know of a file beside its rows, in sentences.

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
    /// One sentence each.
    pub(super) fn sentences(&self) -> Vec<String> {
        let sheet = self.hidden_sheet.as_ref();
        let all = [
            sheet.map(|it| format!("The sheet \"{it}\" is hidden in Excel.")),
            (self.hidden_rows > 0).then(|| self.about_hidden_rows()),
            (self.merged > 0).then(|| self.about_merged_cells()),
            self.comment.filter(|_| self.comments > 0).map(|it| self.about_comments(it)),
        ];
        all.into_iter().flatten().collect()
    }

    fn about_hidden_rows(&self) -> String {
        let rows = counted(self.hidden_rows, "row", "rows");
        let among = self.among("its first rows");
        format!("The sheet hides {rows} in Excel{among}. Hidden rows are imported like the others.")
    }

    fn about_merged_cells(&self) -> String {
        let ranges = counted(self.merged, "range of merged cells", "ranges of merged cells");
        format!(
            "The sheet has {ranges}. A merged range has its value in its first cell; the others are read as empty."
        )
    }

    fn about_comments(&self, mark: char) -> String {
        let lines = counted(self.comments, "line", "lines");
        let (begin, are) = if self.comments == 1 {
            ("begins", "is a comment and is")
        } else {
            ("begin", "are comments and are")
        };
        let among = self.among("the first lines");
        format!("{lines} that {begin} with {mark}{among} {are} left out.")
    }

    fn among(&self, first: &str) -> String {
        if self.only_head { format!(" (counted among {first})") } else { String::new() }
    }
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::Noticed;

    #[test]
    fn nothing_noticed_is_nothing_said() {
        assert_eq!(Noticed::default().sentences(), Vec::<String>::new());
    }

    #[test]
    fn what_was_noticed_is_counted_and_said() {
        let noticed = Noticed {
            hidden_sheet: Some("Old".into()),
            hidden_rows: 1,
            merged: 2,
            comments: 2,
            comment: Some('#'),
            ..Noticed::default()
        };
        assert_eq!(
            noticed.sentences(),
            [
                "The sheet \"Old\" is hidden in Excel.",
                "The sheet hides 1 row in Excel. Hidden rows are imported like the others.",
                "The sheet has 2 ranges of merged cells. A merged range has its value in its first cell; the others \
                 are read as empty.",
                "2 lines that begin with # are comments and are left out.",
            ]
        );
    }

    #[test]
    fn a_count_of_the_head_says_so() {
        let noticed = Noticed { only_head: true, hidden_rows: 3, ..Noticed::default() };
        let said = noticed.sentences();
        assert!(said[0].contains("3 rows in Excel (counted among its first rows)"), "{said:?}");
    }
}
