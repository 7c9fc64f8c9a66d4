//! Promises that a world in memory can be told to break, so that a test sees whether anybody notices. A search for
//! broken invariants that finds nothing is worth something only if it finds these.

/// A promise that is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// A lease is given while somebody holds it.
    NoLease,
    /// A record forgets which rows have updated it.
    NoToken,
    /// A record is changed whatever its version.
    NoVersion,
    /// A slot takes anything, whatever lies there: journals are unguarded.
    AnySlot,
    /// A head takes anything, whatever it was.
    AnyHead,
    /// A head is dropped, whatever it is.
    AnyDrop,
    /// A job changes, whatever its status.
    AnyStatus,
    /// A bar is said to be in its slot, and is not.
    NoBar,
    /// Members are noted beside no head.
    LostMembers,
    /// A head forgets that it was put before its record had the key.
    NoAnnouncement,
    /// A deleted record leaves no tombstone.
    HardDelete,
    /// Counts are added to those that were saved before.
    AddedCounts,
    /// Every attempt is taken for the first, so nobody reads what an earlier one did.
    FirstAttempt,
    /// A job's creation is another moment at each attempt, so that ids are not a function of job and row.
    OtherIds,
    /// Rows are cut by their number and not by their key.
    CutByRow,
    /// Nobody finds jobs that run, so nobody looks after them.
    NoWatchdog,
    /// Rows that failed lose their last cell.
    LostCells,
    /// Keys of all tenants lie in one place.
    SharedKeys,
    /// A match rule is said to be registered long ago, so that nobody waits for those who do not know it.
    HastyRules,
    /// Nobody lists the records that are to get the keys of a further rule.
    NoBackfill,
}

impl Lapse {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::NoLease,
        Self::NoToken,
        Self::NoVersion,
        Self::AnySlot,
        Self::AnyHead,
        Self::AnyDrop,
        Self::AnyStatus,
        Self::NoBar,
        Self::LostMembers,
        Self::NoAnnouncement,
        Self::HardDelete,
        Self::AddedCounts,
        Self::FirstAttempt,
        Self::OtherIds,
        Self::CutByRow,
        Self::NoWatchdog,
        Self::LostCells,
        Self::SharedKeys,
        Self::HastyRules,
        Self::NoBackfill,
    ];
}
