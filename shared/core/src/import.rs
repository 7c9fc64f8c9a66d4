//! The road from a file to checked rows, in three passes that every door runs with the same arguments:
//! [`Propose`] guesses a plan from the file's head, [`Survey`] completes it with what only whole columns tell,
//! [`Read`] turns every row into a checked row under it. [`Check`] is a `Read` that reports.

mod check;
mod head;
mod index;
mod propose;
mod read;
mod report;
mod rows;
mod sample;
mod survey;

use std::sync::Arc;

use gangway_contract::{Corrections, ImportPlan, Module, Refusal, RefusalCode, User, UserId};

pub use check::{Check, Checked};
pub use head::check_head;
pub use index::Index;
pub use propose::Propose;
pub use read::{Read, Reading, RowSink};
pub use rows::{MOST_ROWS, RowFilter, RowPage, Rows, RowsFrom};
pub use sample::KeySample;
pub use survey::{Survey, undecided};

pub use crate::record::CheckedRow;
pub use crate::table::{Head, SAMPLE_BYTES};

/// What the core's outcomes mean. Raised only when an outcome of the corpus changes: plans of another number
/// are made anew.
pub const SEMANTICS: u32 = 1;

/// What a plan is made for and read with, beside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// What the records will be.
    pub module: Module,
    /// Who may own them.
    pub users: Vec<User>,
    /// Who imports.
    pub importer: UserId,
    /// What was corrected cell by cell.
    pub corrections: Arc<Corrections>,
}

impl Context {
    /// For a file of which no cell was corrected.
    pub fn new(module: Module, users: Vec<User>, importer: UserId) -> Self {
        Self { module, users, importer, corrections: Arc::default() }
    }
}

/// A plan is read only by the core and for the module that it was made for.
fn check_plan(plan: &ImportPlan, context: &Context) -> Result<(), Refusal> {
    let mismatch = |message: String| Err(Refusal::new(RefusalCode::PlanMismatch, message));
    if plan.semantics != SEMANTICS {
        return mismatch(
            "Gangway was updated since this plan was made. Open the file again.".into(),
        );
    }
    if plan.module == context.module.id
        && plan.module_digest != crate::schema::module_digest(&context.module)
    {
        let label = &context.module.label;
        return mismatch(format!(
            "The fields of {label} were changed since this plan was made. Open the file again."
        ));
    }
    crate::record::check_mapping(plan, &context.module)
}

fn no_data_rows(plan: &ImportPlan) -> Refusal {
    let message = match plan.header_row {
        Some(row) => format!(
            "This file has a header row but no data under it (row {row}). Add at least one row, or choose \
             another header row, file or sheet."
        ),
        None => {
            "The file has no rows with anything in them. Choose another file or sheet.".to_owned()
        }
    };
    Refusal::new(RefusalCode::NoDataRows, message)
}
