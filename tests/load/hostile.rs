//! A tenant who means harm, with a token of their own: files that are traps, uploads that are not what was signed,
//! tokens that nobody signed, a flood of requests. Each is refused, and what a system of theirs drops honestly goes in.

mod files;
mod parts;
mod tokens;

use std::sync::Barrier;
use std::thread;

use gangway_contract::Job;
use gangway_contract::api::{CreateImport, Problem};
use gangway_contract::{ModuleId, Wide};
use gangway_tests::aws::Aws;
use gangway_tests::cloud::Cloud;
use serde_json::{Value, json};

/// Requests of the flood; two come at once.
const FLOOD: u32 = 60;

/// Who does it, and their tenant.
fn me() -> String {
    crate::user("hostile")
}

/// Does everything, while others work.
pub(crate) fn attack(aws: &Aws, victim: &Job, start: &Barrier) {
    let cloud = Cloud::sign_in(&me()).expect("the issuer answers").expect("a cloud");
    let dropped = files::allow_drops(&cloud);
    start.wait();
    thread::scope(|scope| {
        scope.spawn(|| files::drop_and_wait(&cloud, aws, &dropped));
        scope.spawn(|| files::traps(&cloud));
        scope.spawn(|| {
            tokens::are_nobodys(&cloud);
            parts::are_refused(&cloud);
        });
        for _ in 0..2 {
            scope.spawn(|| flood(&cloud, victim));
        }
    });
}

/// Requests that cannot be answered well, one after another. Each gets its sentence; none an error of ours.
fn flood(cloud: &Cloud, victim: &Job) {
    let id = &victim.id;
    let start = json!({ "plan": {}, "receipt": null });
    let many: Vec<String> = (0..5_001).map(|it| format!("{it:032x}")).collect();
    let posts: [(String, Value, u16); 6] = [
        (format!("/imports/{id}/undo"), json!({}), 404),
        (format!("/jobs/{id}/cancel"), json!({}), 404),
        (format!("/imports/{id}/start"), start, 400),
        ("/imports".to_owned(), import("../../etc/passwd", 0), 422),
        ("/imports".to_owned(), import("whole disk.csv", 6_000_000_000), 422),
        ("/modules/leads/keys".to_owned(), json!({ "rule": "email", "keys": many }), 422),
    ];
    let gets = [
        format!("/jobs/{id}"),
        format!("/jobs/{id}/files/source"),
        format!("/jobs/{id}/files/success"),
        format!("/jobs/..%2f..%2f{id}"),
    ];
    for round in 0..FLOOD as usize {
        let path = &gets[round % gets.len()];
        let answer = cloud.try_get(path).expect("answered");
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        let (path, body, status) = &posts[round % posts.len()];
        let answer = cloud.try_post(path, body).expect("answered");
        assert_eq!(answer.status, *status, "{path}: {}", answer.body);
        let problem: Problem = serde_json::from_str(&answer.body).expect("a problem");
        assert!(problem.title.ends_with('.'), "{path}: {problem:?}");
    }
}

fn import(name: &str, size: u64) -> Value {
    let request = CreateImport {
        module: ModuleId::parse("leads").expect("a module"),
        file_name: name.to_owned(),
        size: Wide(size),
        fingerprint: None,
        template: None,
    };
    serde_json::to_value(request).expect("JSON")
}
