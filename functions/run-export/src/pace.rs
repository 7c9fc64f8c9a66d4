//! How a worker divides its time while it exports.

use gangway_files::BookSize;

/// How much is read at once, how often the work is saved, and how much time is left at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Records of a page.
    pub records: u32,
    /// Records that are put in order in memory.
    pub in_order: usize,
    /// How workbooks are cut.
    pub book: BookSize,
    /// Bytes of a part; S3 wants 5 MiB at least of all but the last.
    pub part: usize,
    /// Seconds between two saved cursors: what a worker loses that is killed.
    pub seconds: u32,
    /// Seconds before its deadline at which a worker saves its cursor and passes the rest on.
    pub margin: u32,
}

impl Default for Pace {
    fn default() -> Self {
        // A page is some megabytes as DynamoDB sends it, and some times that as it is taken apart.
        Self {
            records: 4_000,
            in_order: 50_000,
            book: BookSize::default(),
            part: 8 << 20,
            seconds: 4,
            margin: 25,
        }
    }
}
