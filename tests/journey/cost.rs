//! What a row costs, in DynamoDB's own capacity units, as the Lambdas log it.
//!
//! Two imports of different length tell a row's cost from a job's: it is what the longer one costs more, by row.

use std::time::{Duration, Instant};

use gangway_contract::DuplicateMode::{self, Skip, Update};
use gangway_contract::JobCounts;
use gangway_core::write::cost::{self, Outcome};
use gangway_tests::aws::Aws;
use gangway_tests::cloud::Cloud;
use gangway_tests::import;
use gangway_tests::leads::{self, Lead};

const FEW: u32 = 400;
const MANY: u32 = 2_400;
/// What a row may cost beside its record and keys: its share of outcomes, cursors and the ledger.
const BESIDE: f64 = 0.1;

#[test]
fn a_row_costs_what_the_estimate_says() {
    let Some(cloud) = crate::sign_in("journey-cost") else { return };
    let aws = Aws::from_env().expect("a cloud has its AWS");
    // Three rules and the index of owners: the default module's.
    let (few, many) = (clean(FEW, "few"), clean(MANY, "many"));
    let run = |leads: &[Lead], mode| spent(&cloud, &aws, leads, mode);
    let row = |mode, change: &dyn Fn(&[Lead]) -> Vec<Lead>, count: fn(&JobCounts) -> u32| {
        let (less, more) = (run(&change(&few), mode), run(&change(&many), mode));
        assert_eq!((count(&less.0), count(&more.0)), (FEW, MANY), "{less:?} {more:?}");
        (more.1 - less.1) / f64::from(MANY - FEW)
    };
    let costs = [
        (Outcome::Created, row(Skip, &same, |it| it.created)),
        (Outcome::Skipped, row(Skip, &same, |it| it.skipped)),
        (Outcome::Updated { changed_keys: 0 }, row(Update, &moved, |it| it.updated)),
        (Outcome::Updated { changed_keys: 1 }, row(Update, &called, |it| it.updated)),
        (Outcome::Failed, row(Skip, &spoilt, |it| it.failed)),
    ];
    for (outcome, found) in costs {
        let said = f64::from(cost::written_units(outcome, 3));
        eprintln!("{outcome:?}: {found:.3} written units a row, {said} by the estimate");
        assert!((said..said + BESIDE).contains(&found), "{outcome:?}: {found}, not {said}");
    }
}

/// Counts of an import and the units that its writers wrote.
fn spent(cloud: &Cloud, aws: &Aws, leads: &[Lead], mode: DuplicateMode) -> (JobCounts, f64) {
    let bytes = leads::to_csv(leads).expect("a CSV");
    let (_, job) =
        import::import(cloud, "leads", "leads.csv", &bytes, |plan| plan.options.mode = mode)
            .expect("imported");
    (job.counts, settled(aws, job.id.as_str()))
}

/// What the worker wrote that did the job's one bucket. A message that waited long is sent a second time, and whoever gets
/// that finds the bucket done, or held, which is no part of a row's cost. Logs arrive a little behind what they tell of:
/// they are looked at until no further message comes.
fn settled(aws: &Aws, job: &str) -> f64 {
    let (begun, mut last) = (Instant::now(), 0);
    loop {
        std::thread::sleep(Duration::from_secs(2));
        let messages = aws.written("write-records", job).expect("the logs are read");
        if !messages.is_empty() && messages.len() == last {
            return messages.into_iter().fold(0.0, f64::max);
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{job} logged no end: {messages:?}");
        last = messages.len();
    }
}

/// Leads without repeats, bad cells or blanks, each of its own name and company.
fn clean(count: u32, name: &str) -> Vec<Lead> {
    let mut leads = leads::generate(count, 3);
    for (number, lead) in (0..).zip(&mut leads) {
        lead.bad = false;
        lead.cells[2] = leads::email(number).replace('@', &format!(".{name}@"));
        lead.cells[3] = format!("{name} {number} Ltd");
        lead.cells[5] = format!("+4930{}{number:06}", if name == "few" { 2 } else { 3 });
        "1980-02-03".clone_into(&mut lead.cells[13]);
    }
    leads
}

/// The file once more as it is.
fn same(leads: &[Lead]) -> Vec<Lead> {
    leads.to_vec()
}

/// The same people, in another city.
fn moved(leads: &[Lead]) -> Vec<Lead> {
    with_cell(leads, 7, "Reykjavík")
}

/// The same people, each with another telephone number.
fn called(leads: &[Lead]) -> Vec<Lead> {
    let mut leads = moved(leads);
    for lead in &mut leads {
        lead.cells[5] = lead.cells[5].replacen("+4930", "+4989", 1);
    }
    leads
}

/// The same rows with a date that is none, and a good one behind them: without any, no worker would be asked.
fn spoilt(leads: &[Lead]) -> Vec<Lead> {
    let mut rows = with_cell(leads, 13, "1980-02-31");
    rows.extend(leads.first().cloned());
    rows
}

fn with_cell(leads: &[Lead], place: usize, text: &str) -> Vec<Lead> {
    let mut leads = leads.to_vec();
    for lead in &mut leads {
        text.clone_into(&mut lead.cells[place]);
    }
    leads
}
