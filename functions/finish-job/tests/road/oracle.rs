//! What a sequential import must leave behind, and a file that has something of everything.

use std::collections::BTreeMap;

use gangway_contract::{DuplicateMode, JobCounts};

/// Records by e-mail, or by row where there is none.
pub(crate) type Crm = Vec<BTreeMap<String, String>>;

/// Repeats, a phone and a name that several rows share, a row that fails, rows without an e-mail, and formulas.
pub(crate) const FILE: &str = "Email,First Name,Last Name,Phone,Company,City\r\n\
    ann@x.org,Ann,A,+1 212 555 0101,Acme,Paris\r\n\
    bob@x.org,Bob,B,+1 212 555 0102,Acme,\r\n\
    not-an-address,Cat,C,,Acme,Rome\r\n\
    ANN@x.org,Annie,,+1 212 555 0103,,\r\n\
    ,Dan,D,+1 212 555 0102,Acme,=1+1\r\n\
    \r\n\
    ,Dan,D,,Acme,Oslo\r\n\
    eve@x.org,Eve,E,+1 212 555 0101,Acme,\"a, b\"\r\n\
    bob@x.org,Bobby,B,,,Bonn\r\n\
    fay@x.org,Ann,A,,Acme,Kiel\r\n";

/// Some of them are there already.
pub(crate) const BEFORE: &str = "Email,First Name,Last Name,Phone,Company,City\r\n\
    bob@x.org,Robert,B,+1 212 555 0199,Acme,Bern\r\n\
    fay@x.org,Ann,A,,Acme,Kiel\r\n\
    zoe@x.org,Zoe,Z,+1 212 555 0103,Zoo,\r\n";

/// The header's fields.
const FIELDS: [&str; 6] = ["email", "first_name", "last_name", "phone", "company", "city"];

/// The rows of a file above, as records; none for the row that fails.
fn rows(csv: &str) -> Vec<Option<BTreeMap<String, String>>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let record = |cells: csv::StringRecord| {
        let pairs = FIELDS.iter().zip(cells.iter()).filter(|(_, text)| !text.is_empty());
        let value = |field: &str, text: &str| match field {
            "email" => text.to_lowercase(),
            "phone" => text.replace(' ', ""),
            _ => text.to_owned(),
        };
        pairs.map(|(field, text)| ((*field).to_owned(), value(field, text))).collect()
    };
    let records = reader.records().map(|cells| record(cells.expect("cells")));
    records
        .map(|it: BTreeMap<String, String>| {
            let fails = it.get("email").is_some_and(|email| !email.contains('@'));
            (!fails).then_some(it)
        })
        .collect()
}

/// Imports row after row.
pub(crate) fn import(mut crm: Crm, csv: &str, mode: DuplicateMode) -> (Crm, JobCounts) {
    let mut counts = JobCounts::default();
    // What became of the record of the first row with an e-mail: its repeats count the same.
    let mut changed: BTreeMap<String, bool> = BTreeMap::new();
    for row in rows(csv) {
        counts.rows += 1;
        let Some(row) = row else {
            counts.failed += 1;
            continue;
        };
        let same = |it: &&mut BTreeMap<String, String>| it.get("email") == row.get("email");
        let found = crm.iter_mut().find(same).filter(|_| row.contains_key("email"));
        match (found, mode) {
            (None, _) | (_, DuplicateMode::Create) => {
                changed.extend(row.get("email").map(|it| (it.clone(), true)));
                crm.push(row);
                counts.created += 1;
            }
            (Some(_), DuplicateMode::Skip) => counts.skipped += 1,
            (Some(record), DuplicateMode::Update) => {
                let before = record.clone();
                let email = row["email"].clone();
                record.extend(row);
                let change = *changed.entry(email).or_default() || *record != before;
                *if change { &mut counts.updated } else { &mut counts.unchanged } += 1;
            }
        }
    }
    crm.sort();
    (crm, counts)
}
