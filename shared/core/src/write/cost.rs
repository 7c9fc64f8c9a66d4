//! What an import's rows cost in DynamoDB's capacity units.
//!
//! The journey `cost` holds this to what DynamoDB says it consumed. Storage, S3, SQS and the time of the Lambdas are
//! not in it.

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

/// Write units that a row of at most 1 KB consumes in a module with so many indexed match rules: the record, its
/// entry in the index of owners, and the head of each key. An update writes the record and notes what it was.
pub fn written_units(outcome: Outcome, rules: u32) -> u32 {
    match outcome {
        Outcome::Created => 2 + rules,
        Outcome::Updated => 2,
        Outcome::Skipped | Outcome::Failed => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_record_costs_itself_its_owner_and_each_of_its_keys() {
        assert_eq!(written_units(Outcome::Created, 3), 5);
        assert_eq!(written_units(Outcome::Updated, 3), 2);
    }

    #[test]
    fn what_writes_nothing_costs_nothing() {
        assert_eq!(written_units(Outcome::Skipped, 3), 0);
        assert_eq!(written_units(Outcome::Failed, 3), 0);
    }
}
