//! Modules, people and templates in memory.

use anyhow::Result;
use gangway_contract::{Module, ModuleId, Template, TemplateSlug, User};

use super::MemoryTenant;
use crate::{ReadModules, ReadTemplates, ReadUsers, SaveModules, SaveTemplates, SaveUsers};

impl ReadModules for MemoryTenant {
    async fn read_modules(&self) -> Result<Vec<Module>> {
        self.call("read_modules", |data| data.modules.values().cloned().collect()).await
    }

    async fn read_module(&self, module: &ModuleId) -> Result<Option<Module>> {
        self.call("read_module", |data| data.modules.get(module).cloned()).await
    }
}

impl SaveModules for MemoryTenant {
    async fn save_module(&self, module: &Module) -> Result<()> {
        self.call("save_module", |data| {
            data.modules.insert(module.id.clone(), module.clone());
        })
        .await
    }
}

impl ReadUsers for MemoryTenant {
    async fn read_users(&self) -> Result<Vec<User>> {
        self.call("read_users", |data| data.users.values().cloned().collect()).await
    }
}

impl SaveUsers for MemoryTenant {
    async fn save_users(&self, users: &[User]) -> Result<()> {
        self.call("save_users", |data| {
            data.users = users.iter().map(|it| (it.id.clone(), it.clone())).collect();
        })
        .await
    }
}

impl ReadTemplates for MemoryTenant {
    async fn read_templates(&self) -> Result<Vec<Template>> {
        self.call("read_templates", |data| data.templates.values().cloned().collect()).await
    }
}

impl SaveTemplates for MemoryTenant {
    async fn save_template(&self, template: &Template) -> Result<()> {
        self.call("save_template", |data| {
            data.templates.insert(template.slug.clone(), template.clone());
        })
        .await
    }

    async fn remove_template(&self, slug: &TemplateSlug) -> Result<()> {
        self.call("remove_template", |data| {
            data.templates.remove(slug);
        })
        .await
    }
}
