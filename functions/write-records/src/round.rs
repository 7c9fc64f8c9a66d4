//! Writes a stretch of groups. Each round takes the open groups one stage further, many in a call; a group whose
//! condition did not hold is looked at again in the next round.

use anyhow::{Result, bail};
use gangway_contract::{IssueCode, OutcomeRow, WriteOutcome};
use gangway_core::write::{Decision, Group, Matched, decide, outcomes};
use gangway_write::Lies;

use crate::Access;
use crate::create::{Create, create};
use crate::look_up::{Found, look_up};
use crate::task::Task;
use crate::update::{Update, update};
use crate::work::Work;

/// Groups that are still open after this many rounds are left to the next delivery.
const ROUNDS: u32 = 50;

/// Writes the groups and says what became of their rows.
pub(crate) async fn write_step<W: Access>(
    work: &Work<'_, W>,
    groups: Vec<Group>,
    is_repeated: bool,
) -> Result<Vec<OutcomeRow>> {
    let task = |group: Group| {
        let slot = work.slot(&group)?;
        Ok(Task::new(group, slot, is_repeated, Lies::Nothing))
    };
    let mut open = groups.into_iter().map(task).collect::<Result<Vec<_>>>()?;
    let mut done = Vec::new();
    for _ in 0..ROUNDS {
        if open.is_empty() {
            return Ok(done);
        }
        open = round(work, open, &mut done).await?;
    }
    bail!("{} groups changed under the worker's hands {ROUNDS} times", open.len())
}

async fn round<W: Access>(
    work: &Work<'_, W>,
    tasks: Vec<Task>,
    done: &mut Vec<OutcomeRow>,
) -> Result<Vec<Task>> {
    let tasks = recall(work, tasks, done).await?;
    let mut found = look_up(work, &tasks).await?.into_iter();
    let (mut creates, mut updates) = (Vec::new(), Vec::new());
    for task in tasks {
        let found = task.group.key.and_then(|_| found.next());
        let matched = found.as_ref().map_or(Matched::Nobody, Found::matched);
        match decide(&task.group, matched, &work.rules, &work.reach) {
            Decision::Create(values) => {
                creates.push(Create { task, values, found });
            }
            Decision::Update(values) => {
                let backs_up = work.rules.options.back_up;
                updates.extend(found.and_then(|it| Update::new(task, values, it, backs_up)));
            }
            Decision::Unchanged => {
                end(work, task, WriteOutcome::Unchanged, found.as_ref(), None, done);
            }
            Decision::Skip => end(work, task, WriteOutcome::Skipped, found.as_ref(), None, done),
            Decision::Fail(code) => end(work, task, WriteOutcome::Failed, None, Some(code), done),
        }
    }
    let mut again = Vec::new();
    create(work, creates, &mut again, done).await?;
    update(work, updates, &mut again, done).await?;
    Ok(again)
}

/// Ends the groups whose effect has happened, and gives back the others with what lies in their slots.
async fn recall<W: Access>(
    work: &Work<'_, W>,
    tasks: Vec<Task>,
    done: &mut Vec<OutcomeRow>,
) -> Result<Vec<Task>> {
    let (repeated, mut tasks): (Vec<Task>, Vec<Task>) =
        tasks.into_iter().partition(|it| it.is_repeated);
    let recalled = work.recall(repeated.into_iter().map(|it| it.group).collect()).await?;
    done.extend(recalled.done);
    for (group, lies) in recalled.open {
        let slot = work.slot(&group)?;
        tasks.push(Task::new(group, slot, true, lies));
    }
    Ok(tasks)
}

fn end<W: Access>(
    work: &Work<'_, W>,
    task: Task,
    outcome: WriteOutcome,
    found: Option<&Found>,
    issue: Option<IssueCode>,
    done: &mut Vec<OutcomeRow>,
) {
    let record = found.and_then(|it| it.records.first()).map(|it| &it.record.id);
    done.extend(outcomes(task.group, outcome, work.mode(), record, issue));
}
