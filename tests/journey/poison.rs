//! Rows that a database, a parser or a log might choke on take down nothing but themselves.

use gangway_contract::{DuplicateMode, FileKind, JobStatus};
use gangway_tests::leads::{self, Lead};
use gangway_tests::{import, poison};

const GOOD: usize = 900;

#[test]
fn a_poison_row_takes_down_nothing_but_itself() {
    let Some(cloud) = crate::sign_in("journey-poison") else { return };
    let good: Vec<Lead> = leads::generate(2_000, 31)
        .into_iter()
        .enumerate()
        // Neither bad nor a repeat: each becomes a record.
        .filter(|(number, it)| !it.bad && it.cells[2] == number_email(*number))
        .map(|(_, it)| it)
        .take(GOOD)
        .collect();
    let (mut rows, model) = (good.clone(), good[0].clone());
    let poison = poison::rows(&model);
    for (place, row) in poison.iter().enumerate() {
        rows.insert(place * 97 + 40, row.clone());
    }
    let bytes = leads::to_csv(&rows).expect("a CSV");
    let skip = |plan: &mut gangway_contract::ImportPlan| plan.options.mode = DuplicateMode::Skip;
    let (report, job) =
        import::import(&cloud, "leads", "poison.csv", &bytes, skip).expect("imported");
    assert!(job.counts.add_up() && job.counts.unprocessed == 0, "{job:?}");
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    assert_eq!(report.counts.failed, job.counts.failed, "what is previewed is what is written");
    assert!(job.counts.failed > 0, "{job:?}");
    let failed = cloud.download(&job, FileKind::Failed).expect("a file");
    assert!(!failed.is_empty());

    let email = gangway_contract::FieldId::parse("email").expect("a field");
    let records = cloud.records("leads").expect("listed");
    let found: std::collections::BTreeSet<String> = records
        .iter()
        .filter_map(|it| it.values.get(&email))
        .map(gangway_contract::Value::to_text)
        .collect();
    assert_eq!(records.len(), usize::try_from(job.counts.created).expect("small"));
    assert!(good.iter().all(|it| found.contains(&it.cells[2])), "a good row was lost");
}

fn number_email(number: usize) -> String {
    leads::email(u32::try_from(number).unwrap_or(u32::MAX))
}
