//! Web addresses: http and https only, with or without the scheme; nothing that a click would run.

use gangway_contract::IssueCode;

use super::sign::Signs;
use super::{Fault, Read, Shape, ascii_domain, cut};
use crate::copy::{is_simple, push_short};

/// The scheme and the host are lowered, the rest stays as typed.
pub(super) fn read(text: &str, out: &mut String) -> Read {
    if is_plain(text) {
        let start = out.len();
        push_short(text, out);
        let host = start + authority_end(text.as_bytes());
        if let Some(lowered) = out.get_mut(start..host) {
            lowered.make_ascii_lowercase();
        }
        return Ok(Shape::Text);
    }
    read_rare(text, out)
}

/// Whether an address of printable ASCII is short and plain, its host in lower case.
#[inline]
pub(super) fn is_canonical(text: &[u8], signs: Signs<'_>) -> bool {
    let scheme = match text {
        [b'h', b't', b't', b'p', b's', b':', b'/', b'/', ..] => 8,
        [b'h', b't', b't', b'p', b':', b'/', b'/', ..] => 7,
        _ => 0,
    };
    let rest = signs.all() & (u64::MAX << scheme);
    let path = signs.any_of([b'/', b'?', b'#']) & rest;
    // The bits below the path's first, or all.
    let host = if path == 0 { rest } else { rest & (path ^ (path - 1)) >> 1 };
    let (words, dots) = (signs.words() | signs.any_of([b'-', b'_']), signs.of(b'.') & host);
    // A word stands at both ends and around each dot.
    let first = 1 << scheme;
    (words | dots) & host == host
        && dots != 0
        && words & first != 0
        && (dots << 1) & host & dots == 0
        && (dots << 1) & host == dots << 1
        && signs.of(b' ') & rest == 0
}

/// Whether the address is `http(s)://` or nothing, a host of letters, digits and hyphens, and a path without
/// blanks, as nearly all are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let host = bytes.get(scheme_end(bytes)..authority_end(bytes)).unwrap_or_default();
    let path = bytes.get(authority_end(bytes)..).unwrap_or_default();
    plain_host(host) && is_simple(path) && memchr::memchr(b' ', path).is_none()
}

/// What stands before the host, if it is one of the two schemes.
fn scheme_end(bytes: &[u8]) -> usize {
    let begins =
        |with: &[u8]| bytes.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    [&b"https://"[..], b"http://"].into_iter().find(|it| begins(it)).map_or(0, <[u8]>::len)
}

/// Where the path begins.
fn authority_end(bytes: &[u8]) -> usize {
    let start = scheme_end(bytes);
    let host = bytes.get(start..).unwrap_or_default();
    start + memchr::memchr3(b'/', b'?', b'#', host).unwrap_or(host.len())
}

/// Labels of letters, digits, hyphens and underscores, at least two, none longer than 63.
fn plain_host(host: &[u8]) -> bool {
    let (mut dots, mut length) = (0_u32, 0_u32);
    for it in host {
        match it {
            b'.' if length > 0 => (dots, length) = (dots + 1, 0),
            b'-' | b'_' => length += 1,
            it if it.is_ascii_alphanumeric() => length += 1,
            _ => return false,
        }
        if length > 63 {
            return false;
        }
    }
    dots > 0 && length > 0
}

#[cold]
fn read_rare(text: &str, out: &mut String) -> Read {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '.', '?']) => (Some(scheme), rest),
        _ => (None, text.strip_prefix("//").unwrap_or(text)),
    };
    let known = |it: &str| it.eq_ignore_ascii_case("http") || it.eq_ignore_ascii_case("https");
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if !scheme.is_none_or(known) || !is_authority(authority) || path.contains(is_blank) {
        let message = format!(
            "«{}» is not a web address. Write it as https://www.example.com.",
            cut(text, 60)
        );
        return Err(Fault::new(IssueCode::BadUrl, message));
    }
    if let Some(scheme) = scheme {
        out.extend(scheme.chars().map(|it| it.to_ascii_lowercase()));
        out.push_str("://");
    }
    out.extend(authority.chars().flat_map(char::to_lowercase));
    out.push_str(path);
    Ok(Shape::Text)
}

fn is_blank(it: char) -> bool {
    it.is_whitespace() || it.is_control()
}

/// A host with a dot in it, perhaps with a port; no user name, which only phishing uses.
fn is_authority(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let host = host.strip_suffix('.').unwrap_or(host);
    let labels = |host: &str| {
        host.contains('.')
            && host.split('.').all(|label| {
                let fits = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
                (1..=63).contains(&label.len()) && label.bytes().all(fits)
            })
    };
    port.len() <= 5
        && port.bytes().all(|it| it.is_ascii_digit())
        && if host.is_ascii() {
            labels(host)
        } else {
            ascii_domain(host).is_some_and(|it| labels(&it))
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn web_addresses_keep_what_was_typed() {
        for (text, url) in [
            ("HTTPS://Example.com/Path?Q=1", "https://example.com/Path?Q=1"),
            ("www.example.com", "www.example.com"),
            ("linkedin.com/in/anna", "linkedin.com/in/anna"),
            ("http://müller.de:8080/ä", "http://müller.de:8080/ä"),
        ] {
            assert_eq!(value_of(&Kind::Url, text), Ok(url.into()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_short_way_says_what_the_long_way_says(
            text in "(https?://|HTTP://|//|ftp://)?[a-zA-Z0-9.:@_-]{0,12}(\\.[a-z]{0,3})?([/?#][a-z0-9 /:?=#é.-]{0,8})?"
        ) {
            let (mut short, mut long) = (String::new(), String::new());
            let said = read(&text, &mut short);
            prop_assert_eq!(&said, &read_rare(&text, &mut long));
            prop_assert_eq!(short, long);
        }
    }

    #[test]
    fn what_would_run_or_leads_nowhere_is_an_issue() {
        for text in [
            "javascript:alert(1)",
            "ftp://a.com",
            "example",
            "a b.com",
            "https://",
            "http://u@a.com",
        ] {
            assert_eq!(value_of(&Kind::Url, text), Err(IssueCode::BadUrl), "{text}");
        }
    }
}
