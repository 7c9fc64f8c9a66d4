//! What a tenant sets up: its modules, its people and its templates.

use anyhow::Result;
use gangway_contract::{Module, ModuleId, Template, TemplateSlug, User};

/// Reads the tenant's own modules. The defaults are the core's, for a tenant that has changed nothing.
pub trait ReadModules {
    /// All of them, by id.
    fn read_modules(&self) -> impl Future<Output = Result<Vec<Module>>> + Send;

    /// One of them.
    fn read_module(&self, module: &ModuleId)
    -> impl Future<Output = Result<Option<Module>>> + Send;
}

/// Changes the tenant's modules.
pub trait SaveModules {
    /// Adds or replaces one.
    fn save_module(&self, module: &Module) -> impl Future<Output = Result<()>> + Send;
}

/// Reads the directory of people.
pub trait ReadUsers {
    /// All of them, by id.
    fn read_users(&self) -> impl Future<Output = Result<Vec<User>>> + Send;
}

/// Changes the directory of people.
pub trait SaveUsers {
    /// Makes the directory exactly these people.
    fn save_users(&self, users: &[User]) -> impl Future<Output = Result<()>> + Send;
}

/// Reads the plans that were kept for the next file of the same kind.
pub trait ReadTemplates {
    /// All of them, by slug.
    fn read_templates(&self) -> impl Future<Output = Result<Vec<Template>>> + Send;
}

/// Changes the templates.
pub trait SaveTemplates {
    /// Adds or replaces one.
    fn save_template(&self, template: &Template) -> impl Future<Output = Result<()>> + Send;

    /// Removes one; nothing happens if it is not there.
    fn remove_template(&self, slug: &TemplateSlug) -> impl Future<Output = Result<()>> + Send;
}
