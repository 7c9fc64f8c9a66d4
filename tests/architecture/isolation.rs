//! What a tenant role opens is one tenant's. The local cloud knows no variables in policies and no leading keys, so the
//! policies of the template are read here as AWS reads them: what is allowed to whom, key by key and file by file.

use serde_norway::Value;

use crate::grants::{FILES, FUNCTIONS, function, items, written};
use crate::template;

/// What a policy writes for the tenant of a session.
const TENANT: &str = "${aws:PrincipalTag/tenant}";
/// Partitions of one tenant, as `shared/aws` makes them, behind the tenant's name.
const KEYS: [&str; 5] = ["J#01J9", "JL#202611", "R#leads#a", "K#leads#email#1#00ff", "USERS"];

/// A call, as AWS asks a policy about it.
struct Call<'c> {
    action: &'c str,
    /// A table or a file, as the template would write it.
    resource: String,
    /// The partition keys that it names; none of files.
    keys: Vec<String>,
}

impl Call<'_> {
    /// Whether a statement says yes to a session that is tagged so.
    fn is_allowed(&self, statement: &Value, tenant: &str) -> bool {
        assert_eq!(statement["Effect"], "Allow", "nothing here reads a denial");
        let actions = items(&statement["Action"]);
        let resources = items(&statement["Resource"]);
        let is_named =
            |it: &&Value| is_like(&self.resource, &filled(&written(it).replace('!', ""), tenant));
        actions.iter().filter_map(|it| it.as_str()).any(|it| is_like(self.action, it))
            && resources.iter().any(is_named)
            && self.keeps(&statement["Condition"], tenant)
    }

    fn keeps(&self, conditions: &Value, tenant: &str) -> bool {
        let Some(conditions) = conditions.as_mapping() else { return true };
        conditions.iter().all(|(operator, expected)| {
            let keys = expected.as_mapping().expect("keys");
            assert!(keys.len() == 1, "{keys:?}");
            let expected = &expected["dynamodb:LeadingKeys"];
            match operator.as_str().expect("an operator") {
                "Null" => self.keys.is_empty() == (*expected == true),
                // AWS says yes when a call names no key at all.
                "ForAllValues:StringLike" | "ForAllValues:StringEquals" => {
                    let fits = |key: &String| {
                        let patterns = items(expected);
                        let mut patterns = patterns.iter().filter_map(|it| it.as_str());
                        patterns.any(|it| is_like(key, &filled(it, tenant)))
                    };
                    self.keys.iter().all(fits)
                }
                other => panic!("nothing here reads {other}"),
            }
        })
    }
}

/// IAM's patterns: a star stands for any letters.
fn is_like(text: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => text == pattern,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            (0..=text.len()).filter_map(|at| text.get(at..)).any(|text| is_like(text, rest))
        }),
    }
}

fn filled(pattern: &str, tenant: &str) -> String {
    pattern.replace(TENANT, tenant)
}

/// The statements of a function's tenant role.
fn statements(template: &Value, name: &str) -> Vec<Value> {
    let role = &template["Resources"][format!("{name}Tenant")]["Properties"];
    let policies = items(&role["Policies"]);
    let all = policies.iter().flat_map(|it| items(&it["PolicyDocument"]["Statement"]));
    all.cloned().collect()
}

/// Every action of a role on a table or an index, and on a place of files.
fn granted(statements: &[Value]) -> Vec<(String, String)> {
    let of = |statement: &Value| {
        let resources: Vec<String> =
            items(&statement["Resource"]).into_iter().map(|it| written(it).to_owned()).collect();
        let actions: Vec<String> = items(&statement["Action"])
            .into_iter()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect();
        actions
            .into_iter()
            .flat_map(move |action| {
                resources.clone().into_iter().map(move |it| (action.clone(), it))
            })
            .collect::<Vec<_>>()
    };
    statements.iter().flat_map(of).collect()
}

