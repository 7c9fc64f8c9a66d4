//! What writing needs of a plan.

use gangway_contract::{Field, FieldId, ImportPlan, Module, WriteRules};

use crate::keys::settle;

/// The plan's options with its match rule as this module means it, and the stored fields that have a column.
pub fn rules(plan: &ImportPlan, module: &Module) -> WriteRules {
    let mut options = plan.options.clone();
    options.match_rule = settle(&options.match_rule, module);
    let stored = |it: &&Field| !it.is_virtual && !it.read_only;
    let is_stored = |id: &FieldId| module.fields.iter().filter(stored).any(|it| it.id == *id);
    let read = plan.columns.iter().filter(|it| it.status.is_read());
    let mapped = read.filter_map(|it| it.field.clone()).filter(|id| is_stored(id));
    WriteRules { options, mapped: mapped.collect() }
}
