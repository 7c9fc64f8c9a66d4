//! Whose records somebody sees and may change, by the token's scope and rights.

use std::collections::BTreeSet;

use gangway_contract::{Actor, Right, Scope, User, UserId};

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