#[test]
fn a_session_reaches_the_keys_of_its_own_tenant_and_of_nobody_else() {
    let template = template("infra/template.yaml");
    for (name, ..) in FUNCTIONS {
        let statements = statements(&template, name);
        let tables = granted(&statements).into_iter().filter(|it| it.0.starts_with("dynamodb:"));
        for (action, resource) in tables {
            let may = |keys: Vec<String>| {
                let call = Call { action: &action, resource: resource.clone(), keys };
                statements.iter().any(|it| call.is_allowed(it, "acme"))
            };
            let of = |tenant: &str| KEYS.map(|it| format!("T#{tenant}#{it}")).to_vec();
            assert!(may(of("acme")), "{name}: {action} on {resource} is closed to its own tenant");
            for other in ["globex", "acme-2", "acm", "ACME", "*"] {
                assert!(!may(of(other)), "{name}: {action} on {resource} is open to {other}");
                let both = [of("acme"), of(other)].concat();
                assert!(!may(both), "{name}: {action} takes {other}'s key beside an own one");
            }
            let none = ["RUNNING", "acme", "T#acme", ""];
            for key in none {
                assert!(!may(vec![key.to_owned()]), "{name}: {action} on {resource} of «{key}»");
            }
            assert!(!may(Vec::new()), "{name}: {action} on {resource} without any key");
        }
    }
}

#[test]
fn a_session_reaches_the_files_of_its_own_tenant_and_of_nobody_else() {
    let template = template("infra/template.yaml");
    let mut met = 0;
    for (name, ..) in FUNCTIONS {
        let statements = statements(&template, name);
        // A name that is not there must not seem to be forbidden, so whoever reads files may also list names.
        let is_file = |it: &(String, String)| it.0.starts_with("s3:") && it.0 != "s3:ListBucket";
        for (action, place) in granted(&statements).into_iter().filter(is_file) {
            let place = place.replace('!', "");
            let may = |tenant: &str, file: &str| {
                let resource = filled(&place, tenant).replace('*', file);
                let call = Call { action: &action, resource, keys: Vec::new() };
                statements.iter().any(|it| call.is_allowed(it, "acme"))
            };
            assert!(place.starts_with(FILES) && place.contains(TENANT), "{name}: {place}");
            assert!(may("acme", "01J9/source"), "{name}: {action} is closed to its own tenant");
            for other in ["globex", "acme-2", "acm", "ACME", ""] {
                assert!(!may(other, "01J9/source"), "{name}: {action} is open to «{other}»");
            }
            met += 1;
        }
    }
    assert!(met > 5, "{met} grants of files were looked at");
}

#[test]
fn a_functions_own_role_reaches_queues_the_bus_and_the_list_of_running_jobs_and_no_tenant() {
    let template = template("infra/template.yaml");
    for (name, ..) in FUNCTIONS {
        let it = &template["Resources"][function(name)]["Properties"];
        let policies = items(&it["Policies"]);
        for statement in policies.iter().flat_map(|it| items(&it["Statement"])) {
            let actions = items(&statement["Action"]);
            let tells = |it: &str| it.starts_with("sqs:") || it.starts_with("events:");
            if actions.iter().all(|it| it.as_str().is_some_and(tells)) {
                continue;
            }
            let call = |key: &str| Call {
                action: "dynamodb:Query",
                resource: "${Jobs.Arn}/index/running-jobs".to_owned(),
                keys: vec![key.to_owned()],
            };
            assert_eq!(granted(std::slice::from_ref(statement)).len(), 1, "{name}: {statement:?}");
            assert!(call("RUNNING").is_allowed(statement, ""), "{name}: {statement:?}");
            assert!(!call("T#acme#JL#202611").is_allowed(statement, ""), "{name}: {statement:?}");
        }
        let role = format!("{name}Tenant.Arn");
        let variables = &it["Environment"]["Variables"];
        assert_eq!(written(&variables["TENANT_ROLE"]), role, "{name} takes on another's role");
    }
}

#[test]
fn a_tenant_role_is_taken_on_by_its_function_alone_and_for_one_tenant() {
    let template = template("infra/template.yaml");
    for (name, ..) in FUNCTIONS {
        let role = &template["Resources"][format!("{name}Tenant")]["Properties"];
        let trust = items(&role["AssumeRolePolicyDocument"]["Statement"]);
        let [trust] = trust.as_slice() else { panic!("{name} has several") };
        assert_eq!(written(&trust["Principal"]["AWS"]), format!("{}Role.Arn", function(name)));
        let policy = &template["Resources"][format!("{name}ForTenants")]["Properties"];
        let allowed = items(&policy["PolicyDocument"]["Statement"]);
        assert_eq!(written(&allowed[0]["Resource"]), format!("{name}Tenant.Arn"));
        assert_eq!(
            (allowed.len(), written(&policy["Roles"][0])),
            (1, &*format!("{}Role", function(name)))
        );
        assert_eq!(trust["Condition"]["StringLike"]["aws:RequestTag/tenant"], "?*", "{name}");
        let tags = &trust["Condition"]["ForAllValues:StringEquals"]["aws:TagKeys"];
        assert_eq!(items(tags), [&Value::from("tenant")], "{name}");
    }
}
