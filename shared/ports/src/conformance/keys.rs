//! Heads and members of match keys.

use anyhow::{Result, ensure};
use gangway_contract::{Head, MatchKey, Written};

use super::Tables;
use super::samples::{job_id, module, record_id};
use crate::{Claim, Claimed, KeyName};

fn key(number: u8) -> KeyName {
    KeyName { rule: "email".into(), norm: 1, key: MatchKey([number; 16]) }
}

fn head(record: u32) -> Result<Head> {
    let by = Some(Written { job: job_id("J1")?, row: record });
    Ok(Head { record: record_id(record)?, by, more: false, turn: 0, since: None })
}

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let claim =
        |number: u8, expected| Ok(Claim { key: key(number), head: head(number.into())?, expected });
    let claims = (0..60).map(|it| claim(it, None)).collect::<Result<Vec<_>>>()?;
    let claimed = world.claim_heads(&module, &claims).await?;
    ensure!(
        claimed.len() == 60 && claimed.iter().all(|it| *it == Claimed::Yes),
        "free keys are claimed"
    );
    let again = world.claim_heads(&module, &[claim(3, None)?, claim(60, None)?]).await?;
    ensure!(again == [Claimed::No, Claimed::Yes], "one answer a claim, in order: {again:?}");
    let found = world.read_heads(&module, &[key(99), key(60), key(3), key(60)]).await?;
    let expected = [None, Some(head(60)?), Some(head(3)?), Some(head(60)?)];
    ensure!(found == expected, "heads in the order asked: {found:?}");
    let mut other = key(3);
    other.rule = "phone".into();
    ensure!(
        world.read_heads(&module, &[other]).await? == [None],
        "another rule's key is another key"
    );
    check_replacing(world).await?;
    check_members(world).await
}

async fn check_replacing<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let take = async |record: u32, expected: Head| {
        let claim = Claim { key: key(5), head: head(record)?, expected: Some(expected) };
        Ok::<_, anyhow::Error>(world.claim_heads(&module, &[claim]).await? == [Claimed::Yes])
    };
    ensure!(!take(77, head(6)?).await?, "a head that is not there is not replaced");
    ensure!(take(77, head(5)?).await?, "the head that was seen is replaced");
    ensure!(!world.drop_head(&module, &key(5), &head(5)?).await?, "another head is not dropped");
    let again = Head { turn: 1, since: Some(3), ..head(77)? };
    let touch = Claim { key: key(5), head: again.clone(), expected: Some(head(77)?) };
    ensure!(world.claim_heads(&module, &[touch]).await? == [Claimed::Yes], "a head is put anew");
    ensure!(
        world.read_heads(&module, &[key(5)]).await? == [Some(again.clone())],
        "and kept as it was put"
    );
    ensure!(!take(78, head(77)?).await?, "a head that was put anew is another one");
    ensure!(!world.drop_head(&module, &key(5), &head(77)?).await?, "and is not dropped for it");
    ensure!(world.drop_head(&module, &key(5), &again).await?, "the head that was seen is dropped");
    ensure!(world.read_heads(&module, &[key(5)]).await? == [None], "and gone");
    Ok(())
}

async fn check_members<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    for records in [[80, 79], [80, 80]] {
        let records = records.map(record_id).into_iter().collect::<Result<Vec<_>>>()?;
        ensure!(world.add_members(&module, &key(7), &records).await?, "a head has members");
    }
    let members = world.read_members(&module, &key(7)).await?;
    ensure!(members == [record_id(79)?, record_id(80)?], "members by id, each once: {members:?}");
    let marked = Head { more: true, ..head(7)? };
    ensure!(
        world.read_heads(&module, &[key(7)]).await? == [Some(marked.clone())],
        "the head is marked"
    );
    let unmarked = Claim { key: key(7), head: head(81)?, expected: Some(head(7)?) };
    let claimed = world.claim_heads(&module, &[unmarked]).await?;
    ensure!(claimed == [Claimed::No], "a mark that was not seen is not lost");
    ensure!(!world.drop_head(&module, &key(7), &head(7)?).await?, "nor dropped");
    ensure!(world.drop_head(&module, &key(7), &marked).await?, "but with the mark it is");
    let noted = world.add_members(&module, &key(7), &[record_id(82)?]).await?;
    ensure!(!noted, "without a head nothing is noted");
    ensure!(world.read_heads(&module, &[key(7)]).await? == [None], "and no head is made");
    let members = world.read_members(&module, &key(7)).await?;
    ensure!(!members.contains(&record_id(82)?), "a member without a head is lost: {members:?}");
    Ok(())
}
