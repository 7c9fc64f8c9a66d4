//! What imports, undos and people's edits do alike: keep records reachable by their keys, and tell what a row's
//! slot says of its effect. It is the only writer of key items. It decides nothing: that is the core's.
//!
//! A worker whose message is delivered again writes the record first, then its new keys ([`Index::enter`]). A person's
//! request is made once, so its new keys are announced before the record has them ([`Index::announce`]). Both leave old
//! keys last ([`Index::leave`]). Whoever ends in between leaves a head that leads nowhere, which whoever looks next
//! takes over; nobody ever leaves a key that belongs to two rows of an import.

mod again;
mod continuation;
mod edit;
mod erase;
mod import;
mod index;
mod indexing;
mod known;
mod leave;
mod look_up;
mod quota;
mod recall;
mod schedule;
mod undo;

pub use again::{LEFT, run_again};
pub use continuation::{TESTED, continuation_id, go_on};
pub use edit::{EditWorld, Editing};
pub use erase::EraseWorld;
pub use import::Import;
pub use index::{Entry, Index, KeyWorld, key_name};
pub use indexing::{Indexing, PATIENCE, Readiness, is_known_to_all, read_module, register};
pub use known::Known;
pub use quota::{TooManyRows, count_file, count_rows, take_place, until_tomorrow};
pub use recall::{Lies, Recalled};
pub use schedule::{begin_if_due, begins, send_buckets};
pub use undo::{ReadAgain, Undoing};
