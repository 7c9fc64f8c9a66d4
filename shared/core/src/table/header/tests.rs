//! Which row is told to be the header.

use super::{SampleRow, tell};
use crate::table::cell::{OwnedCell, OwnedKind};

fn told(rows: &[&[&str]]) -> (Option<u32>, u8) {
    let own = |it: &&str| OwnedCell { text: (*it).to_owned(), kind: OwnedKind::Text };
    let rows: Vec<SampleRow> = (1..)
        .zip(rows)
        .map(|(number, cells)| SampleRow { number, cells: cells.iter().map(own).collect() })
        .filter(|it| !it.is_blank())
        .collect();
    tell(&rows)
}

#[track_caller]
fn check(rows: &[&[&str]], expected: Option<u32>) {
    assert_eq!(told(rows).0, expected, "{rows:?}");
}

#[test]
fn a_header_holds_words_over_values() {
    check(&[&["when", "how much"], &["2024-01-31", "12.50"], &["2024-02-01", "1"]], Some(1));
    check(&[&["First Name", "Last Name"], &["Ada", "Lovelace"], &["Alan", "Turing"]], Some(1));
    check(&[&["a", "b", "c"], &["1", "2", "3"]], Some(1));
    check(&[&["Email"], &["ada@example.org"], &["bob@example.org"]], Some(1));
}

#[test]
fn a_wrong_value_between_right_ones_makes_no_header() {
    let rows: [&[&str]; 4] = [
        &["Last Name", "Email"],
        &["Low", "low@example.org"],
        &["Toth", "toth(at)example.org"],
        &["Ray", "ray@example.org"],
    ];
    check(&rows, Some(1));
    check(&rows[..3], Some(1));
}

#[test]
fn rows_of_values_have_no_header() {
    let rows: [&[&str]; 2] = [&["Ada", "ada@example.com", "36"], &["Bob", "bob@example.com", "41"]];
    check(&rows, None);
    check(&[&["28/01/2018", "00:00", "2"], &["29/01/2018", "00:15", "0"]], None);
}

#[test]
fn titles_and_blank_rows_stand_above_the_header() {
    let title: [&[&str]; 5] = [
        &["Contacts of 2024"],
        &[""],
        &["Name", "Email", "City"],
        &["Ada", "a@b.co", "London"],
        &["Bob", "b@b.co", "Paris"],
    ];
    check(&title, Some(3));
    let padded: [&[&str]; 4] = [
        &["", "", ""],
        &["Report", "", ""],
        &["Name", "Phone", "Status"],
        &["Ada", "5550100", "New"],
    ];
    check(&padded, Some(3));
}

#[test]
fn duplicate_and_blank_headers_are_headers() {
    let rows: [&[&str]; 2] =
        [&["Name", "Email", "Email", ""], &["Pia", "p@example.org", "q@example.org", "extra"]];
    check(&rows, Some(1));
}

#[test]
fn the_last_of_several_label_rows_is_the_header() {
    let rows: [&[&str]; 4] = [
        &["Person", "Person", "Deal", "Deal"],
        &["Name", "Email", "Amount", "Closed"],
        &["Ada", "a@example.org", "12.50", "2024-01-31"],
        &["Bob", "b@example.org", "7", "2024-02-01"],
    ];
    check(&rows, Some(2));
}

#[test]
fn a_word_above_values_is_surer_than_a_word_above_words() {
    let (_, values) = told(&[&["Name", "Amount"], &["Ada", "1"], &["Bob", "2"]]);
    let (_, words) = told(&[&["Name", "City"], &["Ada", "Ulm"], &["Bob", "Bonn"]]);
    assert!(values > words, "{values} {words}");
}
