//! Whose records somebody sees and may change, by the token's scope and rights.

use std::collections::BTreeSet;

use gangway_contract::{Actor, Right, Scope, User, UserId};

/// Each one's records are asked for by themselves, shard by shard.
const FEW: usize = 8;

/// Whose records somebody sees, or may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everybody's.
    All,
    /// Those of these people.
    Of(BTreeSet<UserId>),
}

impl Reach {
    /// Whose records an import of this actor may change.
    pub fn of(actor: &Actor, users: &[User]) -> Self {
        if actor.rights.contains(&Right::Update) {
            Self::seen(actor, users)
        } else {
            Self::Of(BTreeSet::new())
        }
    }

    /// Whose records the actor sees. A record belongs to the teams of its owner; one whose owner is in no directory is
    /// seen only by those who see everything.
    pub fn seen(actor: &Actor, users: &[User]) -> Self {
        match actor.scope {
            Scope::All => Self::All,
            Scope::Own => Self::Of(BTreeSet::from([actor.user.clone()])),
            Scope::Team => {
                let shares = |user: &&User| !user.teams.is_disjoint(&actor.teams);
                let mates = users.iter().filter(shares).map(|user| user.id.clone());
                Self::Of(mates.chain([actor.user.clone()]).collect())
            }
        }
    }

    /// The people whose records alone are reached and wanted, if they are few enough that listing each one's is less work
    /// than listing everybody's. `wanted` are those without whom nothing is wanted; none if anybody's may be.
    pub fn few(&self, wanted: Option<BTreeSet<UserId>>) -> Option<BTreeSet<UserId>> {
        let owners = match (self, wanted) {
            (Self::All, None) => return None,
            (Self::All, Some(wanted)) => wanted,
            (Self::Of(reached), None) => reached.clone(),
            (Self::Of(reached), Some(wanted)) => reached & &wanted,
        };
        (owners.len() <= FEW).then_some(owners)
    }

    /// Whether this person's records are among them.
    pub fn covers(&self, owner: &UserId) -> bool {
        match self {
            Self::All => true,
            Self::Of(owners) => owners.contains(owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use gangway_contract::TenantId;

    use super::*;

    fn user(id: &str) -> UserId {
        UserId::parse(id).expect("a user")
    }

    #[test]
    fn few_people_are_those_who_are_reached_and_wanted() {
        let people = |names: &[&str]| names.iter().map(|it| user(it)).collect::<BTreeSet<_>>();
        let own = Reach::Of(people(&["ann"]));
        assert_eq!(Reach::All.few(None), None);
        assert_eq!(Reach::All.few(Some(people(&["bob"]))), Some(people(&["bob"])));
        assert_eq!(own.few(None), Some(people(&["ann"])));
        assert_eq!(own.few(Some(people(&["ann", "bob"]))), Some(people(&["ann"])));
        assert_eq!(own.few(Some(people(&["bob"]))), Some(people(&[])));
        let many: BTreeSet<UserId> = (0..=FEW).map(|it| user(&format!("u{it}"))).collect();
        assert_eq!(Reach::Of(many).few(None), None);
    }

    #[test]
    fn a_team_reaches_its_mates_and_nobody_reaches_without_the_right() {
        let team = |name: &str| BTreeSet::from([name.to_owned()]);
        let person = |id: &str, team_name: &str| User {
            id: user(id),
            email: String::new(),
            name: String::new(),
            teams: team(team_name),
            active: true,
        };
        let users = [person("ann", "north"), person("bob", "north"), person("cat", "south")];
        let mut actor = Actor {
            tenant: TenantId::parse("acme").expect("a tenant"),
            user: user("ann"),
            teams: team("north"),
            scope: Scope::Team,
            rights: BTreeSet::from([Right::Update]),
        };
        let covered = |actor: &Actor| {
            let reach = Reach::of(actor, &users);
            users
                .iter()
                .filter(|it| reach.covers(&it.id))
                .map(|it| it.id.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(covered(&actor), ["ann", "bob"]);
        actor.scope = Scope::Own;
        assert_eq!(covered(&actor), ["ann"]);
        actor.scope = Scope::All;
        assert_eq!(covered(&actor), ["ann", "bob", "cat"]);
        actor.rights.clear();
        assert_eq!(covered(&actor), [] as [&str; 0]);
    }
}
