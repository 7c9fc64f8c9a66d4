//! `/docs`: the API's description as a page to be read. HTML and a style, no script, nothing from elsewhere.

use std::fmt::Write;

use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Map, Value};

const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const STYLE: &str = include_str!("page.css");
const AN_HOUR: &str = "public, max-age=3600";

/// The description in both forms.
pub(crate) struct Written {
    json: String,
    page: String,
}

impl Written {
    pub(crate) fn of(document: &Value) -> Self {
        Self { json: document.to_string(), page: page(document) }
    }

    pub(crate) fn json(&self) -> impl IntoResponse + use<> {
        answer("application/json", self.json.clone())
    }

    pub(crate) fn page(&self) -> impl IntoResponse + use<> {
        answer("text/html; charset=utf-8", self.page.clone())
    }
}

/// `GET /docs.css`
pub(crate) async fn style() -> impl IntoResponse {
    answer("text/css; charset=utf-8", STYLE.to_owned())
}

fn answer(kind: &'static str, body: String) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, AN_HOUR),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, body)
}

fn page(document: &Value) -> String {
    let title = escaped(text(&document["info"]["title"]));
    let mut body = format!(
        "<header><h1>{title} <small>{}</small></h1>{}<p><a href=\"openapi.json\">openapi.json</a></p></header>\n<main>\n",
        escaped(text(&document["info"]["version"])),
        paragraph(text(&document["info"]["description"])),
    );
    for (path, item) in entries(&document["paths"]) {
        for (method, it) in entries(item) {
            body.push_str(&operation(path, method, it));
        }
    }
    body.push_str("<h2>Types</h2>\n");
    for (name, schema) in entries(&document["components"]["schemas"]) {
        body.push_str(&named(name, schema));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}: the HTTP API</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"stylesheet\" href=\"docs.css\">\n</head>\n\
         <body>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn operation(path: &str, method: &str, it: &Value) -> String {
    let id = escaped(text(&it["operationId"]));
    let mut out = format!(
        "<section id=\"{id}\"><h2><code><b>{}</b> {}</code></h2>{}",
        method.to_uppercase(),
        escaped(path),
        paragraph(text(&it["summary"])),
    );
    let mut rows = String::new();
    for parameter in it["parameters"].as_array().into_iter().flatten() {
        let schema = match &parameter["schema"] {
            Value::Null => &parameter["content"]["application/json"]["schema"],
            schema => schema,
        };
        row(&mut rows, text(&parameter["name"]), &shape(schema), text(&parameter["description"]));
    }
    let body = &it["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        row(&mut rows, "body", &shape(body), "");
    }
    for (status, answer) in entries(&it["responses"]) {
        let schema = &answer["content"]["application/json"]["schema"];
        let kind = if schema.is_null() { String::new() } else { shape(schema) };
        row(&mut rows, status, &kind, text(&answer["description"]));
    }
    let _never = writeln!(out, "<table>{rows}</table></section>");
    out
}

fn named(name: &str, schema: &Value) -> String {
    let name = escaped(name);
    let mut rows = String::new();
    let variants = ["oneOf", "anyOf", "allOf"].map(|it| schema[it].as_array());
    for variant in variants.into_iter().flatten().flatten() {
        row(&mut rows, "", &shape(variant), text(&variant["description"]));
    }
    for (field, it) in entries(&schema["properties"]) {
        row(&mut rows, field, &shape(it), text(&it["description"]));
    }
    let words = words(schema);
    format!(
        "<section id=\"type-{name}\"><h3>{name}</h3>{}{words}<table>{rows}</table></section>\n",
        paragraph(text(&schema["description"])),
    )
}

/// A schema in a few words, with links to those that have a name.
fn shape(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
        let name = escaped(name);
        return format!("<a href=\"#type-{name}\">{name}</a>");
    }
    let several = |items: &Vec<Value>| items.iter().map(shape).collect::<Vec<_>>().join(" or ");
    if let Some(items) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        return several(items);
    }
    if let Some(items) = schema["allOf"].as_array() {
        return items.iter().map(shape).collect::<Vec<_>>().join(" with ");
    }
    if !schema["items"].is_null() {
        return format!("list of {}", shape(&schema["items"]));
    }
    if schema["enum"].is_array() {
        return words(schema);
    }
    let fields = entries(&schema["properties"]);
    let fields: Vec<String> =
        fields.map(|(name, it)| format!("{}: {}", escaped(name), shape(it))).collect();
    if !fields.is_empty() {
        return format!("{{ {} }}", fields.join(", "));
    }
    match &schema["type"] {
        Value::Array(kinds) => escaped(&kinds.iter().map(text).collect::<Vec<_>>().join(" or ")),
        kind => escaped(text(kind)),
    }
}

fn words(schema: &Value) -> String {
    let words = schema["enum"].as_array().into_iter().flatten();
    let words: Vec<String> =
        words.map(|it| format!("<code>{}</code>", escaped(text(it)))).collect();
    words.join(" ")
}

fn row(rows: &mut String, name: &str, kind: &str, says: &str) {
    let (name, says) = (escaped(name), escaped(says));
    let _never = write!(rows, "<tr><th>{name}</th><td>{kind}</td><td>{says}</td></tr>");
}

fn paragraph(says: &str) -> String {
    if says.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(says)) }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
