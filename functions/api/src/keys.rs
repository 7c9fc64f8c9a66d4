//! `POST /modules/{module}/keys`: which match keys the CRM knows, so that a preview can say what an import
//! would skip or update. Only hashes travel; what they lead to is not said.

use axum::extract::State;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gangway_contract::api::{CheckKeys, KnownKeys};
use gangway_contract::{MatchKey, MatchRule, Module, ModuleId, RecordId, Right};
use gangway_core::keys::{identified, is_further, rule_id, settle};
use gangway_ports::{Clock, ReadKeys, ReadRecords, ReadRules};
use gangway_write::key_name;

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::modules;
use crate::problem::{Failure, Outcome};

const MOST: usize = 5_000;

/// Looks up to 5,000 keys up.
pub(crate) async fn check<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
    Body(body): Body<CheckKeys>,
) -> Outcome<Answer<KnownKeys>> {
    asker.must(Right::Import, "Looking keys up needs the right to import.")?;
    if body.keys.len() > MOST {
        return Err(Failure::invalid(format!("At most {MOST} keys are looked up at once.")));
    }
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let rule = findable(&tenant, &body.rule, &definition).await?;
    let as_of = tenant.now().rfc3339();
    if rule == MatchRule::Identity {
        let known = named(&tenant, &module, &body.keys).await?;
        return Ok(Answer(KnownKeys { known: BASE64_STANDARD.encode(known), as_of }));
    }
    let names: Vec<_> = body.keys.into_iter().map(|key| key_name(&rule, key)).collect();
    let heads = tenant.read_heads(&module, &names).await?;
    let known = bits(heads.iter().map(Option::is_some));
    Ok(Answer(KnownKeys { known: BASE64_STANDARD.encode(known), as_of }))
}

/// Which of these keys name a record that is there.
async fn named(
    tenant: &impl ReadRecords,
    module: &ModuleId,
    keys: &[MatchKey],
) -> Outcome<Vec<u8>> {
    let ids: Vec<Option<RecordId>> = keys.iter().map(|it| identified(*it)).collect();
    let asked: Vec<RecordId> = ids.iter().flatten().cloned().collect();
    let slots = tenant.read_slots(module, &asked).await?;
    let is_live = |id: &RecordId| slots.get(id).is_some_and(|it| it.live().is_some());
    Ok(bits(ids.iter().map(|id| id.as_ref().is_some_and(is_live))))
}

/// The rule as this module means it, if every record can be found by it by now.
pub(crate) async fn findable(
    tenant: &impl ReadRules,
    rule: &MatchRule,
    module: &Module,
) -> Outcome<MatchRule> {
    let rule = settle(rule, module);
    if !is_further(&rule, module) || is_ready(tenant, &module.id, &rule).await? {
        return Ok(rule);
    }
    let title = "Records do not have the keys of this match rule yet. The import waits until they have, and finds its \
        matches then.";
    Err(Failure::conflict("rule_not_ready", title))
}

async fn is_ready(tenant: &impl ReadRules, module: &ModuleId, rule: &MatchRule) -> Outcome<bool> {
    let name = rule_id(rule);
    Ok(tenant.read_rules(module).await?.iter().any(|it| it.name == name && it.ready))
}

/// One bit each, the first in the lowest bit of the first byte.
fn bits(flags: impl ExactSizeIterator<Item = bool>) -> Vec<u8> {
    let mut bytes = vec![0; flags.len().div_ceil(8)];
    for (place, flag) in flags.enumerate() {
        if let Some(byte) = bytes.get_mut(place / 8) {
            *byte |= u8::from(flag) << (place % 8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::bits;

    #[test]
    fn the_first_key_is_the_lowest_bit() {
        let flags = [true, false, false, false, false, false, false, true, true];
        assert_eq!(bits(flags.into_iter()), [0b1000_0001, 1]);
        assert_eq!(bits([].into_iter()), [0_u8; 0]);
    }
}
