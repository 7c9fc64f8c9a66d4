//! Bodies of the HTTP API.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    CorrectionsRef, FieldId, ImportPlan, IssueCode, Job, JobId, KeyMatch, MatchKey, MatchRule,
    ModuleId, Receipt, RecordId, TemplateSlug, UserId, Value, Wide,
};

/// `POST /imports`: a new import, before its file and its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateImport {
    /// Into which module.
    pub module: ModuleId,
    /// The file's name on the person's machine.
    pub file_name: String,
    /// Its length in bytes.
    pub size: Wide,
    /// What the browser recognises it by.
    #[serde(default)]
    pub fingerprint: Option<String>,
    /// The template by which it is imported as soon as its file is there, without a Start: what would be asked on the page
    /// is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateSlug>,
}

/// `POST /erasures`: takes a person's records out for good. The records are named by their ids, or found by the e-mail
/// address that they are matched by, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EraseRecords {
    /// Of which module.
    pub module: ModuleId,
    /// By their ids, also those of records that were deleted before.
    #[serde(default)]
    pub records: Vec<RecordId>,
    /// Every live record with this address.
    #[serde(default)]
    pub email: Option<String>,
}

/// `PUT /templates/{slug}`: a plan to keep for the next file of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveTemplate {
    /// Its name on the page, 1 to 120 characters.
    pub name: String,
    /// The plan; the samples of its columns are not kept.
    pub plan: ImportPlan,
    /// Whether files are taken that are dropped under its name. Without a word that stays as it was, unless somebody else
    /// than whom they are taken for changes the plan: then no more are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drops: Option<AllowDrops>,
}

/// Whether files may be dropped under a template's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllowDrops {
    /// They are imported, in the name of whoever says so.
    pub allowed: bool,
    /// Columns that the template does not know are mapped by their headers; otherwise they are left out.
    #[serde(default)]
    pub map_new_columns: bool,
}

/// Where to put the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCreated {
    /// The job's number.
    pub job: JobId,
    /// The length of every part but the last, in bytes.
    pub part_size: u32,
}

/// `POST /imports/{id}/parts`: asks for addresses to put parts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignParts {
    /// At most 100.
    pub parts: Vec<PartToSign>,
}

/// One part of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartToSign {
    /// From 1.
    pub number: u32,
    /// In bytes; signed, so that no other length is taken.
    pub length: u32,
    /// Of its bytes, base64; signed, so that no other bytes are taken.
    pub sha256: String,
}

/// Addresses to put parts to, in the order asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedParts {
    /// One a part.
    pub parts: Vec<SignedPart>,
}

/// An address to put one part to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedPart {
    /// From 1.
    pub number: u32,
    /// Where.
    pub url: String,
    /// Headers that were signed and must be sent as they are; the length is set by the client itself.
    pub headers: Vec<Header>,
}

/// A header of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// `POST /imports/{id}/complete`: every part is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompleteUpload {
    /// In order.
    pub parts: Vec<UploadedPart>,
}

/// A part that S3 has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadedPart {
    /// From 1.
    pub number: u32,
    /// As S3 answered it.
    pub etag: String,
    /// Of its bytes, base64.
    pub sha256: String,
}

/// `POST /imports/{id}/start`: the plan that the person saw, and what they saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartImport {
    /// How the file is imported.
    pub plan: ImportPlan,
    /// What the whole file became under the plan; none if the check had not ended.
    #[serde(default)]
    pub receipt: Option<Receipt>,
    /// What was corrected, put before; none if nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<CorrectionsRef>,
    /// Only so many rows for now, 1 to 1,000, to look at them before the rest: `POST /imports/{id}/continue` goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<u32>,
    /// Not before this instant, RFC 3339, at most 7 days ahead: the file is planned at once, and only its writing waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// `PUT /imports/{id}/schedule`: another time for an import whose writing waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduleImport {
    /// The instant, RFC 3339, at most 7 days ahead.
    pub at: String,
}

/// `GET /imports/{id}`: an import and what was decided for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportSettings {
    /// The import.
    pub job: Job,
    /// How its file is imported; none before it was started.
    pub plan: Option<ImportPlan>,
}

/// `POST /modules/{module}/keys`: which of these keys the CRM knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckKeys {
    /// What the keys are of.
    pub rule: MatchRule,
    /// At most 5,000.
    pub keys: Vec<MatchKey>,
}

/// The answer to [`CheckKeys`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnownKeys {
    /// One bit a key in the order asked, the first in the lowest bit of the first byte; base64.
    pub known: String,
    /// As of when, RFC 3339 in UTC.
    pub as_of: String,
}

/// `POST /modules/{module}/rules`: a rule by which records are to be found from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterRule {
    /// Which.
    pub rule: MatchRule,
}

/// `POST /modules/{module}/matches`: which records these keys lead to, as far as the asker may see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindMatches {
    /// What the keys are of.
    pub rule: MatchRule,
    /// At most 100.
    pub keys: Vec<MatchKey>,
}

/// The answer to [`FindMatches`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Matches {
    /// One a key, in the order asked.
    pub matches: Vec<KeyMatch>,
    /// As of when, RFC 3339 in UTC.
    pub as_of: String,
}

/// `POST /records/{module}`: a new record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRecord {
    /// Its values by field, as a person writes them or in their canonical form.
    #[cfg_attr(feature = "ts", tsify(type = "{ [field: FieldId]: Value | null }"))]
    pub values: BTreeMap<FieldId, Option<Value>>,
    /// Whose it is; none: whoever asks.
    #[serde(default)]
    pub owner: Option<UserId>,
}

/// `PATCH /records/{module}/{record}`: what is given changes, everything else stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeRecord {
    /// Values by field; `null` empties a field.
    #[serde(default)]
    #[cfg_attr(feature = "ts", tsify(type = "{ [field: FieldId]: Value | null }"))]
    pub values: BTreeMap<FieldId, Option<Value>>,
    /// Whose it becomes; none: it stays whose it is.
    #[serde(default)]
    pub owner: Option<UserId>,
    /// The version that the change was made from, unless `If-Match` says it.
    #[serde(default)]
    pub version: Option<u32>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next one begins; none on the last.
    pub next: Option<String>,
}

/// A short-lived address to download from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// Where.
    pub url: String,
}

/// An error, after RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable word for programs: `forbidden`, `not_found`, `bad_request`, a refusal's code …
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in a sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do, where there is something.
    #[serde(default)]
    pub detail: Option<String>,
    /// Where in the request's body, as a JSON pointer, where it is known: `/plan/options/mode`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What is wrong with single fields, where that is what happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Which.
    pub field: FieldId,
    /// Why, for programs; as an import says it.
    pub code: IssueCode,
    /// Why and what to do, for people; as an import says it.
    pub message: String,
}
