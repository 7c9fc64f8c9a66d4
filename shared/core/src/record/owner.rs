//! Who gets a record. Round-robin counts the rows that pass, in file order, so that the preview can show each
//! row's owner and a run that is resumed gives the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use gangway_contract::{
    ImportPlan, IssueCode, OwnerRule, PlanColumn, Refusal, RefusalCode, UserId,
};

use crate::field::{Directory, Fault, trim};
use crate::import::Context;
use crate::table::RowCells;

/// The plan's owner rule, ready to be asked.
pub(super) enum Owner {
    /// Everybody's rows go to one person.
    One(Arc<UserId>),
    /// In turn.
    Turns { users: Vec<Arc<UserId>>, next: usize },
    /// Whom a column names.
    Named {
        column: usize,
        mapping: BTreeMap<String, String>,
        directory: Directory,
        fallback: Option<Arc<UserId>>,
    },
}

/// What the owner rule says of a row.
pub(super) enum Whose {
    /// It goes to this person.
    Of(Arc<UserId>),
    /// The column's person is not known, so it goes to the fallback.
    Instead(Arc<UserId>, Fault),
    /// Nobody can be told.
    Nobody(Fault),
}

impl Owner {
    pub(super) fn new(
        plan: &ImportPlan,
        context: &Context,
        directory: &Directory,
    ) -> Result<Self, Refusal> {
        let known = |it: &UserId| *it == context.importer || directory.has(it);
        let all_known = |users: &[UserId]| match users.iter().find(|it| !known(it)) {
            None => Ok(()),
            Some(stranger) => Err(mismatch(format!(
                "Records are to go to {stranger}, who is not an active person of the directory. Choose another owner."
            ))),
        };
        match &plan.options.owner {
            OwnerRule::Importer => Ok(Self::One(Arc::new(context.importer.clone()))),
            OwnerRule::Fixed { user } => {
                all_known(std::slice::from_ref(user)).map(|()| Self::One(Arc::new(user.clone())))
            }
            OwnerRule::RoundRobin { users } if users.is_empty() => {
                Err(mismatch("Records are to go to people in turn, but nobody is chosen. Choose at least one owner.".into()))
            }
            OwnerRule::RoundRobin { users } => {
                let users_in_turn = users.iter().cloned().map(Arc::new).collect();
                all_known(users).map(|()| Self::Turns { users: users_in_turn, next: 0 })
            }
            OwnerRule::Column { fallback } => {
                all_known(fallback.as_slice())?;
                let is_owner = |it: &&PlanColumn| {
                    it.status.is_read() && it.field.as_ref().is_some_and(|it| it.as_str() == "owner")
                };
                let column = plan.columns.iter().find(is_owner).ok_or_else(|| {
                    mismatch("The owner is to come from a column, but no column is mapped to Owner. Map one, or choose an owner.".into())
                })?;
                Ok(Self::Named {
                    column: column.index as usize,
                    mapping: column.value_mapping.clone(),
                    directory: directory.clone(),
                    fallback: fallback.clone().map(Arc::new),
                })
            }
        }
    }

    /// The column that names owners, if the rule looks at one.
    pub(super) fn column(&self) -> Option<usize> {
        match self {
            Self::Named { column, .. } => Some(*column),
            _ => None,
        }
    }

    /// Whose the row is, were it to pass.
    pub(super) fn of(&self, row: &RowCells<'_>) -> Whose {
        match self {
            Self::One(user) => Whose::Of(user.clone()),
            Self::Turns { users, next } => match users.get(*next) {
                Some(user) => Whose::Of(user.clone()),
                None => Whose::Nobody(Fault::new(
                    IssueCode::UnknownUser,
                    "Nobody is chosen as an owner.",
                )),
            },
            Self::Named { column, mapping, directory, fallback } => {
                let text = trim(row.get(*column).text);
                let named = mapping.get(text).map_or(text, String::as_str);
                match (directory.find(named), fallback) {
                    (Some(user), _) => Whose::Of(Arc::new(user.clone())),
                    (None, Some(user)) if text.is_empty() => Whose::Of(user.clone()),
                    (None, Some(user)) => Whose::Instead(user.clone(), directory.fault(named)),
                    (None, None) if text.is_empty() => Whose::Nobody(Fault::new(
                        IssueCode::UnknownUser,
                        "The row names no owner. Fill the cell, or choose who gets such rows.",
                    )),
                    (None, None) => Whose::Nobody(directory.fault(named)),
                }
            }
        }
    }

    /// Whose turn it is, of those who get records in turn.
    pub(super) fn turn(&self) -> usize {
        match self {
            Self::Turns { next, .. } => *next,
            Self::One(_) | Self::Named { .. } => 0,
        }
    }

    /// Goes on with somebody's turn.
    pub(super) fn go_on(&mut self, turn: usize) {
        if let Self::Turns { next, .. } = self {
            *next = turn;
        }
    }

    /// A row passed: the next one is the next person's.
    pub(super) fn passed(&mut self) {
        if let Self::Turns { users, next } = self {
            *next = (*next + 1) % users.len().max(1);
        }
    }
}

fn mismatch(message: String) -> Refusal {
    Refusal::new(RefusalCode::PlanMismatch, message)
}
