//! E-mail addresses: what RFC 5321 lets through a mail server, without the comments and folding of RFC 5322,
//! and without domains of one label, which are a forgotten `.com`.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use gangway_contract::IssueCode;

use super::sign::Signs;
use super::text::is_invisible;
use super::{Fault, Read, Shape, cut, trim};
use crate::copy::push_short;
use crate::part::part;
use crate::unicode;

/// The canonical form is lower case: domains have no case, and no mail server in use tells local parts apart
/// by it.
pub(super) fn read(text: &str, out: &mut String) -> Read {
    let text = text.strip_suffix([';', ',']).unwrap_or(text);
    // One look at the bytes settles nearly every address.
    if is_plain(text) {
        let start = out.len();
        push_short(text, out);
        if let Some(address) = out.get_mut(start..) {
            address.make_ascii_lowercase();
        }
        return Ok(Shape::Text);
    }
    read_rare(text, out)
}

/// Whether the address is short, plain and in lower case.
#[inline]
pub(super) fn is_canonical(signs: Signs<'_>) -> bool {
    let (words, dots, hyphens) = (signs.words(), signs.of(b'.'), signs.of(b'-'));
    let (marks, at) = (signs.any_of([b'_', b'+']), signs.of(b'@'));
    if !at.is_power_of_two() || words | dots | hyphens | marks | at != signs.all() {
        return false;
    }
    let (local, domain) = (at - 1, signs.all() & !(at | (at - 1)));
    let (first, last) = (at << 1, (signs.all() + 1) >> 1);
    // Before the at sign dots are single and within; behind it, words stand at both ends and behind each dot.
    let plain_local = local != 0 && dots & 1 == 0 && ((dots & local) << 1) & (dots | at) == 0;
    let plain_domain = words & first != 0
        && words & last != 0
        && ((dots & domain) << 1) & !words == 0
        && ((hyphens & domain) << 1) & dots == 0
        && marks & domain == 0;
    plain_local && plain_domain && dots & domain != 0
}

/// Whether the address is made of letters, digits, dots and hyphens, as nearly all are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(at) = memchr::memchr(b'@', bytes) else { return false };
    let (Some(local), Some(domain)) = (bytes.get(..at), bytes.get(at + 1..)) else { return false };
    let fits = (1..=64).contains(&local.len()) && domain.len() >= 3 && bytes.len() <= 254;
    fits && plain_local(local) && plain_domain(domain)
}

/// Letters, digits and a few signs, with single dots between.
fn plain_local(local: &[u8]) -> bool {
    let mut last = b'.';
    for &it in local {
        let fits = match it {
            b'.' => last != b'.',
            _ => it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'+'),
        };
        if !fits {
            return false;
        }
        last = it;
    }
    last != b'.'
}

/// Labels of letters, digits and inner hyphens, at least two, none longer than 63.
fn plain_domain(domain: &[u8]) -> bool {
    let mut labels = 0_u32;
    let mut length = 0_u32;
    let mut last = b'.';
    for &it in domain {
        let fits = match it {
            b'.' => last != b'.' && last != b'-',
            b'-' => last != b'.',
            _ => it.is_ascii_alphanumeric(),
        };
        length = if it == b'.' { 0 } else { length + 1 };
        labels += u32::from(it == b'.');
        if !fits || length > 63 {
            return false;
        }
        last = it;
    }
    labels > 0 && last != b'.' && last != b'-' && domain.len() <= 253
}

#[cold]
fn read_rare(text: &str, out: &mut String) -> Read {
    let address = unwrap(text);
    let Some((local, domain)) = split(&address) else { return Err(fault(text)) };
    let whole = local.chars().count() + 1 + domain.len();
    if whole > 254 || !is_local(local) || !is_domain(domain) {
        return Err(fault(text));
    }
    out.extend(address.chars().flat_map(char::to_lowercase));
    Ok(Shape::Text)
}

fn fault(text: &str) -> Fault {
    let shown = cut(text, 60);
    let hint = match text.matches('@').count() {
        0 => "it has no @",
        1 if text.ends_with('@') => "nothing follows the @",
        1 if text.starts_with('@') => "nothing stands before the @",
        1 if text.contains(' ') => "it contains a space",
        1 if !text.rsplit('@').next().unwrap_or_default().contains('.') => "its domain has no dot",
        1 => "its form is wrong",
        _ => "it has more than one @; keep one address to a cell",
    };
    let message =
        format!("«{shown}» is not an e-mail address: {hint}. Write it as name@example.com.");
    Fault::new(IssueCode::BadEmail, message)
}

/// The address of `Nea Nord <nea@example.com>`, `mailto:nea@example.com?subject=x`, with compatibility forms
/// (a full-width `＠`) and invisible characters gone.
fn unwrap(text: &str) -> Cow<'_, str> {
    let mut text = text;
    if let (true, Some(open)) = (text.ends_with('>'), text.rfind('<')) {
        text = text.get(open + 1..text.len() - 1).unwrap_or_default();
    }
    let scheme = text.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("mailto:"));
    if scheme {
        text = text.get(7..).unwrap_or_default();
        text = text.split('?').next().unwrap_or_default();
    }
    let text = trim(text);
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let seen: String = text.chars().filter(|it| it.is_control() || !is_invisible(*it)).collect();
    Cow::Owned(unicode::nfkc(&seen))
}

