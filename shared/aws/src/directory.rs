//! Modules, people and templates in DynamoDB: one item each, as JSON.

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use gangway_contract::{Module, ModuleId, Template, TemplateSlug, User};
use gangway_ports::{ReadModules, ReadTemplates, ReadUsers, SaveModules, SaveTemplates, SaveUsers};
use serde::{Serialize, de::DeserializeOwned};

use crate::TenantWorld;
use crate::item::{Take, json, text};

impl TenantWorld {
    pub(crate) fn settings(&self, what: &str) -> String {
        format!("T#{}#{what}", self.tenant)
    }

    pub(crate) async fn read_settings<T: DeserializeOwned>(&self, what: &str) -> Result<Vec<T>> {
        let mut pages = self
            .world
            .dynamo
            .query()
            .table_name(&self.world.names.jobs)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(self.settings(what)))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            found.push(item.with_context(|| format!("failed to read the {what}"))?.json("doc")?);
        }
        Ok(found)
    }

    pub(crate) async fn save_setting(
        &self,
        what: &str,
        id: &str,
        value: &impl Serialize,
    ) -> Result<()> {
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        call.item("pk", text(self.settings(what)))
            .item("sk", text(id))
            .item("doc", json(value)?)
            .send()
            .await
            .with_context(|| format!("failed to save one of the {what}"))?;
        Ok(())
    }

    pub(crate) async fn remove_setting(&self, what: &str, id: &str) -> Result<()> {
        let call = self.world.dynamo.delete_item().table_name(&self.world.names.jobs);
        call.set_key(Some(self.setting_key(what, id).into()))
            .send()
            .await
            .with_context(|| format!("failed to remove one of the {what}"))?;
        Ok(())
    }

    /// One setting; none if nobody has saved it.
    pub(crate) async fn read_setting<T: DeserializeOwned>(
        &self,
        what: &str,
        id: &str,
    ) -> Result<Option<T>> {
        let call = self.world.dynamo.get_item().table_name(&self.world.names.jobs);
        let output = call
            .set_key(Some(self.setting_key(what, id).into()))
            .consistent_read(true)
            .send()
            .await
            .with_context(|| format!("failed to read one of the {what}"))?;
        output.item.map(|item| item.json("doc")).transpose()
    }

    fn setting_key(&self, what: &str, id: &str) -> [(String, AttributeValue); 2] {
        [("pk".to_owned(), text(self.settings(what))), ("sk".to_owned(), text(id))]
    }
}

impl ReadModules for TenantWorld {
    async fn read_modules(&self) -> Result<Vec<Module>> {
        self.read_settings("M").await
    }

    async fn read_module(&self, module: &ModuleId) -> Result<Option<Module>> {
        self.read_setting("M", module.as_str()).await
    }
}

impl SaveModules for TenantWorld {
    async fn save_module(&self, module: &Module) -> Result<()> {
        self.save_setting("M", module.id.as_str(), module).await
    }
}

impl ReadUsers for TenantWorld {
    async fn read_users(&self) -> Result<Vec<User>> {
        self.read_settings("U").await
    }
}

impl SaveUsers for TenantWorld {
    async fn save_users(&self, users: &[User]) -> Result<()> {
        // Newcomers first: while this runs, nobody who stays is missing.
        for user in users {
            self.save_setting("U", user.id.as_str(), user).await?;
        }
        for gone in self.read_users().await? {
            if !users.iter().any(|it| it.id == gone.id) {
                self.remove_setting("U", gone.id.as_str()).await?;
            }
        }
        Ok(())
    }
}

impl ReadTemplates for TenantWorld {
    async fn read_templates(&self) -> Result<Vec<Template>> {
        self.read_settings("P").await
    }
}

impl SaveTemplates for TenantWorld {
    async fn save_template(&self, template: &Template) -> Result<()> {
        self.save_setting("P", template.slug.as_str(), template).await
    }

    async fn remove_template(&self, slug: &TemplateSlug) -> Result<()> {
        self.remove_setting("P", slug.as_str()).await
    }
}
