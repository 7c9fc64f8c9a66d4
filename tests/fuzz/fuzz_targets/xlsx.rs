//! Throws bytes at [`gangway_fuzz::xlsx`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangway_fuzz::xlsx(bytes));
