//! Match rules that were registered for a module.

use anyhow::Result;
use gangway_contract::{ModuleId, RegisteredRule};

/// Reads a module's further rules.
pub trait ReadRules {
    /// All of them, by name, as they are now (a strong read).
    fn read_rules(
        &self,
        module: &ModuleId,
    ) -> impl Future<Output = Result<Vec<RegisteredRule>>> + Send;
}

/// Registers rules.
pub trait SaveRules {
    /// Adds one. The first one of a name stays: `false` if there is one.
    fn register_rule(
        &self,
        module: &ModuleId,
        rule: &RegisteredRule,
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Says that every record is found by a rule that was registered. Twice changes nothing.
    fn complete_rule(
        &self,
        module: &ModuleId,
        rule: &RegisteredRule,
    ) -> impl Future<Output = Result<()>> + Send;
}
