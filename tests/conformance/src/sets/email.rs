//! Addresses of isemail: which a CRM should take, by the policy in the corpus' README.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::corpora::bytes;
use crate::load;
use crate::score::{Score, Share};

/// The share of addresses that are taken or refused as they should be. A cell is trimmed before it is judged:
/// what only differs by that is no test of an address.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let xml = String::from_utf8(bytes(&folder.join("test/tests.xml"))?)?;
    // A test without an address tests no address.
    let tests = xml.split("<test ").skip(1).filter_map(expectation);
    let tests: Vec<_> = tests.filter(|(address, _)| address.trim() == address).collect();
    ensure!(tests.len() > 120, "isemail has lost its tests");
    let addresses: Vec<&str> = tests.iter().map(|(address, _)| address.as_str()).collect();
    let values = load::values(&addresses, "email", None)?;
    let mut share = Share::default();
    for ((address, want), value) in tests.iter().zip(values) {
        let outcome = match (want, value.is_some()) {
            (true, false) => Err("should be taken".to_owned()),
            (false, true) => Err("should be refused".to_owned()),
            _ => Ok(()),
        };
        share.count(&format!("{address:?}"), outcome);
    }
    Ok(vec![share.score("isemail", "none published under this policy")])
}

/// The address and whether a CRM should take it.
fn expectation(test: &str) -> Option<(String, bool)> {
    let inside = |tag: &str| {
        let from = test.find(&format!("<{tag}>"))? + tag.len() + 2;
        let rest = test.get(from..)?;
        rest.get(..rest.find("</")?)
    };
    let taken = matches!(
        inside("category")?,
        "ISEMAIL_VALID_CATEGORY" | "ISEMAIL_DNSWARN" | "ISEMAIL_RFC5321"
    );
    // The corpus writes control characters as their pictures.
    let control = |it: char| match u32::from(it) {
        picture @ 0x2400..=0x241f => char::from_u32(picture - 0x2400).unwrap_or(it),
        _ => it,
    };
    Some((decoded(inside("address")?)?.chars().map(control).collect(), taken))
}

/// XML's entities as the characters that they stand for.
fn decoded(xml: &str) -> Option<String> {
    let mut parts = xml.split('&');
    let mut text = parts.next()?.to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        let code = name.strip_prefix("#x").and_then(|it| u32::from_str_radix(it, 16).ok());
        let named = ["lt<", "gt>", "amp&", "quot\""]
            .iter()
            .find_map(|it| it.strip_prefix(name)?.chars().next());
        text.push(code.and_then(char::from_u32).or(named)?);
        text.push_str(rest);
    }
    Some(text)
}
