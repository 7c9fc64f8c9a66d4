//! Rows that a database, a parser or a log might choke on.

use crate::leads::Lead;

const EMAIL: usize = 2;
const NOTES: usize = 14;

/// Rows of their own e-mail address, each with something else that is hard to swallow.
pub fn rows(model: &Lead) -> Vec<Lead> {
    let texts = [
        // More than an item of DynamoDB holds.
        "x".repeat(500_000),
        // As many bytes, in characters of four.
        "\u{1F98A}".repeat(120_000),
        "\u{0}\u{1}\u{7f}\u{feff}\u{202e}".repeat(200),
        "=cmd|' /C calc'!A0".to_owned(),
        "{\"$ref\": \"$.x\", \"__proto__\": 1} ${jndi:ldap://x} %s%n '); DROP TABLE--".to_owned(),
        "e\u{301}\u{302}".repeat(50_000),
    ];
    (0..)
        .zip(texts)
        .map(|(number, text): (u32, String)| {
            let mut row = model.clone();
            row.cells[EMAIL] = format!("poison{number}@poison.example.org");
            row.cells[NOTES] = text;
            row
        })
        .collect()
}
