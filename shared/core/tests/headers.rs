//! The mapping, scored on header rows of real exports that others compiled (`corpora/headers`), where the
//! corpora lie beside this repository. The bounds are the product's promise; the score is printed.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test reads its corpus, prints its score, and may end in its helpers"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use gangway_contract::{ImportPlan, RefusalCode};
use serde::Deserialize;

const IDENTITY: [&str; 7] =
    ["email", "phone", "mobile", "company", "first_name", "last_name", "full_name"];

#[derive(Deserialize)]
struct Expected {
    module: String,
    map: BTreeMap<String, String>,
    ambiguous: BTreeSet<String>,
}

#[derive(Default)]
struct Score {
    expected: u32,
    right: u32,
    misplaced: u32,
    identity: u32,
}

#[test]
fn columns_of_real_exports_are_mapped_rightly() {
    let Some(folder) = support::corpus("headers") else { return };
    let text =
        std::fs::read_to_string(folder.join("expected.json")).expect("expected.json is readable");
    let all: BTreeMap<String, Expected> =
        serde_json::from_str(&text).expect("expected.json is JSON");
    let mut score = Score::default();
    for (file, expected) in &all {
        let bytes = std::fs::read(folder.join(file)).expect("the file is readable");
        score.add(file, expected, &propose(&expected.module, &bytes));
    }
    let Score { expected, right, misplaced, identity } = score;
    println!(
        "headers: {right} of {expected} right, {misplaced} misplaced, {identity} identity errors"
    );
    assert!(right * 100 >= expected * 97, "{right} of {expected} right");
    assert!(misplaced * 100 <= expected, "{misplaced} misplaced");
    assert_eq!(identity, 0, "identity errors");
}

impl Score {
    fn add(&mut self, file: &str, expected: &Expected, plan: &ImportPlan) {
        for column in plan.columns.iter().filter(|it| !expected.ambiguous.contains(&it.header)) {
            let want = expected.map.get(&column.header).map(String::as_str);
            let got = column.field.as_ref().map(gangway_contract::FieldId::as_str);
            self.expected += u32::from(want.is_some());
            self.right += u32::from(want.is_some() && want == got);
            let Some(got) = got.filter(|it| Some(*it) != want) else {
                if got != want {
                    println!("{file}: «{}» is not mapped to {want:?}", column.header);
                }
                continue;
            };
            println!("{file}: «{}» is mapped to {got}, not to {want:?}", column.header);
            self.misplaced += 1;
            self.identity += u32::from(IDENTITY.contains(&got));
        }
    }
}

fn propose(module: &str, bytes: &[u8]) -> ImportPlan {
    let context = support::context(module);
    support::propose(bytes, &context)
        .or_else(|refusal| match refusal.code {
            // Some of the files are a header row alone, which is refused for want of data.
            RefusalCode::NoDataRows => support::propose(&[bytes, b"\n-"].concat(), &context),
            _ => Err(refusal),
        })
        .expect("the file is a table")
}
