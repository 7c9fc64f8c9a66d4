//! What people type around the digits of a telephone number: marks, letters, other scripts, extensions.

use crate::field::text::is_invisible;

/// Digits of any script as ASCII; invisible characters gone.
pub(super) fn ascii_digit(it: char) -> Option<char> {
    let digit = |zero: char| char::from_digit(u32::from(it) - u32::from(zero), 10);
    match it {
        '\u{660}'..='\u{669}' => digit('\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit('\u{6f0}'),
        '\u{966}'..='\u{96f}' => digit('\u{966}'),
        it if is_invisible(it) => None,
        it if it.is_whitespace() => Some(' '),
        it => Some(it),
    }
}

/// The digits of a number that holds nothing but digits and what people put between them; letters only
/// where they spell a toll-free number (1-800-FLOWERS).
pub(super) fn digits_of(number: &str) -> Option<String> {
    let mut digits = String::with_capacity(16);
    let mut letters = 0;
    for it in number.chars() {
        match it {
            '0'..='9' => digits.push(it),
            'a'..='z' | 'A'..='Z' => {
                letters += 1;
                digits.push(on_keypad(it));
            }
            ' '
            | '-'
            | '.'
            | '('
            | ')'
            | '/'
            | '+'
            | '['
            | ']'
            | '~'
            | '*'
            | '\u{2010}'..='\u{2015}'
            | '\u{2212}'
            | '·'
            | '•' => {}
            _ => return None,
        }
    }
    let toll_free = ["800", "833", "844", "855", "866", "877", "888"];
    let national = digits.strip_prefix('1').unwrap_or(&digits);
    let spelled = letters >= 3 && toll_free.iter().any(|it| national.starts_with(it));
    (letters == 0 || (spelled && (10..=12).contains(&national.len()))).then_some(digits)
}

fn on_keypad(letter: char) -> char {
    match letter.to_ascii_lowercase() {
        'a'..='c' => '2',
        'd'..='f' => '3',
        'g'..='i' => '4',
        'j'..='l' => '5',
        'm'..='o' => '6',
        'p'..='s' => '7',
        't'..='v' => '8',
        _ => '9',
    }
}

/// `+1 202 555 0123 ext. 12` → the number and `12`.
pub(super) fn split_extension(text: &str) -> (&str, Option<String>) {
    const MARKS: [&str; 10] =
        [";ext=", "extension", "extn", "ext", "durchwahl", "poste", "dw", "int", "x", "#"];
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, extension) = text.split_at(text.len() - digits);
    let before = before.trim_end_matches([' ', '.', ':', ')', '(']);
    let lower = before.to_ascii_lowercase();
    let mark =
        MARKS.into_iter().find(|it| lower.ends_with(it)).filter(|_| (1..=7).contains(&digits));
    let number = mark.and_then(|it| before.get(..before.len() - it.len()));
    let trim = |it: &str| it.trim_end_matches([' ', ',', '.', ';', '-', '(']).len();
    match number {
        Some(number) if number.bytes().filter(u8::is_ascii_digit).count() >= 5 => {
            (number.get(..trim(number)).unwrap_or(number), Some(extension.to_owned()))
        }
        _ => (text, None),
    }
}
