//! A header taken apart into words, whatever system wrote it.

use crate::field::fold;

/// The words of a header, folded; what stands in brackets apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// As it stands, folded: what a product's own spelling is compared with.
    pub(super) spelling: String,
    pub(super) words: Vec<String>,
}

impl Header {
    pub(super) fn new(text: &str) -> Self {
        let text: String = text.chars().take(200).collect();
        Self { spelling: fold(text.trim()).into_owned(), words: words(&text) }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn is_one_word(&self) -> bool {
        self.words.len() == 1
    }
}

/// The letters and digits of a phrase alone: `E-mail` and `email` are one.
pub(super) fn key(phrase: &str) -> String {
    words(phrase).concat()
}

/// `billingPostal_Code__c` → billing, postal, code.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.trim();
    // Salesforce marks fields and relations of its customers.
    let text = ["__c", "__C", "__r", "__R", "__pc"]
        .into_iter()
        .find_map(|it| text.strip_suffix(it))
        .unwrap_or(text);
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    let mut last = ' ';
    while let Some(it) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        if it == '#' || it == '№' || it == '°' {
            close(&mut word, &mut words);
            words.push("number".to_owned());
        } else if matches!(it, '\'' | '’') {
            // Assistant's is one word.
        } else if !it.is_alphanumeric() && !is_mark(it) {
            close(&mut word, &mut words);
        } else {
            let hump = it.is_uppercase()
                && (last.is_lowercase() || (last.is_uppercase() && next.is_lowercase()));
            let figure = it.is_ascii_digit() != last.is_ascii_digit() && last.is_alphanumeric();
            if hump || figure {
                close(&mut word, &mut words);
            }
            word.push(it);
        }
        last = it;
    }
    close(&mut word, &mut words);
    words
}

/// Signs of scripts that write vowels above or below letters belong to the word.
fn is_mark(it: char) -> bool {
    !it.is_ascii() && crate::unicode::is_mark(it)
}

fn close(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(fold(word).into_owned());
        word.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_every_notation() {
        for (text, expected) in [
            ("billingPostal_Code__c", "billing postal code"),
            ("HTTPServer", "http server"),
            ("Person - E-mail", "person e mail"),
            ("Assistant's Phone", "assistants phone"),
            ("Address1", "address 1"),
            ("# Employees", "number employees"),
            ("Prénom/Nom", "prenom nom"),
            ("LASTNAME", "lastname"),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }
}
