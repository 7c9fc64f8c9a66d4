//! `/modules/{module}/rules`: the rules of a tenant's own by which a module's records are found.

use axum::extract::State;
use gangway_contract::api::RegisterRule;
use gangway_contract::{Job, JobId, ModuleId, RegisteredRule, Right};
use gangway_core::keys::{is_further, settle, unusable};
use gangway_ports::{Clock, ReadRules};
use gangway_write::{Readiness, register};

use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::jobs::with_progress;
use crate::once::Once;
use crate::problem::{Failure, Outcome};
use crate::{ApiTenant, ApiWorld, modules};

/// `GET /modules/{module}/rules`
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
) -> Outcome<Answer<Vec<RegisteredRule>>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    modules::find(&tenant, &module).await?;
    Ok(Answer(tenant.read_rules(&module).await?))
}

/// `POST /modules/{module}/rules`: registers a rule, and gives the job after which imports may match by it. Asking again
/// gives the same job. An import by a rule that nobody has registered does the same by itself.
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
    Once(id): Once,
    Body(body): Body<RegisterRule>,
) -> Outcome<Answer<Job>> {
    asker.must(Right::Import, "Registering a match rule needs the right to import.")?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let rule = settle(&body.rule, &definition);
    if let Some(sentence) = unusable(&rule, &definition) {
        return Err(Failure::invalid(sentence));
    }
    if !is_further(&rule, &definition) {
        return Err(Failure::conflict(
            "always_ready",
            "Every record is found by this rule anyway.",
        ));
    }
    let now = tenant.now();
    let new = JobId::parse(id)?;
    let readiness = register(&tenant, &definition, &rule, &asker.0, new, &now.rfc3339()).await?;
    if readiness == Readiness::TooMany {
        let title = "Records of a module are matched by at most five combinations of fields.";
        return Err(Failure::conflict("too_many_rules", title));
    }
    Ok(Answer(job_of(&tenant, &module, &rule).await?))
}

async fn job_of(
    tenant: &impl ApiTenant,
    module: &ModuleId,
    rule: &gangway_contract::MatchRule,
) -> Outcome<Job> {
    let rules = tenant.read_rules(module).await?;
    let there = rules.into_iter().find(|it| it.rule == *rule);
    let job = match &there {
        Some(there) => tenant.read_job(&there.job).await?,
        None => None,
    };
    let gone = || Failure::not_found("The job of this match rule is gone.");
    with_progress(tenant, job.ok_or_else(gone)?).await
}
