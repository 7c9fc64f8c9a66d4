//! Slices, outcomes and result files.

use anyhow::{Context, Result, ensure};
use gangway_contract::{
    CorrectedCell, Corrections, FileKind, ImportOptions, JobId, OutcomePart, SliceManifest,
    WriteRules,
};

use super::Objects;
use super::samples::job_id;

pub(super) async fn check<W: Objects>(world: &W) -> Result<()> {
    let job = job_id("J1")?;
    ensure!(world.read_manifest(&job).await?.is_none(), "no manifest yet");
    ensure!(world.read_start(&job).await?.is_none(), "no plan yet");
    world.put_segment(&job, 3, b"0123456789".to_vec()).await?;
    ensure!(world.read_segment(&job, 3, 2..5).await? == b"234", "a stretch of a segment");
    ensure!(
        world.read_segment(&job, 4, 0..1).await.is_err(),
        "a segment that is not there is an error"
    );
    world.put_failed(&job, 0, b"abcdef".to_vec()).await?;
    let read = async |offset, len| world.read_failed(&job_id("J1")?, 0, offset, len).await;
    ensure!(read(0, 4).await? == b"abcd" && read(4, 4).await? == b"ef", "piece by piece");
    ensure!(read(6, 4).await?.is_empty(), "nothing behind the end");
    let manifest = SliceManifest {
        segments: Vec::new(),
        buckets: Vec::new(),
        failed: 1,
        failed_segments: 1,
        headers: vec!["E-mail".into()],
        rules: WriteRules { options: ImportOptions::default(), mapped: Vec::new() },
        passed: 2,
        backup: None,
    };
    world.put_manifest(&job, &manifest).await?;
    ensure!(world.read_manifest(&job).await? == Some(manifest), "the manifest is kept as it was");
    check_corrections(world).await?;
    check_outcomes(world).await?;
    check_results(world).await
}

async fn check_corrections<W: Objects>(world: &W) -> Result<()> {
    let job = job_id("J1")?;
    ensure!(world.read_corrections(&job, 0).await?.is_none(), "no corrections yet");
    let of = |text: &str| {
        let cell = CorrectedCell { row: 2, column: 1, was: "0".repeat(16), text: text.to_owned() };
        Corrections { reading: "0".repeat(32), cells: vec![cell] }
    };
    world.put_corrections(&job, 0, &of("one")).await?;
    world.put_corrections(&job, 0, &of("two")).await?;
    ensure!(
        world.read_corrections(&job, 0).await? == Some(of("two")),
        "the last corrections of a part stay"
    );
    ensure!(world.read_corrections(&job, 1).await?.is_none(), "no other part");
    Ok(())
}

async fn check_outcomes<W: Objects>(world: &W) -> Result<()> {
    let job = job_id("J1")?;
    let part = |attempt| OutcomePart { from: 0, attempt };
    world.put_part(&job, 0, part(1), b"one".to_vec()).await?;
    world.put_part(&job, 0, part(2), b"two".to_vec()).await?;
    ensure!(
        world.read_part(&job, 0, part(1)).await? == b"one",
        "another attempt overwrites nothing"
    );
    world.put_outcomes(&job, 0, 0, b"all of them".to_vec()).await?;
    world.put_outcomes(&job, 0, 1, b"again".to_vec()).await?;
    let read =
        async |rerun, offset| world.read_outcomes(&job_id("J1")?, 0, rerun, offset, 100).await;
    ensure!(read(0, 4).await? == b"of them", "outcomes from an offset");
    ensure!(read(0, 11).await?.is_empty(), "nothing behind the end");
    ensure!(read(1, 0).await? == b"again", "each run has its own");
    Ok(())
}

async fn check_results<W: Objects>(world: &W) -> Result<()> {
    let job = job_id("J1")?;
    for _ in 0..2 {
        check_result(world, &job).await?;
    }
    Ok(())
}

/// A part may be put again, a file ended again; what is no upload any more takes nothing.
async fn check_result<W: Objects>(world: &W, job: &JobId) -> Result<()> {
    let kind = FileKind::Failed;
    let upload = world.begin_result(job, kind).await?;
    let put = async |number, bytes| world.put_result_part(job, kind, &upload, number, bytes).await;
    put(1, vec![b'y'; 6 << 20]).await?;
    let first = put(1, vec![b'x'; 5 << 20]).await?.context("an open upload takes a part")?;
    let last = put(2, b"end".to_vec()).await?.context("an open upload takes a part")?;
    let (tags, size) = ([first, last], (5 << 20) + 3);
    for _ in 0..2 {
        ensure!(world.end_result(job, kind, &upload, &tags, size).await?, "ended, and ended again");
    }
    let never = "an-upload-that-nobody-began";
    ensure!(!world.end_result(job, kind, never, &tags, size + 1).await?, "no upload, no such file");
    ensure!(put(3, b"more".to_vec()).await?.is_none(), "an upload that has ended takes nothing");
    Ok(())
}
