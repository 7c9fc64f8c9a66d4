//! The browser's door into the core. One export a step and no thinking here: the core says which bytes it
//! needs, TypeScript fetches them (`File.slice`), and what is true here is true in the Lambdas.
//!
//! A thrown value is either a [`Refusal`] (the file's fault, to be shown) or an `Error` (ours, a bug).

mod opening;
mod running;

use std::cell::RefCell;
use std::sync::Arc;

use gangway_contract::{
    CheckReport, Corrections, Estimate, FileKeys, Forecast, Foreseen, ImportPlan, Module,
};
use gangway_core::import::{self, Checked, Index, KeySample};
use gangway_core::write::{self, cost};
use gangway_core::{correct, part, schema};
use js_sys::Function;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

pub use opening::{
    Choices, Foreseeing, HeaderChoice, Opening, RowFilter, RowPage, RowsFrom, TemplateChoice,
};
use running::Running;

/// What the core's outcomes mean; a plan of another number is made anew.
#[wasm_bindgen]
pub fn semantics() -> u32 {
    import::SEMANTICS
}

/// The modules that every tenant starts with.
#[wasm_bindgen(js_name = defaultModules)]
pub fn default_modules() -> Result<Vec<Ts<Module>>, JsError> {
    let module = |it: &&str| Ok(serde_json::from_str::<Module>(it)?.into_ts()?);
    schema::default_texts().iter().map(module).collect()
}

/// What recognises a header row; the same that templates are found by.
#[wasm_bindgen(js_name = headerFingerprint)]
#[expect(clippy::needless_pass_by_value, reason = "what JavaScript hands over is owned")]
pub fn header_fingerprint(headers: Vec<String>) -> Option<String> {
    gangway_core::template::header_fingerprint(headers.iter().map(String::as_str))
}

/// What recognises a cell's text in a correction.
#[wasm_bindgen(js_name = cellDigest)]
pub fn cell_digest(text: &str) -> String {
    correct::cell_digest(text)
}

/// What recognises the settings under which a plan reads its file; corrections are made under them.
#[wasm_bindgen(js_name = readingDigest)]
pub fn reading_digest(plan: &Ts<ImportPlan>) -> Result<String, JsError> {
    Ok(correct::reading_digest(&plan.to_rust()?))
}

/// What Start names of all corrections.
#[wasm_bindgen(js_name = correctionsDigest)]
pub fn corrections_digest(corrections: &Ts<Corrections>) -> Result<String, JsError> {
    Ok(correct::corrections_digest(&corrections.to_rust()?))
}

/// What an import will cost and how long it will take, by the same function that its writers are held to.
#[wasm_bindgen]
pub fn estimate(
    forecast: &Ts<Forecast>,
    plan: &Ts<ImportPlan>,
    module: &Ts<Module>,
) -> Result<Ts<Estimate>, JsError> {
    let (forecast, plan, module) = (forecast.to_rust()?, plan.to_rust()?, module.to_rust()?);
    Ok(cost::estimate(&forecast, &plan, &module).into_ts()?)
}

thread_local! {
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Says who brings the parts of the module that are loaded when they are first needed: `(part) => void`, and the
/// part is there when it returns.
#[wasm_bindgen(js_name = bringPartsBy)]
pub fn bring_parts_by(loader: Function) {
    LOADER.set(Some(loader));
    part::bring_parts_by(bring);
}

/// A part that does not come ends the pass, as what the loader throws says.
fn bring(part: &'static str) {
    let call = |it: &Function| it.call1(&JsValue::UNDEFINED, &JsValue::from_str(part));
    if let Some(Err(thrown)) = LOADER.with_borrow(|loader| loader.as_ref().map(call)) {
        wasm_bindgen::throw_val(thrown);
    }
}

/// The bytes that a pass needs next.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// Where they begin in the file.
    pub offset: f64,
    /// How many.
    pub len: u32,
}

/// The passes over one file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    opening: opening::Opened,
    running: Running,
    /// The first rows, once the file was looked at.
    head: Option<import::Head>,
    /// What the last survey checked along.
    checked: Option<Checked>,
    /// The match keys that the last check found.
    keys: Option<KeySample>,
    /// Where the rows of the file are, and under which plan they were checked.
    index: Option<(ImportPlan, Arc<Index>)>,
}

#[wasm_bindgen]
impl Engine {
    /// Opens the passes over a file; nothing is read yet.
    #[wasm_bindgen(constructor)]
    pub fn new(opening: &Ts<Opening>) -> Result<Engine, JsError> {
        Ok(Self {
            opening: opening.to_rust()?.into(),
            running: Running::Nothing,
            head: None,
            checked: None,
            keys: None,
            index: None,
        })
    }

    /// Lays corrections over the file's cells from the next pass on, instead of those before.
    pub fn correct(&mut self, corrections: &Ts<Corrections>) -> Result<(), JsValue> {
        let corrections = corrections.to_rust().map_err(JsError::from)?;
        // The same again must not cost the check that a survey has run along.
        if *self.opening.context.corrections != corrections {
            self.opening.context.corrections = Arc::new(corrections);
            self.checked = None;
            self.index = None;
        }
        Ok(())
    }

