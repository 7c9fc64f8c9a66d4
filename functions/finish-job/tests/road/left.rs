//! An update that gives a record other keys takes the old ones from it, wherever its worker ends.

use gangway_contract::DuplicateMode;
use gangway_core::keys::{NORM_VERSION, indexed_rules, match_key, rule_id};
use gangway_core::schema::default_modules;
use gangway_ports::KeyName;
use gangway_ports::memory::{TenantData, When};

use crate::world::{Gangway, assert_reachable, leads};

/// Ann and Bob share a telephone; Cid has one of his own.
const BEFORE: &str = "Email,Last Name,Phone\r\n\
    ann@x.org,Lee,+12125550101\r\n\
    bob@x.org,Kay,+12125550101\r\n\
    cid@x.org,Poe,+12125550103\r\n";
/// Ann and Cid have another one now.
const AFTER: &str = "Email,Last Name,Phone\r\n\
    ann@x.org,Lee,+12125550104\r\n\
    cid@x.org,Poe,+12125550105\r\n";

fn prepared() -> Gangway {
    let gangway = Gangway::new();
    gangway.start("J1", BEFORE, DuplicateMode::Create);
    gangway.run();
    gangway.start("J2", AFTER, DuplicateMode::Update);
    gangway
}

/// Every key leads to a live record that has it, and every record is found.
#[track_caller]
fn leads_nowhere_wrong(data: &TenantData) {
    assert_reachable(data);
    let module = default_modules().into_iter().find(|it| it.id == leads()).expect("leads");
    for ((_, name), head) in &data.heads {
        let slot = data.records.values().filter_map(|it| it.live());
        let item = slot.into_iter().find(|it| it.record.id == head.record).expect("a record");
        let keys = indexed_rules(&module).into_iter().filter_map(|rule| {
            let key = match_key(&rule, &item.record.values)?;
            Some(KeyName { rule: rule_id(&rule), norm: NORM_VERSION, key })
        });
        let has = keys.into_iter().any(|it| it == *name);
        assert!(has, "{name:?} leads to {item:?}");
    }
    let emails = 3;
    let phones = 3;
    assert_eq!(data.heads.len(), emails + phones, "{:?}", data.heads);
}

#[test]
fn a_key_that_a_record_has_lost_leads_to_the_next_record_or_nowhere() {
    let gangway = prepared();
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
    assert_eq!(gangway.job("J2").counts.updated, 2);
    leads_nowhere_wrong(&gangway.data());
}

#[test]
fn lost_keys_are_left_wherever_the_worker_ends() {
    let calls = {
        let gangway = prepared();
        gangway.world.set_fault(Box::new(|_, _, _| false));
        gangway.run();
        gangway.world.calls()
    };
    assert!(calls > 30, "{calls} calls");
    for call in 0..calls {
        let gangway = prepared();
        gangway.end_worker_at(call, When::After);
        gangway.run();
        assert_eq!(gangway.job("J2").counts.updated, 2, "ended after call {call}");
        leads_nowhere_wrong(&gangway.data());
    }
}
