//! What becomes of compound files whose bytes are built here.

mod rows;

use gangway_contract::{Refusal, RefusalCode};

use crate::guard::MAX_XLS_BYTES;
use crate::source::Pass;
use crate::table::{Choices, FileFacts, Sniff};

const SECTOR: usize = 512;

/// A compound file larger than any that is read, of which only the beginning is there: its header, one sector
/// of directory with these streams, and the first sector of the workbook.
fn compound(streams: &[&str], workbook: &[u8]) -> Vec<u8> {
    let mut file = vec![0; 3 * SECTOR];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[30] = 9;
    // The directory is the first sector behind the header, the workbook the second.
    file[48] = 0;
    for (entry, name) in file[SECTOR..2 * SECTOR].chunks_exact_mut(128).zip(streams) {
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(2 * name.len() + 2).expect("short");
        entry[66] = 2;
        entry[116] = 1;
    }
    file[2 * SECTOR..2 * SECTOR + workbook.len()].copy_from_slice(workbook);
    file
}

/// Looks at a file of which all that is not there are zeros.
fn refusal(bytes: &[u8], piece: usize) -> Refusal {
    let file = FileFacts { name: "large.xls".to_owned(), size: MAX_XLS_BYTES + 1 };
    let mut look = Sniff::new(&file, Choices::default());
    let mut fetched = 0;
    while let Some(need) = look.need() {
        let from = usize::try_from(need.offset).expect("small");
        let answer: Vec<u8> = (from..from + piece.min(need.len as usize))
            .map(|at| bytes.get(at).copied().unwrap_or(0))
            .collect();
        fetched += answer.len();
        if let Err(refusal) = look.answer(&answer) {
            assert!(fetched < 1 << 20, "{fetched} bytes were fetched");
            return refusal;
        }
    }
    look.finish().expect_err("a refusal")
}

#[track_caller]
fn check(streams: &[&str], workbook: &[u8], code: RefusalCode) {
    for piece in [usize::MAX, 1000] {
        let refusal = refusal(&compound(streams, workbook), piece);
        assert_eq!(refusal.code, code, "{streams:?}: {refusal}");
    }
}

#[test]
fn a_large_workbook_behind_a_password_is_called_that_and_not_too_large() {
    check(&["Root Entry", "EncryptionInfo", "EncryptedPackage"], &[], RefusalCode::Encrypted);
    // A beginning, then the record of the password.
    let records = [9, 8, 2, 0, 0, 6, 0x2f, 0, 2, 0, 0, 0];
    check(&["Root Entry", "Workbook"], &records, RefusalCode::Encrypted);
}

#[test]
fn a_large_workbook_without_a_password_is_too_large() {
    check(&["Root Entry", "Workbook"], &[9, 8, 2, 0, 0, 6], RefusalCode::LimitExceeded);
    check(&["Root Entry", "Book"], &[], RefusalCode::LimitExceeded);
    check(&["Root Entry"], &[], RefusalCode::LimitExceeded);
}
