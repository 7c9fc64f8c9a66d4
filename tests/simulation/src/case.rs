//! What a schedule imports: a few records that are there, and one to three small files that overlap on few keys.

use std::collections::BTreeMap;

use gangway_contract::{
    BlankCells, DuplicateMode, FieldId, MatchRule, SeveralMatches, UpdatePolicy,
};

use crate::sore;
use crate::tape::Tape;

/// The columns of every file.
pub(crate) const HEADER: &str = "Email,First Name,Last Name,Phone,Company,City";
/// The fields that they fill.
pub(crate) const FIELDS: [&str; 6] =
    ["email", "first_name", "last_name", "phone", "company", "city"];
/// The first data row.
pub(crate) const FIRST_ROW: u32 = 2;
/// An address that fails its row.
const BAD: &str = "nobody";

/// A row's texts by field; a field that is not there is blank.
pub(crate) type Texts = BTreeMap<&'static str, String>;

/// Everything that a schedule begins with.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// Records that people made before.
    pub(crate) before: Vec<Texts>,
    /// The imports, in the order of their starts.
    pub(crate) files: Vec<File>,
    /// Several imports begin at once and meet on few keys.
    pub(crate) is_crowded: bool,
    /// Of a hundred things that may go wrong with calls, workers and time, so many do. Where all do, nobody gets far.
    pub(crate) hostility: usize,
    /// People work beside the imports, somebody cancels, messages are given up.
    pub(crate) is_lively: bool,
    /// Whether imports are undone.
    pub(crate) undone: Undone,
    /// Another tenant has the same records and imports the first file too, beside it and under the same name.
    pub(crate) has_neighbour: bool,
    /// The errand after which workers are held up.
    pub(crate) sore: Option<&'static str>,
    /// Choices that the tape makes before everything calms down.
    pub(crate) steps: usize,
}

/// Whether imports are undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undone {
    /// None is.
    Never,
    /// Any is that people choose, the first one at the latest when everything has calmed down.
    InTheEnd,
    /// The same, and each import begins when the one before has ended, which is undone beside it.
    InARow,
}

/// One import.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Its rows.
    pub(crate) rows: Vec<Texts>,
    /// What happens to matches.
    pub(crate) mode: DuplicateMode,
    /// What a match is.
    pub(crate) rule: MatchRule,
    /// What happens to several matches.
    pub(crate) several: SeveralMatches,
    /// What a blank cell means.
    pub(crate) blank: BlankCells,
    /// How the city is changed.
    pub(crate) city: UpdatePolicy,
    /// Rows of a bucket.
    pub(crate) bucket_rows: u32,
    /// Groups between two saved cursors.
    pub(crate) step: usize,
    /// The step before which it is started.
    pub(crate) starts: usize,
    /// So many seconds after its start it may write.
    pub(crate) put_off: Option<u32>,
    /// So many rows are tested first.
    pub(crate) test: Option<u32>,
    /// Records are backed up before they are changed.
    pub(crate) backs_up: bool,
}

impl Case {
    /// Makes one.
    pub(crate) fn make(tape: &mut Tape) -> Self {
        // Half of the schedules let many workers meet on few keys.
        let is_crowded = tape.chance(50);
        let people = if is_crowded { 1 + tape.below(2) } else { 2 + tape.below(5) };
        // Where nobody is known yet, imports meet on keys that one of them has only just claimed.
        let known = if is_crowded && tape.chance(60) { 1 } else { 5 };
        let before = (0..tape.below(known)).map(|_| row(tape, people, false)).collect();
        let files = tape.pick(if is_crowded { &[2, 3, 3] } else { &[1, 1, 1, 2] }).unwrap_or(1);
        let later = if is_crowded { 6 } else { 80 };
        let mut files: Vec<File> =
            (0..files).map(|at| File::make(tape, people, at * later)).collect();
        if is_crowded && tape.chance(60) {
            share_rule(&mut files);
        }
        let is_lively = tape.chance(50);
        let undone = match (tape.chance(50), is_lively && files.len() > 1 && tape.chance(40)) {
            (false, _) => Undone::Never,
            (true, false) => Undone::InTheEnd,
            (true, true) => Undone::InARow,
        };
        Self {
            before,
            files,
            is_lively,
            undone,
            has_neighbour: tape.chance(8),
            sore: sore::choose(tape, is_crowded),
            is_crowded,
            hostility: tape.pick(&[5, 20, 100]).unwrap_or_default(),
            steps: if is_crowded { 150 } else { 20 } + tape.below(400),
        }
    }

