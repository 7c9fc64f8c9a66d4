//! The shared strings of a workbook. How many the record claims is never believed.

use gangway_contract::Refusal;

use super::records::Records;
use super::text::Continued;
use crate::table::xlsx::{Strings, corrupt};

/// How many strings there are, in all and without repetition.
const COUNTS: usize = 8;
const WIDE: u8 = 1;
const HAS_SOUND: u8 = 4;
const HAS_RUNS: u8 = 8;
/// A change of font within a text.
const RUN: usize = 4;

/// Reads the strings of a record and of those that continue it.
pub(super) fn read(data: &[u8], more: Records<'_>) -> Result<Strings, Refusal> {
    let mut text = Continued { data: data.get(COUNTS..).unwrap_or_default(), more };
    let mut strings = Strings::default();
    while text.has_more() {
        read_one(&mut text, &mut strings)
            .ok_or_else(|| corrupt("its shared strings are cut short"))?;
        strings.close()?;
    }
    Ok(strings)
}

fn read_one(text: &mut Continued<'_>, strings: &mut Strings) -> Option<()> {
    let len = text.number(2)?;
    let flags = text.byte()?;
    let runs = if flags & HAS_RUNS == 0 { 0 } else { text.number(2)? };
    let sound = if flags & HAS_SOUND == 0 { 0 } else { text.number(4)? };
    text.push(len as usize, flags & WIDE != 0, strings.text_mut())?;
    text.skip(RUN * runs as usize)?;
    text.skip(sound as usize)
}
