//! How well a header names each field of the module.

use gangway_contract::{FieldType, Module};

use super::header::{Header, key};
use super::vocabulary::{Product, Vocabulary};
use crate::order;

/// What a typing mistake costs.
const MISTAKE: i32 = 18;

/// Words that may be left out at most; nobody qualifies a name more often.
const MOST_NEUTRAL: usize = 5;

pub(super) struct Scorer<'a> {
    module: &'a Module,
    vocabulary: &'a Vocabulary,
    product: Option<&'a Product>,
    of_people: bool,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(
        module: &'a Module,
        vocabulary: &'a Vocabulary,
        product: Option<&'a Product>,
    ) -> Self {
        let of_people = ["first_name", "last_name", "full_name"]
            .iter()
            .any(|it| crate::schema::has(module, it));
        Self { module, vocabulary, product, of_people }
    }

    /// One score a field of the module; 0 where the header does not name it.
    pub(super) fn scores(&self, header: &Header) -> Vec<i32> {
        let mut scores = vec![0; self.module.fields.len()];
        if let Some(meant) = self.product.and_then(|it| it.fields.get(&header.spelling)) {
            let place =
                self.module.fields.iter().position(|it| Some(it.id.as_str()) == meant.as_deref());
            if let Some(score) = place.and_then(|it| scores.get_mut(it)) {
                *score = 100;
            }
            return scores;
        }
        if header.is_blank() || header.words.len() > 12 {
            return scores;
        }
        self.by_words(&header.words, &mut scores);
        if header.is_one_word() && scores.iter().all(|it| *it == 0) {
            self.by_parts_of_a_word(&header.words[0], &mut scores);
        }
        if scores.iter().all(|it| *it == 0) && !self.is_elsewhere(&header.words) {
            self.by_similarity(&header.words.concat(), &mut scores);
        }
        scores
    }

    /// The whole header, then the header without words that change nothing, fewest first. What is known to
    /// mean something else ends the search.
    fn by_words(&self, words: &[String], scores: &mut [i32]) {
        if self.take(words, &[], 0, scores) || self.is_elsewhere(words) {
            return;
        }
        let neutral: Vec<usize> = (0..words.len())
            .filter(|at| self.vocabulary.neutral.contains_key(&words[*at]))
            .take(MOST_NEUTRAL)
            .collect();
        let mut subsets: Vec<u32> = (1..1_u32 << neutral.len()).collect();
        order::sort_by(&mut subsets, |one, other| {
            one.count_ones().cmp(&other.count_ones()).then(one.cmp(other))
        });
        let mut found_at = u32::MAX;
        for subset in subsets {
            if subset.count_ones() > found_at {
                break;
            }
            let left_out: Vec<usize> = neutral
                .iter()
                .enumerate()
                .filter(|(bit, _)| subset >> bit & 1 == 1)
                .map(|(_, at)| *at)
                .collect();
            let rest: Vec<String> = words
                .iter()
                .enumerate()
                .filter(|(at, _)| !left_out.contains(at))
                .map(|(_, it)| it.clone())
                .collect();
            if rest.is_empty() {
                continue;
            }
            if self.is_elsewhere(&rest) {
                return;
            }
            let out: Vec<&str> = left_out.iter().map(|at| words[*at].as_str()).collect();
            let found = self.take(&rest, &out, 0, scores);
            if found && scores.iter().any(|it| *it >= super::THRESHOLD) {
                found_at = subset.count_ones();
            }
        }
    }

    /// `BILLINGSTREET`: a neutral word before or after a name, written together.
    fn by_parts_of_a_word(&self, word: &str, scores: &mut [i32]) {
        for neutral in self.vocabulary.neutral.keys().filter(|it| it.is_ascii() && it.len() >= 4) {
            for rest in [word.strip_prefix(neutral.as_str()), word.strip_suffix(neutral.as_str())]
                .into_iter()
                .flatten()
            {
                let rest = [rest.to_owned()];
                if !self.is_elsewhere(&rest) {
                    self.take(&rest, &[neutral], 2, scores);
                }
            }
        }
    }

    /// A name with one letter wrong, missing, too many or swapped. The first letter is nearly always right,
    /// and a figure is never a mistake: `Street 3` is not `Street 1`.
    fn by_similarity(&self, word: &str, scores: &mut [i32]) {
        let length = word.chars().count();
        if length < 5 || word.contains(|it: char| it.is_ascii_digit()) {
            return;
        }
        for (name, fields) in &self.vocabulary.names {
            let near = name.chars().count().abs_diff(length) <= 1
                && name.chars().next() == word.chars().next()
                && strsim::osa_distance(name, word) <= 1;
            for (place, strength) in fields.iter().filter(|_| near) {
                raise(scores, *place, strength - MISTAKE);
            }
        }
    }

    /// Scores the fields that the words name, where the words left out change nothing for them.
    fn take(&self, words: &[String], left_out: &[&str], cost: i32, scores: &mut [i32]) -> bool {
        let Some(fields) = self.vocabulary.names.get(&words.concat()) else { return false };
        let mut found = false;
        for (place, strength) in fields {
            let costs: Option<i32> = left_out.iter().map(|it| self.cost(it, *place)).sum();
            if let Some(costs) = costs {
                raise(scores, *place, strength - costs - cost);
                found = true;
            }
        }
        found
    }

    /// What leaving a word out costs for a field; none if the word changes what the field's name means.
    fn cost(&self, word: &str, place: usize) -> Option<i32> {
        let field = self.module.fields.get(place)?;
        let classes = self.vocabulary.neutral.get(word)?;
        let fits = |class: &str| self.is_neutral(class, field.id.as_str(), field.field_type);
        classes.iter().filter(|(class, _)| fits(class)).map(|(_, cost)| *cost).min()
    }

    fn is_neutral(&self, class: &str, field: &str, field_type: FieldType) -> bool {
        let address = matches!(field, "street" | "city" | "state" | "postal_code" | "country");
        let contact = matches!(field_type, FieldType::Email | FieldType::Phone);
        match class {
            "person" => self.of_people,
            "account" => !self.of_people,
            "always" => true,
            // "Primary contact first name": of the people at a customer, the one that the row is about.
            "main" => {
                let name = matches!(field, "first_name" | "last_name" | "full_name");
                let other = matches!(field, "website" | "industry" | "company" | "title");
                address || contact || other || (name && self.of_people)
            }
            "work" => address || contact || matches!(field, "website" | "title"),
            "address" => address,
            "private" => address || contact,
            "number" => field_type == FieldType::Phone || field == "employees",
            "unit" => matches!(
                field_type,
                FieldType::Date
                    | FieldType::Datetime
                    | FieldType::Currency
                    | FieldType::Url
                    | FieldType::Phone
            ),
            _ => false,
        }
    }

    /// Whether the words are known to mean something that is no field. What is about an account is at home in
    /// a module of accounts.
    fn is_elsewhere(&self, words: &[String]) -> bool {
        let about_account = |it: &String| {
            self.vocabulary
                .neutral
                .get(it)
                .is_some_and(|it| it.iter().any(|(class, _)| class == "account"))
        };
        let at_home = !self.of_people && words.len() > 1 && words.iter().any(about_account);
        !at_home && self.vocabulary.elsewhere.contains(&key(&words.concat()))
    }
}

fn raise(scores: &mut [i32], place: usize, score: i32) {
    if let Some(it) = scores.get_mut(place) {
        *it = (*it).max(score);
    }
}
