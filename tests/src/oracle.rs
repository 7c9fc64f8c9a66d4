//! What a sequential import must leave behind, in the plainest code that says it. It knows nothing of
//! slices, buckets or leases.

use std::collections::BTreeMap;

use gangway_contract::{DuplicateMode, JobCounts, StoredRecord};

use crate::leads::{Lead, values};

/// The CRM's records by e-mail: field id → value.
pub type Crm = BTreeMap<String, BTreeMap<String, String>>;

/// The state before the import, when these leads are all there is.
pub fn before(existing: &[Lead]) -> Crm {
    existing.iter().map(values).map(|it| (it["email"].clone(), it)).collect()
}

/// The CRM as the API lists it.
pub fn read_back(records: &[StoredRecord]) -> Crm {
    let texts = |record: &StoredRecord| -> BTreeMap<String, String> {
        record.values.iter().map(|(field, value)| (field.to_string(), value.to_text())).collect()
    };
    records.iter().map(texts).map(|it| (it["email"].clone(), it)).collect()
}

/// Imports the leads by e-mail, one after another.
pub fn import(mut crm: Crm, leads: &[Lead], mode: DuplicateMode) -> (Crm, JobCounts) {
    let mut counts =
        JobCounts { rows: u32::try_from(leads.len()).unwrap_or(u32::MAX), ..JobCounts::default() };
    // What happened to the record of an e-mail's first valid row: a repeat counts the same way.
    let mut groups: BTreeMap<String, Vec<&Lead>> = BTreeMap::new();
    let mut order = Vec::new();
    for lead in leads {
        if lead.bad {
            counts.failed += 1;
            continue;
        }
        let email = values(lead)["email"].clone();
        let group = groups.entry(email.clone()).or_default();
        if group.is_empty() {
            order.push(email);
        }
        group.push(lead);
    }
    for email in order {
        apply(&mut crm, &email, &groups[&email], mode, &mut counts);
    }
    (crm, counts)
}

fn apply(crm: &mut Crm, email: &str, group: &[&Lead], mode: DuplicateMode, counts: &mut JobCounts) {
    let repeats = u32::try_from(group.len() - 1).unwrap_or(u32::MAX);
    let folded: BTreeMap<String, String> = match mode {
        DuplicateMode::Update => group.iter().flat_map(|it| values(it)).collect(),
        _ => values(group[0]),
    };
    match (crm.get_mut(email), mode) {
        (None, DuplicateMode::Update) => {
            crm.insert(email.to_owned(), folded);
            counts.created += 1;
            counts.updated += repeats;
        }
        (None, _) => {
            crm.insert(email.to_owned(), folded);
            counts.created += 1;
            counts.skipped += repeats;
        }
        (Some(record), DuplicateMode::Update) => {
            let before = record.clone();
            record.extend(folded);
            let outcome =
                if *record == before { &mut counts.unchanged } else { &mut counts.updated };
            *outcome += 1 + repeats;
        }
        (Some(_), _) => counts.skipped += 1 + repeats,
    }
}
