//! Registered match rules in memory.

use anyhow::Result;
use gangway_contract::{ModuleId, RegisteredRule};

use super::{Lapse, MemoryTenant};
use crate::{Moment, ReadRules, SaveRules};

impl ReadRules for MemoryTenant {
    async fn read_rules(&self, module: &ModuleId) -> Result<Vec<RegisteredRule>> {
        let rules = self.call("read_rules", |data| {
            let of_module = data.rules.iter().filter(|it| it.0.0 == *module);
            of_module.map(|it| it.1.clone()).collect::<Vec<_>>()
        });
        let mut rules = rules.await?;
        if self.lapses(Lapse::HastyRules) {
            for rule in &mut rules {
                rule.registered_at = Moment(0).rfc3339();
            }
        }
        Ok(rules)
    }
}

impl SaveRules for MemoryTenant {
    async fn register_rule(&self, module: &ModuleId, rule: &RegisteredRule) -> Result<bool> {
        self.call("register_rule", |data| {
            let place = (module.clone(), rule.name.clone());
            let absent = !data.rules.contains_key(&place);
            data.rules.entry(place).or_insert_with(|| rule.clone());
            absent
        })
        .await
    }

    async fn complete_rule(&self, module: &ModuleId, rule: &RegisteredRule) -> Result<()> {
        self.call("complete_rule", |data| {
            let done = RegisteredRule { ready: true, ..rule.clone() };
            data.rules.insert((module.clone(), rule.name.clone()), done);
        })
        .await
    }
}
