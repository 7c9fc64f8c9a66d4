//! Files of jobs on their way to S3, part by part: result files and exports. What was put survives its worker, so that
//! another goes on from there. When a part is put, and what a file is without rows, is its writer's to say.

mod book_file;
mod csv_file;
mod put;

pub use book_file::{BookFile, BookSize};
pub use csv_file::CsvFile;
pub use put::Put;
