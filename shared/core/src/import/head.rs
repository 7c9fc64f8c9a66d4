//! The first rows, checked at once under any plan: what a person sees while the whole file is still being read.

use gangway_contract::{CheckReport, ImportPlan, Refusal};

use super::read::{Run, corrected};
use super::report::{PREVIEW_ROWS, Report};
use super::{Context, survey};
use crate::correct::Overlay;
use crate::table::{Head, Layout};

/// Checks the rows that are shown, as many as the head of the file holds. The order of days and the decimal sign
/// are those that the head speaks for; the survey of the whole file may find others.
pub fn check_head(
    head: &Head,
    plan: &ImportPlan,
    context: &Context,
) -> Result<CheckReport, Refusal> {
    let plan = survey::guess(head, plan.clone(), context)?;
    let mut run = Run::new(&plan, context, Report::new(&plan))?;
    let mut overlay = Overlay::new(&plan, &context.corrections)?;
    head.visit(&Layout::from(&plan), &mut |row| {
        run.row(&corrected(&mut overlay, row));
        (run.rows() as usize) < PREVIEW_ROWS
    })?;
    let (receipt, blank) = (run.receipt_so_far(), run.blank());
    let corrections = overlay.as_ref().map(Overlay::report).unwrap_or_default();
    let report = run.into_sink().finish(plan, receipt, blank).report;
    Ok(CheckReport { corrections, ..report })
}
