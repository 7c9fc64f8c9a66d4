//! Who asks. Only the verified token's claims say so; nothing in a path, a query or a body does.

use std::collections::{BTreeSet, HashMap};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use gangway_contract::{Actor, Right, Scope, TenantId, UserId};
use lambda_http::request::RequestContext;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::Answer;
use crate::problem::{Failure, Outcome};
use crate::told::{Part, Telling};

/// The person or system behind a request.
pub(crate) struct Asker(pub(crate) Actor);

/// `GET /me`
pub(crate) async fn me(asker: Asker) -> Answer<Actor> {
    Answer(asker.0)
}

impl Asker {
    /// The token must allow this.
    pub(crate) fn must(&self, right: Right, title: &str) -> Outcome<()> {
        if self.may(right) { Ok(()) } else { Err(Failure::forbidden(title)) }
    }

    pub(crate) fn may(&self, right: Right) -> bool {
        self.0.rights.contains(&right)
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Outcome<Self> {
        let claims = claims(parts).ok_or_else(|| Failure::unauthorized("Sign in to continue."))?;
        actor(claims).map(Self).map_err(|claim| {
            Failure::forbidden(format!("The token's claim `{claim}` is missing or unusable."))
        })
    }
}

impl Part for Asker {
    fn tell(it: &mut Telling) {
        it.token = true;
        it.fails(401, &["unauthorized"]);
        it.fails(403, &["forbidden"]);
    }
}

/// What API Gateway's JWT authorizer has verified.
fn claims(parts: &Parts) -> Option<&HashMap<String, String>> {
    match parts.extensions.get::<RequestContext>()? {
        RequestContext::ApiGatewayV2(context) => {
            Some(&context.authorizer.as_ref()?.jwt.as_ref()?.claims)
        }
        _ => None,
    }
}

/// The actor, or the name of the claim that is wrong.
fn actor(claims: &HashMap<String, String>) -> Result<Actor, &'static str> {
    let claim = |name: &'static str| claims.get(name).ok_or(name);
    Ok(Actor {
        tenant: TenantId::parse(claim("tenant")?.clone()).map_err(|_| "tenant")?,
        user: UserId::parse(claim("sub")?.clone()).map_err(|_| "sub")?,
        teams: words(claims.get("teams")).map(str::to_owned).collect(),
        scope: word::<Scope>(claim("crm_scope")?).ok_or("crm_scope")?,
        rights: rights(claims.get("rights")),
    })
}

/// Rights that a later version knows are no rights here.
fn rights(claim: Option<&String>) -> BTreeSet<Right> {
    words(claim).filter_map(word).collect()
}

/// Space-separated words. API Gateway writes a claim that was a list as `[a b]`.
fn words(claim: Option<&String>) -> impl Iterator<Item = &str> {
    let claim = claim.map(String::as_str).unwrap_or_default();
    claim.trim_start_matches('[').trim_end_matches(']').split_whitespace()
}

fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::String(text.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(claims: &[(&str, &str)]) -> Result<Actor, &'static str> {
        actor(&claims.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn claims_become_an_actor_and_unknown_rights_are_none() {
        let actor = of(&[
            ("sub", "ada"),
            ("tenant", "acme"),
            ("crm_scope", "team"),
            ("teams", "[emea amer]"),
            ("rights", "import fly"),
        ])
        .expect("an actor");
        assert_eq!(actor.scope, Scope::Team);
        assert_eq!(actor.teams, BTreeSet::from(["emea".to_owned(), "amer".to_owned()]));
        assert_eq!(actor.rights, BTreeSet::from([Right::Import]));
    }

    #[test]
    fn a_token_without_a_proper_tenant_or_scope_is_nobody() {
        assert_eq!(of(&[("sub", "ada"), ("crm_scope", "all")]), Err("tenant"));
        assert_eq!(
            of(&[("sub", "ada"), ("tenant", "acme#R"), ("crm_scope", "all")]),
            Err("tenant")
        );
        assert_eq!(
            of(&[("sub", "ada"), ("tenant", "acme"), ("crm_scope", "everything")]),
            Err("crm_scope")
        );
    }
}
