//! Where systems are told, and with which secret.

use anyhow::{Result, ensure};
use gangway_contract::Webhook;

use super::Tables;

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    ensure!(world.read_webhook().await?.is_none(), "nobody is told at first");
    let webhook = |url: &str| Webhook {
        url: url.to_owned(),
        secret: "01J9".to_owned(),
        secret_since: "2026-11-27T00:00:00.000Z".to_owned(),
        before: Some(("01J8".to_owned(), 1_795_000_000)),
    };
    world.save_webhook(&webhook("https://a.example/")).await?;
    world.save_webhook(&webhook("https://b.example/")).await?;
    let found = world.read_webhook().await?;
    ensure!(found == Some(webhook("https://b.example/")), "the last one stays: {found:?}");
    for _twice in 0..2 {
        world.remove_webhook().await?;
    }
    ensure!(world.read_webhook().await?.is_none(), "a removed one is gone");
    let (one, other) = (world.webhook_secret("01J9"), world.webhook_secret("01J8"));
    ensure!(one == world.webhook_secret("01J9") && one != other, "each name has its own secret");
    Ok(())
}

pub(super) async fn check_other<W: Tables>(world: &W, other: &W) -> Result<()> {
    let webhook = Webhook {
        url: "https://a.example/".to_owned(),
        secret: "01J9".to_owned(),
        secret_since: "2026-11-27T00:00:00.000Z".to_owned(),
        before: None,
    };
    world.save_webhook(&webhook).await?;
    ensure!(other.read_webhook().await?.is_none(), "nobody else's is found");
    other.remove_webhook().await?;
    ensure!(world.read_webhook().await? == Some(webhook), "nor removed");
    ensure!(other.webhook_secret("01J9") != world.webhook_secret("01J9"), "nor its secret made");
    world.remove_webhook().await
}
