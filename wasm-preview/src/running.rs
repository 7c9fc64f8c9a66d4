//! The pass that is running over the file. One at a time: beginning another one drops it.

use gangway_contract::{CheckReport, ImportPlan, Refusal};
use gangway_core::import::{Check, Propose, Survey};
use gangway_core::source::Pass;
use tsify::Tsify;
use wasm_bindgen::{JsError, JsValue};

use crate::Need;
use crate::opening::{Choices, Opened};

/// A pass and its kind.
#[derive(Default)]
pub(crate) enum Running {
    /// None was begun, or the last one has ended.
    #[default]
    Nothing,
    Propose(Box<Propose>),
    Survey(Box<Survey>),
    Check(Box<Check>),
}

impl Running {
    pub(crate) fn propose(opened: &Opened, choices: Choices) -> Self {
        Self::Propose(Box::new(Propose::new(&opened.file, &opened.context, choices.into())))
    }

    pub(crate) fn survey(opened: &Opened, plan: ImportPlan) -> Result<Self, JsValue> {
        let survey = Survey::new(&opened.file, plan, &opened.context).map_err(|it| refused(&it))?;
        Ok(Self::Survey(Box::new(survey)))
    }

    pub(crate) fn check(opened: &Opened, plan: &ImportPlan) -> Result<Self, JsValue> {
        let check = Check::new(&opened.file, plan, &opened.context).map_err(|it| refused(&it))?;
        Ok(Self::Check(Box::new(check)))
    }

    #[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^53 bytes")]
    pub(crate) fn need(&self) -> Option<Need> {
        let need = match self {
            Self::Nothing => None,
            Self::Propose(it) => it.need(),
            Self::Survey(it) => it.need(),
            Self::Check(it) => it.need(),
        }?;
        Some(Need { offset: need.offset as f64, len: need.len })
    }

    pub(crate) fn answer(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        match self {
            Self::Nothing => return Err(out_of_turn()),
            Self::Propose(it) => it.answer(bytes),
            Self::Survey(it) => it.answer(bytes),
            Self::Check(it) => it.answer(bytes),
        }
        .map_err(|it| refused(&it))
    }

    pub(crate) fn progress(&self) -> Option<CheckReport> {
        match self {
            Self::Check(it) => Some(it.progress()),
            _ => None,
        }
    }

    pub(crate) fn finish_plan(self) -> Result<ImportPlan, JsValue> {
        match self {
            Self::Propose(it) => it.finish(),
            Self::Survey(it) => it.finish(),
            Self::Check(_) | Self::Nothing => return Err(out_of_turn()),
        }
        .map_err(|it| refused(&it))
    }

    pub(crate) fn finish_report(self) -> Result<CheckReport, JsValue> {
        match self {
            Self::Check(it) => it.finish().map_err(|it| refused(&it)),
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
        })
    }
}

/// A refusal is thrown as itself, `{ code, message }`, so that the page can show it as it is.
fn refused(refusal: &Refusal) -> JsValue {
    match refusal.into_ts() {
        Ok(value) => value.into(),
        Err(error) => JsError::from(error).into(),
    }
}

/// TypeScript called in the wrong order: a bug, not the file's fault.
fn out_of_turn() -> JsValue {
    JsError::new("no such pass is running over this file").into()
}
