//! Digits to a number, as libphonenumber does it: the territory's prefixes come off, whatever follows them.

use super::pattern;
use super::territory::{self, Territory};

/// A number with its country code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) code: u16,
    /// The digits after the code, without what is dialled only at home.
    pub(super) national: String,
}

impl Number {
    /// What the digits after a plus sign say.
    pub(super) fn abroad(digits: &str) -> Option<Self> {
        let (code, national) = split_code(digits)?;
        let owner = territory::owner(code, national.trim_start_matches('0'));
        Self::new(code, owner.map_or_else(|| national.to_owned(), |it| strip(it, national)))
    }

    /// What the digits say that are dialled in a territory.
    pub(super) fn at_home(territory: &Territory, digits: &str) -> Option<Self> {
        let abroad = territory.after_prefix(digits).filter(|it| !it.starts_with('0'));
        if let Some(digits) = abroad {
            let (code, national) = split_code(digits)?;
            return Self::new(code, strip(territory, national));
        }
        let code = territory.code.to_string();
        let national = digits.strip_prefix(&code).unwrap_or(digits);
        Self::new(territory.code, strip(territory, national))
    }

    /// A number of two to seventeen digits that are not all zeros and fit into 56 bits.
    fn new(code: u16, national: String) -> Option<Self> {
        let value: u64 = national.trim_start_matches('0').parse().ok()?;
        ((2..=17).contains(&national.len()) && value < 1 << 56).then_some(Self { code, national })
    }

    /// The territory that has the number, zeros before it aside.
    pub(super) fn owner(&self) -> Option<&'static Territory> {
        territory::owner(self.code, self.national.trim_start_matches('0'))
    }

    /// Whether a territory has exactly this number.
    pub(super) fn is_valid(&self) -> bool {
        let owner = territory::owner(self.code, &self.national);
        owner.is_some_and(|it| it.is_number(&self.national))
    }

    /// As it is stored.
    pub(super) fn e164(&self) -> String {
        format!("+{}{}", self.code, self.national)
    }
}

/// The country code before a number, as it is dialled from abroad.
fn split_code(digits: &str) -> Option<(u16, &str)> {
    let (territory, national) = split_known(digits).filter(|_| !digits.starts_with('0'))?;
    (digits.len() > 2).then_some((territory.code, national))
}

/// The main territory of the code before a number. No code begins another, so one length at most is known.
pub(super) fn split_known(digits: &str) -> Option<(&'static Territory, &str)> {
    (1..=3).find_map(|length| {
        let (code, national) = digits.split_at_checked(length)?;
        Some((territory::by_code(code.parse().ok()?).first()?, national))
    })
}

/// The number without what is dialled before it at home.
fn strip(territory: &Territory, national: &str) -> String {
    let national = match territory.home {
        Some(home) => strip_home(territory, home, national),
        None => without_trunk(territory, national).to_owned(),
    };
    without_trunk(territory, &national).to_owned()
}

fn without_trunk<'a>(territory: &Territory, national: &'a str) -> &'a str {
    territory.trunk.and_then(|it| national.strip_prefix(it)).unwrap_or(national)
}

/// Takes off a prefix with exceptions, or puts something in its place.
fn strip_home(territory: &Territory, home: &str, national: &str) -> String {
    let Some(found) = pattern::find(home, national) else { return national.to_owned() };
    let rest = national.get(found.end..).unwrap_or_default();
    let last = found.group(pattern::groups(home), national);
    match (territory.becomes, last) {
        (Some(becomes), Some(_)) => {
            let group = |number| found.group(number, national).unwrap_or_default();
            let begin = becomes.replace("$1", group(1)).replace("$2", group(2));
            let changed = begin + rest;
            let spoils = territory.is_plausible(national) && !territory.is_plausible(&changed);
            if spoils { national.to_owned() } else { changed }
        }
        _ => rest.to_owned(),
    }
}
