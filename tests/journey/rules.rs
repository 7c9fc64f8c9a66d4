//! An import by fields of one's own choice: the first one waits until every record is found by them, and later ones do not.

use gangway_contract::{
    DuplicateMode, FieldId, ImportPlan, Job, JobKind, JobStatus, MatchRule, RegisteredRule, Value,
};
use gangway_tests::import;

const BEFORE: &[u8] = b"Email,Last Name,Company,City\n\
    ann@example.org,Ann,Acme,Paris\nbob@example.org,Bob,Bolt,Rome\n";
const FILE: &[u8] = b"Email,Last Name,Company,City\n\
    ann@new.example.org,Anna,ACME,Paris\ndan@new.example.org,Dan,Acme,Kiel\n";

fn by_company_and_city(plan: &mut ImportPlan) {
    let fields = ["company", "city"].map(|it| FieldId::parse(it).expect("a field"));
    plan.options.match_rule = MatchRule::Custom(fields.into());
    plan.options.mode = DuplicateMode::Update;
}

#[test]
fn records_are_matched_by_fields_of_ones_own_choice() {
    let Some(cloud) = crate::sign_in("journey-rules") else { return };
    import::import(&cloud, "leads", "before.csv", BEFORE, |_| {}).expect("imported");
    let (_, job) =
        import::import(&cloud, "leads", "a.csv", FILE, by_company_and_city).expect("imported");
    assert_eq!((job.counts.updated, job.counts.created), (1, 1), "{job:?}");
    let index = job.waits_for.expect("it waited");
    let index: Job = cloud.get(&format!("/jobs/{index}")).expect("the index");
    assert_eq!((index.kind, index.status), (JobKind::Index, JobStatus::Completed));
    assert_eq!((index.counts.rows, index.counts.indexed), (2, 2), "{index:?}");
    let rules: Vec<RegisteredRule> = cloud.get("/modules/leads/rules").expect("listed");
    assert!(rules.len() == 1 && rules[0].ready, "{rules:?}");

    let again = b"Email,Last Name,Company,City\nann@new.example.org,Annie,acme,PARIS\n";
    let (_, job) =
        import::import(&cloud, "leads", "b.csv", again, by_company_and_city).expect("imported");
    assert_eq!((job.counts.updated, job.waits_for), (1, None));
    let name = FieldId::parse("last_name").expect("a field");
    let records = cloud.records("leads").expect("listed");
    let names = records.iter().filter_map(|it| it.values.get(&name)).map(Value::to_text);
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, ["Annie", "Bob", "Dan"]);
}
