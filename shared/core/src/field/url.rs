//! Web addresses: http and https only, with or without the scheme; nothing that a click would run.

use gangway_contract::IssueCode;

use super::{Fault, Read, Shape, ascii_domain, cut};

/// The scheme and the host are lowered, the rest stays as typed.
pub(super) fn read(text: &str, out: &mut String) -> Read {
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
