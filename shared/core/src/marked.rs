//! Files that Gangway wrote itself, told by their headers: beside the original columns they have some of ours, and
//! one whose header is the *mark*: which job wrote the file. What a marked file's cells were neutralised with is taken
//! away again when it is read, so that it reads as what was written.

use gangway_contract::{ColumnStatus, ImportPlan, JobId, JobKind, MatchRule, Origin, PlanColumn};

/// Ends the headers of our own columns: no other program writes it.
const OURS: &str = " (Gangway)";

/// What our columns are called in files.
const NAMES: [&str; 5] = ["Row", "Reason", "Outcome", RECORD_ID, VERSION];

/// The columns that say which record a row is, and which version of it.
pub(crate) const RECORD_ID: &str = "Record id";
pub(crate) const VERSION: &str = "Version";

/// The jobs that write files, by their word in the mark.
const KINDS: [(&str, JobKind); 3] =
    [("Import ", JobKind::Import), ("Export ", JobKind::Export), ("Undo ", JobKind::Undo)];

/// How far into a text a mark is looked for.
const LINES: usize = 100;

/// A marked file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Who wrote it.
    pub(crate) origin: Origin,
    /// The columns that were added to the original ones.
    pub(crate) added: Vec<usize>,
}

/// The header of one of our columns: `Row (Gangway)`.
pub fn header(name: &str) -> String {
    format!("{name}{OURS}")
}

/// The place of one of our columns in a file; of two with the same name the last is ours.
pub(crate) fn column(columns: &[PlanColumn], name: &str) -> Option<usize> {
    let is_it = |it: &&PlanColumn| {
        it.status == ColumnStatus::Added && it.header.trim().strip_suffix(OURS) == Some(name)
    };
    columns.iter().filter(is_it).map(|it| it.index as usize).max()
}

/// The columns that an import's result files repeat: the file's own, and those that say which record a row is, where
/// rows are matched by that.
pub fn repeated(plan: &ImportPlan) -> impl Iterator<Item = &PlanColumn> {
    let is_identified = plan.options.match_rule == MatchRule::Identity;
    let names = [RECORD_ID, VERSION].into_iter().filter(move |_| is_identified);
    let identity: Vec<usize> = names.filter_map(|it| column(&plan.columns, it)).collect();
    let is_repeated = move |it: &&PlanColumn| {
        it.status != ColumnStatus::Added || identity.contains(&(it.index as usize))
    };
    plan.columns.iter().filter(is_repeated)
}

/// The header of the column that marks a file.
pub fn mark(kind: JobKind, job: &JobId) -> String {
    let word = KINDS.iter().find(|it| it.1 == kind).map_or("", |it| it.0);
    header(&format!("{word}{job}"))
}

/// Whether these are the headers of a file that Gangway wrote. Of two columns with the same name the last is ours.
pub(crate) fn recognise<'a>(headers: impl IntoIterator<Item = &'a str>) -> Option<Marked> {
    let ours = |it: &'a str| it.trim().strip_suffix(OURS);
    let names: Vec<Option<&str>> = headers.into_iter().map(ours).collect();
    let origin = |name: Option<&str>| name.and_then(origin);
    let mark = names.iter().rposition(|it| origin(*it).is_some())?;
    let origin = origin(*names.get(mark)?)?;
    let place = |name: &&str| names.iter().rposition(|it| *it == Some(*name));
    let mut added: Vec<usize> = NAMES.iter().filter_map(place).chain([mark]).collect();
    crate::order::sort(&mut added);
    Some(Marked { origin, added })
}

/// What separates the cells of a text that Gangway wrote, or that another program saved again.
pub(crate) fn delimiter(text: &str) -> Option<char> {
    let lines = || text.split(['\n', '\r']).take(LINES).filter(|it| it.contains(OURS));
    [',', ';', '\t', '|'].into_iter().find(|delimiter| {
        lines().any(|line| recognise(line.split(*delimiter).map(unquoted)).is_some())
    })
}

fn unquoted(cell: &str) -> &str {
    cell.trim().trim_matches('"')
}

fn origin(name: &str) -> Option<Origin> {
    let of = |(word, kind): &(&str, JobKind)| {
        let job = JobId::parse(name.strip_prefix(word)?).ok()?;
        Some(Origin { kind: *kind, job })
    };
    KINDS.iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(headers: &[&str]) -> Option<Marked> {
        recognise(headers.iter().copied())
    }

    #[test]
    fn a_mark_says_which_job_wrote_the_file_and_which_columns_it_added() {
        let job = JobId::parse("01J5").expect("an id");
        for kind in [JobKind::Import, JobKind::Export, JobKind::Undo] {
            let mark = mark(kind, &job);
            let found = marked(&["Email", "Row (Gangway)", "Reason (Gangway)", &mark]);
            let origin = Origin { kind, job: job.clone() };
            assert_eq!(found, Some(Marked { origin, added: vec![1, 2, 3] }));
        }
    }

    #[test]
    fn without_the_mark_a_file_is_somebody_elses() {
        assert_eq!(marked(&["Email", "Row (Gangway)", "Reason (Gangway)"]), None);
        assert_eq!(marked(&["Email", "Import (Gangway)"]), None);
        assert_eq!(marked(&["Email", "Import 01J5"]), None);
    }

    #[test]
    fn columns_may_be_moved_and_of_two_with_one_name_the_last_is_ours() {
        let found = marked(&["Import J1 (Gangway)", "Row (Gangway)", "Email", "Row (Gangway)"]);
        assert_eq!(found.map(|it| it.added), Some(vec![0, 3]));
    }

    #[test]
    fn the_delimiter_is_told_by_the_mark_whatever_the_data_look_like() {
        for (text, delimiter) in [
            ("a;b,Row (Gangway),Import J1 (Gangway)\r\n1;2;3,2,", Some(',')),
            ("\"a,b\";\"Row (Gangway)\";\"Import J1 (Gangway)\"\n", Some(';')),
            ("a,b\n1,2\n", None),
        ] {
            assert_eq!(super::delimiter(text), delimiter, "{text}");
        }
    }
}
