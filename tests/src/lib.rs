//! Helpers of the tests that cross more than one room: a client of the HTTP API that behaves as the page
//! does, a generator of files, and an oracle that says what an import must leave behind.

pub mod aws;
pub mod cloud;
pub mod corpora;
pub mod import;
pub mod leads;
pub mod oracle;
pub mod poison;
pub mod receiver;
pub mod workers;
