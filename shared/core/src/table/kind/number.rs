//! Numbers as people write them, phone numbers among them.

/// Whether a text that has digits is a number.
pub(super) fn is_number(text: &str) -> bool {
    let bare = text
        .trim_matches(|it: char| it == ' ' || it == '%' || is_currency(it))
        .trim_start_matches(['+', '-']);
    let bare = bare.trim_start_matches(|it: char| it == ' ' || is_currency(it));
    if bare.bytes().all(|it| it.is_ascii_digit()) {
        return !bare.is_empty();
    }
    is_phone(text) || is_grouped(bare.trim_matches(['(', ')'])) || is_scientific(bare)
}

/// Signs beyond ASCII beside a number are currencies, whether we know them or read them in a wrong encoding.
fn is_currency(it: char) -> bool {
    it == '$' || !it.is_ascii() && !it.is_numeric() && !it.is_control()
}

/// Digits, perhaps grouped by threes, perhaps with a decimal part.
fn is_grouped(text: &str) -> bool {
    let is_sign = |it: char| matches!(it, '.' | ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}');
    let Some(decimal) = text.rfind(is_sign) else { return is_digits(text) };
    let (whole, rest) = text.split_at(decimal);
    let part = rest.trim_start_matches(is_sign);
    let mut groups = whole.split(is_sign);
    let first = groups.next().unwrap_or_default();
    let grouped = groups.all(|it| it.len() == 3 && is_digits(it));
    let signs = text.matches(is_sign).count();
    let last = rest.chars().next().unwrap_or_default();
    // A sign that comes twice groups; a decimal sign comes once and a space is none.
    let lone = !whole.contains(last) && !last.is_whitespace() && last != '\'';
    let tail = part.is_empty() || is_digits(part);
    grouped
        && tail
        && (lone || part.len() == 3)
        && rest.chars().skip(1).all(|it| !is_sign(it))
        && (is_digits(first) && first.len() <= 3
            || signs == 1 && (first.is_empty() || is_digits(first)))
        && !(first.is_empty() && part.is_empty())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// `1.5e-10`
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    is_digits(exponent) && exponent.len() <= 4 && is_grouped(mantissa)
}

/// Seven to fifteen digits between signs that stand in phone numbers, and not a day.
fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let signs = text.bytes().all(|it| it.is_ascii_digit() || b"+-()/. ".contains(&it));
    signs && (7..=15).contains(&digits) && (digits >= 9 || !is_day(text))
}

/// Three numbers, none longer than a year.
fn is_day(text: &str) -> bool {
    let mut parts = text.split(['-', '/', '.']);
    parts.clone().count() == 3 && parts.all(|it| is_digits(it) && it.len() <= 4)
}
