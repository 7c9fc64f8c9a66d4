//! A compound file that is too large to be read: three looks say whether its size is the reason, or a password
//! that would have to go first.

use gangway_contract::Refusal;

use super::cfb::{END, damaged, entry, u16_at, u32_at};
use super::records::{BOF, FILE_PASS, OLD_BOF};
use crate::guard;
use crate::source::Need;
use crate::table::gather::Gather;
use crate::table::xlsx::encrypted;

const HEADER: u32 = 512;
/// How much of the directory is looked at: the streams that tell are among the first.
const DIRECTORY: u32 = 16 << 10;
/// How far into a workbook the record of its password stands at most.
const BEGINNING: u32 = 4096;

/// The looks, one after another.
pub(in crate::table) struct TooLarge {
    size: u64,
    sector: u64,
    step: Step,
}

enum Step {
    Header(Gather),
    Directory(Gather),
    Workbook(Gather),
}

impl TooLarge {
    pub(super) fn new(size: u64) -> Self {
        Self { size, sector: 0, step: Step::Header(Gather::new(0, HEADER, size)) }
    }

    pub(super) fn need(&self) -> Option<Need> {
        let (Step::Header(it) | Step::Directory(it) | Step::Workbook(it)) = &self.step;
        it.need()
    }

    /// Takes bytes; the last of them end in the refusal.
    pub(super) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let (Step::Header(it) | Step::Directory(it) | Step::Workbook(it)) = &mut self.step;
        it.answer(bytes);
        if it.need().is_none() { self.advance() } else { Ok(()) }
    }

    fn advance(&mut self) -> Result<(), Refusal> {
        self.step = match &self.step {
            Step::Header(it) => {
                let header = it.bytes();
                self.sector = match u16_at(header, 30) {
                    Some(9) => 512,
                    Some(12) => 4096,
                    _ => return Err(damaged()),
                };
                Step::Directory(self.at(u32_at(header, 48), DIRECTORY)?)
            }
            Step::Directory(it) => Step::Workbook(self.at(workbook(it.bytes())?, BEGINNING)?),
            Step::Workbook(it) if has_password(it.bytes()) => return Err(encrypted()),
            Step::Workbook(_) => return Err(guard::xls_too_large()),
        };
        Ok(())
    }

    /// The bytes from a sector on.
    fn at(&self, sector: Option<u32>, len: u32) -> Result<Gather, Refusal> {
        let sector = sector.filter(|it| *it < END).ok_or_else(guard::xls_too_large)?;
        let gather = Gather::new((u64::from(sector) + 1) * self.sector, len, self.size);
        if gather.need().is_none() { Err(guard::xls_too_large()) } else { Ok(gather) }
    }
}

/// Where the workbook's records begin. A workbook of a later Excel stands in such a file only behind a password.
fn workbook(directory: &[u8]) -> Result<Option<u32>, Refusal> {
    let entries: Vec<_> = directory.chunks_exact(128).filter_map(entry).collect();
    let find = |name: &str| entries.iter().find(|it| it.name.eq_ignore_ascii_case(name));
    if find("EncryptedPackage").is_some() {
        return Err(encrypted());
    }
    Ok(find("Workbook").or_else(|| find("Book")).map(|it| it.start))
}

fn has_password(records: &[u8]) -> bool {
    let mut at = 0;
    while let (Some(kind), Some(len)) = (u16_at(records, at), u16_at(records, at + 2)) {
        if kind == FILE_PASS {
            return true;
        }
        if at == 0 && kind != BOF && !OLD_BOF.contains(&kind) {
            return false;
        }
        at += 4 + usize::from(len);
    }
    false
}
