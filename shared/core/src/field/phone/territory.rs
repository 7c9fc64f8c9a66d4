//! Numbering plans: how each territory's telephone numbers are dialled and what they look like.
//!
//! `territories.txt` is made from the metadata of the `phonenumber` crate, which is Google's libphonenumber; a
//! test keeps it fresh (`UPDATE_EXPECT=1` writes it). One territory a line: its name, its code, and `key=value`
//! for what it has. Territories that share a code follow each other, the main one first.

use std::sync::LazyLock;

use super::pattern;
use crate::part::part;

static TERRITORIES: LazyLock<Vec<Territory>> =
    LazyLock::new(|| table().lines().map(Territory::new).collect());

part! { "phones", "01",
    fn table() -> &'static str {
        include_str!("territories.txt")
    }
}

/// A territory's plan. Patterns are as [`pattern`] reads them.
#[derive(Debug, Default)]
pub(super) struct Territory {
    /// By ISO 3166, or `001` for numbers of no territory.
    pub(super) name: &'static str,
    pub(super) code: u16,
    /// Dialled before numbers abroad.
    abroad: Option<&'static str>,
    /// Dialled before numbers at home.
    pub(super) trunk: Option<&'static str>,
    /// What is taken off at the beginning of a number dialled at home, where it is more than the trunk prefix.
    pub(super) home: Option<&'static str>,
    /// What a match of `home` becomes.
    pub(super) becomes: Option<&'static str>,
    /// How its numbers begin, where that tells it from others with its code.
    leads: Option<&'static str>,
    /// All numbers, coarsely.
    all: &'static str,
    kinds: Vec<Kind>,
}

/// The numbers of one kind.
#[derive(Debug)]
struct Kind {
    name: &'static str,
    /// How many digits they have, bit by bit; any number if none is set.
    lengths: u32,
    pattern: &'static str,
}

/// The territory with that name of two letters.
pub(super) fn by_name(name: [u8; 2]) -> Option<&'static Territory> {
    TERRITORIES.iter().find(|it| it.name.as_bytes() == name)
}

/// The territories with that code, the main one first.
pub(super) fn by_code(code: u16) -> &'static [Territory] {
    let from = TERRITORIES.partition_point(|it| it.code < code);
    let to = TERRITORIES.partition_point(|it| it.code <= code);
    TERRITORIES.get(from..to).unwrap_or_default()
}

/// The territory whose number this is, if any with the code has such numbers.
pub(super) fn owner(code: u16, number: &str) -> Option<&'static Territory> {
    match by_code(code) {
        [only] => Some(only),
        several => several.iter().find(|it| match it.leads {
            Some(leads) => pattern::begins(leads, number),
            None => it.is_number(number),
        }),
    }
}

impl Territory {
    fn new(line: &'static str) -> Self {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        let code = words.next().and_then(|it| it.parse().ok()).unwrap_or_default();
        let mut territory = Self { name, code, ..Self::default() };
        for (key, value) in words.filter_map(|it| it.split_once('=')) {
            match key {
                "abroad" => territory.abroad = Some(value),
                "trunk" => territory.trunk = Some(value),
                "home" => territory.home = Some(value),
                "becomes" => territory.becomes = Some(value),
                "leads" => territory.leads = Some(value),
                "all" => territory.all = value,
                name => territory.kinds.push(Kind::new(name, value)),
            }
        }
        territory
    }

    /// Whether numbers of any kind are so, at their beginning at least.
    pub(super) fn is_plausible(&self, number: &str) -> bool {
        pattern::begins(self.all, number)
    }

    /// Whether it has such a number.
    pub(super) fn is_number(&self, number: &str) -> bool {
        self.is_plausible(number) && self.kinds.iter().any(|it| it.is_match(number))
    }

    /// Whether it has such a number, of a kind that people give each other.
    pub(super) fn is_usual(&self, number: &str) -> bool {
        let usual = |it: &&Kind| !matches!(it.name, "personal" | "pager" | "voicemail");
        self.kinds.iter().filter(usual).any(|it| it.is_match(number))
    }

    /// Whether its fixed or mobile numbers may have so many digits.
    pub(super) fn has_length(&self, digits: usize) -> bool {
        let usual = self.kinds.iter().filter(|it| matches!(it.name, "fixed" | "mobile"));
        (usual.fold(0, |lengths, it| lengths | it.lengths) >> digits.min(31)) & 1 == 1
    }

    /// What follows the prefix that is dialled before numbers abroad.
    pub(super) fn after_prefix<'a>(&self, digits: &'a str) -> Option<&'a str> {
        digits.get(pattern::find(self.abroad?, digits)?.end..)
    }
}

impl Kind {
    /// `8,9:` and a pattern.
    fn new(name: &'static str, value: &'static str) -> Self {
        let (lengths, pattern) = value.split_once(':').unwrap_or_default();
        let lengths = lengths.split(',').filter_map(|it| it.parse::<u32>().ok());
        Self { name, lengths: lengths.fold(0, |set, it| set | 1 << it.min(31)), pattern }
    }

    fn is_match(&self, number: &str) -> bool {
        let fits = self.lengths == 0 || (self.lengths >> number.len().min(31)) & 1 == 1;
        fits && pattern::begins(self.pattern, number)
    }
}
