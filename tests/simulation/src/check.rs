//! What must hold once everything has calmed down: the invariants of design.md, over what lies there and over the
//! list of what happened.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use gangway_contract::{
    DuplicateMode, FailedRow, FileKind, Job, JobKind, JobStatus, OutcomeRow, RefusalCode, Row,
    Slot, WriteOutcome, Written,
};
use gangway_core::write::{before, count, record_id};
use gangway_ports::memory::{Effect, TenantData};
use gangway_ports::{Moment, read_lines};

use crate::case::{Case, FIRST_ROW, Texts};
use crate::coverage::Seen;
use crate::run::Violation;
use crate::{again, backup, jobs, keys, oracle, people, undo};

/// Everything; the first thing that does not hold.
pub(crate) fn all(
    case: &Case,
    data: &TenantData,
    is_undone: bool,
    seen: &mut Seen,
) -> Result<Option<Violation>> {
    if let Some(broken) = effects(data).or_else(|| undo::effects(data)) {
        return Ok(Some(broken));
    }
    for item in data.jobs.values() {
        if let Some(broken) = job(&item.job, data)? {
            return Ok(Some(broken));
        }
    }
    for (place, file) in case.files.iter().enumerate() {
        if let Some(broken) = again::check(place, file, data, seen)? {
            return Ok(Some(broken));
        }
        if let Some(broken) = backup::check(place, file, data, seen)? {
            return Ok(Some(broken));
        }
    }
    for place in 0..case.files.len() {
        if let Some(broken) = parted(place, data)? {
            return Ok(Some(broken));
        }
    }
    if let Some(broken) = keys::reachable(data)?.or(keys::alone(case, data)) {
        return Ok(Some(broken));
    }
    match (case.is_alone(), is_undone) {
        (true, true) => Ok(undo::exact(case, data)),
        (true, false) => sequential(case, data),
        (false, _) => Ok(None),
    }
}

/// I1: a row has at most one effect. I8: none after its job has ended.
fn effects(data: &TenantData) -> Option<Violation> {
    let mut signed: BTreeSet<(&str, Row)> = BTreeSet::new();
    for effect in &data.effects {
        let Some(by) = &effect.by else { continue };
        if !signed.insert((by.job.as_str(), by.row)) {
            return Some(Violation(format!(
                "I1: {by:?} had two effects, the second on {:?}",
                effect.after.record
            )));
        }
        if effect.is_late {
            return Some(Violation(format!("I8: {by:?} had an effect after its job had ended")));
        }
    }
    None
}

/// Its plan was given up, as a lively cloud may do. What lies in its folder nobody tells of.
fn is_given_up(job: &Job) -> bool {
    job.refusal.as_ref().is_some_and(|it| it.code == RefusalCode::ReaderDied)
}

fn job(job: &Job, data: &TenantData) -> Result<Option<Violation>> {
    let broken = |what: String| Ok(Some(Violation(format!("{what} (job {})", job.id))));
    if is_given_up(job) {
        // Nothing of it may be there.
        let wrote = data.effects.iter().any(|it| it.by.as_ref().is_some_and(|by| by.job == job.id));
        return if wrote {
            broken("I2: a job that was given up wrote".to_owned())
        } else {
            Ok(None)
        };
    }
    if job.status == JobStatus::Failed {
        return broken(format!("I5: the job failed: {:?}", job.refusal));
    }
    if job.kind == JobKind::Index {
        // What it did is in the keys.
        let is_sound = job.counts.add_up() && job.counts.rows == job.counts.indexed;
        return if is_sound { Ok(None) } else { broken(format!("I5: {:?}", job.counts)) };
    }
    let rows = outcomes(job, data)?;
    let mut counts = count(rows.values());
    counts.rows = job.counts.rows;
    if !job.counts.add_up() || counts != job.counts {
        return broken(format!("I5: {:?} were reported, {counts:?} are true", job.counts));
    }
    for row in rows.values() {
        if let Some(broken) = told(job, row, data)? {
            return Ok(Some(broken));
        }
    }
    Ok(results(job, &rows, data))
}

