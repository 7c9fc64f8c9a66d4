//! No row's value is logged: a line is a constant sentence, and what it says besides has one of the names below, all of which
//! stand for numbers, words of our own and ids. Whoever wants another name puts it here, under somebody's eyes.

use crate::rust_files;

/// What lines may say.
const NAMES: &[&str] = &[
    "bucket.number",
    "buckets",
    "called",
    "code",
    "created",
    "deliveries",
    // Of calls of services, and of what of ours cannot be read: none names a value.
    "error",
    "event.id",
    "failed",
    "job",
    "job.id",
    "job.status",
    "kept",
    "reads",
    "records",
    "removed",
    "restored",
    "rows",
    "seconds",
    "skipped",
    "tenant",
    "unchanged",
    "unprocessed",
    "updated",
    "writes",
];

/// What a macro takes, from behind its bracket to the one that closes it.
fn arguments(text: &str) -> &str {
    let (mut depth, mut quoted, mut before) = (1, false, ' ');
    for (at, letter) in text.char_indices() {
        match letter {
            '"' if before != '\\' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
        before = letter;
    }
    text
}

/// The parts between commas that lie within nothing.
fn parts(arguments: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quoted) = (Vec::new(), 0, 0, false);
    for (at, letter) in arguments.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(arguments[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(arguments[from..].trim());
    parts.retain(|it| !it.is_empty());
    parts
}

/// What is wrong with a line; none if nothing is.
fn wrong(part: &str) -> Option<String> {
    if part.starts_with('"') {
        return part.contains('{').then(|| format!("the sentence {part} is not constant"));
    }
    let name = part.split('=').next().unwrap_or_default();
    let name = name.trim().trim_start_matches(['%', '?']);
    (!NAMES.contains(&name)).then(|| format!("«{name}» is no name that a log may say"))
}

/// Everything that a text logs, and what its spans carry.
fn logged(text: &str) -> Vec<&str> {
    let lines = ["error", "warn", "info", "debug", "trace"].map(|it| format!("tracing::{it}!("));
    let lines = lines.iter().flat_map(|it| text.split(it.as_str()).skip(1)).map(arguments);
    let spans = text.split("tracing::instrument(").skip(1).map(arguments);
    let fields = |it| {
        let span: &str = it;
        span.split_once("fields(").map_or("", |it| arguments(it.1))
    };
    lines.chain(spans.map(fields)).flat_map(parts).collect()
}

#[test]
fn every_line_of_a_log_is_a_constant_sentence_with_names_that_hold_no_value_of_a_row() {
    let mut looked_at = 0;
    for (place, text) in rust_files() {
        if !place.starts_with("functions/") && !place.starts_with("shared/") {
            continue;
        }
        for part in logged(&text) {
            assert_eq!(wrong(part), None, "{place}");
            looked_at += 1;
        }
        let spans = text.matches("tracing::instrument").count();
        let silent = text.matches("tracing::instrument(skip_all").count();
        assert_eq!(spans, silent, "{place}: a span takes all arguments with it");
        assert!(!text.contains("use tracing::"), "{place}: lines are found by their whole name");
    }
    assert!(looked_at > 60, "{looked_at} parts of lines were looked at");
}

#[test]
fn a_line_with_a_rows_value_would_be_found() {
    let line = r#"tracing::info!(rows = 3, ?record, email = %row.cells[0], "Wrote {}", cell);"#;
    let found: Vec<String> = logged(line).into_iter().filter_map(wrong).collect();
    assert_eq!(found.len(), 4, "{found:?}");
    let fine =
        r#"tracing::info!(job.id = %job, error = format!("{error:#}"), "Did, and more (all)");"#;
    assert_eq!(logged(fine).len(), 3);
    assert!(logged(fine).into_iter().all(|it| wrong(it).is_none()));
}
