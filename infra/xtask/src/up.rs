//! `cargo xtask up`: from a fresh checkout to a page that works.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Args;

use crate::cloud::{Cloud, Ports};
use crate::places::Places;
use crate::{setup, tools};

/// How the cloud is started.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The first of four ports: page, cloud, tables, issuer.
    #[arg(long, default_value_t = 4560)]
    port_base: u16,
}

/// Starts everything and stays until Ctrl-C.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let begun = Instant::now();
    let places = Places::find()?;
    let ports = Ports::from(options.port_base);
    ports.must_be_free()?;
    tools::stop_on_signal()?;
    setup::prepare(&places, true)?;
    let state = state(&places, options.port_base);
    let mut cloud = Cloud::start(&places, &state, ports, true)?;
    let seeded = tools::step("Load the demo users and sample leads", || cloud.seed(&places));
    if let Err(error) = seeded {
        println!("\nThe cloud runs, but its sample data could not be loaded:\n{error:#}");
    }
    announce(&cloud, begun);
    cloud.watch()?;
    Ok(ExitCode::SUCCESS)
}

/// Each row of ports has its own state, so that two can run beside each other.
fn state(places: &Places, base: u16) -> std::path::PathBuf {
    if base == 4560 { places.state() } else { places.root.join(format!(".local/up-{base}")) }
}

fn announce(cloud: &Cloud, begun: Instant) {
    let it = &cloud.addresses;
    println!("\nGangway runs ({:.0} s).\n", begun.elapsed().as_secs_f64());
    println!("  Page    {}", it.page);
    println!("  API     {}", it.api);
    println!("  Tokens  curl -s {}token -d '{{\"user\":\"ada\"}}'", it.issuer);
    println!("  Logs    {}", cloud.state.join("logs").display());
    println!(
        "\nCtrl-C stops everything. The records and files are gone then; the next start begins anew."
    );
}
