//! What the plan queue holds: our own messages, and S3's word that an object was created.
//!
//! Both are hints. Anybody's object key may arrive here, so a key only ever leads to a job item, which says
//! whose it is.

use gangway_contract::{JobId, PinnedSource, PlanMessage, TenantId, Wide};
use gangway_ports::Moment;
use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// A message of the plan queue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Incoming {
    /// A job waits to be planned.
    Plan(PlanMessage),
    /// Objects were created.
    Created {
        /// Which.
        #[serde(rename = "Records")]
        records: Vec<Created>,
    },
    /// S3 tries the queue out.
    Test {
        /// `s3:TestEvent`
        #[serde(rename = "Event")]
        event: String,
    },
}

/// One created object.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    s3: Entity,
    #[serde(default)]
    event_time: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Entity {
    object: Object,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Object {
    key: String,
    #[serde(default)]
    size: u64,
    version_id: Option<String>,
    #[serde(default)]
    sequencer: String,
}

/// A job's file is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Whose, as the key says.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
    /// The very object.
    pub source: PinnedSource,
}

/// An object that was put below `drops/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropEvent {
    /// Whose, as the key says.
    pub tenant: TenantId,
    /// What follows the tenant in the key.
    pub path: String,
    /// The very object.
    pub version: Option<String>,
    /// Its length in bytes.
    pub size: u64,
    /// When it was put.
    pub at: Moment,
    /// S3's own word for the order of one object's versions: of two that are as long, the later one is the greater.
    pub sequencer: String,
}

impl Created {
    /// The job's file that this is, if it is one. Everything else in the bucket is none of our business.
    pub fn arrival(&self) -> Option<Arrival> {
        let key = decode(&self.s3.object.key)?;
        let parts: Vec<&str> = key.split('/').collect();
        let ["t", tenant, "imports", job, "source"] = parts.as_slice() else { return None };
        let version = self.s3.object.version_id.clone().filter(|it| it != "null");
        Some(Arrival {
            tenant: TenantId::parse(*tenant).ok()?,
            job: JobId::parse(*job).ok()?,
            source: PinnedSource { version, size: Wide(self.s3.object.size) },
        })
    }

    /// The dropped file that this is, if it is one. Folders are none.
    pub fn drop_event(&self) -> Option<DropEvent> {
        let key = decode(&self.s3.object.key)?;
        let (tenant, path) = key.strip_prefix("drops/")?.split_once('/')?;
        if path.is_empty() || path.ends_with('/') {
            return None;
        }
        Some(DropEvent {
            tenant: TenantId::parse(tenant).ok()?,
            path: path.to_owned(),
            version: self.s3.object.version_id.clone().filter(|it| it != "null"),
            size: self.s3.object.size,
            at: Moment::parse(&self.event_time)?,
            sequencer: self.s3.object.sequencer.clone(),
        })
    }
}

/// S3 encodes keys in events as forms do: `+` is a space, `%40` an `@`.
fn decode(key: &str) -> Option<String> {
    let spaced = key.replace('+', " ");
    Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrivals(json: &str) -> Vec<Arrival> {
        match serde_json::from_str(json).expect("a message") {
            Incoming::Created { records } => records.iter().filter_map(Created::arrival).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn event(key: &str) -> String {
        format!(
            r#"{{"Records":[{{"eventName":"ObjectCreated:CompleteMultipartUpload","s3":{{"bucket":{{"name":"b"}},
            "object":{{"key":"{key}","size":12,"versionId":"v1","sequencer":"0"}}}}}}]}}"#
        )
    }

    #[test]
    fn a_jobs_file_is_told_by_its_key_whatever_is_encoded_in_it() {
        let found = arrivals(&event("t/acme/imports/01J%3Aa%40b/source"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].tenant.as_str(), "acme");
        assert_eq!(found[0].job.as_str(), "01J:a@b");
        assert_eq!(found[0].source, PinnedSource { version: Some("v1".into()), size: Wide(12) });
    }

    #[test]
    fn folders_other_objects_and_broken_keys_are_nobodys_file() {
        for key in [
            "t/acme/imports/J1/",
            "t/acme/imports/J1/plan.json",
            "t/acme/imports/J1/x/source",
            "t/../imports/J1/source",
            "t/acme%23x/imports/J1/source",
            "t/ACME/imports/J1/source",
            "t/acme/imports/J%/source",
        ] {
            assert_eq!(arrivals(&event(key)), [], "{key}");
        }
    }

    #[test]
    fn our_own_messages_and_s3s_test_are_understood() {
        let plan: Incoming =
            serde_json::from_str(r#"{"tenant":"acme","job":"J1"}"#).expect("reads");
        assert!(matches!(plan, Incoming::Plan(_)));
        let json = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}"#;
        assert!(matches!(serde_json::from_str(json).expect("reads"), Incoming::Test { .. }));
        assert!(serde_json::from_str::<Incoming>(r#"{"job":"J1"}"#).is_err());
    }
}
