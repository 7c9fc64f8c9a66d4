//! The plan of a file that nobody has looked at: what its template says, and what the whole file tells. What neither
//! decides is refused, for there is nobody to ask.

use anyhow::{Context as _, Result};
use gangway_contract::{
    ColumnStatus, ImportPlan, JobItem, Refusal, RefusalCode, Template, TemplateSlug,
    api::StartImport,
};
use gangway_core::import::{Context, Propose, Survey, undecided};
use gangway_core::table::Choices;

use crate::Access;
use crate::reading::{facts, run};

/// What a person would have sent with Start; the first answer of all deliveries stays.
pub(crate) async fn start<W: Access>(
    world: &W,
    item: &JobItem,
    template: &TemplateSlug,
    context: &Context,
) -> Result<Result<StartImport, Refusal>> {
    let Some(template) = find(world, template).await? else { return Ok(Err(template_gone())) };
    let actor = &item.job.actor;
    if !template.plan.needs(&actor.user).is_subset(&actor.rights) {
        return Ok(Err(not_permitted()));
    }
    let plan = match plan(world, item, template, context).await? {
        Ok(plan) => plan,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    if world.save_start(&item.job.id, &start).await? {
        return Ok(Ok(start));
    }
    let first = world.read_start(&item.job.id).await?;
    Ok(Ok(first.context("a plan that is there cannot be read")?))
}

/// The template, as it is now.
pub(crate) async fn find<W: Access>(world: &W, slug: &TemplateSlug) -> Result<Option<Template>> {
    let templates = world.read_templates().await?;
    Ok(templates.into_iter().find(|it| it.slug == *slug))
}

async fn plan<W: Access>(
    world: &W,
    item: &JobItem,
    template: Template,
    context: &Context,
) -> Result<Result<ImportPlan, Refusal>> {
    let file = facts(item)?;
    let map_new_columns = template.drops.as_ref().is_some_and(|it| it.map_new_columns);
    let propose = Propose::new(&file, context, Choices::default()).using(template);
    let mut plan = match run(world, item, Ok(propose)).await? {
        Ok(plan) => plan,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !map_new_columns {
        let guessed = plan.columns.iter_mut().filter(|it| it.status == ColumnStatus::Auto);
        guessed.for_each(|it| (it.status, it.field) = (ColumnStatus::Unmapped, None));
    }
    let surveyed = run(world, item, Survey::new(&file, plan, context)).await?;
    Ok(surveyed.and_then(|plan| match undecided(&plan, &context.module) {
        Some(column) => Err(order_unknown(&column.header)),
        None => Ok(plan),
    }))
}

fn order_unknown(header: &str) -> Refusal {
    let message = format!(
        "The dates of the column «{header}» can be read with the day or with the month first, and nothing in the file tells \
         which. Choose it on the page, with a file like this one, and keep that as the template."
    );
    Refusal::new(RefusalCode::DateOrderUnknown, message)
}

fn not_permitted() -> Refusal {
    let message = "The template updates records, backs them up or gives them away, and the person in whose name the file is \
        imported may not. Change the template, or let somebody import with it who may.";
    Refusal::new(RefusalCode::NotPermitted, message)
}

fn template_gone() -> Refusal {
    let message = "The template was removed before the file was read. Keep it again, and send the file again.";
    Refusal::new(RefusalCode::NoTemplate, message)
}
