//! An export through the whole cloud: every record, in both forms, and nobody else's.

use std::collections::BTreeMap;

use gangway_contract::{FileKind, Job, JobKind, JobStatus, Module, StoredRecord, Value};
use gangway_tests::cloud::Cloud;
use gangway_tests::{import, leads};
use serde_json::{Value as Json, json};

const ROWS: u32 = 2_000;

fn export(cloud: &Cloud, body: &Json) -> Job {
    let asked: Job = cloud.post("/exports", body).expect("asked");
    assert_eq!(asked.kind, JobKind::Export);
    let job = cloud.wait(&asked, 60).expect("the job ends");
    assert_eq!(job.status, JobStatus::Completed, "{job:?}");
    assert!(job.counts.add_up(), "{job:?}");
    job
}

/// The file's rows by record id, each as header and cell.
fn rows(file: &[u8]) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = file.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    let headers: Vec<String> =
        reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let row = |it: csv::StringRecord| {
        let cells = headers.iter().cloned().zip(it.iter().map(str::to_owned));
        let cells: BTreeMap<String, String> = cells.collect();
        (cells["Record id (Gangway)"].clone(), cells)
    };
    let found: Vec<_> = reader.records().map(|it| row(it.expect("a row"))).collect();
    let count = found.len();
    let rows: BTreeMap<_, _> = found.into_iter().collect();
    assert_eq!(rows.len(), count, "each record once");
    rows
}

#[track_caller]
fn same(record: &StoredRecord, cells: &BTreeMap<String, String>, module: &Module) {
    assert_eq!(cells["Version (Gangway)"], record.version.to_string());
    for field in module.fields.iter().filter(|it| !it.is_virtual) {
        let cell = gangway_core::injection::restore(&cells[&field.label]).into_owned();
        match record.values.get(&field.id) {
            Some(value @ Value::Text(_)) => assert_eq!(cell, value.to_text(), "{}", field.id),
            Some(value) => assert!(!cell.is_empty(), "{} is {value:?}", field.id),
            None if field.id.as_str() == "created_at" => assert_eq!(cell, record.created_at),
            None if field.id.as_str() == "owner" => assert!(!cell.is_empty()),
            None => assert_eq!(cell, "", "{}", field.id),
        }
    }
}

#[test]
fn every_record_is_in_the_file_as_it_is() {
    let Some(cloud) = crate::sign_in("journey-export") else { return };
    let bytes = leads::to_csv(&leads::generate(ROWS, 11)).expect("a file");
    let create = |plan: &mut gangway_contract::ImportPlan| {
        plan.options.mode = gangway_contract::DuplicateMode::Create;
    };
    let (_, imported) =
        import::import(&cloud, "leads", "leads.csv", &bytes, create).expect("imported");
    let job = export(&cloud, &json!({ "module": "leads", "identity": true }));
    assert_eq!(job.counts.exported, imported.counts.created);
    let rows = rows(&cloud.download(&job, FileKind::Export).expect("a file"));
    let records = cloud.records("leads").expect("listed");
    let module: Module = cloud.get("/modules/leads").expect("the module");
    assert_eq!(rows.len(), records.len());
    for record in &records {
        same(record, &rows[record.id.as_str()], &module);
    }
    let berlin = json!({ "equals": { "field": "city", "value": "berlin" } });
    let some = export(
        &cloud,
        &json!({ "module": "leads", "filter": berlin, "columns": ["city"], "format": "xlsx" }),
    );
    let city = gangway_contract::FieldId::parse("city").expect("a field");
    let expected =
        records.iter().filter(|it| it.values.get(&city) == Some(&Value::Text("Berlin".into())));
    assert_eq!(some.counts.exported as usize, expected.count());
    let file = cloud.download(&some, FileKind::Export).expect("a workbook");
    assert!(file.starts_with(b"PK"), "a workbook is a zip");
}

#[test]
fn an_edited_export_changes_the_records_that_it_came_from_and_no_other() {
    let Some(cloud) = crate::sign_in("journey-edited") else { return };
    let bytes = leads::to_csv(&leads::generate(300, 12)).expect("a file");
    import::import(&cloud, "leads", "leads.csv", &bytes, |_| {}).expect("imported");
    let job = export(&cloud, &json!({ "module": "leads", "identity": true }));
    let file = cloud.download(&job, FileKind::Export).expect("a file");
    let before = cloud.records("leads").expect("listed");
    let as_it_is = |_: &mut gangway_contract::ImportPlan| {};
    let (_, same) = import::import(&cloud, "leads", "leads.csv", &file, as_it_is).expect("read");
    assert_eq!(
        (same.counts.unchanged, before.len()),
        (same.counts.rows, same.counts.rows as usize)
    );
    assert_eq!(cloud.records("leads").expect("listed"), before, "nothing was edited");

    let edited = edit(&file, "City", "Reykjavik");
    let (_, first) = import::import(&cloud, "leads", "leads.csv", &edited, as_it_is).expect("read");
    assert_eq!((first.counts.updated, first.counts.failed), (first.counts.rows, 0), "{first:?}");
    let (_, stale) =
        import::import(&cloud, "leads", "leads.csv", &edit(&file, "City", "Oslo"), as_it_is)
            .expect("read");
    assert_eq!((stale.counts.failed, stale.counts.updated), (stale.counts.rows, 0), "{stale:?}");
    let city = gangway_contract::FieldId::parse("city").expect("a field");
    let after = cloud.records("leads").expect("listed");
    assert_eq!(after.len(), before.len());
    for (old, new) in before.iter().zip(&after) {
        assert_eq!((&new.id, new.version), (&old.id, old.version + 1));
        assert_eq!(new.values.get(&city), Some(&Value::Text("Reykjavik".into())));
    }
}

/// The file with this text in every cell of a column.
fn edit(file: &[u8], column: &str, text: &str) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(file.strip_prefix(b"\xef\xbb\xbf").expect("a mark"));
    let header = reader.headers().expect("a header").clone();
    let at = header.iter().position(|it| it == column).expect("the column");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("written");
    for row in reader.records() {
        let row = row.expect("a row");
        let cells = row.iter().enumerate().map(|(place, it)| if place == at { text } else { it });
        writer.write_record(cells).expect("written");
    }
    writer.into_inner().expect("a file")
}

#[test]
fn whoever_reads_only_exports_nothing() {
    let Some(cloud) = crate::sign_in("rita") else { return };
    let answer = cloud.try_post("/exports", &json!({ "module": "leads" })).expect("answered");
    assert_eq!(answer.status, 403, "{}", answer.body);
}