/// I5: no row is both a test's and of what goes on with it, and whatever a test says that waits goes on.
fn parted(place: usize, data: &TenantData) -> Result<Option<Violation>> {
    let mut found = BTreeSet::new();
    let mut waiting = None;
    for job in jobs::family(data, place).into_iter().filter(|it| !is_given_up(it)) {
        let rows = outcomes(job, data)?;
        if let Some(row) = rows.keys().find(|it| !found.insert(**it)) {
            return Ok(Some(Violation(format!("I5: row {row} of {} was a test's", job.id))));
        }
        waiting = job.test.and_then(|it| it.waiting).or(waiting);
        let is_read = job.continues.is_some() && job.counts.rows > 0;
        if is_read && waiting != Some(job.counts.rows) {
            let story = format!("I5: {waiting:?} rows waited for {}: {:?}", job.id, job.counts);
            return Ok(Some(Violation(story)));
        }
    }
    Ok(None)
}

/// Every row's outcome, as the buckets and the check left them.
pub(crate) fn outcomes(job: &Job, data: &TenantData) -> Result<BTreeMap<Row, OutcomeRow>> {
    let mut rows = BTreeMap::new();
    let of = |folder: &str| {
        let prefix = format!("{}/{folder}/", job.id);
        data.objects.iter().filter(move |(path, _)| path.starts_with(&prefix))
    };
    for (_, bytes) in of("outcomes") {
        rows.extend(read_lines::<OutcomeRow>(bytes)?.into_iter().map(|it| (it.row, it)));
    }
    for (_, bytes) in of("failed") {
        let failed = |it: FailedRow| OutcomeRow {
            row: it.row,
            outcome: WriteOutcome::Failed,
            record: None,
            cells: it.cells,
            issue: None,
        };
        rows.extend(read_lines::<FailedRow>(bytes)?.into_iter().map(|it| (it.row, failed(it))));
    }
    Ok(rows)
}

/// I2: what is said of a row is what happened. I6: its journal holds what was there.
fn told(job: &Job, row: &OutcomeRow, data: &TenantData) -> Result<Option<Violation>> {
    let by = Written { job: job.id.clone(), row: row.row };
    let effect = data.effects.iter().find(|it| it.by.as_ref() == Some(&by));
    let made = Moment::parse(&job.created_at).context("a time")?;
    let slot = (people::module()?, record_id(made.0, &job.id, row.row)?);
    let holds = match (row.outcome, effect) {
        (WriteOutcome::Created, Some(effect)) => effect.before.is_none(),
        (WriteOutcome::Updated, Some(effect)) => {
            return Ok(journal(&by, effect, data.records.get(&slot)));
        }
        // A repeat changed its leader's record.
        (WriteOutcome::Updated, None) => {
            let same = |it: &&Effect| {
                it.by.as_ref().is_some_and(|it| it.job == job.id)
                    && Some(&it.after.record.id) == row.record.as_ref()
            };
            data.effects.iter().any(|it| same(&it))
        }
        (WriteOutcome::Created, None) => false,
        (WriteOutcome::Removed | WriteOutcome::Restored, Some(effect)) => {
            effect.after.deleted == (row.outcome == WriteOutcome::Removed)
        }
        // Its leader took the record back, or did for an undo before this one that was stopped. What another row did
        // to the same record may stand before it.
        (WriteOutcome::Removed | WriteOutcome::Restored, None) => {
            let undoes =
                |it: &Written| data.jobs.get(&it.job).is_some_and(|it| it.job.undoes == job.undoes);
            let same = |it: &Effect| it.by.as_ref().is_some_and(undoes);
            let record = |it: &Effect| Some(&it.after.record.id) == row.record.as_ref();
            let gone = |it: &Effect| it.after.deleted == (row.outcome == WriteOutcome::Removed);
            data.effects.iter().any(|it| same(it) && record(it) && gone(it))
        }
        (WriteOutcome::Kept, effect) => effect.is_none_or(|it| !it.after.deleted),
        (_, effect) => effect.is_none(),
    };
    let story = || {
        format!(
            "I2: row {} of {} is {:?}, and its effect is {effect:?}",
            row.row, job.id, row.outcome
        )
    };
    Ok((!holds).then(|| Violation(story())))
}

