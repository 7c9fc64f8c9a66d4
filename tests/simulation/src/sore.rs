//! Sore points. A protocol breaks between two calls, and there are many calls: half of the schedules choose one errand,
//! and whoever has just done it is held up or ended there much more often than chance would.

use crate::tape::Tape;

/// Errands after which others should have their turn.
const ERRANDS: [&str; 14] = [
    "claim_head",
    "write_slot",
    "update_record",
    "read_slot",
    "read_head",
    "read_head",
    "bar_slot",
    "drop_head",
    "mark_head",
    "add_member",
    "read_members",
    "save_ledger",
    "take_lease",
    "end_bucket",
];

/// What befalls a worker at the sore point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pain {
    /// Others overtake it, for so many turns.
    Slow(usize),
    /// It ends.
    Killed,
    /// It ends, and so does its lease.
    Forgotten,
}

/// The schedule's sore point, if it has one. Where imports meet on few keys, it is mostly the claim of one: there they
/// part.
pub(crate) fn choose(tape: &mut Tape, is_crowded: bool) -> Option<&'static str> {
    match tape.below(10) {
        0..=2 => None,
        3..=6 if is_crowded => Some("claim_head"),
        _ => tape.pick(&ERRANDS),
    }
}

/// What befalls a worker that has just done the sore errand.
pub(crate) fn pain(tape: &mut Tape) -> Option<Pain> {
    if !tape.chance(50) {
        return None;
    }
    Some(match tape.below(10) {
        0..=6 => Pain::Slow(10 + tape.below(300)),
        7 | 8 => Pain::Killed,
        _ => Pain::Forgotten,
    })
}
