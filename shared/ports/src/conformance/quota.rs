//! What a tenant has used: each job once, and never one too many.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use gangway_contract::JobId;

use super::Tables;
use crate::Place;

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let [a, b, c] = ["J1", "J2", "J3"].map(JobId::parse);
    let (a, b, c) = (a?, b?, c?);
    let day = "2026-11-27";
    ensure!(!world.count_file(day, &a, 0).await?, "none of none");
    for _twice in 0..2 {
        ensure!(world.count_file(day, &a, 2).await?, "the first, twice");
    }
    ensure!(world.count_file(day, &b, 2).await?, "the second");
    ensure!(!world.count_file(day, &c, 2).await?, "one too many");
    ensure!(world.count_file(day, &b, 2).await?, "who is counted stays so");
    ensure!(world.count_file("2026-11-28", &c, 2).await?, "another day");

    ensure!(!world.count_rows(day, &a, 101, 100).await?, "more than there may be at all");
    for _twice in 0..2 {
        ensure!(world.count_rows(day, &a, 60, 100).await?, "the first, twice");
    }
    ensure!(!world.count_rows(day, &b, 41, 100).await?, "one row too many, and none is counted");
    ensure!(world.count_rows(day, &b, 40, 100).await?, "what is left");
    ensure!(!world.count_rows(day, &c, 1, 100).await?, "nothing is left");
    ensure!(world.count_rows("2026-11-28", &c, 100, 100).await?, "another day");

    for _twice in 0..2 {
        ensure!(world.take_place(&a, 1).await? == Place::Taken, "the only place, twice");
    }
    let held = Place::Full(BTreeSet::from([a.clone()]));
    ensure!(world.take_place(&b, 1).await? == held, "and who holds it");
    ensure!(world.take_place(&b, 2).await? == Place::Taken, "there may be more by now");
    for _twice in 0..2 {
        world.leave_places(&BTreeSet::from([a.clone(), c.clone()])).await?;
    }
    let held = Place::Full(BTreeSet::from([b.clone()]));
    ensure!(world.take_place(&a, 1).await? == held, "who did not leave is there");
    world.leave_places(&BTreeSet::from([b])).await?;
    ensure!(world.take_place(&a, 1).await? == Place::Taken, "when all have left, there is one");
    Ok(())
}
