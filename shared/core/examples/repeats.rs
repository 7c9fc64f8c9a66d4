//! Fills the table of repeats and prints what a row takes: `cargo run --release --example repeats -- ROWS`.
#![expect(clippy::print_stdout, reason = "it is a command line")]
#![expect(clippy::disallowed_types, reason = "it measures time; the core does not")]

use std::time::Instant;

use gangway_core::repeats::Repeats;

fn main() {
    let rows = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(1_000_000_u32);
    let begun = Instant::now();
    let mut repeats = Repeats::default();
    for row in 2..rows.saturating_add(2) {
        repeats.lead(key(row), row);
    }
    let nanoseconds = begun.elapsed().as_secs_f64() * 1e9 / f64::from(rows);
    let bytes = f64::from(u32::try_from(repeats.bytes() / 1000).unwrap_or(u32::MAX)) * 1000.0;
    println!(
        "{{\"rows\":{},\"bytes_a_row\":{:.2},\"nanoseconds_a_row\":{nanoseconds:.1}}}",
        repeats.len(),
        bytes / f64::from(rows)
    );
}

/// As evenly spread as the hashes that the core makes.
fn key(row: u32) -> u128 {
    let mut state = u64::from(row);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    };
    u128::from(next()) << 64 | u128::from(next())
}
