//! One tenant's token opens nothing of another tenant, and no token opens nothing at all.

use gangway_contract::{FileKind, Value};
use gangway_tests::import;

#[test]
fn another_tenants_job_record_and_file_are_not_found() {
    let Some(mine) = crate::sign_in("journey-tenant-a") else { return };
    let Some(theirs) = crate::sign_in("journey-tenant-b") else { return };
    let bytes = b"Email,Last Name\nann@example.org,Ann\nnot-an-address,Bob\n";
    let (_, job) = import::import(&mine, "leads", "a.csv", bytes, |_| {}).expect("imported");
    let record = mine.records("leads").expect("listed").pop().expect("a record");

    let failed =
        String::from_utf8(mine.download(&job, FileKind::Failed).expect("my file")).expect("text");
    assert!(failed.contains("not-an-address"), "{failed}");
    for path in [
        format!("/jobs/{}", job.id),
        format!("/jobs/{}/files/failed", job.id),
        format!("/records/leads/{}", record.id),
    ] {
        assert_eq!(mine.try_get(&path).expect("answered").status, 200, "{path}");
        assert_eq!(theirs.try_get(&path).expect("answered").status, 404, "{path}");
    }
    assert!(theirs.records("leads").expect("listed").is_empty());
}

#[test]
fn the_failed_rows_file_imports_the_same_rows_once_they_are_mended() {
    let Some(cloud) = crate::sign_in("journey-mend") else { return };
    let bytes =
        b"Email,Last Name,Notes\nann@example.org,Ann,\"=1+1\"\nbob.at.example.org,Bob,\"a, b\"\n";
    let (_, job) = import::import(&cloud, "leads", "a.csv", bytes, |_| {}).expect("imported");
    assert_eq!((job.counts.created, job.counts.failed), (1, 1), "{job:?}");
    let failed =
        String::from_utf8(cloud.download(&job, FileKind::Failed).expect("a file")).expect("text");
    let mended = failed.replace("bob.at.example.org", "bob@example.org");
    let (_, job) =
        import::import(&cloud, "leads", "failed.csv", mended.as_bytes(), |_| {}).expect("imported");
    assert_eq!((job.counts.created, job.counts.failed), (1, 0), "{job:?}");
    let notes = gangway_contract::FieldId::parse("notes").expect("a field");
    let found = cloud.records("leads").expect("listed");
    let mut notes: Vec<String> =
        found.iter().filter_map(|it| it.values.get(&notes)).map(Value::to_text).collect();
    notes.sort();
    assert_eq!(notes, ["=1+1", "a, b"]);
}
