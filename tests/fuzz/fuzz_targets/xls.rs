//! Throws bytes at [`gangway_fuzz::xls`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangway_fuzz::xls(bytes));
