//! Lines of dropped objects.

use anyhow::{Result, ensure};
use gangway_contract::{DropLine, DropTurn};

use super::Tables;
use super::samples::job_id;

/// A line is changed only by whoever knows it.
pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let key = "drops/acme/leads/nightly/a name that is no id";
    ensure!(world.read_line(key).await?.is_none(), "a line of nobody");
    let mut line = DropLine { version: 1, turns: Vec::new(), expires_at: 4_000_000_000 };
    ensure!(world.save_line(key, &line).await?, "the first one");
    ensure!(!world.save_line(key, &line).await?, "which is put once");
    line.version = 2;
    line.turns.push(DropTurn { order: "a#1".into(), job: job_id("J1")? });
    ensure!(world.save_line(key, &line).await?, "the next one");
    for version in [1, 2, 4] {
        let stale = DropLine { version, ..DropLine::default() };
        ensure!(!world.save_line(key, &stale).await?, "{version} does not follow 2");
    }
    ensure!(world.read_line(key).await? == Some(line), "it is kept as it was put");
    ensure!(world.read_line("drops/acme/leads/nightly/b").await?.is_none(), "another object");
    Ok(())
}
