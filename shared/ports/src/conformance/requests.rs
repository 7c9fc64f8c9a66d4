//! Requests that may be sent twice.

use anyhow::{Result, ensure};
use gangway_contract::UserId;

use super::Tables;
use crate::{KeptAnswer, RequestClaim, RequestClaimed, RequestEnded};

fn claim(asked: &str, id: &str, now: u32) -> RequestClaim {
    RequestClaim { asked: asked.to_owned(), id: id.to_owned(), now, until: now + 60 }
}

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let ann = UserId::parse("ann")?;
    let take = async |key: &str, claim: RequestClaim| world.claim_request(&ann, key, &claim).await;
    let ours = |id: &str, fresh| RequestClaimed::Ours { id: id.to_owned(), fresh };
    ensure!(take("k", claim("a", "1", 1_000)).await? == ours("1", true), "a new key is taken");
    ensure!(take("k", claim("a", "2", 1_059)).await? == RequestClaimed::Busy(1_060), "by one");
    ensure!(take("k", claim("b", "2", 1_059)).await? == RequestClaimed::OtherRequest, "and bound");
    ensure!(take("k", claim("a", "3", 1_060)).await? == ours("1", false), "and is taken up");
    world.end_request(&ann, "k", &RequestEnded::Open).await?;
    ensure!(take("k", claim("a", "4", 1_061)).await? == ours("1", false), "and goes on as begun");
    let headers = vec![("location".to_owned(), "/jobs/1".to_owned())];
    let answer = KeptAnswer { status: 201, headers, body: "{}".to_owned() };
    for _twice in 0..2 {
        world.end_request(&ann, "k", &RequestEnded::Answered(answer.clone())).await?;
    }
    let again = take("k", claim("a", "5", 9_000)).await?;
    ensure!(again == RequestClaimed::Answered(answer), "an answer stays: {again:?}");
    ensure!(
        take("k", claim("b", "5", 9_000)).await? == RequestClaimed::OtherRequest,
        "bound still"
    );
    let bob = UserId::parse("bob")?;
    let of_bob = world.claim_request(&bob, "k", &claim("b", "6", 9_000)).await?;
    ensure!(of_bob == ours("6", true), "one person's key is not another's");
    take("l", claim("a", "7", 1_000)).await?;
    for _twice in 0..2 {
        world.end_request(&ann, "l", &RequestEnded::Undone).await?;
    }
    ensure!(
        take("l", claim("b", "8", 1_000)).await? == ours("8", true),
        "what did nothing is free"
    );
    Ok(())
}
