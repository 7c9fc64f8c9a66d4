//! `GET /jobs`: the Batch Jobs page, newest first. Jobs are kept by month; a list walks the months back.

use axum::extract::State;
use gangway_contract::api::Page;
use gangway_contract::{Job, JobItem};
use gangway_ports::{Clock, ListJobs, ReadLedger};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::{Seen, Tagged};
use crate::jobs::{may_see, with_progress};
use crate::paging::{Cursors, Paging};
use crate::problem::Outcome;

const MOST: u32 = 200;
/// How far back a list reaches: long after the files of jobs and undo have ended.
const MONTHS: usize = 13;
/// How many pages are read to fill one whose jobs are mostly other people's.
const MOST_READS: usize = 30;

/// A page of the jobs that the asker may see.
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    paging: Paging,
    seen: Seen,
) -> Outcome<Tagged<Page<Job>>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let months = Months::back_from(&tenant.now().month());
    let cursors = Cursors::of(&tenant, &asker.0.tenant, "jobs");
    let mut place = Place::parse(paging.place(&cursors)?.as_deref(), &months);
    let limit = paging.limit(MOST);
    let mut items: Vec<JobItem> = Vec::new();
    for _ in 0..MOST_READS {
        let Some(here) = place.take() else { break };
        if items.len() >= limit {
            place = Some(here);
            break;
        }
        let room = u32::try_from(limit - items.len()).unwrap_or(MOST);
        let found = tenant.list_jobs(&here.month, here.cursor.as_deref(), room).await?;
        place = here.after(found.next, &months);
        items.extend(found.items.into_iter().filter(|it| may_see(&asker, &it.job)));
    }
    let items = progress(&tenant, items).await?;
    Ok(seen.unless(&Page { items, next: place.map(|it| cursors.seal(&it.text())) }))
}

async fn progress(tenant: &impl ReadLedger, items: Vec<JobItem>) -> Outcome<Vec<Job>> {
    let mut jobs = Vec::with_capacity(items.len());
    for item in items {
        jobs.push(with_progress(tenant, item).await?);
    }
    Ok(jobs)
}

/// The months of a list, newest first, as `202611`.
struct Months(Vec<String>);

impl Months {
    fn back_from(month: &str) -> Self {
        let number: u32 = month.parse().unwrap_or(0);
        let count = number / 100 * 12 + (number % 100).saturating_sub(1);
        let text = |count: u32| format!("{:04}{:02}", count / 12, count % 12 + 1);
        let back = (0..u32::try_from(MONTHS).unwrap_or(1)).map(|it| text(count.saturating_sub(it)));
        Self(back.collect())
    }

    fn before(&self, month: &str) -> Option<&String> {
        let here = self.0.iter().position(|it| it == month)?;
        self.0.get(here + 1)
    }
}

/// Where a list goes on: a month, and a place in it.
struct Place {
    month: String,
    cursor: Option<String>,
}

impl Place {
    /// A place as it was given out; one of a month that is too long ago by now begins anew.
    fn parse(text: Option<&str>, months: &Months) -> Option<Self> {
        let given = text.and_then(|it| it.split_once('.'));
        let given = given.filter(|(month, _)| months.0.iter().any(|it| it == month));
        let (month, cursor) = match given {
            Some((month, cursor)) => (month, Some(cursor)),
            None => (months.0.first()?.as_str(), None),
        };
        let cursor = cursor.filter(|it| !it.is_empty()).map(str::to_owned);
        Some(Self { month: month.to_owned(), cursor })
    }

    fn text(&self) -> String {
        format!("{}.{}", self.month, self.cursor.as_deref().unwrap_or_default())
    }

    /// The next place in this month, or the month before.
    fn after(self, cursor: Option<String>, months: &Months) -> Option<Self> {
        if cursor.is_some() {
            return Some(Self { month: self.month, cursor });
        }
        let month = months.before(&self.month)?.clone();
        Some(Self { month, cursor: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_back_over_new_year() {
        let months = Months::back_from("202602");
        assert_eq!(months.0[..3], ["202602", "202601", "202512"]);
        assert_eq!(months.0.len(), MONTHS);
    }

    #[test]
    fn a_place_in_a_month_that_is_not_listed_begins_anew() {
        let months = Months::back_from("202611");
        for cursor in [None, Some("rubbish"), Some("199901.x")] {
            let place = Place::parse(cursor, &months).expect("a place");
            assert_eq!((place.month.as_str(), place.cursor), ("202611", None));
        }
        let place = Place::parse(Some("202610.a#b"), &months).expect("a place");
        assert_eq!(place.text(), "202610.a#b");
    }
}
