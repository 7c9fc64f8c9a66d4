//! What time it is. The core has no clock, and a test sets its own.

use jiff::Timestamp;

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;
}

/// A moment, in milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment(pub u64);

impl Moment {
    /// Whole seconds since 1970, as leases count them.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0 / 1000).unwrap_or(u32::MAX)
    }

    /// A later moment.
    #[must_use]
    pub fn plus_seconds(self, seconds: u32) -> Self {
        Self(self.0 + u64::from(seconds) * 1000)
    }

    /// RFC 3339 in UTC, to the millisecond: `2026-11-22T13:00:00.000Z`. Always of one length, so that
    /// texts sort as moments do.
    pub fn rfc3339(self) -> String {
        format!("{:.3}", self.timestamp())
    }

    /// The month of the Batch Jobs list: `202611`.
    pub fn month(self) -> String {
        self.rfc3339().chars().filter(|it| *it != '-').take(6).collect()
    }

    /// Reads what [`rfc3339`](Self::rfc3339) wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let timestamp: Timestamp = text.parse().ok()?;
        u64::try_from(timestamp.as_millisecond()).ok().map(Self)
    }

    fn timestamp(self) -> Timestamp {
        i64::try_from(self.0)
            .ok()
            .and_then(|it| Timestamp::from_millisecond(it).ok())
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_moment_survives_its_text_and_texts_have_one_length() {
        for ms in [0, 1_795_353_600_000, 1_795_353_600_007] {
            let moment = Moment(ms);
            assert_eq!(Moment::parse(&moment.rfc3339()), Some(moment));
            assert_eq!(moment.rfc3339().len(), "2026-11-22T13:00:00.000Z".len());
        }
    }

    #[test]
    fn the_month_is_six_digits() {
        assert_eq!(Moment(1_795_353_600_000).month(), "202611");
    }
}
