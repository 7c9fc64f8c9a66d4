//! `gangway check`: the counts over the whole file and the receipt's digest.

use std::io::{self, Write};

use gangway_contract::{CheckReport, Refusal};
use gangway_core::import::{Check, Survey};
use gangway_core::keys;
use serde_json::json;

use crate::args::CheckArgs;
use crate::file::Source;
use crate::outcome::Failure;
use crate::plan;

/// Reads every row and prints how they fare.
pub(crate) fn check(args: &CheckArgs) -> Result<(), Failure> {
    let context = plan::context(&args.module)?;
    let rule = plan::match_rule(&args.match_rule, &context.module)?;
    let mut source = Source::open(&args.file)?;
    let (mut draft, head) = plan::propose_with_head(&mut source, &context, args.sheet.as_ref())?;
    draft.options.match_rule = rule;
    let mut survey =
        Survey::new(&source.facts, draft, &context)?.checking_ahead(&head, &context)?;
    source.feed(&mut survey)?;
    let (plan, checked) = survey.finish_with_check()?;
    let report = match checked {
        Some(checked) => checked.report,
        None => run(&mut source, |facts| Check::new(facts, &plan, &context))?,
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", to_json(args, &report))?;
    } else {
        write_text(&mut out, &report)?;
    }
    Ok(())
}

/// Runs a check over the whole file.
pub(crate) fn run(
    source: &mut Source,
    open: impl FnOnce(&gangway_core::table::FileFacts) -> Result<Check, Refusal>,
) -> Result<CheckReport, Failure> {
    let pass = open(&source.facts)?;
    source.run(pass)
}

fn to_json(args: &CheckArgs, report: &CheckReport) -> serde_json::Value {
    json!({
        "module": args.module,
        "match": keys::rule_id(&report.plan.options.match_rule),
        "rows": report.counts.rows,
        "counts": report.counts,
        "digest": report.receipt.digest,
        "receipt": report.receipt,
    })
}

fn write_text(out: &mut impl Write, report: &CheckReport) -> io::Result<()> {
    let counts = report.counts;
    writeln!(out, "rows         {}", counts.rows)?;
    writeln!(out, "ok           {}", counts.ok)?;
    writeln!(out, "failed       {}", counts.failed)?;
    writeln!(out, "repeats      {}", counts.repeats)?;
    writeln!(out, "blank        {}", counts.blank)?;
    writeln!(out, "without key  {}", counts.without_key)?;
    writeln!(out, "digest       {}", report.receipt.digest)
}
