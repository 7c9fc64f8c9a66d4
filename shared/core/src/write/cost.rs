//! What an import costs in DynamoDB's capacity units, and what that comes to.
//!
//! The journey `cost` holds the units to what DynamoDB says it consumed. Storage, reads, S3, SQS and the time of the
//! Lambdas are not in it.

use gangway_contract::{Estimate, Forecast, ImportPlan, Module, Wide};

use crate::keys::{indexed_rules, is_further};

/// What becomes of a row, as far as its cost goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new record.
    Created,
    /// A record that was there got new values, and among them so many other keys instead of those that it had.
    Updated {
        /// 0 where e-mail, telephone number, name and company stay what they are.
        changed_keys: u32,
    },
    /// A record or an earlier row has its key.
    Skipped,
    /// It was left out.
    Failed,
}

/// Write units that a row of at most 1 KB consumes in a module whose records are found by so many match rules: the
/// record, its entry in the index of owners, and the head of each key. An update writes the record and notes what it
/// was; each changed key gets its new head and loses its old one.
pub fn written_units(outcome: Outcome, rules: u32) -> u32 {
    match outcome {
        Outcome::Created => 2 + rules,
        Outcome::Updated { changed_keys } => 2 + 2 * changed_keys,
        Outcome::Skipped | Outcome::Failed => 0,
    }
}

/// What an import by this plan will cost and how long it will take.
pub fn estimate(forecast: &Forecast, plan: &ImportPlan, module: &Module) -> Estimate {
    let units = u64::from(forecast.created) * each(Outcome::Created, rules(plan, module))
        + u64::from(forecast.updated) * each(Outcome::Updated { changed_keys: 0 }, 0)
        + u64::from(forecast.changed_keys) * each_changed_key();
    let micros = u128::from(units) * u128::from(forecast.micros_per_million_units);
    let seconds = forecast.pace.filter(|it| it.rows > 0).map(|it| {
        let time = u64::from(forecast.rows) * u64::from(it.milliseconds);
        let seconds = time.div_ceil(u64::from(it.rows) * 1_000);
        u32::try_from(seconds).unwrap_or(u32::MAX)
    });
    let micros = u64::try_from(micros.div_ceil(1_000_000)).unwrap_or(u64::MAX);
    Estimate { units: Wide(units), micros: Wide(micros), seconds }
}

/// How many rules a record of the module is found by after an import by this plan.
fn rules(plan: &ImportPlan, module: &Module) -> u32 {
    let further = u32::from(is_further(&plan.options.match_rule, module));
    u32::try_from(indexed_rules(module).len()).unwrap_or(u32::MAX).saturating_add(further)
}

fn each(outcome: Outcome, rules: u32) -> u64 {
    written_units(outcome, rules).into()
}

fn each_changed_key() -> u64 {
    let units = |changed_keys| each(Outcome::Updated { changed_keys }, 0);
    units(1) - units(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_record_costs_itself_its_owner_and_each_of_its_keys() {
        assert_eq!(written_units(Outcome::Created, 3), 5);
        assert_eq!(written_units(Outcome::Updated { changed_keys: 0 }, 3), 2);
    }

    #[test]
    fn a_changed_key_costs_its_new_head_and_its_old_one() {
        assert_eq!(written_units(Outcome::Updated { changed_keys: 1 }, 3), 4);
    }

    #[test]
    fn what_writes_nothing_costs_nothing() {
        assert_eq!(written_units(Outcome::Skipped, 3), 0);
        assert_eq!(written_units(Outcome::Failed, 3), 0);
    }
}
