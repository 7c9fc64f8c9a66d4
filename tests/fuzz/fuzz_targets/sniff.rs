//! Throws bytes at [`gangway_fuzz::sniff`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangway_fuzz::sniff(bytes));
