//! Throws bytes at [`gangway_fuzz::xls`]. calamine's panics are caught by the core and are no finding.
#![no_main]

use std::panic::{PanicHookInfo, set_hook};

/// Says what panicked, unless it is the foreign reader. The fuzzer ends on every panic that nobody catches.
fn say(panic: &PanicHookInfo<'_>) {
    if !panic.location().is_some_and(|it| it.file().contains("calamine")) {
        eprintln!("{panic}");
    }
}

libfuzzer_sys::fuzz_target!(
    init: set_hook(Box::new(say)),
    |bytes: &[u8]| gangway_fuzz::xls(bytes)
);
