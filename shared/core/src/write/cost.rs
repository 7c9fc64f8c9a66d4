//! What an import costs in DynamoDB's capacity units, and about how much money that is.
//!
//! The units are held to what DynamoDB says it consumed by the journey `cost`. Storage, requests to S3 and SQS and
//! the time of the Lambdas are not in it: together they are some percent.

/// What becomes of a row, as far as its cost goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new record.
    Created,
    /// A record that was there got new values, and kept its keys.
    Updated,
    /// A record or an earlier row has its key.
    Skipped,
    /// It was left out.
    Failed,
}

/// How many rows of a file end how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    /// New records.
    pub created: u32,
    /// Records that change.
    pub updated: u32,
}

/// Write units that a row of at most 1 KB consumes in a module with so many indexed match rules: the record, its
/// entry in the index of owners, and the head of each key. An update writes the record and notes what it was.
pub fn written_units(outcome: Outcome, rules: u32) -> u32 {
    match outcome {
        Outcome::Created => 2 + rules,
        Outcome::Updated => 2,
        Outcome::Skipped | Outcome::Failed => 0,
    }
}

/// Millionths of a US dollar that the writes of an import cost: on demand, in us-east-1, a million write units cost
/// 0.625 USD (AWS's price list, November 2024).
pub fn micro_dollars(rows: Rows, rules: u32) -> u64 {
    let units = |count: u32, outcome| u64::from(count) * u64::from(written_units(outcome, rules));
    (units(rows.created, Outcome::Created) + units(rows.updated, Outcome::Updated)) * 5 / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_million_new_records_cost_about_thirty_dollars() {
        let rows = Rows { created: 10_000_000, updated: 0 };
        assert_eq!(micro_dollars(rows, 3), 31_250_000);
    }

    #[test]
    fn what_writes_nothing_costs_nothing() {
        assert_eq!(written_units(Outcome::Skipped, 3), 0);
        assert_eq!(written_units(Outcome::Failed, 3), 0);
    }
}
