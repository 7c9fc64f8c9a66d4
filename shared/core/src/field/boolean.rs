//! Yes and no, in the words that people and products use.

use gangway_contract::IssueCode;

use super::{Fault, Read, Shape, cut, fold};
use crate::table::{Cell, CellKind};

const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "1",
    "on",
    "x",
    "✓",
    "✔",
    "☑",
    "✅",
    "checked",
    "enabled",
    "active",
    "ja",
    "j",
    "wahr",
    "oui",
    "o",
    "vrai",
    "si",
    "s",
    "verdadero",
    "sim",
    "verdadeiro",
    "vero",
    "waar",
    "sant",
    "sann",
    "tak",
    "prawda",
    "はい",
    "有",
    "是",
    "真",
    "對",
    "对",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "-",
    "✗",
    "✘",
    "☐",
    "❌",
    "unchecked",
    "disabled",
    "inactive",
    "nein",
    "falsch",
    "non",
    "faux",
    "falso",
    "nao",
    "nee",
    "onwaar",
    "nej",
    "falskt",
    "nie",
    "fałsz",
    "falsz",
    "いいえ",
    "無",
    "否",
    "假",
    "错",
    "錯",
];

pub(super) fn read(cell: &Cell<'_>, text: &str) -> Read {
    if let CellKind::Boolean(it) = cell.kind {
        return Ok(Shape::Boolean(it));
    }
    is_yes(text).map(Shape::Boolean).ok_or_else(|| {
        let message = format!("«{}» is neither yes nor no. Write yes or no.", cut(text, 40));
        Fault::new(IssueCode::BadBoolean, message)
    })
}

fn is_yes(text: &str) -> Option<bool> {
    let text = fold(text);
    let among = |words: &[&str]| words.contains(&text.as_ref());
    if among(YES) {
        Some(true)
    } else if among(NO) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn yes_and_no_are_understood_in_many_words() {
        for text in ["Yes", "TRUE", "1", "ja", "Sí", "はい", "X"] {
            assert_eq!(value_of(&Kind::Boolean, text), Ok("true".into()), "{text}");
        }
        for text in ["no", "False", "0", "não", "Nein", "否"] {
            assert_eq!(value_of(&Kind::Boolean, text), Ok("false".into()), "{text}");
        }
        assert_eq!(value_of(&Kind::Boolean, "maybe"), Err(IssueCode::BadBoolean));
    }
}