    /// Begins to look at the file's head: what is it, and where do its columns go?
    pub fn propose(&mut self, choices: &Ts<Choices>) -> Result<(), JsValue> {
        let choices = choices.to_rust().map_err(JsError::from)?;
        self.running = Running::propose(&self.opening, choices);
        Ok(())
    }

    /// Begins to complete a plan with what only the whole file tells.
    pub fn survey(&mut self, plan: &Ts<ImportPlan>) -> Result<(), JsValue> {
        let plan = plan.to_rust().map_err(JsError::from)?;
        // It takes as much memory as the one that is made now.
        self.index = None;
        self.running = Running::survey(&self.opening, plan, self.head.as_ref())?;
        Ok(())
    }

    /// Begins to check every row under a plan.
    pub fn check(&mut self, plan: &Ts<ImportPlan>) -> Result<(), JsValue> {
        let plan = plan.to_rust().map_err(JsError::from)?;
        self.index = None;
        self.running = match self.checked.take_if(|it| it.report.plan == plan) {
            Some(checked) => Running::Checked(Box::new(checked)),
            None => Running::check(&self.opening, &plan, self.head.as_ref())?,
        };
        Ok(())
    }

    /// Begins to look for rows from somewhere on: those that the filter lets through, at most 200. Once the file was
    /// checked under this plan, they are found wherever they are.
    pub fn rows(
        &mut self,
        plan: &Ts<ImportPlan>,
        filter: &Ts<RowFilter>,
        from: &Ts<RowsFrom>,
        count: u32,
    ) -> Result<(), JsValue> {
        let plan = plan.to_rust().map_err(JsError::from)?;
        let filter = filter.to_rust().map_err(JsError::from)?;
        let from = from.to_rust().map_err(JsError::from)?;
        let index = self.index.as_ref().filter(|(of, _)| is_read_alike(of, &plan)).map(|it| &it.1);
        let (head, wanted) = (self.head.as_ref(), (filter, from, count));
        self.running = Running::rows(&self.opening, &plan, head, index, wanted)?;
        Ok(())
    }

    /// The bytes that are needed next, or none at the end.
    pub fn need(&self) -> Option<Need> {
        self.running.need()
    }

    /// Takes the first bytes of what was needed last.
    pub fn answer(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.running.answer(bytes)
    }

    /// What the check has found so far.
    pub fn progress(&self) -> Result<Option<Ts<CheckReport>>, JsError> {
        Ok(self.running.progress().map(|it| it.into_ts()).transpose()?)
    }

    /// The plan that came out of proposing or surveying.
    #[wasm_bindgen(js_name = finishPlan)]
    pub fn finish_plan(&mut self) -> Result<Ts<ImportPlan>, JsValue> {
        let planned = std::mem::take(&mut self.running).finish_plan()?;
        self.head = planned.head.or(self.head.take());
        self.checked = planned.checked;
        Ok(planned.plan.into_ts().map_err(JsError::from)?)
    }

    /// The first rows, checked under a plan at once; none before a proposal. The file is not read.
    #[wasm_bindgen(js_name = firstRows)]
    pub fn first_rows(&self, plan: &Ts<ImportPlan>) -> Result<Option<Ts<CheckReport>>, JsValue> {
        let Some(head) = &self.head else { return Ok(None) };
        let plan = plan.to_rust().map_err(JsError::from)?;
        let report = import::check_head(head, &plan, &self.opening.context);
        let report = report.map_err(|it| running::refused(&it))?;
        Ok(Some(report.into_ts().map_err(JsError::from)?))
    }

    /// The rows that came out of looking for some.
    #[wasm_bindgen(js_name = finishRows)]
    pub fn finish_rows(&mut self) -> Result<Ts<RowPage>, JsValue> {
        let page = std::mem::take(&mut self.running).finish_rows()?;
        Ok(page.into_ts().map_err(JsError::from)?)
    }

    /// The report that came out of checking.
    #[wasm_bindgen(js_name = finishReport)]
    pub fn finish_report(&mut self) -> Result<Ts<CheckReport>, JsValue> {
        let Checked { report, keys, index } = std::mem::take(&mut self.running).finish_check()?;
        self.keys = Some(keys);
        self.index = Some((report.plan.clone(), Arc::new(index)));
        Ok(report.into_ts().map_err(JsError::from)?)
    }

    /// The match keys that the last check found: what to ask the CRM for.
    pub fn keys(&self) -> Result<Ts<FileKeys>, JsError> {
        Ok(self.keys.as_ref().map(KeySample::keys).unwrap_or_default().into_ts()?)
    }

    /// What an import under a plan would do with rows whose matches are known.
    pub fn foresee(&self, asked: &Ts<Foreseeing>) -> Result<Vec<Ts<Foreseen>>, JsError> {
        let Foreseeing { plan, rows, keys, matches } = asked.to_rust()?;
        let rules = write::rules(&plan, &self.opening.context.module);
        let matches = keys.into_iter().zip(matches).collect();
        let told = write::foresee(&rows, &matches, &rules);
        told.iter().map(|it| Ok(it.into_ts()?)).collect()
    }
}

/// Whether two plans read a file alike: how a template is called changes no row.
fn is_read_alike(one: &ImportPlan, other: &ImportPlan) -> bool {
    *one == ImportPlan { template: one.template.clone(), ..other.clone() }
}
