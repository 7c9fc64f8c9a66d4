//! What of a value is compared: it goes into a key's text folded, and without what tells no two records apart. Hashes
//! nothing.

use std::borrow::Cow;

use super::PART;
use crate::copy::push_short;
use crate::field::{ascii_domain, fold, is_weak_phone};
use crate::unicode;

/// Folds one value in; false if nothing of it is left.
pub(super) fn push_field(field: &str, value: &str, out: &mut String) -> bool {
    let start = out.len();
    match field {
        "email" => return push_email(value, out),
        "company" => push_company(value, out),
        // Keys of other systems may differ in nothing but case.
        it if it == "id" || it.ends_with("_id") => out.push_str(value),
        _ => out.push_str(&fold(value)),
    }
    let left = out.len() > start;
    out.push(PART);
    left
}

/// Case never tells two mailboxes apart in practice; tags and dots do.
pub(super) fn push_email(value: &str, out: &mut String) -> bool {
    let start = out.len();
    if value.is_ascii() {
        push_short(value, out);
        if let Some(lowered) = out.get_mut(start..) {
            lowered.make_ascii_lowercase();
        }
    } else if let Some((local, domain)) = value.rsplit_once('@') {
        out.extend(unicode::nfkc(local).chars().flat_map(char::to_lowercase));
        out.push('@');
        out.push_str(&ascii_domain(domain).unwrap_or(Cow::Borrowed(domain)));
    }
    let left = out.len() > start;
    out.push(PART);
    left
}

/// The telephone, or the mobile where there is no telephone. A weak number is nobody's.
pub(super) fn push_phone<'a>(
    value: impl Fn(&str) -> Option<Cow<'a, str>>,
    out: &mut String,
) -> bool {
    let strong = |field| value(field).filter(|it| !is_weak_phone(it));
    let Some(number) = strong("phone").or_else(|| strong("mobile")) else { return false };
    out.push_str(&number);
    true
}

pub(super) fn push_name_company<'a>(
    value: impl Fn(&str) -> Option<Cow<'a, str>>,
    out: &mut String,
) -> bool {
    let (first, last) = (value("first_name"), value("last_name"));
    let Some(company) = value("company") else { return false };
    let start = out.len();
    for part in [first, last].into_iter().flatten() {
        push_words(&part, out);
        out.push(' ');
    }
    let named = out.get(start..).is_some_and(|it| !it.trim().is_empty());
    out.push(PART);
    let start = out.len();
    push_company(&company, out);
    named && out.len() > start
}

/// Letters and digits, folded; what stands between is one blank; `&` is a word.
fn push_words(value: &str, out: &mut String) {
    let start = out.len();
    for it in fold(value).chars() {
        let gap = out.len() == start || out.ends_with(' ');
        match it {
            '&' | '+' => out.push_str(if gap { "and " } else { " and " }),
            // O'Neil is Oneil, and S.A. is SA.
            '\'' | '’' | '.' => {}
            it if it.is_alphanumeric() => out.push(it),
            _ if !gap => out.push(' '),
            _ => {}
        }
    }
    out.truncate(start + out.get(start..).unwrap_or_default().trim_end().len());
}

/// What a company is registered as says nothing about which one it is.
const LEGAL_FORMS: [&str; 58] = [
    "inc",
    "incorporated",
    "llc",
    "llp",
    "lp",
    "ltd",
    "limited",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "ev",
    "eg",
    "se",
    "gbr",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "snc",
    "sl",
    "slu",
    "srl",
    "spa",
    "sapi",
    "cv",
    "bv",
    "nv",
    "vof",
    "ab",
    "hb",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "sp",
    "oo",
    "zoo",
    "sro",
    "kft",
    "doo",
    "ltda",
    "lda",
    "eireli",
    "pty",
    "pvt",
    "kk",
    "pte",
];

fn push_company(value: &str, out: &mut String) {
    let start = out.len();
    push_words(value, out);
    // Trailing forms only, and never the whole name: `Limited` may be all there is.
    let mut removed = false;
    while let Some((rest, last)) = out.get(start..).and_then(|it| it.rsplit_once(' ')) {
        // The words between two forms go along: `GmbH & Co. KG`, `Sp. z o.o.`
        let form = LEGAL_FORMS.contains(&last) || (removed && matches!(last, "and" | "z"));
        if !form {
            break;
        }
        removed = true;
        out.truncate(start + rest.len());
    }
}