    /// The case as the neighbour sees it: its records, its one file, nobody else.
    pub(crate) fn of_neighbour(&self) -> Self {
        let files = self.files.iter().take(1).cloned().collect();
        Self { files, undone: Undone::Never, ..self.clone() }
    }

    /// One import and nobody beside it: what it leaves is what a sequential import leaves.
    pub(crate) fn is_alone(&self) -> bool {
        self.files.len() == 1 && !self.is_lively
    }
}

impl File {
    fn make(tape: &mut Tape, people: usize, later: usize) -> Self {
        use DuplicateMode::{Create, Skip, Update};
        let modes = [Skip, Update, Update, Skip, Update, Create];
        let own = MatchRule::Custom(FieldId::parse("company").into_iter().collect());
        let rules = [MatchRule::Email, MatchRule::Phone, MatchRule::NameCompany, own];
        let rule = rules.get(tape.pick(&[0, 0, 0, 1, 1, 2, 3]).unwrap_or_default());
        let rows = tape.below(if people < 3 { 4 } else { 10 });
        let ways = [SeveralMatches::UpdateOldest, SeveralMatches::Fail];
        Self {
            rows: (0..=rows).map(|_| row(tape, people, true)).collect(),
            mode: tape.pick(&modes).unwrap_or(Skip),
            rule: rule.cloned().unwrap_or(MatchRule::Email),
            several: tape.pick(&ways).unwrap_or(SeveralMatches::Fail),
            blank: if tape.chance(10) { BlankCells::Clear } else { BlankCells::Keep },
            city: if tape.chance(15) { UpdatePolicy::FillBlanks } else { UpdatePolicy::Overwrite },
            bucket_rows: u32::try_from(1 + tape.below(6)).unwrap_or(1),
            step: 1 + tape.below(4),
            starts: tape.below(later.max(1)),
            put_off: tape.chance(15).then(|| u32::try_from(tape.below(400)).unwrap_or(0)),
            backs_up: tape.chance(30),
            test: tape.chance(20).then(|| u32::try_from(1 + tape.below(3)).unwrap_or(1)),
        }
    }

    /// The file as it is uploaded.
    pub(crate) fn csv(&self) -> String {
        let cell = |row: &Texts, field| row.get(field).cloned().unwrap_or_default();
        let line = |row: &Texts| FIELDS.map(|field| cell(row, field)).join(",");
        let lines: Vec<String> = self.rows.iter().map(line).collect();
        format!("{HEADER}\n{}\n", lines.join("\n"))
    }
}

/// Every file matches as the first one does.
fn share_rule(files: &mut [File]) {
    let rule = files.first().map(|it| it.rule.clone());
    for (file, rule) in files.iter_mut().zip(std::iter::repeat(rule)) {
        file.rule = rule.unwrap_or(MatchRule::Email);
    }
}

/// A person's row: an e-mail, and a phone and a name that may be somebody else's.
pub(crate) fn row(tape: &mut Tape, people: usize, may_fail: bool) -> Texts {
    let mut row = Texts::from([("last_name", format!("Lee{}", tape.below(people)))]);
    if !tape.chance(10) {
        row.insert("email", format!("p{}@x.org", tape.below(people)));
    }
    if tape.chance(50) {
        row.insert("phone", format!("+1212555010{}", tape.below(people)));
    }
    if tape.chance(40) {
        row.insert("company", format!("Acme {}", tape.below(2)));
    }
    if tape.chance(70) {
        row.insert("city", format!("City{}", tape.below(50)));
    }
    if may_fail && tape.chance(4) {
        row.insert("email", BAD.to_owned());
    }
    row
}

/// Whether the check fails the row.
pub(crate) fn fails(row: &Texts) -> bool {
    row.get("email").is_some_and(|it| it == BAD)
}
