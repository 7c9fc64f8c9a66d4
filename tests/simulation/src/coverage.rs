//! What happened in schedules: a search that finds nothing is worth something only if everything was there to find.

use std::fmt;

/// Something that a schedule may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Throttled,
    AnswerLost,
    BatchInPart,
    Killed,
    TimedOut,
    Slow,
    LeaseRanOut,
    Again,
    OutOfOrder,
    GivenUp,
    Watched,
    Made,
    Changed,
    Rekeyed,
    Deleted,
    Cancelled,
    Undone,
    UndoneBeside,
    Resumed,
    Overlapped,
    Barred,
    Neighbour,
    Misled,
    Read,
    Continued,
    BackedUp,
    Indexed,
    PutOff,
}

impl Kind {
    const ALL: [(Self, &'static str); 28] = [
        (Self::Throttled, "a call was throttled"),
        (Self::AnswerLost, "an answer was lost"),
        (Self::BatchInPart, "a batch was done in part"),
        (Self::Killed, "a worker was killed"),
        (Self::TimedOut, "a worker met its deadline"),
        (Self::Slow, "a worker was slow"),
        (Self::LeaseRanOut, "a lease ran out"),
        (Self::Again, "a message came again"),
        (Self::OutOfOrder, "a message came before its time"),
        (Self::GivenUp, "a message was given up"),
        (Self::Watched, "the watchdog looked"),
        (Self::Made, "somebody made a record"),
        (Self::Changed, "somebody changed one"),
        (Self::Rekeyed, "somebody gave one another key"),
        (Self::Deleted, "somebody deleted one"),
        (Self::Cancelled, "somebody cancelled"),
        (Self::Undone, "an import was undone"),
        (Self::UndoneBeside, "an undo ran beside an import"),
        (Self::Resumed, "left rows were run again"),
        (Self::Overlapped, "imports overlapped"),
        (Self::Barred, "a row was barred from its slot"),
        (Self::Neighbour, "another tenant imported the same"),
        (Self::Misled, "a message named another tenant's job"),
        (Self::Read, "failed rows were read again"),
        (Self::Continued, "a test was gone on with"),
        (Self::BackedUp, "changed records were backed up"),
        (Self::Indexed, "records got the keys of a further rule"),
        (Self::PutOff, "a planned import waited for its time"),
    ];

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What one schedule held.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen(u32);

impl Seen {
    /// It happened.
    pub(crate) fn note(&mut self, kind: Kind) {
        self.0 |= kind.bit();
    }
}

/// How many schedules held what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coverage([u64; Kind::ALL.len()]);

impl Coverage {
    /// Counts one schedule.
    pub(crate) fn add(&mut self, seen: Seen) {
        for ((kind, _), count) in Kind::ALL.iter().zip(&mut self.0) {
            *count += u64::from(seen.0 & kind.bit() != 0);
        }
    }

    /// Counts what another one counted.
    pub(crate) fn plus(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, count)| *sum += count);
    }

    /// What never happened.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let kinds = Kind::ALL.iter().zip(self.0).filter(|it| it.1 == 0);
        kinds.map(|((_, words), _)| *words).collect()
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds =
            Kind::ALL.iter().zip(self.0).map(|((_, words), count)| format!("{words} {count}"));
        write!(out, "Schedules in which {}", kinds.collect::<Vec<_>>().join(", "))
    }
}
