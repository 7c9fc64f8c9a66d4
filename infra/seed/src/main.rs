//! Fills a fresh local cloud with its demo users and a few records, through the API as any client would.
//!
//! So a cloud that starts has imported a file before anybody looks at it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use gangway_contract::{JobStatus, User, UserId};
use gangway_tests::cloud::Cloud;
use gangway_tests::import;
use serde::Deserialize;

/// `infra/local/demo.json`.
#[derive(Deserialize)]
struct Demo {
    people: Vec<Person>,
}

/// A person of the local cloud, as the issuer signs for them.
#[derive(Deserialize)]
struct Person {
    user: String,
    tenant: String,
    name: String,
    email: String,
    teams: BTreeSet<String>,
    rights: BTreeSet<String>,
}

fn main() -> Result<()> {
    let mut files = std::env::args_os().skip(1).map(PathBuf::from);
    let demo = files.next().context("usage: gangway-seed demo.json sample-leads.csv")?;
    let leads = files.next().context("usage: gangway-seed demo.json sample-leads.csv")?;
    let demo: Demo = serde_json::from_slice(&std::fs::read(demo)?)?;
    let leads = std::fs::read(leads)?;
    by_tenant(demo.people).values().try_for_each(|people| fill(people, &leads))
}

fn by_tenant(people: Vec<Person>) -> BTreeMap<String, Vec<Person>> {
    people.into_iter().fold(BTreeMap::new(), |mut tenants, person| {
        tenants.entry(person.tenant.clone()).or_insert_with(Vec::new).push(person);
        tenants
    })
}

/// The directory, then the leads, both by the first person who may.
fn fill(people: &[Person], leads: &[u8]) -> Result<()> {
    let admin = people.iter().find(|it| it.rights.contains("administer"));
    let admin = admin.context("each tenant has somebody who may administer")?;
    let cloud = Cloud::sign_in(&admin.user)?.context("GANGWAY_API_URL is not set")?;
    let users = people.iter().map(user).collect::<Result<Vec<_>>>()?;
    let _stored: serde_json::Value = cloud.put("/users", &users)?;
    let (_, job) = import::import(&cloud, "leads", "sample-leads.csv", leads, |_| ())?;
    ensure!(job.status == JobStatus::Completed, "the sample leads were not imported: {job:?}");
    Ok(())
}

fn user(person: &Person) -> Result<User> {
    Ok(User {
        id: UserId::parse(person.user.clone())?,
        email: person.email.clone(),
        name: person.name.clone(),
        teams: person.teams.clone(),
        active: true,
    })
}
