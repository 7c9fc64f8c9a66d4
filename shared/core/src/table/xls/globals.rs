//! What a workbook says before its first sheet: its sheets, number formats and shared strings.

use std::sync::OnceLock;

use gangway_contract::Refusal;

use super::cfb::{u16_at, u32_at};
use super::records::{BOF, END_OF_STREAM, FILE_PASS, OLD_BOF, Record, Records};
use super::sheet::{self, Outline};
use super::strings;
use super::text::{Spelling, code_page};
use crate::table::format::Styles;
use crate::table::magic;
use crate::table::xlsx::{Strings, corrupt, encrypted};

const CODE_PAGE: u16 = 0x0042;
const EPOCH: u16 = 0x0022;
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00fc;

/// What every sheet refers to.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) spelling: Spelling,
    pub(super) epoch_1904: bool,
    pub(super) styles: Styles,
    pub(super) strings: Strings,
    /// The sheets that hold cells, in the workbook's order.
    pub(super) sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Where its records begin.
    pub(super) at: usize,
    /// Kept once somebody looked through it.
    outline: OnceLock<Result<Outline, Refusal>>,
}

impl Listed {
    /// What a look through its records finds.
    pub(super) fn outline(&self, stream: &[u8]) -> Result<Outline, Refusal> {
        self.outline.get_or_init(|| sheet::outline(stream, self.at)).clone()
    }
}

/// Reads all of it.
pub(super) fn read(stream: &[u8]) -> Result<Globals, Refusal> {
    let mut records = Records::from(stream, 0);
    let spelling = match records.next()? {
        Some(Record { kind: BOF, data, .. }) => spelling(data),
        Some(Record { kind, .. }) if OLD_BOF.contains(&kind) => return Err(magic::old_workbook()),
        _ => return Err(corrupt("its workbook has no beginning")),
    };
    let mut reading = Reading {
        globals: Globals {
            spelling,
            epoch_1904: false,
            styles: Styles::default(),
            strings: Strings::default(),
            sheets: Vec::new(),
        },
        custom: Vec::new(),
        ids: Vec::new(),
    };
    while let Some(record) = records.next()?.filter(|it| it.kind != END_OF_STREAM) {
        reading.see(record, records)?;
    }
    Ok(reading.done())
}

/// By the version in the workbook's first record; one that is not told is the latest.
fn spelling(data: &[u8]) -> Spelling {
    match (u16_at(data, 0), u16_at(data, 2)) {
        (Some(0x0200..=0x0500 | 2 | 7), _) | (Some(0), Some(0x1000)) => {
            Spelling::Bytes(encoding_rs::WINDOWS_1252)
        }
        _ => Spelling::Unicode,
    }
}

struct Reading {
    globals: Globals,
    custom: Vec<(u32, String)>,
    /// The format of each style, by its number.
    ids: Vec<u32>,
}

impl Reading {
    fn see(&mut self, record: Record<'_>, more: Records<'_>) -> Result<(), Refusal> {
        let Record { kind, data, .. } = record;
        match kind {
            FILE_PASS => return Err(encrypted()),
            CODE_PAGE => self.spell(u16_at(data, 0).unwrap_or(0))?,
            EPOCH => self.globals.epoch_1904 = u16_at(data, 0) == Some(1),
            FORMAT => self.custom.extend(self.format(data, more)),
            STYLE => self.ids.push(u16_at(data, 2).unwrap_or(0).into()),
            SHEET => self.globals.sheets.extend(listed(data, self.globals.spelling)),
            SHARED_STRINGS => self.globals.strings = strings::read(data, more)?,
            _ => {}
        }
        Ok(())
    }

    fn spell(&mut self, number: u16) -> Result<(), Refusal> {
        if let Spelling::Bytes(_) = self.globals.spelling {
            let encoding = code_page(number).ok_or_else(|| {
                corrupt(&format!("its texts are in the code page {number}, which is not known"))
            })?;
            self.globals.spelling = Spelling::Bytes(encoding);
        }
        Ok(())
    }

    /// A format's number and code. Excel 5 counts the code's bytes in one byte, later ones its characters in two.
    fn format(&self, data: &[u8], more: Records<'_>) -> Option<(u32, String)> {
        let (id, text) = (u16_at(data, 0)?, data.get(2..)?);
        let code = match self.globals.spelling {
            Spelling::Bytes(_) => self.globals.spelling.short(text)?,
            Spelling::Unicode => {
                let mut code = String::new();
                self.globals.spelling.push(text, more, &mut code)?;
                code
            }
        };
        Some((id.into(), code))
    }

    fn done(mut self) -> Globals {
        // The last one of a number counts; sorting keeps that order within a number.
        self.custom.sort_by_key(|(id, _)| *id);
        Globals { styles: Styles::resolve(&self.custom, &self.ids), ..self.globals }
    }
}

/// Sheets of charts and macros hold no cells.
fn listed(data: &[u8], spelling: Spelling) -> Option<Listed> {
    let (at, state, kind) = (u32_at(data, 0)?, data.get(4)?, data.get(5)?);
    let name = spelling.short(data.get(6..)?)?;
    let outline = OnceLock::new();
    (*kind == 0).then_some(Listed { name, hidden: state & 3 != 0, at: at as usize, outline })
}
