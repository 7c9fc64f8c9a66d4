//! What writing needs of a plan.

use gangway_contract::{Field, FieldId, ImportPlan, Module, WriteRules};

use crate::keys::settle;
use crate::record::leaders;

/// The plan's options with its match rule as this module means it, and the stored fields that have a column.
pub fn rules(plan: &ImportPlan, module: &Module) -> WriteRules {
    let mut options = plan.options.clone();
    options.match_rule = settle(&options.match_rule, module);
    let stored = |it: &&Field| !it.is_virtual && !it.read_only;
    let is_stored = |id: &FieldId| module.fields.iter().filter(stored).any(|it| it.id == *id);
    let mapped = leaders(plan).map(|(_, id)| id.clone()).filter(is_stored);
    WriteRules { options, mapped: mapped.collect() }
}
