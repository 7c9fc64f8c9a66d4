//! How long things are kept, in days: what the bucket's lifecycle in `infra/template.yaml` says (a test compares), and what
//! may be promised because of it.

/// Files of imports and undos: source, plan, slices, results, backups.
pub const FILES: u32 = 40;
/// What was replaced or expired among them stays so much longer, as an old version.
pub const OLD_FILES: u32 = 1;
/// What systems dropped, since it was dropped.
pub const DROPS: u32 = 35;
/// Old versions of it.
pub const OLD_DROPS: u32 = 35;
/// Files of exports, and links to them.
pub const EXPORTS: u32 = 7;
/// Tombstones of deleted records.
pub const TOMBSTONES: u32 = 35;

/// How long an import can be undone after it wrote.
pub const UNDO: u32 = 30;
/// How long its writing can be put off.
pub const PUT_OFF: u32 = 7;

// Undo reads what was planned; and what it deleted stays deleted while anything of it may still be on its way.
const _: () = assert!(UNDO + PUT_OFF < FILES && UNDO < TOMBSTONES);

/// So many days in seconds.
pub const fn seconds(days: u32) -> u32 {
    days * 24 * 3_600
}
