//! Rows anywhere in a checked file: what is read from a place near them is, to the last issue, what is read from the
//! file's beginning; and little of the file is read for it.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use std::sync::Arc;

use encoding_rs::{SHIFT_JIS, UTF_8, WINDOWS_1252};
use gangway_contract::{ImportPlan, OwnerRule};
use gangway_core::import::{Check, Context, Index, Propose, RowFilter, RowPage, Rows, RowsFrom};
use gangway_core::source::Pass;
use gangway_core::table::Choices;
use support::{context, facts, survey, user};

/// So many bytes lie between two places.
const EVERY: u64 = 8 << 10;
const FILTERS: [RowFilter; 4] =
    [RowFilter::All, RowFilter::Problems, RowFilter::Remarks, RowFilter::Repeats];

/// Rows of which some fail, some have a remark, some repeat an earlier one, some are blank, and some hold line breaks.
fn table(rows: u32) -> String {
    let row = |at: u32| match at % 97 {
        13 => format!("Lee,no address {at},,\n"),
        14 => format!("Lee,lee{}@x.com,again,\n", at / 2),
        15 => "\n".to_owned(),
        16 => format!("\"Lee\",lee{at}@x.com,\"one\n\"\"two\"\"\r\n{at}\",\n"),
        17 => format!("Lee,lee{at}@x.com,,4.67012E+11\n"),
        _ => format!("Lée,lee{at}@x.com,n° {at},{at}\n"),
    };
    std::iter::once("Last Name,Email,Notes,External ID\n".to_owned())
        .chain((0..rows).map(row))
        .collect()
}

/// The bytes of a text in UTF-16, with its mark.
fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn people() -> Context {
    let person = |at: u32| user(&format!("person-{at}"), &format!("p{at}@x.com"), "Person");
    Context { users: (0..3).map(person).collect(), ..context("leads") }
}

/// The file's plan, in which people get records in turn.
fn plan(bytes: &[u8], context: &Context) -> ImportPlan {
    let mut propose = Propose::new(&facts(bytes), context, Choices::default());
    feed(&mut propose, bytes, usize::MAX);
    let mut plan = survey(bytes, propose.finish().expect("a plan"), context).expect("a plan");
    let users = context.users.iter().map(|it| it.id.clone()).collect();
    plan.options.owner = OwnerRule::RoundRobin { users };
    plan
}

/// Answers a pass in pieces; how many bytes it was answered with.
fn feed<P: Pass>(pass: &mut P, bytes: &[u8], piece: usize) -> usize {
    let mut fed = 0;
    while let Some(need) = pass.need() {
        let from = usize::try_from(need.offset).expect("small");
        let to = (from + (need.len as usize).min(piece)).min(bytes.len());
        pass.answer(&bytes[from..to]).expect("a table");
        fed += to - from;
    }
    fed
}

fn index(bytes: &[u8], plan: &ImportPlan, context: &Context, piece: usize) -> Arc<Index> {
    let check = Check::new(&facts(bytes), plan, context).expect("a check");
    let mut check = check.indexed(EVERY);
    feed(&mut check, bytes, piece);
    let checked = check.finish_with_keys().expect("rows");
    let whole = support::check(bytes, plan, context).expect("a report");
    assert_eq!(checked.report, whole, "places change nothing");
    let (counts, index) = (checked.report.counts, &checked.index);
    let listed = [RowFilter::Problems, RowFilter::Remarks].map(|it| index.total(it));
    assert_eq!(listed, [counts.failed, counts.remarks], "a filter lists what is counted");
    Arc::new(checked.index)
}

fn rows(bytes: &[u8], plan: &ImportPlan, context: &Context, wanted: (RowFilter, RowsFrom)) -> Rows {
    let (filter, from) = wanted;
    Rows::new(&facts(bytes), plan, context, filter, from, 7).expect("a pass")
}

/// Compares pages all over the file with those that are read from its first row on.
#[track_caller]
fn check_pages(bytes: &[u8], piece: usize, least_places: usize) {
    let context = people();
    let plan = plan(bytes, &context);
    let index = index(bytes, &plan, &context, piece);
    assert!(index.places() >= least_places, "{} places", index.places());
    for filter in FILTERS {
        let total = index.total(filter);
        assert!(total > 20, "{filter:?}: {total}");
        let at = [0, 1, total / 3, total / 2, total - 7, total - 1, total].map(RowsFrom::At);
        let behind = [0, 2, 1700, 3950].map(RowsFrom::Behind);
        for from in at.into_iter().chain(behind) {
            let slow = page(rows(bytes, &plan, &context, (filter, from)), bytes, piece).0;
            let quick = rows(bytes, &plan, &context, (filter, from));
            let quick = quick.within(&facts(bytes), &index).expect("a pass");
            let (quick, read) = page(quick, bytes, piece);
            assert_eq!(quick, slow, "{filter:?} {from:?}");
            if let (RowFilter::All, RowsFrom::At(_)) = (filter, from) {
                assert!(read < 150_000, "{from:?}: {read} bytes");
            }
        }
    }
}

fn page(mut pass: Rows, bytes: &[u8], piece: usize) -> (RowPage, usize) {
    let read = feed(&mut pass, bytes, piece);
    (pass.finish().expect("a page"), read)
}

#[test]
fn a_page_of_text_is_the_same_from_a_place_near_it() {
    let text = table(12_000);
    let sjis = SHIFT_JIS.encode(&text.replace('é', "表")).0.into_owned();
    let latin = WINDOWS_1252.encode(&text).0.into_owned();
    for bytes in [UTF_8.encode(&text).0.into_owned(), latin, sjis] {
        check_pages(&bytes, 8_000, 10);
        check_pages(&bytes, 3_001, 10);
    }
}

#[test]
fn a_page_of_wide_text_is_the_same_from_a_place_near_it() {
    let text = table(9_000);
    check_pages(&utf_16(&text, u16::to_le_bytes), 4_999, 10);
    check_pages(&utf_16(&text, u16::to_be_bytes), 8_000, 10);
}

#[test]
fn text_whose_lines_do_not_end_is_read_from_its_first_row_on() {
    // What was switched on in one line stays on in the next, so no place is remembered.
    let text = table(3_200).replace(['é', '°'], "");
    let context = people();
    let mut plan = plan(text.as_bytes(), &context);
    plan.encoding = "ISO-2022-JP".to_owned();
    let index = index(text.as_bytes(), &plan, &context, 8_000);
    assert_eq!(index.places(), 0);
    let quick = rows(text.as_bytes(), &plan, &context, (RowFilter::All, RowsFrom::At(3_000)));
    let quick = quick.within(&facts(text.as_bytes()), &index).expect("a pass");
    assert_eq!(page(quick, text.as_bytes(), 8_000).0.before, 3_000);
}
