//! One cell of a workbook, by what its column is. What Excel would change is kept as a text: a number that has more
//! digits than Excel keeps, a date from before its calendar.

use std::io::Write;

use anyhow::Result;
use gangway_contract::FieldType;
use gangway_core::injection::neutralise;
use rust_xlsxwriter::{ExcelDateTime, utility::column_number_to_name};

use super::skeleton::Skeleton;
use super::text;

/// Excel keeps so many digits of a number.
const DIGITS: usize = 15;
/// Excel takes 1900 for a leap year: days before this one are not where it shows them.
const FIRST_DAY: &str = "1900-03-01";
/// What a cell's text may hold, in characters.
const LONGEST: usize = 32_767;

/// A row is as high as so many lines at most.
const HIGHEST: usize = 10;
/// The height of a line.
const POINTS: usize = 15;

/// What cells are written with.
pub(super) struct Cells {
    /// `A`, `B` …
    columns: Vec<String>,
    /// The number of the row that is written.
    row: String,
    /// Where something can be said of it.
    opened: usize,
    /// The most lines of a text in it.
    lines: usize,
    styles: Styles,
}

/// How the sheets name the formats.
#[derive(Default)]
struct Styles {
    whole: u32,
    money: u32,
    shares: [u32; 3],
    day: u32,
    moment: u32,
    lines: u32,
}

impl Cells {
    pub(super) fn new(columns: usize) -> Self {
        let name = |at| column_number_to_name(at);
        let columns = (0..).take(columns).map(name).collect();
        Self { columns, row: String::new(), opened: 0, lines: 1, styles: Styles::default() }
    }

    pub(super) fn take_styles(&mut self, skeleton: &Skeleton) -> Result<()> {
        let [whole, money, none, two, four, day, moment, lines] = skeleton.styles()?;
        self.styles = Styles { whole, money, shares: [none, two, four], day, moment, lines };
        Ok(())
    }

    /// Begins a row; its number is counted from 1.
    pub(super) fn open_row(&mut self, out: &mut Vec<u8>, number: u32) {
        itoa::Buffer::new().format(number).clone_into(&mut self.row);
        for part in ["<row r=\"", &self.row, "\""] {
            out.extend_from_slice(part.as_bytes());
        }
        self.opened = out.len();
        self.lines = 1;
        out.push(b'>');
    }

    /// Ends it. Not every program makes a row as high as its texts by itself.
    pub(super) fn close_row(&self, out: &mut Vec<u8>) {
        if self.lines > 1 {
            let height = self.lines.min(HIGHEST) * POINTS;
            let said = format!(" ht=\"{height}\" customHeight=\"1\"");
            out.splice(self.opened..self.opened, said.into_bytes());
        }
        out.extend_from_slice(b"</row>");
    }

    /// Writes a value, given by its canonical text, into a column of the row.
    pub(super) fn write(
        &mut self,
        out: &mut Vec<u8>,
        at: usize,
        field_type: FieldType,
        text: &str,
    ) {
        if text.is_empty() {
            return;
        }
        self.open(out, at);
        match field_type {
            FieldType::Integer | FieldType::Decimal | FieldType::Currency | FieldType::Percent
                if is_kept(text) =>
            {
                self.number(out, field_type, text);
            }
            FieldType::Boolean => {
                let digit = if text == "true" { b"1" } else { b"0" };
                out.extend_from_slice(b" t=\"b\"><v>");
                out.extend_from_slice(digit);
                out.extend_from_slice(b"</v></c>");
            }
            FieldType::Date | FieldType::Datetime => {
                let is_day = field_type == FieldType::Date;
                let style = if is_day { self.styles.day } else { self.styles.moment };
                match moment(text) {
                    Some(number) => numeric(out, style, &number.to_string()),
                    None => self.string(out, text),
                }
            }
            _ => self.string(out, text),
        }
    }

    fn open(&self, out: &mut Vec<u8>, at: usize) {
        out.extend_from_slice(b"<c r=\"");
        out.extend_from_slice(self.columns.get(at).map_or(&[], String::as_bytes));
        out.extend_from_slice(self.row.as_bytes());
        out.push(b'"');
    }

    fn number(&self, out: &mut Vec<u8>, field_type: FieldType, text: &str) {
        let decimals = text.split_once('.').map_or(0, |(_, it)| it.len());
        match field_type {
            FieldType::Integer => numeric(out, self.styles.whole, text),
            FieldType::Currency if decimals <= 2 => numeric(out, self.styles.money, text),
            FieldType::Percent => {
                let style = self.styles.shares.get(decimals.div_ceil(2)).copied();
                // Shifted in its text: a division would leave digits behind that nobody wrote.
                let share: f64 = format!("{text}e-2").parse().unwrap_or_default();
                numeric(out, style.unwrap_or_default(), &share.to_string());
            }
            _ => numeric(out, 0, text),
        }
    }

    fn string(&mut self, out: &mut Vec<u8>, given: &str) {
        let safe = neutralise(given);
        let safe = safe.char_indices().nth(LONGEST).map_or(&*safe, |(end, _)| &safe[..end]);
        if safe.contains('\n') {
            styled(out, self.styles.lines);
            self.lines = self.lines.max(safe.lines().count());
        }
        let keeps: &[u8] = if text::needs_space(safe) { b" xml:space=\"preserve\"" } else { b"" };
        out.extend_from_slice(b" t=\"inlineStr\"><is><t");
        out.extend_from_slice(keeps);
        out.push(b'>');
        text::push(out, safe);
        out.extend_from_slice(b"</t></is></c>");
    }
}

/// Whether Excel keeps this number as it is.
fn is_kept(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = |it: u8| it.is_ascii_digit() || matches!(it, b'-' | b'.');
    (1..=DIGITS).contains(&digits) && text.bytes().all(is_plain) && text.parse::<f64>().is_ok()
}

fn styled(out: &mut Vec<u8>, style: u32) {
    // A vector takes everything.
    let _written = write!(out, " s=\"{style}\"");
}

fn numeric(out: &mut Vec<u8>, style: u32, number: &str) {
    if style > 0 {
        styled(out, style);
    }
    out.extend_from_slice(b"><v>");
    out.extend_from_slice(number.as_bytes());
    out.extend_from_slice(b"</v></c>");
}

/// A day or an instant as Excel counts it, if it shows it where it lies.
fn moment(text: &str) -> Option<f64> {
    if text < FIRST_DAY {
        return None;
    }
    Some(ExcelDateTime::parse_from_str(text.trim_end_matches('Z')).ok()?.to_excel())
}
