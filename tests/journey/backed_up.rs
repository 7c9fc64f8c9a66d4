//! Records are backed up before they are changed, and the file puts them back.

use gangway_contract::{DuplicateMode, FieldId, FileKind, MatchRule, Value};
use gangway_tests::import;

#[test]
fn a_backup_holds_what_was_changed_and_puts_it_back() {
    let Some(cloud) = crate::sign_in("journey-backup") else { return };
    let before = b"Email,Last Name,City\nann@example.org,Lee,Paris\nbob@example.org,Kay,Rome\n";
    import::import(&cloud, "leads", "before.csv", before, |_| {}).expect("imported");
    let file = b"Email,Last Name,City\nann@example.org,Lee,Oslo\ndan@example.org,Fox,Kiel\n";
    let (_, job) = import::import(&cloud, "leads", "a.csv", file, |plan| {
        plan.options.mode = DuplicateMode::Update;
        plan.options.back_up = true;
    })
    .expect("imported");
    assert_eq!((job.counts.updated, job.counts.created), (1, 1), "{job:?}");
    let backup = cloud.download(&job, FileKind::Backup).expect("a file");
    let text = String::from_utf8(backup.clone()).expect("text");
    assert!(text.contains("Paris") && text.lines().count() == 2, "{text}");

    let (report, job) =
        import::import(&cloud, "leads", "a-backup.csv", &backup, |_| {}).expect("imported");
    assert_eq!(report.plan.options.match_rule, MatchRule::Identity);
    assert_eq!((job.counts.updated, job.counts.failed), (1, 0), "{job:?}");
    let city = FieldId::parse("city").expect("a field");
    let records = cloud.records("leads").expect("listed");
    let cities = records.iter().filter_map(|it| it.values.get(&city)).map(Value::to_text);
    let mut cities: Vec<String> = cities.collect();
    cities.sort();
    assert_eq!(cities, ["Kiel", "Paris", "Rome"]);

    import::import(&cloud, "leads", "a.csv", file, |plan| {
        plan.options.mode = DuplicateMode::Update;
    })
    .expect("imported");
    let (_, job) =
        import::import(&cloud, "leads", "a-backup.csv", &backup, |_| {}).expect("imported");
    assert_eq!(job.counts.failed, 1, "the record was changed since: {job:?}");
}
