//! I4: keys lead to every live record, and no two records of imports have one key of their import's own rule.

use std::collections::BTreeMap;

use anyhow::Result;
use gangway_contract::{DuplicateMode, MatchKey, MatchRule, RecordId, RecordItem, Slot};
use gangway_core::keys::{indexed_rules, match_key};
use gangway_ports::memory::TenantData;
use gangway_write::key_name;

use crate::case::Case;
use crate::jobs::place_of;
use crate::people::leads;
use crate::run::Violation;

/// Every live record is found by each of its keys.
pub(crate) fn reachable(data: &TenantData) -> Result<Option<Violation>> {
    let module = leads()?;
    for item in data.records.values().filter_map(Slot::live) {
        for rule in indexed_rules(&module).into_iter().chain(further(data)) {
            let Some(key) = match_key(&rule, &item.record.values) else { continue };
            let name = (module.id.clone(), key_name(&rule, key));
            let head = data.heads.get(&name);
            let is_head = head.is_some_and(|it| it.record == item.record.id);
            let members = data.members.get(&name).filter(|_| head.is_some_and(|it| it.more));
            let is_member = members.is_some_and(|it| it.contains(&item.record.id));
            if !is_head && !is_member {
                let story = format!("I4: {rule:?} of {:?} leads to {head:?}", item.record);
                return Ok(Some(Violation(story)));
            }
        }
    }
    Ok(None)
}

/// The rules of the tenant's own by which every record is found.
fn further(data: &TenantData) -> impl Iterator<Item = MatchRule> + '_ {
    data.rules.values().filter(|it| it.ready).map(|it| it.rule.clone())
}

/// Two records that imports made by the same rule, and whose keys nobody has changed since, have different keys.
pub(crate) fn alone(case: &Case, data: &TenantData) -> Option<Violation> {
    let mut owners: BTreeMap<(&MatchRule, MatchKey), &RecordId> = BTreeMap::new();
    for item in data.records.values().filter_map(Slot::live) {
        let Some((rule, key)) = own_key(case, data, item) else { continue };
        if let Some(other) = owners.insert((rule, key), &item.record.id) {
            let story = format!(
                "I4: {other} and {} were both made for one key of {rule:?}",
                item.record.id
            );
            return Some(Violation(story));
        }
    }
    None
}

fn own_key<'c>(
    case: &'c Case,
    data: &TenantData,
    item: &RecordItem,
) -> Option<(&'c MatchRule, MatchKey)> {
    let by = item.record.created_by.as_ref()?;
    let place = place_of(&by.job)?;
    let file = case.files.get(place).filter(|it| it.mode != DuplicateMode::Create)?;
    let key = |it: &RecordItem| match_key(&file.rule, &it.record.values);
    let mine = data.effects.iter().filter(|it| it.after.record.id == item.record.id);
    let stayed = mine.clone().all(|it| key(&it.after) == key(item));
    Some((&file.rule, key(item)?)).filter(|_| stayed)
}
