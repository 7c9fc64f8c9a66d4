//! People's edits that meet on the same records and keys, in every order of their calls: after each single call every
//! live record is found by all its keys. So whoever ends at any call, and never comes back, hides nobody's record.
#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod explore;
mod world;

use explore::explore;
use gangway_ports::memory::Lapse;
use world::{Crm, change, delete, make};

#[test]
fn a_record_that_gets_its_old_key_back_is_found_by_it() {
    let start = || Crm::with(&[("X", "a")]);
    explore(start, &[change("X", "b"), change("X", "a")]).expect("every order holds");
    explore(start, &[change("X", "b"), change("X", "c")]).expect("every order holds");
}

#[test]
fn a_head_that_goes_hands_its_key_to_those_that_stay() {
    let start = || Crm::with(&[("X", "a"), ("Y", "a"), ("Z", "b")]);
    explore(start, &[delete("X"), change("Y", "b")]).expect("every order holds");
    explore(start, &[delete("X"), change("Z", "a")]).expect("every order holds");
    explore(start, &[delete("X"), delete("Y"), make("N", "a")]).expect("every order holds");
    explore(start, &[delete("X"), change("X", "b"), change("Y", "c")]).expect("every order holds");
}

#[test]
fn records_that_are_made_at_once_with_one_key_are_both_found() {
    let start = || Crm::with(&[("X", "b")]);
    explore(start, &[make("M", "a"), make("N", "a")]).expect("every order holds");
    explore(start, &[make("N", "a"), make("N", "a")]).expect("every order holds");
    explore(start, &[make("N", "a"), change("X", "a"), delete("X")]).expect("every order holds");
}

#[test]
fn the_oldest_that_stays_becomes_the_head() {
    let crm = Crm::with(&[("X", "a"), ("Y", "a"), ("Z", "a")]);
    crm.run(&delete("X"));
    assert_eq!(crm.head("a").as_deref(), Some("Y"));
    crm.run(&change("Y", "b"));
    assert_eq!(crm.head("a").as_deref(), Some("Z"));
    crm.run(&delete("Z"));
    assert_eq!((crm.head("a"), crm.head("b").as_deref()), (None, Some("Y")));
}

/// Were the key taken away unseen, another import would make the record, and this row as well.
#[test]
fn a_row_that_may_still_fill_its_slot_keeps_its_key_from_people_even_if_it_was_barred_before() {
    let crm = Crm::with(&[("Y", "b")]);
    crm.claim("A", "a");
    for deed in [make("X", "a"), change("Y", "a"), change("X", "c"), delete("Y")] {
        crm.run(&deed);
        assert_eq!(crm.claimant("a").as_deref(), Some("A"), "after {deed:?}");
    }
}

/// A search that finds nothing is worth something only if it finds this.
#[test]
fn a_head_that_forgot_what_was_announced_would_be_noticed() {
    let start = || Crm::with(&[("X", "a")]).with_lapse(Lapse::NoAnnouncement);
    let found = explore(start, &[change("X", "b"), change("X", "a")]);
    assert!(found.is_err(), "a dropped head hides the record");
}
