//! `/templates`: plans kept for the next file of the same kind, offered when a header row is theirs.

use axum::extract::State;
use gangway_contract::api::{AllowDrops, SaveTemplate};
use gangway_contract::{ColumnStatus, Drops, Right, Template, TemplateSlug};
use gangway_core::template::header_fingerprint;
use gangway_ports::{ReadTemplates, SaveTemplates};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::{Answer, Done};
use crate::body::{Body, Place};
use crate::problem::{Failure, Outcome};

/// One item of the table holds at most 400 KB.
const LONGEST: usize = 350 * 1024;
const LONGEST_NAME: usize = 120;
const MOST: usize = 500;

/// `GET /templates`, by slug.
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
) -> Outcome<Answer<Vec<Template>>> {
    Ok(Answer(world.for_tenant(&asker.0.tenant).read_templates().await?))
}

/// `PUT /templates/{slug}`: adds or replaces one. What recognises its header row is made here, from its columns.
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(slug): Place<TemplateSlug>,
    Body(wanted): Body<SaveTemplate>,
) -> Outcome<Answer<Template>> {
    asker.must(Right::EditTemplates, "Keeping a template needs the right to edit templates.")?;
    let (choice, mut template) = (wanted.drops, template(slug, wanted)?);
    let tenant = world.for_tenant(&asker.0.tenant);
    let known = tenant.read_templates().await?;
    if known.len() >= MOST && known.iter().all(|it| it.slug != template.slug) {
        return Err(Failure::invalid(format!("There are {MOST} templates; remove one first.")));
    }
    let before = known.iter().find(|it| it.slug == template.slug);
    template.drops = drops(choice, before, &template, &asker)?;
    tenant.save_template(&template).await?;
    Ok(Answer(template))
}

/// `DELETE /templates/{slug}`
pub(crate) async fn remove<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(slug): Place<TemplateSlug>,
) -> Outcome<Done> {
    asker.must(Right::EditTemplates, "Removing a template needs the right to edit templates.")?;
    world.for_tenant(&asker.0.tenant).remove_template(&slug).await?;
    Ok(Done)
}

fn template(slug: TemplateSlug, wanted: SaveTemplate) -> Outcome<Template> {
    let name = wanted.name.trim().to_owned();
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) {
        return Err(Failure::invalid(format!(
            "A template’s name has 1 to {LONGEST_NAME} characters."
        )));
    }
    let mut plan = wanted.plan;
    plan.template = None;
    // What Gangway added to the file that it was made from is in no other file.
    plan.origin = None;
    plan.columns.retain(|it| it.status != ColumnStatus::Added);
    // Values of the file it was made from are nobody’s business later.
    plan.columns.iter_mut().for_each(|it| it.samples.clear());
    let headers = plan.columns.iter().map(|it| it.header.as_str());
    let Some(header_fingerprint) = header_fingerprint(headers) else {
        return Err(Failure::invalid(
            "A template is found by its header row, and this file has none.",
        ));
    };
    let template = Template { slug, name, plan, header_fingerprint, drops: None };
    if serde_json::to_vec(&template).map_or(usize::MAX, |it| it.len()) > LONGEST {
        return Err(Failure::invalid(
            "The template is too large to keep: it has too many columns or meanings.",
        ));
    }
    Ok(template)
}

/// Who drops are imported for: whoever allows them now, or whoever did before. Nobody imports in another one's name what
/// that one has not seen.
fn drops(
    choice: Option<AllowDrops>,
    before: Option<&Template>,
    now: &Template,
    asker: &Asker,
) -> Outcome<Option<Drops>> {
    let Some(AllowDrops { allowed, map_new_columns }) = choice else {
        let is_theirs = |it: &Drops| it.run_as.user == asker.0.user;
        let kept =
            before.filter(|it| it.plan == now.plan || it.drops.as_ref().is_some_and(is_theirs));
        return Ok(kept.and_then(|it| it.drops.clone()));
    };
    if !allowed {
        return Ok(None);
    }
    asker.must(Right::Import, "Allowing dropped files needs the right to import.")?;
    Ok(Some(Drops { run_as: asker.0.clone(), map_new_columns }))
}
