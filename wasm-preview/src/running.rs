//! The pass that is running over the file. One at a time: beginning another one drops it.

use std::sync::Arc;

use gangway_contract::{CheckReport, ImportPlan, Refusal};
use gangway_core::import::{Check, Checked, Head, Index, Propose, Rows, Survey};
use gangway_core::source::Pass;
use tsify::Tsify;
use wasm_bindgen::{JsError, JsValue};

use crate::Need;
use crate::opening::{Choices, Opened, RowFilter, RowPage, RowsFrom, TemplateChoice};

/// So many bytes lie between two places that a check remembers: as many as are read in no time.
const PLACE_EVERY: u64 = 1 << 20;

/// Which rows, from where on, and how many.
pub(crate) type Wanted = (RowFilter, RowsFrom, u32);

/// A pass and its kind.
#[derive(Default)]
pub(crate) enum Running {
    /// None was begun, or the last one has ended.
    #[default]
    Nothing,
    Propose(Box<Propose>),
    Survey(Box<Survey>),
    Check(Box<Check>),
    Rows(Box<Rows>, Option<u32>),
    /// The survey has checked every row under this very plan already.
    Checked(Box<Checked>),
}

/// What comes out of a pass that makes a plan.
pub(crate) struct Planned {
    pub(crate) plan: ImportPlan,
    /// Of a proposal: the first rows of the file.
    pub(crate) head: Option<Head>,
    /// Of a survey: the check, if it could be run along.
    pub(crate) checked: Option<Checked>,
}

impl Running {
    pub(crate) fn propose(opened: &Opened, choices: Choices) -> Self {
        let template = choices.template.clone();
        let repairs = choices.repairs.clone();
        let propose = Propose::new(&opened.file, &opened.context, choices.into());
        let propose = match repairs {
            Some(import) => propose.repairing(import),
            None => propose,
        };
        let by_slug = |slug| opened.templates.iter().find(|it| it.slug == slug).cloned();
        let propose = match template {
            None => propose.offering(opened.templates.clone()),
            Some(TemplateChoice::None) => propose,
            Some(TemplateChoice::Slug(slug)) => match by_slug(slug) {
                Some(template) => propose.using(template),
                None => propose,
            },
        };
        Self::Propose(Box::new(propose))
    }

    pub(crate) fn survey(
        opened: &Opened,
        plan: ImportPlan,
        head: Option<&Head>,
    ) -> Result<Self, JsValue> {
        let survey = Survey::new(&opened.file, plan, &opened.context);
        let survey = match head {
            Some(head) => survey.and_then(|it| it.checking_ahead(head, &opened.context)),
            None => survey,
        };
        let survey = survey.map_err(|it| refused(&it))?.indexed(PLACE_EVERY);
        Ok(Self::Survey(Box::new(survey)))
    }

    pub(crate) fn check(
        opened: &Opened,
        plan: &ImportPlan,
        head: Option<&Head>,
    ) -> Result<Self, JsValue> {
        let check = Check::new(&opened.file, plan, &opened.context);
        let check = match head {
            Some(head) => check.and_then(|it| it.after(head)),
            None => check,
        };
        let check = check.map_err(|it| refused(&it))?.indexed(PLACE_EVERY);
        Ok(Self::Check(Box::new(check)))
    }

    pub(crate) fn rows(
        opened: &Opened,
        plan: &ImportPlan,
        head: Option<&Head>,
        index: Option<&Arc<Index>>,
        (filter, from, count): Wanted,
    ) -> Result<Self, JsValue> {
        let (file, context) = (&opened.file, &opened.context);
        let rows = Rows::new(file, plan, context, filter.into(), from.into(), count as usize);
        let rows = match head {
            Some(head) => rows.and_then(|it| it.after(head)),
            None => rows,
        };
        let rows = match index {
            Some(index) => rows.and_then(|it| it.within(file, index)),
            None => rows,
        };
        let total = index.map(|it| it.total(filter.into()));
        Ok(Self::Rows(Box::new(rows.map_err(|it| refused(&it))?), total))
    }

    #[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^53 bytes")]
    pub(crate) fn need(&self) -> Option<Need> {
        let need = match self {
            Self::Nothing | Self::Checked(_) => None,
            Self::Propose(it) => it.need(),
            Self::Survey(it) => it.need(),
            Self::Check(it) => it.need(),
            Self::Rows(it, _) => it.need(),
        }?;
        Some(Need { offset: need.offset as f64, len: need.len })
    }

    pub(crate) fn answer(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        match self {
            Self::Nothing | Self::Checked(_) => return Err(out_of_turn()),
            Self::Propose(it) => it.answer(bytes),
            Self::Survey(it) => it.answer(bytes),
            Self::Check(it) => it.answer(bytes),
            Self::Rows(it, _) => it.answer(bytes),
        }
        .map_err(|it| refused(&it))
    }

    pub(crate) fn progress(&self) -> Option<CheckReport> {
        match self {
            Self::Check(it) => Some(it.progress()),
            Self::Survey(it) => it.progress(),
            _ => None,
        }
    }

    pub(crate) fn finish_plan(self) -> Result<Planned, JsValue> {
        match self {
            Self::Propose(it) => it.finish_with_head().map(|(plan, head)| Planned {
                plan,
                head: Some(head),
                checked: None,
            }),
            Self::Survey(it) => {
                it.finish_with_check().map(|(plan, checked)| Planned { plan, head: None, checked })
            }
            Self::Check(_) | Self::Checked(_) | Self::Rows(..) | Self::Nothing => {
                return Err(out_of_turn());
            }
        }
        .map_err(|it| refused(&it))
    }

    pub(crate) fn finish_rows(self) -> Result<RowPage, JsValue> {
        match self {
            Self::Rows(it, total) => {
                it.finish().map(|page| RowPage::of(page, total)).map_err(|it| refused(&it))
            }
            _ => Err(out_of_turn()),
        }
    }

    pub(crate) fn finish_check(self) -> Result<Checked, JsValue> {
        match self {
            Self::Check(it) => it.finish_with_keys().map_err(|it| refused(&it)),
            Self::Checked(report) => Ok(*report),
            _ => Err(out_of_turn()),
        }
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Propose(_) => "Propose",
            Self::Survey(_) => "Survey",
            Self::Check(_) => "Check",
            Self::Rows(..) => "Rows",
            Self::Checked(_) => "Checked",
        })
    }
}

/// A refusal is thrown as itself, `{ code, message }`, so that the page can show it as it is.
pub(crate) fn refused(refusal: &Refusal) -> JsValue {
    match refusal.into_ts() {
        Ok(value) => value.into(),
        Err(error) => JsError::from(error).into(),
    }
}

/// TypeScript called in the wrong order: a bug, not the file's fault.
fn out_of_turn() -> JsValue {
    JsError::new("no such pass is running over this file").into()
}
