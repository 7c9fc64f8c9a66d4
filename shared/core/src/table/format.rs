//! Number formats of workbooks: what a stored number looks like to a person.
//!
//! Where Excel would lose digits (exponents, fractions) or hide a value, the plain decimal is shown instead:
//! an import is not a printout.

mod date;
mod decimal;
mod number;
mod parse;
mod styles;

use self::date::DatePicture;
use self::decimal::{canonical, plain};
use self::number::NumberPicture;
pub(super) use self::styles::Styles;
use super::row::{Slot, SlotKind};

/// A parsed number format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    condition: Option<Condition>,
    picture: Picture,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Picture {
    /// As it is stored.
    General,
    Number(NumberPicture),
    Date(DatePicture),
    /// A date whose look depends on the reader's country: shown as ISO.
    LocalDate {
        time: bool,
    },
    /// Words only.
    Words(String),
}

/// `[>=100]`; the number as its decimal digits, so that the format can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    operator: String,
    value: String,
}

/// What a number turned out to be; its canonical form is appended after its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number,
    Date,
    Datetime,
    Time,
}

impl Shown {
    /// The kind of a slot whose canonical form ends there.
    fn until(self, end: usize) -> SlotKind {
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        match self {
            Self::Number => SlotKind::Number(end),
            Self::Date => SlotKind::Date(end),
            Self::Datetime => SlotKind::Datetime(end),
            Self::Time => SlotKind::Time,
        }
    }
}

impl NumberFormat {
    /// A custom format code.
    pub(super) fn parse(code: &str) -> Self {
        parse::sections(code)
    }

    /// One of the formats that every workbook has without naming it.
    pub(super) fn built_in(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5..=8 | 37..=40 | 41..=44 => return Self::parse(money(id)),
            9 => "0%",
            10 => "0.00%",
            14 | 27..=31 | 36 | 50..=54 | 57 | 58 => return Self::local(false),
            22 => return Self::local(true),
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 | 34 | 55 => "h:mm AM/PM",
            19 | 35 | 56 => "h:mm:ss AM/PM",
            20 | 32 => "h:mm",
            21 | 33 => "h:mm:ss",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            _ => return Self::default(),
        };
        Self::parse(code)
    }

    fn local(time: bool) -> Self {
        Self { sections: vec![Section { condition: None, picture: Picture::LocalDate { time } }] }
    }

    /// Whether numbers are shown as they are stored.
    pub(super) fn is_general(&self) -> bool {
        matches!(
            self.sections.as_slice(),
            [] | [Section { condition: None, picture: Picture::General }]
        )
    }

    /// Appends a number that a file spells out as a person sees it, and then its canonical form.
    pub(super) fn slot_of_text(
        &self,
        (raw, value): (&str, f64),
        epoch_1904: bool,
        into: &mut String,
    ) -> Slot {
        self.slot(value, epoch_1904, into, |into| canonical(raw, into))
    }

    /// The same for a number that a file holds in binary.
    pub(super) fn slot_of(&self, value: f64, epoch_1904: bool, into: &mut String) -> Slot {
        self.slot(value, epoch_1904, into, |into| plain(value, into))
    }

    #[inline]
    fn slot(
        &self,
        value: f64,
        epoch_1904: bool,
        into: &mut String,
        canonical: impl Fn(&mut String),
    ) -> Slot {
        let start = into.len();
        if self.is_general() {
            canonical(into);
            return Slot::between(start, into.len(), SlotKind::PlainNumber);
        }
        let (end, shown) = self.show(value, epoch_1904, into, canonical);
        Slot::between(start, end, shown.until(into.len()))
    }

    /// Appends the number as a person sees it, then its canonical form; says where the first ends.
    fn show(
        &self,
        value: f64,
        epoch_1904: bool,
        into: &mut String,
        canonical: impl Fn(&mut String),
    ) -> (usize, Shown) {
        let start = into.len();
        let shown = match self.section(value) {
            Some((Picture::Date(picture), _)) => picture.show(value, epoch_1904, into),
            Some((Picture::LocalDate { time }, _)) => {
                date::show_iso(value, epoch_1904, *time, into)
            }
            _ => None,
        };
        if let Some((end, shown)) = shown {
            return (end, shown);
        }
        into.truncate(start);
        match self.section(value) {
            Some((Picture::Number(picture), signed)) => picture.show(value, signed, into),
            Some((Picture::Words(words), _)) if !words.trim().is_empty() => {
                into.push_str(words.trim());
            }
            _ => canonical(into),
        }
        let end = into.len();
        canonical(into);
        (end, Shown::Number)
    }

    /// The picture for a value, and whether it must show the minus itself.
    fn section(&self, value: f64) -> Option<(&Picture, bool)> {
        let plain = self.sections.iter().all(|it| it.condition.is_none());
        let index = match (plain, self.sections.len()) {
            (_, 0) => return None,
            (true, 1) => 0,
            (true, 2) => usize::from(value < 0.0),
            (true, _) => match value {
                it if it > 0.0 => 0,
                it if it < 0.0 => 1,
                _ => 2,
            },
            (false, _) => self.sections.iter().position(|it| it.holds(value))?,
        };
        let section = self.sections.get(index)?;
        Some((&section.picture, index == 0 || !plain))
    }
}

