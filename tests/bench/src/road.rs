//! An import in memory, stage by stage: processor time of each, and the memory that planning and finishing take.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use gangway_ports::memory::Message;
use serde_json::{Value, json};

use crate::memory::{Import, Options};
use crate::used::{forget_peak, memory, peak, user_time};

/// Planning alone: rows a second, and the most memory that the whole process took meanwhile.
pub(crate) async fn plan(options: &Options) -> Result<Value> {
    let mut import = Import::start(options).await?;
    let planning = stage(&mut import, |it| matches!(it, Message::Plan(_))).await?;
    let job = import.job().await?;
    ensure!(job.counts.rows > 0, "the file was not planned: {job:?}");
    Ok(json!({
        "rows": job.counts.rows,
        "seconds": planning.wall.as_secs_f64(),
        "processor_seconds": planning.processor.as_secs_f64(),
        "peak": planning.peak,
    }))
}

/// Plan, write and finish.
pub(crate) async fn whole(options: &Options) -> Result<Value> {
    let mut import = Import::start(options).await?;
    let planning = stage(&mut import, |it| matches!(it, Message::Plan(_))).await?;
    let writing = stage(&mut import, |it| matches!(it, Message::Bucket(_))).await?;
    let finishing = stage(&mut import, |it| matches!(it, Message::Finish(_))).await?;
    let job = import.job().await?;
    ensure!(job.status.is_terminal() && job.counts.add_up(), "the import went wrong: {job:?}");
    let seconds = |it: &Stage| it.processor.as_secs_f64();
    Ok(json!({
        "rows": job.counts.rows,
        "created": job.counts.created,
        "plan": seconds(&planning),
        "write": seconds(&writing),
        "finish": seconds(&finishing),
        "finish_memory": finishing.peak - finishing.before,
    }))
}

/// What a stage took.
struct Stage {
    wall: Duration,
    processor: Duration,
    /// In MiB.
    before: f64,
    peak: f64,
}

/// Handles messages as long as there are any of the stage.
async fn stage(import: &mut Import, is_of_it: impl Fn(&Message) -> bool) -> Result<Stage> {
    forget_peak()?;
    let (begun, processor, before) = (Instant::now(), user_time()?, memory()?);
    while let Some(message) = import.next_if(&is_of_it) {
        import.deliver(message).await?;
    }
    let processor = user_time()?.saturating_sub(processor);
    Ok(Stage { wall: begun.elapsed(), processor, before, peak: peak()? })
}
