//! Ids of imported records: a pure function of job and row, so that writing twice writes the same record.

use gangway_contract::{InvalidId, JobId, RecordId, Row};
use ulid::Ulid;

/// The id of the record that this row creates, and the slot of whatever it does: a ULID whose time is the job's
/// creation, in milliseconds since 1970, and whose random part is a hash of job and row.
pub fn record_id(created: u64, job: &JobId, row: Row) -> Result<RecordId, InvalidId> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(job.as_str().as_bytes()).update(b"#").update(&row.to_be_bytes());
    RecordId::parse(ulid(created, &hasher.finalize()))
}

/// The number of the job that imports a dropped file: the same for the same version of the object at `key`, which was put
/// at `at`, in milliseconds since 1970.
pub fn drop_id(at: u64, key: &str, version: Option<&str>) -> Result<JobId, InvalidId> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.as_bytes()).update(b"#").update(version.unwrap_or_default().as_bytes());
    JobId::parse(ulid(at, &hasher.finalize()))
}

fn ulid(at: u64, hash: &blake3::Hash) -> String {
    let mut random = [0; 16];
    random[6..].copy_from_slice(&hash.as_bytes()[..10]);
    Ulid::from_parts(at, u128::from_be_bytes(random)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_row_has_the_same_id_and_another_row_another() {
        let job = JobId::parse("J1").expect("a job");
        let id = |created, row| record_id(created, &job, row).expect("an id").to_string();
        assert_eq!(id(1_469_918_176_385, 2), id(1_469_918_176_385, 2));
        assert_ne!(id(1_469_918_176_385, 2), id(1_469_918_176_385, 3));
        assert!(id(1_469_918_176_385, 2).starts_with("01ARYZ6S41"), "the time is a ULID's");
        assert!(id(1, 2) < id(2, 2), "later jobs sort behind");
        assert_eq!(id(1, 2).len(), 26);
    }
}
