//! Reads tables, maps their columns and checks every row. Pure: it has no clock, environment, files, network
//! or threads, so the browser and the Lambdas get the same answer from it, bit for bit.

mod copy;
pub mod correct;
mod digest;
pub mod export;
mod field;
pub mod filter;
pub mod guard;
pub mod import;
pub mod injection;
pub mod keys;
mod mapping;
pub mod marked;
mod order;
pub mod part;
pub mod record;
pub mod repeats;
pub mod schema;
pub mod source;
pub mod table;
pub mod template;
mod unicode;
pub mod write;
