//! `cargo xtask bench`: how fast and how small, beside the peers and the goals.
//!
//! Figures of one run belong together: on a busy machine the times grow, the ratios stay. What is generated
//! lies in the cache. The browser's module is the deployed one.

mod browser;
mod exporting;
mod figure;
mod leads;
mod native;
mod page;
mod road;
mod sizes;
mod workbooks;
mod writing;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use self::browser::Browser;
use self::figure::{Figure, Goal};
use crate::places::Places;
use crate::tools;

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// One measurement; without a name, all of them.
    #[arg(value_enum)]
    name: Option<Name>,
    /// Print the figures as one JSON object.
    #[arg(long)]
    json: bool,
}

/// A measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// `gangway check` over a CSV of 100 MB, natively.
    Check,
    /// The full check of that file in Chromium, beside `PapaParse` and the bare read.
    Csv,
    /// The full check of 100,000 rows of XLSX, beside `SheetJS`.
    Xlsx,
    /// The full check of 40,000 rows of XLS, beside `SheetJS`.
    Xls,
    /// From the choice of a file to its first rows, from 10 MB to 1 GB.
    FirstRows,
    /// From the choice of a file to its twentieth row on the screen.
    FirstPaint,
    /// Tasks of the page's main thread that are long enough to be felt.
    LongTasks,
    /// The table of repeats at 10,000,000 rows.
    Repeats,
    /// The module's bytes, and how long it takes to load.
    Size,
    /// An import of 100,000 rows on the local cloud, beside a bare loop of the same conditional writes.
    Write,
    /// plan-import over a CSV of 10,000,000 rows, natively.
    Plan,
    /// Imports of 10,000, 100,000 and 1,000,000 rows over a world in memory: what a row costs.
    Linear,
    /// Exports without a database, and their workbooks beside those of peers.
    Export,
    /// Exports on the local cloud beside the bare list of the same records.
    ExportShare,
}

/// Measures and prints; fails only if something could not be measured.
pub(crate) fn run_bench(options: &Options) -> Result<ExitCode> {
    tools::stop_on_signal()?;
    let places = Places::find()?;
    let names = options.name.map_or_else(|| Name::value_variants().to_vec(), |it| vec![it]);
    let browser = names.iter().any(|it| it.is_in_browser()).then(|| Browser::prepare(&places));
    let browser = browser.transpose()?;
    let mut figures = Vec::new();
    for name in names {
        figures.extend(name.measure(&places, browser.as_ref())?);
    }
    if options.json {
        println!("{}", figure::to_json(&figures));
    } else {
        print!("\n{}", figure::to_table(&figures));
    }
    Ok(ExitCode::SUCCESS)
}

impl Name {
    fn is_in_browser(self) -> bool {
        !matches!(
            self,
            Self::Check
                | Self::Repeats
                | Self::Write
                | Self::Plan
                | Self::Linear
                | Self::Export
                | Self::ExportShare
        )
    }

    fn measure(self, places: &Places, browser: Option<&Browser>) -> Result<Vec<Figure>> {
        match (self, browser) {
            (Self::Check, _) => native::check(places),
            (Self::Repeats, _) => native::repeats(places),
            (Self::Write, _) => writing::write(places),
            (Self::Plan, _) => road::plan(places),
            (Self::Linear, _) => road::linear(places),
            (Self::Export, _) => exporting::export(places),
            (Self::ExportShare, _) => exporting::share(places),
            (Self::Csv, Some(browser)) => browser.csv(places),
            (Self::Xlsx, Some(browser)) => browser.xlsx(places),
            (Self::Xls, Some(browser)) => browser.xls(places),
            (Self::FirstRows, Some(browser)) => browser.first_rows(places),
            (Self::FirstPaint, Some(browser)) => page::first_paint(browser, places),
            (Self::LongTasks, Some(browser)) => page::long_tasks(browser, places),
            (Self::Size, Some(browser)) => sizes::size(places, browser),
            (_, None) => unreachable!("the browser was prepared for whatever runs in it"),
        }
    }
}
