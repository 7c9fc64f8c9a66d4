//! The CSV that is measured: leads as they leave a CRM, 15 columns, the same bytes each time.
//!
//! About 235 bytes a row: quoted commas and line breaks, letters beyond ASCII, telephone numbers with and
//! without their country, days with the month first (so that the survey has something to find out), 2 % bad
//! e-mail addresses and 3 % rows that repeat an earlier one.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::places::Places;

/// Raised when a line changes, so that nobody measures an old file.
const EDITION: u32 = 1;

const HEADER: &str = "First Name,Last Name,Email,Phone,Company,Title,Street,City,State,Postal Code,Country,Website,Birthday,Employees,Notes\n";
const FIRST: [&str; 8] = ["Anna", "James", "Björn", "Maria", "Zoë", "Wei", "Omar", "Elisabeth"];
const LAST: [&str; 8] =
    ["Smith", "Müller", "O'Neill", "Johnson", "de Vries", "García", "Nguyen", "Baker"];
const TITLES: [&str; 6] =
    ["Buyer", "Head of Purchasing", "CEO", "\"Director, Operations\"", "Sales Manager", ""];
const CITIES: [(&str, &str); 5] = [
    ("Springfield", "IL"),
    ("San José", "CA"),
    ("Austin", "TX"),
    ("New York", "NY"),
    ("Portland", "OR"),
];

/// A generated file and what is in it.
#[derive(Debug, Clone)]
pub(crate) struct Leads {
    /// Where it lies, in the cache.
    pub(crate) file: PathBuf,
    /// Its data rows.
    pub(crate) rows: u64,
    /// Its bytes.
    pub(crate) bytes: u64,
}

/// A file of so many million bytes, written once and kept.
pub(crate) fn leads(places: &Places, megabytes: u64) -> Result<Leads> {
    kept(places, &megabytes.to_string(), |bytes, _| bytes >= megabytes * 1_000_000)
}

/// The same of so many rows.
pub(crate) fn leads_of_rows(places: &Places, rows: u64) -> Result<Leads> {
    kept(places, &format!("{rows}-rows"), |_, written| written >= rows)
}

fn kept(places: &Places, name: &str, is_full: impl Fn(u64, u64) -> bool) -> Result<Leads> {
    let file = places.cache.join(format!("bench/leads-{EDITION}-{name}.csv"));
    let counted = file.with_extension("rows");
    if !(file.exists() && counted.exists()) {
        fs::create_dir_all(file.parent().context("the cache is a folder")?)?;
        let rows = write(&file, is_full)?;
        fs::write(&counted, rows.to_string())?;
    }
    let rows = fs::read_to_string(&counted)?.trim().parse()?;
    let bytes = fs::metadata(&file)?.len();
    Ok(Leads { file, rows, bytes })
}

/// Writes lines until it is full, which its bytes and its rows tell.
fn write(file: &Path, is_full: impl Fn(u64, u64) -> bool) -> Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(file)?);
    out.write_all(HEADER.as_bytes())?;
    let (mut written, mut row) = (HEADER.len() as u64, 0);
    while !is_full(written, row) {
        let line = line(row);
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
        row += 1;
    }
    out.flush()?;
    Ok(row)
}

fn line(row: u64) -> String {
    let any = Dice(row);
    let person = if row % 33 == 32 { row - 30 } else { row };
    let at = if row % 50 == 49 { " at " } else { "@" };
    let (city, state) = any.pick(4, &CITIES);
    let note = if row.is_multiple_of(20) {
        "\"Called twice,\nwill call back \"\"soon\"\"\""
    } else {
        "Met at the trade fair in hall 7 and asked for a quote"
    };
    let person = format!(
        "{},{}-{row},lead{person}{at}company{}.example.com,{}",
        any.pick(1, &FIRST),
        any.pick(2, &LAST),
        person % 5003,
        phone(row),
    );
    let place = format!(
        "\"Company {0}, Inc.\",{1},{2} Main Street,{city},{state},{3:05},United States,https://www.company{0}.example.com/about",
        row % 5003,
        any.pick(3, &TITLES),
        any.below(5, 900) + 1,
        any.below(6, 99_999),
    );
    let born =
        format!("{}/{}/{}", any.below(7, 12) + 1, any.below(8, 28) + 1, 1950 + any.below(9, 50));
    format!("{person},{place},{born},{},{note}\n", any.below(10, 20_000))
}

/// As people have them: mostly with a country, sometimes as dialled at home, now and then with an extension.
fn phone(row: u64) -> String {
    let (area, line) = (201 + row % 700, row % 10_000);
    match row % 10 {
        0..=4 => format!("+1 {area} 555 {line:04}"),
        5..=7 => format!("({area}) 555-{line:04}"),
        8 => format!("+49 30 {:07}", 2_000_000 + row % 7_000_000),
        _ if row % 100 == 99 => format!("+1 {area} 555 {line:04} ext. {}", row % 90 + 10),
        _ => format!("+44 20 7946 {line:04}"),
    }
}

/// Numbers that look random and are the same each time (`splitmix64`).
struct Dice(u64);

impl Dice {
    fn below(&self, salt: u64, bound: u64) -> u64 {
        let mut it = (self.0 * 16 + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (it ^ (it >> 31)) % bound
    }

    fn pick<T: Copy>(&self, salt: u64, from: &[T]) -> T {
        let at = usize::try_from(self.below(salt, from.len() as u64)).unwrap_or(0);
        from[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_as_many_cells_as_the_header() {
        for row in 0..300 {
            let line = line(row);
            let quoted: usize =
                line.split('"').skip(1).step_by(2).map(|it| it.matches(',').count()).sum();
            assert_eq!(line.matches(',').count() - quoted, HEADER.matches(',').count(), "{line}");
        }
    }

    #[test]
    fn a_file_is_the_same_each_time() {
        assert_eq!(line(4_711), line(4_711));
        assert_ne!(line(4_711), line(4_712));
    }
}