fn journal(by: &Written, effect: &Effect, slot: Option<&Slot>) -> Option<Violation> {
    let wrong = |what: &str| Some(Violation(format!("{what}: {by:?} left {slot:?} of {effect:?}")));
    let Some(old) = &effect.before else { return wrong("I2: an update made a record") };
    let Some(Slot::Journal(journal)) = slot else { return wrong("I6: an update left no journal") };
    let was = before(&old.record.values, &effect.after.record.values);
    let same = journal.target == old.record.id
        && journal.version == old.record.version
        && journal.before == was;
    if same { None } else { wrong("I6: the journal is not what was there") }
}

/// I5: the result files hold every row once, in the file's order.
fn results(job: &Job, rows: &BTreeMap<Row, OutcomeRow>, data: &TenantData) -> Option<Violation> {
    let mut found = BTreeSet::new();
    let named = [
        ("failed", FileKind::Failed),
        ("success", FileKind::Success),
        ("unprocessed", FileKind::Unprocessed),
        ("undo", FileKind::Undo),
    ];
    // What was left, and was run since, is in an object that the job no longer names.
    let named = named.iter().filter(|(_, kind)| job.files.iter().any(|it| it.kind == *kind));
    for (name, _) in named {
        let bytes = data.objects.get(&format!("{}/result/{name}", job.id));
        let text = String::from_utf8_lossy(bytes.map_or(&[], Vec::as_slice)).into_owned();
        let numbers = text.lines().skip(1).filter_map(|line| line.split(',').nth(6)?.parse().ok());
        let numbers: Vec<Row> = numbers.collect();
        if !numbers.is_sorted() || numbers.iter().any(|it| !found.insert(*it)) {
            return Some(Violation(format!(
                "I5: the file {name} of {} holds the rows {numbers:?}",
                job.id
            )));
        }
    }
    let same = found.iter().eq(rows.keys());
    (!same).then(|| {
        Violation(format!(
            "I5: the files of {} hold the rows {found:?} of {:?}",
            job.id,
            rows.keys()
        ))
    })
}

/// I3: one import alone leaves what a sequential import in file order leaves.
fn sequential(case: &Case, data: &TenantData) -> Result<Option<Violation>> {
    let Some(file) = case.files.first() else { return Ok(None) };
    let mut before = case.before.clone();
    // People's records are older and newer by turns; the oldest of several matches is the first by id.
    let (newer, older): (Vec<_>, Vec<_>) =
        before.drain(..).enumerate().partition(|it| it.0 % 2 == 0);
    let family = jobs::family(data, 0);
    let waits = family.iter().any(|it| it.test.and_then(|it| it.waiting).is_some_and(|it| it > 0));
    let tested;
    let file = match file.test {
        Some(first) if waits && family.len() == 1 => {
            tested = oracle::tested(file, first);
            &tested
        }
        _ => file,
    };
    let (known, expected) = oracle::import_between(&texts_of(older), &texts_of(newer), file);
    let mut rows = BTreeMap::new();
    for job in family {
        rows.extend(outcomes(job, data)?);
    }
    let found: Vec<WriteOutcome> = rows.values().map(|it| it.outcome).collect();
    if found != expected || rows.keys().next().is_some_and(|it| *it != FIRST_ROW) {
        let story = format!("I3: the outcomes are {found:?}; a sequential import has {expected:?}");
        return Ok(Some(Violation(story)));
    }
    let live = live(data);
    if live != known {
        let mode = if file.mode == DuplicateMode::Create { " in create mode" } else { "" };
        return Ok(Some(Violation(format!(
            "I3{mode}: the records are {live:?}; a sequential import leaves {known:?}"
        ))));
    }
    Ok(None)
}

fn texts_of(rows: Vec<(usize, Texts)>) -> Vec<Texts> {
    rows.into_iter().map(|it| it.1).collect()
}

/// The values of every live record, sorted.
pub(crate) fn live(data: &TenantData) -> Vec<BTreeMap<String, String>> {
    let live = data.records.values().filter_map(Slot::live);
    let texts = live.map(|it| {
        it.record.values.iter().map(|(id, value)| (id.to_string(), value.to_text())).collect()
    });
    let mut texts: Vec<_> = texts.collect();
    texts.sort();
    texts
}
