//! What the bytes are, whatever the file is called.

use gangway_contract::{Refusal, RefusalCode};

/// What a file's first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing says otherwise.
    Text,
    /// A zip: a workbook of Excel 2007 or later, or something else in a zip.
    Zip,
    /// A compound file: a workbook of Excel 97 to 2003, an encrypted one, or something of Office.
    Compound,
    /// A bare BIFF stream: a workbook of Excel 2 to 4.
    OldWorkbook,
}

/// First bytes, and what they are for people.
const NOT_TABLES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"Obj\x01", "an Avro file"),
    (b"OggS\0", "an Ogg sound file"),
    (b"ID3\x02\0", "an MP3 sound file"),
    (b"ID3\x03\0", "an MP3 sound file"),
    (b"ID3\x04\0", "an MP3 sound file"),
    (b"RIFF", "a sound, film or picture file"),
    (b"\0\0\x01\0", "an icon"),
    (b"\0asm", "a WebAssembly module"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\xca\xfe\xba\xbe", "a program"),
];

/// First bytes of archives that are no zip.
const ARCHIVES: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
];

/// Tells what the bytes are, or what they are that cannot be imported.
pub(super) fn tell(head: &[u8]) -> Result<Kind, Refusal> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Kind::Compound);
    }
    if is_bare_biff(head) {
        return Ok(Kind::OldWorkbook);
    }
    if let Some((_, name)) = ARCHIVES.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(archive(name));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Err(archive("a tar archive"));
    }
    match NOT_TABLES.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some((_, name)) => Err(not_a_table(name)),
        None => Ok(Kind::Text),
    }
}

/// The first bytes of a file that a plan reads as text, gathered until they can be judged.
///
/// A plan is made from a file, but the file that arrives under it may be another one.
pub(super) struct TextHead {
    bytes: Vec<u8>,
    missing: usize,
}

/// Every mark of another kind lies within these.
const HEAD: usize = 512;

impl TextHead {
    pub(super) fn new(size: u64) -> Self {
        Self { bytes: Vec::new(), missing: usize::try_from(size).unwrap_or(HEAD).min(HEAD) }
    }

    /// Takes the next bytes. `true` once enough was seen, and it is text.
    pub(super) fn is_text(&mut self, bytes: &[u8]) -> Result<bool, Refusal> {
        if self.missing == 0 {
            return Ok(true);
        }
        let taken = bytes.get(..self.missing).unwrap_or(bytes);
        self.bytes.extend_from_slice(taken);
        self.missing -= taken.len();
        if self.missing > 0 {
            return Ok(false);
        }
        match tell(&self.bytes)? {
            Kind::Text => Ok(true),
            Kind::Zip | Kind::Compound | Kind::OldWorkbook => Err(Refusal::new(
                RefusalCode::PlanMismatch,
                "This file is a workbook, but its plan reads it as text. Choose the file again and map it anew.",
            )),
        }
    }
}

/// A record `BOF` of BIFF 2, 3 or 4 with its plausible length.
fn is_bare_biff(head: &[u8]) -> bool {
    matches!(
        head,
        [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06 | 0x08, 0x00, _, 0x00, 0x10 | 0x20 | 0x40, 0x00, ..]
    )
}

fn archive(name: &str) -> Refusal {
    Refusal::new(
        RefusalCode::Archive,
        format!("This file is {name}. Unpack it and import the table inside."),
    )
}

/// The sentence for a file that is something else.
pub(super) fn not_a_table(name: &str) -> Refusal {
    Refusal::new(
        RefusalCode::NotATable,
        format!(
            "This file is {name}, not a table. Export the table as CSV or XLSX and import that."
        ),
    )
}

/// The sentence for a workbook older than Excel 5.
pub(super) fn old_workbook() -> Refusal {
    Refusal::new(
        RefusalCode::UnsupportedFormat,
        "This file is a workbook of Excel 2 to 4, which cannot be imported. Open it in Excel and save \
         it as XLSX or CSV.",
    )
}

/// Refuses text that is a document of another kind, and bytes that are no text.
pub(super) fn check_text(head: &[u8], text: &str) -> Result<(), Refusal> {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err(not_a_table("a web page (HTML)"));
    }
    if start.starts_with("<?xml") {
        return Err(not_a_table("an XML document"));
    }
    let strange = text.chars().filter(|it| is_strange(*it)).count();
    // A stray control character is a flaw of a table; one in ten characters is no text.
    if strange * 10 > text.chars().count() && !head.is_empty() {
        return Err(not_a_table("binary data"));
    }
    Ok(())
}

fn is_strange(it: char) -> bool {
    it == '\u{fffd}' || (it.is_control() && !matches!(it, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}'))
}
