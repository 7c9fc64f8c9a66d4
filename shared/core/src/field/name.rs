//! A person's whole name, cut into first and last name. The parts are all there is: nothing is dropped.

/// The parts of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Name<'a> {
    pub(crate) salutation: &'a str,
    pub(crate) first: &'a str,
    pub(crate) last: &'a str,
}

const SALUTATIONS: [&str; 22] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "hr", "fr", "m", "mme",
    "mlle", "sr", "sra", "srta", "sig", "dhr", "mevr", "pan",
];

/// Words that begin a last name.
const PARTICLES: [&str; 27] = [
    "van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "do",
    "dos", "das", "du", "des", "le", "la", "ter", "ten", "af", "av", "al", "bin", "ibn",
];

/// What follows a last name.
const SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba"];

/// Cuts `Dr. Ludwig van Beethoven` after `Ludwig`, and `Beethoven, Ludwig van` at the comma. One word alone
/// is a last name, as is a name written without blanks; names in Chinese, Japanese or Korean letters begin
/// with the family.
pub(crate) fn split(text: &str) -> Name<'_> {
    let (salutation, text) = split_salutation(text.trim());
    let comma = text.split_once(',').filter(|(_, after)| !is_suffix(after.trim()));
    if let Some((last, first)) = comma {
        return Name { salutation, first: first.trim(), last: last.trim() };
    }
    let Some(first_blank) = text.find(char::is_whitespace) else {
        return Name { salutation, first: "", last: text };
    };
    if text.starts_with(is_east_asian) {
        let (last, first) = text.split_at(first_blank);
        return Name { salutation, first: first.trim(), last };
    }
    let at = last_name_at(text, first_blank);
    let (first, last) = text.split_at(at);
    Name { salutation, first: first.trim(), last: last.trim() }
}

/// Whether the text is a form of address alone.
pub(crate) fn is_salutation(text: &str) -> bool {
    text.split_whitespace().count() <= 3
        && text.split_whitespace().all(|it| is_one_of(it, &SALUTATIONS))
}

fn split_salutation(text: &str) -> (&str, &str) {
    match text.split_once(char::is_whitespace) {
        Some((word, rest)) if is_one_of(word, &SALUTATIONS) && rest.trim().contains(' ') => {
            (word, rest.trim())
        }
        // A single word after it can only be the last name.
        Some((word, rest)) if word.ends_with('.') && is_one_of(word, &SALUTATIONS) => {
            (word, rest.trim())
        }
        _ => ("", text),
    }
}

/// Where the last name begins: at the first particle after the first word, else at the last word that is no
/// suffix.
fn last_name_at(text: &str, first_blank: usize) -> usize {
    let mut at = first_blank;
    for (start, word) in words(text).skip(1) {
        if is_one_of(word, &PARTICLES) && word.starts_with(char::is_lowercase) {
            return start;
        }
        if !is_suffix(word) || at == first_blank {
            at = start;
        }
    }
    at
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn is_suffix(word: &str) -> bool {
    is_one_of(word, &SUFFIXES)
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

fn is_east_asian(it: char) -> bool {
    matches!(it, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_where_people_cut_them() {
        for (text, salutation, first, last) in [
            ("Jean Dupont", "", "Jean", "Dupont"),
            ("Dr. Ludwig van Beethoven", "Dr.", "Ludwig", "van Beethoven"),
            ("Beethoven, Ludwig van", "", "Ludwig van", "Beethoven"),
            ("Mary Ann Smith", "", "Mary Ann", "Smith"),
            ("Martin King Jr.", "", "Martin", "King Jr."),
            ("Priya", "", "", "Priya"),
            ("Frau Müller", "", "Frau", "Müller"),
            ("Mr. Smith", "Mr.", "", "Smith"),
            ("山田 太郎", "", "太郎", "山田"),
            ("", "", "", ""),
        ] {
            assert_eq!(split(text), Name { salutation, first, last }, "{text}");
        }
    }
}
