//! What the fuzzer begins with and what it found, replayed on the pinned compiler: every input must pass the
//! checks of `tests/fuzz`, and so must many small damages to it.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its inputs and may end in its helpers"
)]

#[path = "../../../tests/fuzz/src/checks.rs"]
mod checks;
#[path = "../../../tests/fuzz/src/zip.rs"]
mod zip;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

/// What is done to an input: bytes are changed, taken out, or written twice.
type Damage = (Vec<(Index, u8)>, Option<(Index, u8)>, Option<(Index, u8)>);

fn inputs(target: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz");
    let folders = ["seeds", "findings"].map(|it| root.join(it).join(target));
    let files = folders.iter().filter_map(|it| it.read_dir().ok()).flatten();
    let mut found: Vec<PathBuf> = files.map(|it| it.expect("an entry").path()).collect();
    found.sort();
    assert!(!found.is_empty(), "{target} has its seeds");
    found
}

#[track_caller]
fn replay(target: &str, check: fn(&[u8])) {
    for input in inputs(target) {
        let bytes = std::fs::read(&input).expect("an input");
        let passed = catch_unwind(|| check(&bytes));
        assert!(passed.is_ok(), "{} fails its check", input.display());
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = || any::<(Index, u8)>();
    (prop::collection::vec(place(), 0..4), prop::option::of(place()), prop::option::of(place()))
}

fn damaged(bytes: &[u8], (changes, cut, double): &Damage) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some((at, len)) = cut {
        let from = at.index(bytes.len());
        let to = (from + usize::from(*len)).min(bytes.len());
        bytes.drain(from..to);
    }
    if let Some((at, len)) = double.as_ref().filter(|_| !bytes.is_empty()) {
        let from = at.index(bytes.len());
        let to = (from + usize::from(*len)).min(bytes.len());
        let piece = bytes[from..to].to_vec();
        bytes.splice(to..to, piece);
    }
    bytes
}

/// Damages every seed of a target so many times.
#[track_caller]
fn survives(target: &str, check: fn(&[u8]), cases: u32) {
    for input in inputs(target) {
        let bytes = std::fs::read(&input).expect("an input");
        let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
        let result = runner.run(&damage(), |damage| {
            check(&damaged(&bytes, &damage));
            Ok(())
        });
        if let Err(failure) = result {
            panic!("{}: {failure}", input.display());
        }
    }
}

#[test]
fn a_first_look_survives_what_the_fuzzer_knows() {
    replay("sniff", checks::sniff);
}

#[test]
fn text_survives_what_the_fuzzer_knows() {
    replay("csv", checks::csv);
}

#[test]
fn workbooks_survive_what_the_fuzzer_knows() {
    replay("xlsx", checks::xlsx);
}

#[test]
fn old_workbooks_survive_what_the_fuzzer_knows() {
    replay("xls", checks::xls);
}

#[test]
fn the_mapping_survives_what_the_fuzzer_knows() {
    replay("mapping", checks::mapping);
}

#[test]
fn no_damage_to_a_file_upsets_a_first_look() {
    survives("sniff", checks::sniff, 40);
}

#[test]
fn no_damage_to_a_text_upsets_its_rows() {
    survives("csv", checks::csv, 100);
    survives("sniff", checks::road, 40);
}

#[test]
fn no_damage_to_a_workbook_upsets_the_road() {
    survives("xlsx", |bytes| checks::road(&checks::xlsx_file(bytes)), 60);
}

#[test]
fn no_damage_to_an_old_workbook_upsets_the_road() {
    survives("xls", |bytes| checks::road(&checks::xls_file(bytes)), 200);
}

#[test]
fn no_damage_to_headers_upsets_the_mapping() {
    survives("mapping", checks::mapping, 20);
}
