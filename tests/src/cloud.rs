//! The HTTP API as a client sees it: tokens, requests, and the wait for a job's end.

use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use gangway_contract::api::{Link, Page};
use gangway_contract::{FileKind, Job, StoredRecord};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use ureq::Agent;

/// A running cloud and one person's token for it.
pub struct Cloud {
    agent: Agent,
    api: String,
    token: String,
}

/// An answer of the API: its status and its body, whatever they are.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body as it came.
    pub body: String,
}

impl Cloud {
    /// The cloud that `cargo xtask test` started, as a demo user; none when no cloud was started.
    pub fn sign_in(user: &str) -> anyhow::Result<Option<Self>> {
        Self::sign_in_for(user, 3_600)
    }

    /// The same with a token that is good for so many seconds; below zero it has run out already.
    pub fn sign_in_for(user: &str, seconds: i32) -> anyhow::Result<Option<Self>> {
        let Ok(api) = std::env::var("GANGWAY_API_URL") else { return Ok(None) };
        let issuer =
            std::env::var("GANGWAY_ISSUER_URL").context("GANGWAY_ISSUER_URL is not set")?;
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(1)))
            .build()
            .into();
        let url = format!("{}/token", issuer.trim_end_matches('/'));
        let mut reply =
            agent.post(&url).send_json(json!({ "user": user, "expires_in": seconds }))?;
        let body: serde_json::Value = reply.body_mut().read_json()?;
        let token = body["access_token"].as_str().context("the issuer gave no token")?.to_owned();
        Ok(Some(Self { agent, api: api.trim_end_matches('/').to_owned(), token }))
    }

    /// The person's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The same cloud with another token, whoever made it.
    #[must_use]
    pub fn with_token(&self, token: String) -> Self {
        Self { agent: self.agent.clone(), api: self.api.clone(), token }
    }

    /// `GET`, whatever the status.
    pub fn try_get(&self, path: &str) -> anyhow::Result<Answer> {
        let request = self.agent.get(format!("{}{path}", self.api));
        let mut reply = request.header("authorization", format!("Bearer {}", self.token)).call()?;
        Ok(Answer { status: reply.status().as_u16(), body: read(&mut reply)? })
    }

    /// `POST`, whatever the status.
    pub fn try_post(&self, path: &str, body: &impl Serialize) -> anyhow::Result<Answer> {
        let request = self.agent.post(format!("{}{path}", self.api));
        let mut reply =
            request.header("authorization", format!("Bearer {}", self.token)).send_json(body)?;
        Ok(Answer { status: reply.status().as_u16(), body: read(&mut reply)? })
    }

    /// `PUT`, and the answer is good.
    pub fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> anyhow::Result<T> {
        let request = self.agent.put(format!("{}{path}", self.api));
        let mut reply =
            request.header("authorization", format!("Bearer {}", self.token)).send_json(body)?;
        let answer = Answer { status: reply.status().as_u16(), body: read(&mut reply)? };
        answer.decode().with_context(|| format!("PUT {path}"))
    }

    /// `GET`, and the answer is good.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        self.try_get(path)?.decode().with_context(|| format!("GET {path}"))
    }

    /// `POST`, and the answer is good.
    pub fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        self.try_post(path, body)?.decode().with_context(|| format!("POST {path}"))
    }

    /// Puts bytes to a signed address with the headers that were signed; gives the `ETag`.
    pub fn put_part(
        &self,
        url: &str,
        headers: &[(String, String)],
        bytes: &[u8],
    ) -> anyhow::Result<String> {
        let request =
            headers.iter().fold(self.agent.put(url), |it, (name, value)| it.header(name, value));
        let mut reply = request.send(bytes)?;
        if !reply.status().is_success() {
            bail!("the upload of a part was refused: {} {}", reply.status(), read(&mut reply)?);
        }
        let etag = reply.headers().get("etag").context("S3 gave no ETag")?;
        Ok(etag.to_str()?.to_owned())
    }

    /// The status of a request to a signed address, with these headers and, if there are any, these bytes to put.
    pub fn knock(
        &self,
        url: &str,
        headers: &[(String, String)],
        bytes: Option<&[u8]>,
    ) -> anyhow::Result<u16> {
        let reply = match bytes {
            Some(bytes) => {
                let put = self.agent.put(url);
                headers.iter().fold(put, |it, (name, value)| it.header(name, value)).send(bytes)?
            }
            None => self.agent.get(url).call()?,
        };
        Ok(reply.status().as_u16())
    }

    /// Waits until the job has ended; `seconds` at most.
    pub fn wait(&self, job: &Job, seconds: u64) -> anyhow::Result<Job> {
        let begun = Instant::now();
        let mut last = job.counts.done();
        loop {
            let job: Job = self.get(&format!("/jobs/{}", job.id))?;
            ensure!(job.counts.done() >= last, "progress went back from {last}: {job:?}");
            last = job.counts.done();
            if job.status.is_terminal() {
                return Ok(job);
            }
            ensure!(begun.elapsed().as_secs() < seconds, "the job is stuck: {job:?}");
            std::thread::sleep(Duration::from_millis(300));
        }
    }

    /// One of the job's files, as a person downloads it.
    pub fn download(&self, job: &Job, kind: FileKind) -> anyhow::Result<Vec<u8>> {
        let name = serde_json::to_value(kind)?;
        let name = name.as_str().context("a file kind is a word")?;
        let link: Link = self.get(&format!("/jobs/{}/files/{name}", job.id))?;
        let mut reply = self.agent.get(&link.url).call()?;
        ensure!(reply.status().is_success(), "the link answered {}", reply.status());
        Ok(reply.body_mut().with_config().limit(1 << 30).read_to_vec()?)
    }

    /// Every record of a module, page by page.
    pub fn records(&self, module: &str) -> anyhow::Result<Vec<StoredRecord>> {
        let mut all = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: Page<StoredRecord> =
                self.get(&format!("/records/{module}?limit=1000{cursor}"))?;
            all.extend(page.items);
            match page.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return Ok(all),
            }
        }
    }
}

impl Answer {
    /// The body as a type, if the status says that it is one.
    pub fn decode<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        ensure!((200..300).contains(&self.status), "answered {}: {}", self.status, self.body);
        Ok(serde_json::from_str(&self.body)?)
    }
}

fn read(reply: &mut ureq::http::Response<ureq::Body>) -> anyhow::Result<String> {
    Ok(reply.body_mut().with_config().limit(1 << 28).read_to_string()?)
}
