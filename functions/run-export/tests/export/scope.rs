//! Nobody gets a record that they do not see, whichever way they try.

use std::collections::BTreeSet;

use gangway_contract::{Actor, Filter, JobStatus, RefusalCode, Scope};

use crate::world::{Gangway, actor, export, field, text, user};

/// Whose records the file holds, if there is one.
fn owners(actor: Actor, filter: Option<Filter>, change: impl Fn(&Gangway)) -> Vec<String> {
    let gangway = Gangway::new(12);
    let mut wanted = export(&["owner"]);
    wanted.filter = filter;
    gangway.ask(wanted, actor);
    change(&gangway);
    gangway.run();
    assert_eq!(gangway.job().status, JobStatus::Completed);
    let owners: BTreeSet<String> = gangway.column(0).into_iter().collect();
    owners.into_iter().collect()
}

#[test]
fn the_file_ends_where_the_scope_of_the_asker_ends() {
    let all = ["ann@x.org", "bob@x.org", "cat@x.org", "gone"];
    assert_eq!(owners(actor(Scope::All), None, |_| ()), all);
    assert_eq!(owners(actor(Scope::Team), None, |_| ()), all[..2]);
    assert_eq!(owners(actor(Scope::Own), None, |_| ()), all[..1]);
}

#[test]
fn a_filter_reaches_nobody_elses_records() {
    let of = |name: &str| Filter::Equals { field: field("owner"), value: text(name) };
    let anybody = Filter::Any(vec![of("ann@x.org"), of("cat@x.org")]);
    assert_eq!(owners(actor(Scope::Own), Some(anybody.clone()), |_| ()), ["ann@x.org"]);
    assert_eq!(owners(actor(Scope::Team), Some(anybody), |_| ()), ["ann@x.org"]);
    assert_eq!(owners(actor(Scope::Own), Some(of("cat@x.org")), |_| ()), [] as [&str; 0]);
}

#[test]
fn a_mate_who_left_the_team_since_is_no_mate() {
    let leave = |gangway: &Gangway| {
        gangway.world.with(&gangway.tenant, |data| {
            let bob = data.users.get_mut(&user("bob")).expect("bob");
            bob.teams = BTreeSet::from(["south".to_owned()]);
        });
    };
    assert_eq!(owners(actor(Scope::Team), None, leave), ["ann@x.org"]);
}

#[test]
fn a_record_that_changed_hands_while_the_export_ran_is_not_in_it() {
    let gangway = Gangway::new(24);
    gangway.ask(export(&["last_name"]), actor(Scope::Own));
    gangway.deliver(1).expect("a page");
    gangway.world.with(&gangway.tenant, |data| {
        for slot in data.records.values_mut() {
            if let gangway_contract::Slot::Record(item) = slot
                && item.record.id.as_str() == "R00000"
            {
                item.record.owner = user("cat");
            }
        }
    });
    gangway.run();
    assert_eq!(gangway.column(0), ["L20", "L16", "L12", "L8", "L4"]);
}

#[track_caller]
fn is_refused(actor: Actor, change: impl Fn(&Gangway)) {
    let gangway = Gangway::new(4);
    gangway.ask(export(&["owner"]), actor);
    change(&gangway);
    gangway.run();
    let job = gangway.job();
    assert_eq!(job.status, JobStatus::Failed);
    assert_eq!(job.refusal.map(|it| it.code), Some(RefusalCode::NotPermitted));
    assert!(gangway.file().is_none() && gangway.data().audit.is_empty());
}

#[test]
fn whoever_has_left_or_never_had_the_right_gets_no_file() {
    is_refused(actor(Scope::All), |gangway| {
        gangway.world.with(&gangway.tenant, |data| {
            data.users.get_mut(&user("ann")).expect("ann").active = false;
        });
    });
    is_refused(Actor { rights: BTreeSet::new(), ..actor(Scope::All) }, |_| ());
}

#[test]
fn another_tenants_records_are_in_no_file() {
    let gangway = Gangway::new(4);
    let other = gangway_contract::TenantId::parse("globex").expect("a tenant");
    let records = gangway.data().records;
    gangway.world.with(&other, |data| data.records = records);
    gangway.world.act_for(Some(gangway.tenant.clone()));
    gangway.ask(export(&["last_name"]), actor(Scope::All));
    gangway.run();
    assert_eq!(gangway.column(0).len(), 4);
    assert_eq!(gangway.world.trespass(), None);
}

#[test]
fn a_message_that_names_another_tenant_finds_no_export_there() {
    let gangway = Gangway::new(4);
    gangway.ask(export(&["owner"]), actor(Scope::All));
    let other = gangway_contract::TenantId::parse("globex").expect("a tenant");
    let world = gangway_ports::ForTenant::for_tenant(&gangway.world, &other);
    let message = gangway_contract::ExportMessage { tenant: other, ..gangway.message() };
    let deadline = gangway_ports::Clock::now(&gangway.world).plus_seconds(900);
    let done = run_export::handle(&world, &message, deadline, gangway.pace);
    futures::executor::block_on(done).expect("nothing to do");
    assert!(gangway.file().is_none() && gangway.data().audit.is_empty());
}

#[test]
fn whose_records_are_few_peoples_has_only_theirs_listed() {
    let listed = |scope, filter: Option<Filter>| {
        let gangway = Gangway::new(12);
        let mut wanted = export(&["owner"]);
        wanted.filter = filter;
        gangway.ask(wanted, actor(scope));
        let errands = std::sync::Arc::new(std::sync::Mutex::new(BTreeSet::new()));
        let seen = errands.clone();
        gangway.world.set_fault(Box::new(move |_, errand, _| {
            seen.lock().expect("seen").insert(errand);
            false
        }));
        gangway.run();
        let errands = errands.lock().expect("seen");
        (errands.contains("list_owned"), errands.contains("list_records"))
    };
    let of_bob = Filter::Equals { field: field("owner"), value: text("bob@x.org") };
    assert_eq!(listed(Scope::Own, None), (true, false));
    assert_eq!(listed(Scope::Team, None), (true, false));
    assert_eq!(listed(Scope::All, Some(of_bob)), (true, false));
    assert_eq!(listed(Scope::All, None), (false, true));
}
