//! An import as the page does it: propose, survey and check with the core, upload in signed parts, start.

use anyhow::Context;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gangway_contract::api::{
    CompleteUpload, CreateImport, ImportCreated, PartToSign, SignParts, SignedParts, StartImport,
    UploadedPart,
};
use gangway_contract::{CheckReport, ImportPlan, Job, Module, Refusal, User, Wide};
use gangway_core::import::{Check, Context as CoreContext, Propose, Survey};
use gangway_core::source::{Need, Pass, Stopped, drive};
use gangway_core::table::{Choices, FileFacts};
use sha2::{Digest, Sha256};

use crate::cloud::Cloud;

/// A file in memory and what the core needs beside it.
pub struct Local<'a> {
    /// What the file is called.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// The module and the people.
    pub context: CoreContext,
}

impl<'a> Local<'a> {
    /// A file to import into a module as the cloud defines it.
    pub fn new(
        cloud: &Cloud,
        module: &str,
        name: &'a str,
        bytes: &'a [u8],
    ) -> anyhow::Result<Self> {
        let actor: gangway_contract::Actor = cloud.get("/me")?;
        let module: Module = cloud.get(&format!("/modules/{module}"))?;
        let users: Vec<User> = cloud.get("/users")?;
        let context = CoreContext::new(module, users, actor.user);
        Ok(Self { name, bytes, context })
    }

    fn facts(&self) -> FileFacts {
        FileFacts { name: self.name.to_owned(), size: self.bytes.len() as u64 }
    }

    /// What Gangway proposes and what the whole file adds to it.
    pub fn plan(&self) -> Result<ImportPlan, Refusal> {
        let draft = self.run(Propose::new(&self.facts(), &self.context, Choices::default()))?;
        self.run(Survey::new(&self.facts(), draft, &self.context)?)
    }

    /// The check of the whole file.
    pub fn check(&self, plan: &ImportPlan) -> Result<CheckReport, Refusal> {
        self.run(Check::new(&self.facts(), plan, &self.context)?)
    }

    fn run<P: Pass>(&self, pass: P) -> Result<P::Output, Refusal> {
        drive(pass, |need| Ok::<_, std::convert::Infallible>(slice(self.bytes, need).to_vec()))
            .map_err(|it| match it {
                Stopped::Refused(refusal) => refusal,
                Stopped::Unread(never) => match never {},
            })
    }
}

fn slice(bytes: &[u8], need: Need) -> &[u8] {
    let from = usize::try_from(need.offset).unwrap_or(usize::MAX).min(bytes.len());
    let to = from.saturating_add(need.len as usize).min(bytes.len());
    bytes.get(from..to).unwrap_or_default()
}

/// Makes the job and uploads the file.
pub fn upload(
    cloud: &Cloud,
    module: &str,
    name: &str,
    bytes: &[u8],
) -> anyhow::Result<ImportCreated> {
    let request = CreateImport {
        module: gangway_contract::ModuleId::parse(module)?,
        file_name: name.to_owned(),
        size: Wide(bytes.len() as u64),
        fingerprint: None,
        template: None,
    };
    let created: ImportCreated = cloud.post("/imports", &request)?;
    let pieces: Vec<&[u8]> = bytes.chunks(created.part_size as usize).collect();
    let mut parts = Vec::new();
    for (number, piece) in (1..).zip(&pieces) {
        parts.push(put(cloud, &created, number, piece)?);
    }
    let _: Job =
        cloud.post(&format!("/imports/{}/complete", created.job), &CompleteUpload { parts })?;
    Ok(created)
}

fn put(
    cloud: &Cloud,
    created: &ImportCreated,
    number: u32,
    piece: &[u8],
) -> anyhow::Result<UploadedPart> {
    let sha256 = BASE64_STANDARD.encode(Sha256::digest(piece));
    let part = PartToSign { number, length: u32::try_from(piece.len())?, sha256: sha256.clone() };
    let path = format!("/imports/{}/parts", created.job);
    let signed: SignedParts = cloud.post(&path, &SignParts { parts: vec![part] })?;
    let signed = signed.parts.first().context("no part was signed")?;
    let headers: Vec<_> =
        signed.headers.iter().map(|it| (it.name.clone(), it.value.clone())).collect();
    let etag = cloud.put_part(&signed.url, &headers, piece)?;
    Ok(UploadedPart { number, etag, sha256 })
}

/// Starts the job with what was previewed.
pub fn start(
    cloud: &Cloud,
    job: &gangway_contract::JobId,
    report: CheckReport,
) -> anyhow::Result<Job> {
    start_test(cloud, job, report, None)
}

/// The same, for so many rows only.
pub fn start_test(
    cloud: &Cloud,
    job: &gangway_contract::JobId,
    report: CheckReport,
    test: Option<u32>,
) -> anyhow::Result<Job> {
    let (plan, receipt) = (report.plan, Some(report.receipt));
    let request = StartImport { plan, receipt, corrections: None, test, at: None };
    cloud.post(&format!("/imports/{job}/start"), &request)
}

/// The whole way: plan, adjust, check, upload, start, wait.
pub fn import(
    cloud: &Cloud,
    module: &str,
    name: &str,
    bytes: &[u8],
    adjust: impl FnOnce(&mut ImportPlan),
) -> anyhow::Result<(CheckReport, Job)> {
    let local = Local::new(cloud, module, name, bytes)?;
    let mut plan = local.plan()?;
    adjust(&mut plan);
    let report = local.check(&plan)?;
    let created = upload(cloud, module, name, bytes)?;
    let job = start(cloud, &created.job, report.clone())?;
    Ok((report, cloud.wait(&job, 1_500)?))
}
