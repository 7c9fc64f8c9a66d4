//! A backup holds every record that its import changed, once and as it was before, and no other.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use gangway_contract::{FileKind, Job, Record, StoredRecord, Value};
use gangway_core::export::every_column;
use gangway_ports::memory::TenantData;

use crate::case::File;
use crate::coverage::{Kind, Seen};
use crate::jobs;
use crate::people::leads;
use crate::run::Violation;

/// Holds the backups of an import and of what went on with it against what was there.
pub(crate) fn check(
    place: usize,
    file: &File,
    data: &TenantData,
    seen: &mut Seen,
) -> Result<Option<Violation>> {
    for job in jobs::family(data, place).into_iter().filter(|it| it.status.is_terminal()) {
        let found = found(job, data)?;
        let was = if file.backs_up { was(job, data) } else { BTreeSet::new() };
        if found != was {
            let story = format!("I6: the backup of {} has {found:?}, not {was:?}", job.id);
            return Ok(Some(Violation(story)));
        }
        if !was.is_empty() {
            seen.note(Kind::BackedUp);
        }
    }
    Ok(None)
}

/// A row of a backup: id, version, and what the fields hold as texts.
type Line = (String, String, BTreeMap<String, String>);

/// What every change found, with the version that it made.
fn was(job: &Job, data: &TenantData) -> BTreeSet<Line> {
    let mine = data.effects.iter().filter(|it| it.by.as_ref().is_some_and(|by| by.job == job.id));
    mine.filter_map(|it| Some(line(&it.before.as_ref()?.record))).collect()
}

fn line(old: &StoredRecord) -> Line {
    let text = |(field, value): (_, &Value)| (ToString::to_string(field), value.to_text());
    let mut texts: BTreeMap<String, String> = Record::iter(&old.values).map(text).collect();
    texts.insert("owner".to_owned(), old.owner.to_string());
    texts.insert("created_at".to_owned(), old.created_at.clone());
    (old.id.to_string(), (old.version + 1).to_string(), texts)
}

fn found(job: &Job, data: &TenantData) -> Result<BTreeSet<Line>> {
    if !job.files.iter().any(|it| it.kind == FileKind::Backup) {
        return Ok(BTreeSet::new());
    }
    let bytes = data.objects.get(&format!("{}/result/backup", job.id)).context("no backup")?;
    let text = String::from_utf8_lossy(bytes).into_owned();
    let fields = every_column(&leads()?);
    let mut lines = BTreeSet::new();
    for row in text.lines().skip(1) {
        // No value of the simulation holds a comma or a quote.
        let mut cells = row.split(',').map(|it| it.trim_start_matches('\''));
        let (id, version) = cells.next().zip(cells.next()).context("a row is too short")?;
        let texts = fields.iter().map(ToString::to_string).zip(cells.map(str::to_owned));
        let texts = texts.filter(|it| !it.1.is_empty()).collect();
        let line = (id.to_owned(), version.to_owned(), texts);
        anyhow::ensure!(lines.insert(line), "a backup of {} holds a row twice", job.id);
    }
    Ok(lines)
}
