//! What the fuzzer throws its bytes at: the checks, which the tests of the core share.

mod checks;
mod zip;

/// The first look at any bytes.
pub fn sniff(bytes: &[u8]) {
    checks::sniff(bytes);
}

/// Text under the dialect that its first five bytes choose.
pub fn csv(bytes: &[u8]) {
    checks::csv(bytes);
}

/// A workbook of Excel 2007 and later: a whole one, or the parts of one.
pub fn xlsx(bytes: &[u8]) {
    checks::xlsx(bytes);
}

/// A workbook of Excel 97 to 2003.
pub fn xls(bytes: &[u8]) {
    checks::xls(bytes);
}

/// The whole road of any file: a plan, completed, and every row under it.
pub fn road(bytes: &[u8]) {
    checks::road(bytes);
}

/// A header row and rows of values, mapped into every module.
pub fn mapping(bytes: &[u8]) {
    checks::mapping(bytes);
}
