//! The one place that knows how a file is taken down the road in these tests.
#![expect(dead_code, reason = "each test binary uses its own part")]
#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]
#![expect(clippy::print_stdout, reason = "a test that skips says so")]

use std::path::{Path, PathBuf};

use gangway_contract::{
    CheckReport, ImportPlan, Issue, MatchKey, Module, Record, Refusal, Row, Template, TemplateSlug,
    User, UserId,
};
use gangway_core::import::{Check, CheckedRow, Context, Propose, Read, RowSink, Survey};
use gangway_core::schema::default_modules;
use gangway_core::source::Pass;
use gangway_core::table::{Choices, FileFacts};
use gangway_core::template::header_fingerprint;

/// A row as a sink saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub row: Row,
    pub record: Record,
    pub issues: Vec<Issue>,
    pub passes: bool,
    pub key: Option<MatchKey>,
    pub version: Option<u32>,
    pub owner: Option<UserId>,
}

/// Keeps everything.
#[derive(Default)]
pub(crate) struct Rows(pub Vec<Seen>);

impl RowSink for Rows {
    fn row(&mut self, row: &CheckedRow<'_>) {
        let json = |it: serde_json::Result<String>| it.expect("JSON");
        let (written, made) = (
            json(serde_json::to_string(&row.values())),
            json(serde_json::to_string(&row.record())),
        );
        assert_eq!(written, made, "what is written down is the record, row {}", row.number());
        self.0.push(Seen {
            row: row.number(),
            record: row.record(),
            issues: row.issues().to_vec(),
            passes: row.passes(),
            key: row.key(),
            version: row.version(),
            owner: row.owner().cloned(),
        });
    }
}

/// A corpus that others made, if it lies beside this repository.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("GANGWAY_CORPORA").map_or_else(beside, PathBuf::from);
    let folder = root.join(name);
    if !folder.is_dir() {
        println!("skipped: corpora/{name} is not beside this repository");
    }
    Some(folder).filter(|it| it.is_dir())
}

/// A template of a plan, as a person keeps it.
pub(crate) fn template(plan: ImportPlan) -> Template {
    let headers = plan.columns.iter().map(|it| it.header.as_str());
    Template {
        slug: TemplateSlug::parse("monthly").expect("a slug"),
        name: "Monthly".into(),
        header_fingerprint: header_fingerprint(headers).expect("it has headers"),
        plan,
        drops: None,
    }
}

pub(crate) fn module(id: &str) -> Module {
    default_modules().into_iter().find(|it| it.id.as_str() == id).expect("a default module")
}

pub(crate) fn context(module_id: &str) -> Context {
    Context::new(module(module_id), Vec::new(), user_id("importer"))
}

pub(crate) fn user_id(id: &str) -> UserId {
    UserId::parse(id).expect("an id")
}

pub(crate) fn user(id: &str, email: &str, name: &str) -> User {
    User { id: user_id(id), email: email.into(), name: name.into(), teams: [].into(), active: true }
}

pub(crate) fn facts(bytes: &[u8]) -> FileFacts {
    FileFacts { name: "file.csv".into(), size: bytes.len() as u64 }
}

/// Runs a pass; the n-th answer is at most `piece(n)` bytes long.
pub(crate) fn run<P: Pass>(
    mut pass: P,
    bytes: &[u8],
    piece: impl Fn(usize) -> usize,
) -> Result<P::Output, Refusal> {
    let mut answers = 0;
    while let Some(need) = pass.need() {
        let from = usize::try_from(need.offset).expect("small");
        let to = (from + (need.len as usize).min(piece(answers).max(1))).min(bytes.len());
        assert!(from < to, "a pass asks for bytes that are there");
        pass.answer(&bytes[from..to])?;
        answers += 1;
    }
    pass.finish()
}

pub(crate) fn whole(_: usize) -> usize {
    usize::MAX
}

pub(crate) fn propose(bytes: &[u8], context: &Context) -> Result<ImportPlan, Refusal> {
    run(Propose::new(&facts(bytes), context, Choices::default()), bytes, whole)
}

/// Proposed and surveyed.
pub(crate) fn plan(bytes: &[u8], context: &Context) -> Result<ImportPlan, Refusal> {
    survey(bytes, propose(bytes, context)?, context)
}

pub(crate) fn survey(
    bytes: &[u8],
    plan: ImportPlan,
    context: &Context,
) -> Result<ImportPlan, Refusal> {
    run(Survey::new(&facts(bytes), plan, context)?, bytes, whole)
}

pub(crate) fn check(
    bytes: &[u8],
    plan: &ImportPlan,
    context: &Context,
) -> Result<CheckReport, Refusal> {
    run(Check::new(&facts(bytes), plan, context)?, bytes, whole)
}

pub(crate) fn read(
    bytes: &[u8],
    plan: &ImportPlan,
    context: &Context,
) -> Result<Vec<Seen>, Refusal> {
    let reading = run(Read::new(&facts(bytes), plan, context, Rows::default())?, bytes, whole)?;
    Ok(reading.sink.0)
}

/// A value of a record as text.
pub(crate) fn text(record: &Record, field: &str) -> Option<String> {
    record.iter().find(|(id, _)| id.as_str() == field).map(|(_, value)| value.to_text())
}

/// A cell as RFC 4180 writes it.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
