//! The corpus: folders that say what a file means (`why.md`), the file, and the whole report of its check.
//!
//! The same folders are run in the browser's build (`wasm-preview`), which must give the same JSON. However the
//! bytes arrive, the report is the same. `UPDATE_EXPECT=1` writes the reports anew, for review in the diff.

#![expect(clippy::expect_used, clippy::panic, reason = "the helpers of tests may fail a test")]

use std::fs;
use std::path::{Path, PathBuf};

use gangway_contract::{CheckReport, Module, Refusal, UserId};
use gangway_core::import::{Check, Context, Propose, Survey};
use gangway_core::schema::default_modules;
use gangway_core::source::Pass;
use gangway_core::table::{Choices, FileFacts};

/// How the bytes arrive: as asked, and in pieces that no file would choose.
const PIECES: [usize; 4] = [usize::MAX, 4_096, 7, 1];

#[test]
fn every_case_of_the_corpus_means_what_it_should_however_its_bytes_arrive() {
    let cases = cases();
    assert!(cases.len() >= 10, "the corpus has its cases");
    for case in cases {
        for piece in PIECES {
            let found = report(&case, piece);
            compare(&case, &found, piece);
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/cases");
    let mut cases: Vec<_> =
        fs::read_dir(folder).expect("the corpus").map(|it| it.expect("a case").path()).collect();
    cases.sort();
    cases
}

fn input(case: &Path) -> (FileFacts, Vec<u8>) {
    let mut files = fs::read_dir(case).expect("a case").map(|it| it.expect("a file").path());
    let file = files.find(|it| it.file_stem().is_some_and(|it| it == "input")).expect("an input");
    let bytes = fs::read(&file).expect("the input");
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    (FileFacts { name, size: bytes.len() as u64 }, bytes)
}

fn context(case: &Path) -> Context {
    let text = fs::read_to_string(case.join("case.json")).expect("case.json");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let module = |it: &Module| it.id.as_str() == json["module"];
    let module = default_modules().into_iter().find(module).expect("a default module");
    Context::new(module, Vec::new(), UserId::parse("importer").expect("an id"))
}

fn report(case: &Path, piece: usize) -> serde_json::Value {
    let result = check(case, piece);
    serde_json::to_value(result.unwrap_or_else(|refusal| panic!("{}: {refusal}", case.display())))
        .expect("JSON")
}

fn check(case: &Path, piece: usize) -> Result<CheckReport, Refusal> {
    let (file, bytes) = input(case);
    let context = context(case);
    let mut propose = Propose::new(&file, &context, Choices::default());
    feed(&mut propose, &bytes, piece)?;
    let (draft, head) = propose.finish_with_head()?;
    let mut survey = Survey::new(&file, draft, &context)?.checking_ahead(&head, &context)?;
    feed(&mut survey, &bytes, piece)?;
    let (plan, ahead) = survey.finish_with_check()?;
    let mut check = Check::new(&file, &plan, &context)?;
    feed(&mut check, &bytes, piece)?;
    let checked = check.finish_with_keys()?;
    if let Some(ahead) = ahead {
        let (ahead, checked) = ((&ahead.report, &ahead.keys), (&checked.report, &checked.keys));
        assert_eq!(ahead, checked, "{}: the survey checked along otherwise", case.display());
    }
    Ok(checked.report)
}

fn feed<P: Pass>(pass: &mut P, bytes: &[u8], piece: usize) -> Result<(), Refusal> {
    while let Some(need) = pass.need() {
        let from = usize::try_from(need.offset).expect("small");
        let to = (from + (need.len as usize).min(piece)).min(bytes.len());
        pass.answer(&bytes[from..to])?;
    }
    Ok(())
}

fn compare(case: &Path, found: &serde_json::Value, piece: usize) {
    let file = case.join("expected.json");
    if std::env::var_os("UPDATE_EXPECT").is_some() && piece == usize::MAX {
        let text = serde_json::to_string_pretty(found).expect("JSON");
        fs::write(&file, text + "\n").expect("written");
    }
    let text = fs::read_to_string(&file).expect("expected.json (UPDATE_EXPECT=1 writes it)");
    let expected: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(found, &expected, "{} in pieces of {piece}", case.display());
}
