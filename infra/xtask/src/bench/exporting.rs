//! Exports through the local cloud beside their ceiling, the bare list of the same records in the same run. Neither says
//! anything about AWS.

use anyhow::Result;

use super::writing::{measure, number};
use super::{Figure, Goal};
use crate::cloud::{Cloud, Ports};
use crate::places::Places;
use crate::setup;
use crate::tools::step;

/// Records a second of an export in each form and of the bare list, and what share the one is of the other.
pub(super) fn export(places: &Places) -> Result<Vec<Figure>> {
    setup::prepare(places, false)?;
    let cloud = Cloud::start(places, &places.root.join(".local/bench"), Ports::free()?, false)?;
    let found = step("Exports of 20,000 records", || measure(places, &cloud, &["export"]))?;
    let figure = |what, name| {
        Ok::<_, anyhow::Error>(Figure::new("export", what, number(&found, name)?, "records/s"))
    };
    let share =
        |name| Ok::<_, anyhow::Error>(number(&found, name)? / number(&found, "list")? * 100.0);
    Ok(vec![
        figure("the bare list, page by page", "list")?,
        figure("CSV", "csv")?,
        figure("XLSX", "xlsx")?,
        Figure::new("export", "CSV, share of the bare list", share("csv")?, "%")
            .goal(Goal::AtLeast(70.0)),
        Figure::new("export", "XLSX, share of the bare list", share("xlsx")?, "%"),
    ])
}
