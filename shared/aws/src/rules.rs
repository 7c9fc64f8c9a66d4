//! Registered match rules in DynamoDB: one item each, as JSON, by module.

use anyhow::{Context, Result};
use gangway_contract::{ModuleId, RegisteredRule};
use gangway_ports::{ReadRules, SaveRules};

use crate::TenantWorld;
use crate::condition::is_failed_condition;
use crate::item::{json, text};

/// The partition of a module's rules among a tenant's settings.
fn folder(module: &ModuleId) -> String {
    format!("MR#{module}")
}

impl ReadRules for TenantWorld {
    async fn read_rules(&self, module: &ModuleId) -> Result<Vec<RegisteredRule>> {
        self.read_settings(&folder(module)).await
    }
}

impl SaveRules for TenantWorld {
    async fn register_rule(&self, module: &ModuleId, rule: &RegisteredRule) -> Result<bool> {
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        let put = call
            .item("pk", text(self.settings(&folder(module))))
            .item("sk", text(&rule.name))
            .item("doc", json(rule)?)
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await;
        match put {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to register a match rule"),
        }
    }

    async fn complete_rule(&self, module: &ModuleId, rule: &RegisteredRule) -> Result<()> {
        let done = RegisteredRule { ready: true, ..rule.clone() };
        self.save_setting(&folder(module), &rule.name, &done).await
    }
}
