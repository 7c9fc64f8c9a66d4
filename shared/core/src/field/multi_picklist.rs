//! Lists of options in one cell, in the file's order and each once.

use super::picklist::Options;
use super::{ITEM, Read, Shape, trim};

/// What stands between items, strongest first: Google's `:::`, then semicolons, line breaks, bars, commas.
const BETWEEN: [&str; 5] = [" ::: ", ";", "\n", "|", ","];

pub(super) fn read(text: &str, options: &Options, out: &mut String) -> Read {
    let between = BETWEEN.into_iter().find(|it| text.contains(it)).unwrap_or(",");
    let start = out.len();
    for item in text.split(between) {
        let item = trim(item).trim_start_matches("* ").trim_matches('"');
        if item.is_empty() {
            continue;
        }
        let option = options.find(item).ok_or_else(|| options.fault(item))?;
        let already = out.get(start..).unwrap_or_default().split(ITEM).any(|it| it == option);
        if !already {
            if out.len() > start {
                out.push(ITEM);
            }
            out.extend(option.chars().filter(|it| *it != ITEM));
        }
    }
    Ok(if out.len() > start { Shape::List } else { Shape::Blank })
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn items_are_cut_at_the_strongest_separator_and_kept_once() {
        for (text, items) in [
            ("a; b;a", "a|b"),
            ("Smith, Inc; Jones", "Smith, Inc|Jones"),
            ("* myContacts ::: Navy", "myContacts|Navy"),
            ("vip", "vip"),
            (";;", ""),
        ] {
            let value = value_of(&Kind::MultiPicklist(Options::default()), text);
            assert_eq!(value, Ok(items.into()), "{text}");
        }
    }
}
