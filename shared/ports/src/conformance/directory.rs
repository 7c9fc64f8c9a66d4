//! Modules, people and templates.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use gangway_contract::{Module, ModuleId, Template, TemplateSlug, User, UserId};

use super::{Tables, samples};

fn user(id: &str, name: &str) -> Result<User> {
    Ok(User {
        id: UserId::parse(id)?,
        email: format!("{id}@x.org"),
        name: name.to_owned(),
        teams: BTreeSet::from(["north".to_owned()]),
        active: true,
    })
}

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let module = |label: &str| {
        Ok::<_, anyhow::Error>(Module {
            id: ModuleId::parse("boats")?,
            label: label.to_owned(),
            fields: Vec::new(),
        })
    };
    let boats = ModuleId::parse("boats")?;
    ensure!(
        world.read_module(&boats).await?.is_none() && world.read_modules().await?.is_empty(),
        "none"
    );
    world.save_module(&module("Boats")?).await?;
    world.save_module(&module("Ships")?).await?;
    ensure!(world.read_module(&boats).await? == Some(module("Ships")?), "the last one stays");
    ensure!(world.read_modules().await? == [module("Ships")?], "and is listed once");
    world.save_users(&[user("ann", "Ann")?, user("bob", "Bob")?]).await?;
    world.save_users(&[user("cat", "Cat")?, user("bob", "Bobby")?]).await?;
    let found = world.read_users().await?;
    ensure!(
        found == [user("bob", "Bobby")?, user("cat", "Cat")?],
        "exactly the last directory: {found:?}"
    );
    check_templates(world).await
}

async fn check_templates<W: Tables>(world: &W) -> Result<()> {
    let template = |slug: &str, name: &str| {
        Ok::<_, anyhow::Error>(Template {
            slug: TemplateSlug::parse(slug)?,
            name: name.to_owned(),
            plan: samples::plan()?,
            header_fingerprint: "0".repeat(32),
            drops: None,
        })
    };
    let (monthly, weekly) = (template("monthly", "Monthly")?, template("weekly", "Weekly")?);
    for it in [&weekly, &template("monthly", "To be renamed")?, &monthly] {
        world.save_template(it).await?;
    }
    let found = world.read_templates().await?;
    ensure!(found == [monthly, weekly.clone()], "by slug, as they were saved last: {found:?}");
    for _twice in 0..2 {
        world.remove_template(&TemplateSlug::parse("monthly")?).await?;
    }
    ensure!(world.read_templates().await? == [weekly], "a removed one is gone");
    Ok(())
}
