//! I7: an undo restores exactly what an import changed, and destroys nothing that anybody has changed since.

use std::collections::BTreeMap;

use gangway_contract::{Job, JobKind};
use gangway_core::write::before;
use gangway_ports::memory::{Effect, TenantData};

use crate::case::Case;
use crate::check::live;
use crate::run::Violation;

/// Every single effect of every undo took back just what its import's row did, and nothing that was changed since.
pub(crate) fn effects(data: &TenantData) -> Option<Violation> {
    let undos = data.jobs.values().map(|it| &it.job).filter(|it| it.kind == JobKind::Undo);
    undos.flat_map(|undo| of(data, undo)).find_map(|(effect, import)| {
        let wrong =
            |what: &str| Some(Violation(format!("I7: {what}: {effect:?} takes back {import:?}")));
        let Some(import) = import else { return wrong("an undo took back what was not there") };
        let Some(old) = &effect.before else { return wrong("an undo made a record") };
        let (old, new) = (&old.record.values, &effect.after.record.values);
        if effect.after.deleted {
            let same = import.before.is_none() && *old == import.after.record.values;
            return if same {
                None
            } else {
                wrong("a record was removed that is not as it was made")
            };
        }
        let Some(was) = &import.before else { return wrong("a made record was changed") };
        for (field, value) in before(old, new) {
            if value.as_ref() != import.after.record.values.get(&field) {
                return wrong("a field was put back that somebody had changed");
            }
            if new.get(&field) != was.record.values.get(&field) {
                return wrong("a field is not as it was before");
            }
        }
        None
    })
}

/// The effects of an undo, each with the effect that it takes back.
fn of<'d>(data: &'d TenantData, undo: &'d Job) -> Vec<(&'d Effect, Option<&'d Effect>)> {
    let signed = |effect: &Effect, job, row| {
        effect.by.as_ref().is_some_and(|it| Some(&it.job) == job && it.row == row)
    };
    let mine = data
        .effects
        .iter()
        .filter_map(|it| Some((it, it.by.as_ref().filter(|by| by.job == undo.id)?)));
    let pairs = mine.map(|(effect, by)| {
        let import = data.effects.iter().find(|it| signed(it, undo.undoes.as_ref(), by.row));
        (effect, import)
    });
    pairs.collect()
}

/// One import that nobody was beside, taken back: everything is as it was.
pub(crate) fn exact(case: &Case, data: &TenantData) -> Option<Violation> {
    let texts = |it: &crate::case::Texts| -> BTreeMap<String, String> {
        it.iter().map(|(field, text)| ((*field).to_owned(), text.clone())).collect()
    };
    let mut before: Vec<_> = case.before.iter().map(texts).collect();
    before.sort();
    let found = live(data);
    (found != before).then(|| {
        Violation(format!("I7: the records were {before:?} and are {found:?} after the undo"))
    })
}
