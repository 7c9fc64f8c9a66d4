//! One cell of a workbook, by what its column is. What Excel would change is kept as a text: a number that has more
//! digits than Excel keeps, a date from before its calendar.

use anyhow::Result;
use gangway_contract::FieldType;
use gangway_core::injection::neutralise;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};

/// Excel keeps so many digits of a number.
const DIGITS: usize = 15;
/// Excel takes 1900 for a leap year: days before this one are not where it shows them.
const FIRST_DAY: &str = "1900-03-01";
/// What a cell's text may hold, in characters.
const LONGEST: usize = 32_767;

/// The formats of the cells.
pub(super) struct Cells {
    whole: Format,
    money: Format,
    shares: [Format; 3],
    day: Format,
    moment: Format,
}

impl Default for Cells {
    fn default() -> Self {
        let format = |it: &str| Format::new().set_num_format(it);
        Self {
            whole: format("0"),
            money: format("#,##0.00"),
            shares: [format("0%"), format("0.00%"), format("0.0000%")],
            day: format("yyyy-mm-dd"),
            moment: format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

impl Cells {
    /// Writes a value, given by its canonical text, at this row and column.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        field_type: FieldType,
        text: &str,
    ) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        match field_type {
            FieldType::Integer | FieldType::Decimal | FieldType::Currency | FieldType::Percent => {
                if let Some((number, format)) = self.number(field_type, text) {
                    match format {
                        Some(it) => sheet.write_number_with_format(row, column, number, it)?,
                        None => sheet.write_number(row, column, number)?,
                    };
                    return Ok(());
                }
            }
            FieldType::Date | FieldType::Datetime => {
                let format = if field_type == FieldType::Date { &self.day } else { &self.moment };
                if let Some(moment) = moment(text) {
                    sheet.write_datetime_with_format(row, column, &moment, format)?;
                    return Ok(());
                }
            }
            FieldType::Boolean => {
                sheet.write_boolean(row, column, text == "true")?;
                return Ok(());
            }
            _ => {}
        }
        sheet.write_string(row, column, super::cut(&neutralise(text), LONGEST))?;
        Ok(())
    }

    /// A number that Excel keeps as it is, and how it is shown.
    fn number(&self, field_type: FieldType, text: &str) -> Option<(f64, Option<&Format>)> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let decimals = text.split_once('.').map_or(0, |(_, it)| it.len());
        let number: f64 = text.parse().ok().filter(|_| digits <= DIGITS)?;
        Some(match field_type {
            FieldType::Integer => (number, Some(&self.whole)),
            FieldType::Currency if decimals <= 2 => (number, Some(&self.money)),
            FieldType::Percent => {
                // Shifted in its text: a division would leave digits behind that nobody wrote.
                let share = format!("{text}e-2").parse().ok()?;
                (share, self.shares.get(decimals.div_ceil(2)))
            }
            _ => (number, None),
        })
    }
}

/// A day or an instant that Excel shows where it lies.
fn moment(text: &str) -> Option<ExcelDateTime> {
    if text < FIRST_DAY {
        return None;
    }
    ExcelDateTime::parse_from_str(text.trim_end_matches('Z')).ok()
}