/// Cut at the last `@`: a quoted local part may hold others.
fn split(address: &str) -> Option<(&str, &str)> {
    address.rsplit_once('@').filter(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

fn is_local(local: &str) -> bool {
    if local.chars().count() > 64 {
        return false;
    }
    if let Some(quoted) = local.strip_prefix('"') {
        return quoted.strip_suffix('"').is_some_and(is_quoted);
    }
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

/// The inside of a quoted local part: printable, with backslash before what needs one.
fn is_quoted(inside: &str) -> bool {
    let mut escaped = false;
    for it in inside.chars() {
        let printable = matches!(it, ' '..='~') || !it.is_ascii();
        escaped = match (escaped, it) {
            _ if !printable => return false,
            (true, it) if !it.is_ascii() => return false,
            (false, '\\') => true,
            // A bare blank is folding white space of RFC 5322, which mail servers need not take.
            (false, '"' | ' ') => return false,
            _ => false,
        };
    }
    !escaped
}

fn is_atext(it: char) -> bool {
    it.is_ascii_alphanumeric()
        || "!#$%&'*+-/=?^_`{|}~".contains(it)
        || (!it.is_ascii() && !it.is_whitespace() && !it.is_control())
}

fn is_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[') {
        return literal.strip_suffix(']').is_some_and(is_address_literal);
    }
    if domain.is_ascii() {
        return plain_domain(domain.as_bytes());
    }
    ascii_domain(domain).is_some_and(|it| plain_domain(it.as_bytes()))
}

fn is_address_literal(literal: &str) -> bool {
    match literal.strip_prefix("IPv6:") {
        // RFC 5321 lets `::` stand for two groups or more.
        Some(it) => {
            it.parse::<Ipv6Addr>().is_ok()
                && !(it.contains("::") && it.split(':').filter(|it| !it.is_empty()).count() > 6)
        }
        None => literal.parse::<Ipv4Addr>().is_ok(),
    }
}

/// The domain as name servers know it (IDNA), lower case.
pub(crate) fn ascii_domain(domain: &str) -> Option<Cow<'_, str>> {
    if domain.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase()) {
        return Some(Cow::Borrowed(domain));
    }
    // Of ASCII, only what is spelt in Punycode is more than its letters.
    if domain.is_ascii() && !has_punycode(domain) {
        return Some(Cow::Owned(domain.to_ascii_lowercase()));
    }
    domain_to_ascii(domain).filter(|it| !it.is_empty()).map(Cow::Owned)
}

fn has_punycode(domain: &str) -> bool {
    domain.as_bytes().windows(4).any(|it| it.eq_ignore_ascii_case(b"xn--"))
}

part! { "domains", "01",
    fn domain_to_ascii(domain: &str) -> Option<String> {
        idna::domain_to_ascii(domain).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Kind, testing::value_of};
    use super::*;

    proptest! {
        #[test]
        fn a_domain_of_ascii_is_its_letters(domain in "[ -~]{0,16}|[a-zA-Z0-9.-]{0,16}|[a-z]{0,3}[xX][nN]--[a-z0-9-]{0,6}") {
            let known = idna::domain_to_ascii(&domain).ok().filter(|it| !it.is_empty());
            let short = domain.bytes().all(|it| !it.is_ascii_uppercase());
            prop_assert!(short || ascii_domain(&domain).map(Cow::into_owned) == known, "{:?}", known);
        }
    }

    #[test]
    fn addresses_are_found_in_what_people_paste() {
        for (text, address) in [
            ("Anna@Example.COM", "anna@example.com"),
            ("Nea Nord <NEA.NORD@GMAIL.COM>", "nea.nord@gmail.com"),
            ("mailto:olle@orm.se?subject=hi", "olle@orm.se"),
            ("\u{200b}anna@example.com\u{a0}", "anna@example.com"),
            ("anna@example.com;", "anna@example.com"),
            ("anna＠example.com", "anna@example.com"),
            ("jörg@müller.de", "jörg@müller.de"),
            ("o'neil+crm@a-b.co.uk", "o'neil+crm@a-b.co.uk"),
        ] {
            assert_eq!(value_of(&Kind::Email, text), Ok(address.into()), "{text}");
        }
    }

    #[test]
    fn what_no_mail_server_takes_is_an_issue() {
        for text in [
            "anna",
            "anna@",
            "@example.com",
            "a b@example.com",
            "a@b",
            "a..b@example.com",
            ".a@example.com",
            "a@-b.com",
            "a@b..com",
            "a@example.com, b@example.com",
            "a@b@example.com",
            "a@example.com.",
        ] {
            assert_eq!(value_of(&Kind::Email, text), Err(IssueCode::BadEmail), "{text}");
        }
    }

    #[test]
    fn the_sentence_says_what_is_wrong() {
        assert!(fault("anna.example.com").message.contains("has no @"));
        assert!(fault("a@b").message.contains("no dot"));
    }
}
