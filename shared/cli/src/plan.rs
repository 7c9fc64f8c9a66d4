//! What `inspect` and `check` share: the module, the match rule, and the passes that complete a plan.

use gangway_contract::{FieldId, ImportPlan, MatchRule, Module, Refusal, RefusalCode, UserId};
use gangway_core::import::{Context, Head, Propose, Survey};
use gangway_core::schema;
use gangway_core::table::Choices;

use crate::file::Source;
use crate::outcome::Failure;

/// The context of a default module. Nobody is known here, so the importer owns what they import.
pub(crate) fn context(module: &str) -> Result<Context, Failure> {
    let modules = schema::default_modules();
    let names: Vec<&str> = modules.iter().map(|it| it.id.as_str()).collect();
    let known = names.join(", ");
    let Some(module) = modules.iter().find(|it| it.id.as_str() == module) else {
        return Err(
            mismatch(format!("There is no module \"{module}\". Choose one of {known}.")).into()
        );
    };
    let importer = UserId::parse("me").map_err(anyhow::Error::from)?;
    Ok(Context::new(module.clone(), Vec::new(), importer))
}

/// The rule of `--match`.
pub(crate) fn match_rule(text: &str, module: &Module) -> Result<MatchRule, Refusal> {
    match text {
        "email" => Ok(MatchRule::Email),
        "phone" => Ok(MatchRule::Phone),
        "name_company" => Ok(MatchRule::NameCompany),
        "identity" => Ok(MatchRule::Identity),
        _ => text
            .split('+')
            .map(|it| field(it, module))
            .collect::<Result<_, _>>()
            .map(MatchRule::Custom),
    }
}

fn field(name: &str, module: &Module) -> Result<FieldId, Refusal> {
    let known = module.fields.iter().find(|it| it.id.as_str() == name.trim());
    known.map(|it| it.id.clone()).ok_or_else(|| {
        mismatch(format!(
            "{} has no field \"{name}\" to match by. Use email, phone, name_company, identity or fields joined by +.",
            module.label
        ))
    })
}

fn mismatch(sentence: String) -> Refusal {
    Refusal::new(RefusalCode::PlanMismatch, sentence)
}

/// The plan that the file's head suggests, and the head.
pub(crate) fn propose_with_head(
    source: &mut Source,
    context: &Context,
    sheet: Option<&String>,
) -> Result<(ImportPlan, Head), Failure> {
    let choices = Choices { sheet: sheet.cloned(), ..Choices::default() };
    let mut pass = Propose::new(&source.facts, context, choices);
    source.feed(&mut pass)?;
    Ok(pass.finish_with_head()?)
}

/// The plan that the file's head suggests.
pub(crate) fn propose(
    source: &mut Source,
    context: &Context,
    sheet: Option<&String>,
) -> Result<ImportPlan, Failure> {
    Ok(propose_with_head(source, context, sheet)?.0)
}

/// The plan as the whole file completes it.
pub(crate) fn survey(
    source: &mut Source,
    plan: ImportPlan,
    context: &Context,
) -> Result<ImportPlan, Failure> {
    let pass = Survey::new(&source.facts, plan, context)?;
    source.run(pass)
}
