//! People of the tenant's directory, named by e-mail, id or name.

use std::collections::{BTreeMap, BTreeSet};

use gangway_contract::{IssueCode, User, UserId};

use super::{Fault, Read, Shape, cut, fold};

/// The directory, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directory {
    /// Folded e-mail, id and name; none where two people share a name.
    by_name: BTreeMap<String, Option<UserId>>,
    inactive: BTreeSet<String>,
}

impl Directory {
    pub(crate) fn new(users: &[User]) -> Self {
        let mut it = Self::default();
        for user in users {
            for name in [&user.email, &user.name, &user.id.as_str().to_owned()] {
                let name = fold(name).into_owned();
                if !user.active {
                    it.inactive.insert(name);
                    continue;
                }
                let same = |known: &Option<UserId>| known.as_ref() == Some(&user.id);
                it.by_name
                    .entry(name)
                    .and_modify(|known| {
                        if !same(known) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some(user.id.clone()));
            }
        }
        it
    }

    /// Who is meant, if exactly one active person is.
    pub(crate) fn find(&self, text: &str) -> Option<&UserId> {
        self.by_name.get(fold(text).as_ref())?.as_ref()
    }

    /// Whether this active person is in the directory.
    pub(crate) fn has(&self, id: &UserId) -> bool {
        self.by_name.get(fold(id.as_str()).as_ref()).is_some_and(|it| it.as_ref() == Some(id))
    }

    pub(crate) fn fault(&self, text: &str) -> Fault {
        let folded = fold(text);
        let why = if self.by_name.contains_key(folded.as_ref()) {
            "is the name of several people. Use the e-mail address"
        } else if self.inactive.contains(folded.as_ref()) {
            "is no longer active. Choose somebody else"
        } else {
            "is nobody of your directory. Choose who is meant, or a person who gets such rows"
        };
        Fault::new(IssueCode::UnknownUser, format!("«{}» {why}.", cut(text, 60)))
    }
}

pub(super) fn read(text: &str, directory: &Directory, out: &mut String) -> Read {
    let id = directory.find(text).ok_or_else(|| directory.fault(text))?;
    out.push_str(id.as_str());
    Ok(Shape::Text)
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn people_are_found_by_email_or_name_and_never_guessed() {
        let kind = Kind::User(Directory::new(&[
            user("u1", "ann@x.com", "Ann Lee", true),
            user("u2", "bo@x.com", "Bo Ek", true),
            user("u3", "bo2@x.com", "Bo Ek", true),
            user("u4", "cy@x.com", "Cy", false),
        ]));
        assert_eq!(value_of(&kind, "ANN@x.com"), Ok("u1".into()));
        assert_eq!(value_of(&kind, "ann  lee"), Ok("u1".into()));
        assert_eq!(value_of(&kind, "bo2@x.com"), Ok("u3".into()));
        for text in ["Bo Ek", "Cy", "Dan"] {
            assert_eq!(value_of(&kind, text), Err(IssueCode::UnknownUser), "{text}");
        }
    }

    fn user(id: &str, email: &str, name: &str, active: bool) -> User {
        let id = UserId::parse(id).expect("an id");
        User { id, email: email.into(), name: name.into(), teams: [].into(), active }
    }
}
