//! Throws bytes at [`gangway_fuzz::mapping`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangway_fuzz::mapping(bytes));
