//! The plans of the simulation's files: what the browser would propose for their columns, with the file's own options.

use std::cell::OnceCell;
use std::convert::Infallible;

use anyhow::{Context as _, Result, anyhow};
use gangway_contract::{FieldId, ImportPlan, UserId};
use gangway_core::import::{Context, Propose, Survey};
use gangway_core::source::{Need, Pass, Stopped, drive};
use gangway_core::table::{Choices, FileFacts};

use crate::case::{FIELDS, File, HEADER};
use crate::people::leads;

thread_local! {
    /// Every file has the same columns, so the core proposes once.
    static FIRST: OnceCell<ImportPlan> = const { OnceCell::new() };
    static AGAIN: OnceCell<ImportPlan> = const { OnceCell::new() };
}

/// What an import writes beside a failed row; which import it was does not matter to how the file is read.
const MARKED: [&str; 3] =
    [",Row (Gangway),Reason (Gangway),Import J1 (Gangway)", ",2,wrong,", ",3,wrong,"];

/// The plan of a file as it is uploaded.
pub(crate) fn plan(file: &File) -> Result<ImportPlan> {
    with_options(FIRST.with(|it| known(it, ["", "", ""]))?, file)
}

/// The plan of the file's failed rows when they come back as they were given out.
pub(crate) fn plan_again(file: &File) -> Result<ImportPlan> {
    with_options(AGAIN.with(|it| known(it, MARKED))?, file)
}

fn with_options(mut plan: ImportPlan, file: &File) -> Result<ImportPlan> {
    plan.options.mode = file.mode;
    plan.options.match_rule = file.rule.clone();
    plan.options.several_matches = file.several;
    plan.options.blank_cells = file.blank;
    plan.options.back_up = file.backs_up;
    plan.options.update_policies.insert(FieldId::parse("city")?, file.city);
    Ok(plan)
}

fn known(cell: &OnceCell<ImportPlan>, further: [&str; 3]) -> Result<ImportPlan> {
    if let Some(plan) = cell.get() {
        return Ok(plan.clone());
    }
    let plan = propose(further)?;
    Ok(cell.get_or_init(|| plan).clone())
}

/// What the browser would propose for a file with these columns and further ones.
fn propose([header, one, two]: [&str; 3]) -> Result<ImportPlan> {
    let csv = format!(
        "{HEADER}{header}\np1@x.org,Ann,Lee,+12125550101,Acme,Paris{one}\n\
        p2@x.org,Bob,Kay,+12125550102,Bolt,Rome{two}\n"
    );
    let (facts, context) = (facts(&csv), context()?);
    let draft = run(Propose::new(&facts, &context, Choices::default()), csv.as_bytes())?;
    let survey = Survey::new(&facts, draft, &context).map_err(|it| anyhow!("{it:?}"))?;
    let plan = run(survey, csv.as_bytes())?;
    let mapped = plan.columns.iter().filter(|it| it.field.is_some()).count();
    let all = (mapped == FIELDS.len()).then_some(plan);
    all.context("a column of the simulation is not mapped, or one too many")
}

/// What a file is called and how long it is.
pub(crate) fn facts(csv: &str) -> FileFacts {
    FileFacts { name: "leads.csv".into(), size: csv.len() as u64 }
}

/// The module and the person who imports.
pub(crate) fn context() -> Result<Context> {
    Ok(Context::new(leads()?, Vec::new(), UserId::parse("ann")?))
}

/// Runs a pass of the core over bytes.
pub(crate) fn run<P: Pass>(pass: P, bytes: &[u8]) -> Result<P::Output> {
    let fetch = |need: Need| {
        let from = usize::try_from(need.offset).unwrap_or(usize::MAX).min(bytes.len());
        let to = (from + need.len as usize).min(bytes.len());
        Ok::<_, Infallible>(bytes[from..to].to_vec())
    };
    drive(pass, fetch).map_err(|it| match it {
        Stopped::Refused(refusal) => anyhow!("{refusal:?}"),
        Stopped::Unread(never) => match never {},
    })
}
