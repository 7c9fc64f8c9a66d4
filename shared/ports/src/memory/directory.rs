//! Modules and people in memory.

use anyhow::Result;
use gangway_contract::{Module, ModuleId, User};

use super::MemoryTenant;
use crate::{ReadModules, ReadUsers, SaveModules, SaveUsers};

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
