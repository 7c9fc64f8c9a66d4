//! Registered match rules.

use anyhow::{Result, ensure};
use gangway_contract::{FieldId, MatchRule, ModuleId, RegisteredRule};

use super::Tables;
use super::samples::{job_id, module};

fn rule(name: &str, job: &str) -> Result<RegisteredRule> {
    Ok(RegisteredRule {
        name: format!("f.{name}"),
        rule: MatchRule::Custom(vec![FieldId::parse(name)?]),
        registered_at: "2026-11-22T00:00:01.000Z".to_owned(),
        job: job_id(job)?,
        ready: false,
    })
}

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let (id, other) = (module()?, ModuleId::parse("contacts")?);
    ensure!(world.read_rules(&id).await?.is_empty(), "nobody has registered one");
    let (city, zip) = (rule("city", "J1")?, rule("zip", "J2")?);
    ensure!(world.register_rule(&id, &zip).await?, "a new one");
    ensure!(world.register_rule(&id, &city).await?, "another one");
    ensure!(!world.register_rule(&id, &rule("city", "J9")?).await?, "the first one stays");
    let found = world.read_rules(&id).await?;
    ensure!(found == [city.clone(), zip.clone()], "by name: {found:?}");
    ensure!(world.read_rules(&other).await?.is_empty(), "of another module");
    for _ in 0..2 {
        world.complete_rule(&id, &city).await?;
        let found = world.read_rules(&id).await?;
        let done = RegisteredRule { ready: true, ..city.clone() };
        ensure!(found == [done, zip.clone()], "one is ready: {found:?}");
    }
    ensure!(!world.register_rule(&id, &city).await?, "it stays ready");
    ensure!(world.read_rules(&id).await?.iter().any(|it| it.ready), "it stays ready");
    Ok(())
}
