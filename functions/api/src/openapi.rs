//! The API's description, OpenAPI 3.1, made of what the routes say of themselves.

use std::collections::BTreeMap;

use gangway_contract::api::Problem;
use gangway_contract::{AuditEntry, FileKind, RefusalCode, RegisteredRule, User};
use serde_json::{Map, Value, json};
use utoipa::openapi::path::{OperationBuilder, ParameterIn};
use utoipa::openapi::{RefOr, Schema};

use crate::once;
use crate::routes::Described;
use crate::told::{Telling, text};

const TITLE: &str = "Gangway";
const SAYS: &str = "Imports files into a CRM's records, and exports them. Tenant, person, teams, scope and rights come from the \
    verified token and from nowhere else. Errors are problem details (RFC 9457): `type` is a stable word for programs, \
    `title` a sentence for people. A `POST` with an `Idempotency-Key` may be sent again for a day: it is done once and \
    answered the same. Lists go on with the `next` of the page before, as `cursor`. The gateway in front may answer 429 \
    when there are too many requests; wait a second and ask again.";

/// The description of these routes.
pub(crate) fn document(routes: &[Described]) -> Value {
    let mut schemas = BTreeMap::new();
    let mut paths = json!({});
    for route in routes {
        let method = route.method.as_str().to_lowercase();
        paths[route.path][method] = operation(route, &mut schemas);
    }
    let schemas = named(schemas);
    refer(&mut paths, &schemas);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "description": SAYS,
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": {
                "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                "description": "With the claims `tenant`, `sub`, `crm_scope`, `rights` and `teams`.",
            } },
        },
    });
    bound(&mut document);
    document
}

/// The schemas of everything that has a name.
fn named(mut schemas: BTreeMap<String, RefOr<Schema>>) -> Map<String, Value> {
    let mut further = Telling::default();
    // What occurs in lists and in problems only.
    further.schema::<AuditEntry>();
    further.schema::<User>();
    further.schema::<RegisteredRule>();
    further.schema::<RefusalCode>();
    further.schema::<FileKind>();
    further.schema::<Problem>();
    schemas.append(&mut further.schemas);
    // A list, a number or nothing at all is no name.
    schemas.retain(|name, _| !["Vec", "()", "u32", "String"].contains(&name.as_str()));
    schemas
        .into_iter()
        .map(|(name, it)| (name, serde_json::to_value(it).unwrap_or_default()))
        .collect()
}

fn operation(route: &Described, schemas: &mut BTreeMap<String, RefOr<Schema>>) -> Value {
    let places = route.path.split('{').skip(1).filter_map(|it| it.split('}').next());
    let mut told = Telling { places: places.map(str::to_owned).collect(), ..Telling::default() };
    (route.tell)(&mut told);
    if route.method == axum::http::Method::POST {
        repeatable(&mut told);
    }
    for (status, words) in &route.about.fails {
        told.fails(*status, words);
    }
    told.fails(500, &["internal"]);
    schemas.append(&mut told.schemas);
    let answers = told.answers.iter().map(|(status, it)| (status.to_string(), it.clone()));
    let says = route.about.says;
    let operation = OperationBuilder::new()
        .operation_id(Some(route.about.name))
        .summary(Some(says))
        .request_body(told.body.clone())
        .parameters(Some(told.parameters.clone()))
        .tag(route.path.split('/').nth(1).unwrap_or_default());
    let operation = answers.fold(operation, |it, (status, answer)| it.response(status, answer));
    let mut item = serde_json::to_value(operation.build()).unwrap_or_default();
    for (status, words) in &told.problems {
        item["responses"][status.to_string()] = problem(*status, words.iter().map(String::as_str));
    }
    item["security"] = if told.token { json!([{ "token": [] }]) } else { json!([]) };
    item
}

/// What holds for every `POST`.
fn repeatable(told: &mut Telling) {
    let says =
        "The client's name for what it wants done once, 1 to 255 characters. New for each request.";
    told.parameter(ParameterIn::Header, once::NAME, text(), says);
    told.fails(400, &["bad_request"]);
    told.fails(409, &["idempotency_key_reused", "still_answering"]);
    told.fails(413, &["too_large"]);
}

fn problem<'a>(status: u16, words: impl Iterator<Item = &'a str>) -> Value {
    let words: Vec<&str> = words.collect();
    let schema = json!({ "allOf": [
        { "$ref": "#/components/schemas/Problem" },
        { "properties": { "type": { "enum": words }, "status": { "const": status } } },
    ] });
    let mut answer = json!({
        "description": words.join(", "),
        "content": { "application/problem+json": { "schema": schema } },
    });
    if status == 429 {
        let seconds = json!({ "schema": { "type": "string" }, "description": "In how many seconds to ask again." });
        answer["headers"] = json!({ "retry-after": seconds });
    }
    answer
}

/// Puts a reference wherever a schema with a name is written out.
fn refer(place: &mut Value, schemas: &Map<String, Value>) {
    if let Some((name, _)) = schemas.iter().find(|(_, schema)| *schema == place) {
        *place = json!({ "$ref": format!("#/components/schemas/{name}") });
        return;
    }
    match place {
        Value::Array(items) => items.iter_mut().for_each(|it| refer(it, schemas)),
        Value::Object(items) => items.values_mut().for_each(|it| refer(it, schemas)),
        _ => {}
    }
}

/// Whole numbers of the contract are never wider than 32 bits.
fn bound(place: &mut Value) {
    match place {
        Value::Array(items) => items.iter_mut().for_each(bound),
        Value::Object(items) => {
            let is_whole = items.get("format").is_some_and(|it| it == "int32");
            if is_whole && items.get("minimum").is_some_and(|it| *it == json!(0)) {
                items.remove("format");
                items.entry("maximum").or_insert_with(|| json!(u32::MAX));
            }
            items.values_mut().for_each(bound);
        }
        _ => {}
    }
}