impl Section {
    fn holds(&self, value: f64) -> bool {
        let Some(condition) = &self.condition else { return true };
        let order = condition.value.parse().ok().and_then(|limit| value.partial_cmp(&limit));
        let Some(order) = order else { return true };
        match condition.operator.as_str() {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<>" => order.is_ne(),
            _ => order.is_eq(),
        }
    }
}

fn money(id: u32) -> &'static str {
    match id {
        5 | 6 => "\"$\"#,##0_);(\"$\"#,##0)",
        7 | 8 => "\"$\"#,##0.00_);(\"$\"#,##0.00)",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        42 => "_(\"$\"* #,##0_);_(\"$\"* (#,##0);_(\"$\"* \"-\"_);_(@_)",
        43 => "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
        _ => "_(\"$\"* #,##0.00_);_(\"$\"* (#,##0.00);_(\"$\"* \"-\"??_);_(@_)",
    }
}

#[cfg(test)]
mod tests {
    use super::{NumberFormat, SlotKind};

    #[track_caller]
    fn check(code: &str, raw: &str, text: &str) {
        let (shown, ..) = shown(&NumberFormat::parse(code), raw, false);
        assert_eq!(shown, text, "{code} of {raw}");
    }

    /// What a person sees, what stands behind it, and its kind.
    fn shown(format: &NumberFormat, raw: &str, epoch_1904: bool) -> (String, String, SlotKind) {
        let value = raw.parse().expect("a number");
        let mut into = String::new();
        let slot = format.slot_of_text((raw, value), epoch_1904, &mut into);
        let (text, behind) = into.split_at(slot.end as usize);
        let mut binary = String::new();
        if raw.len() <= 15 {
            assert_eq!(format.slot_of(value, epoch_1904, &mut binary), slot);
            assert_eq!(binary, into);
        }
        (text.to_owned(), behind.to_owned(), slot.kind)
    }

    #[test]
    fn numbers_look_as_in_excel() {
        check("00000", "1234", "01234");
        check("00000-0000", "123456789", "12345-6789");
        check("000-00-0000", "12345678", "012-34-5678");
        check("(000) 000-0000", "5551234567", "(555) 123-4567");
        check("#,##0.00", "1234567.891", "1,234,567.89");
        check("0.00", "2.675", "2.68");
        check("0%", "0.125", "13%");
        check("0.0%", "0.125", "12.5%");
        check("\"$\"#,##0_);(\"$\"#,##0)", "-1234", "($1,234)");
        check("[$€-407] #,##0.00", "-5", "-€ 5.00");
        check("0.0,", "12345", "12.3");
        check("#", "0", "");
        check("0.###", "1.5", "1.5");
        check("General", "0.30000000000000004", "0.3");
        check("0.00E+00", "1234567890123", "1234567890123");
        check("[<100]\"few\";\"many\"", "5", "few");
        check("_(* \"-\"??_)", "0", "-");
    }

    #[test]
    fn digits_are_never_lost() {
        check("General", "1.2345678901234E+18", "1234567890123400000");
        check("@", "49123456789012345", "49123456789012345");
        check("General", "1E-7", "0.0000001");
    }

    #[test]
    fn dates_look_as_their_format_says() {
        check("yyyy-mm-dd", "45351", "2024-02-29");
        check("d.m.yyyy", "45351", "29.2.2024");
        check("mm/dd/yy hh:mm", "45351.75", "02/29/24 18:00");
        check("h:mm AM/PM", "0.75", "6:00 PM");
        check("[h]:mm", "1.5", "36:00");
        check("dddd, d mmmm yyyy", "45351", "Thursday, 29 February 2024");
        check("mm:ss.0", "0.5000058", "00:00.5");
        check("[$-409]mmm\\ yyyy;@", "45351", "Feb 2024");
    }

    #[test]
    fn a_date_says_which_day_it_is() {
        let (text, day, kind) = shown(&NumberFormat::built_in(14), "45351", false);
        assert_eq!((&*text, &*day, kind), ("2024-02-29", "2024-02-29", SlotKind::Date(20)));
        let (text, moment, _) = shown(&NumberFormat::built_in(22), "43889.25", true);
        assert_eq!((&*text, &*moment), ("2024-02-29 06:00:00", "2024-02-29T06:00:00"));
    }
}
