//! A client whose token was verified, and a world that it speaks to.

use std::collections::HashMap;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use gangway_contract::api::{CreateImport, ImportCreated, StartImport};
use gangway_contract::{ImportPlan, Job, JobId, Module, ModuleId, TenantId, UserId, Wide};
use gangway_core::import::{Context, Propose, Survey};
use gangway_core::schema::default_modules;
use gangway_core::source::drive;
use gangway_core::table::{Choices, FileFacts};
use gangway_ports::memory::{MemoryTenant, MemoryWorld, TenantData};
use gangway_ports::{ForTenant, Moment};
use lambda_http::request::RequestContext;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Every right that there is.
pub(crate) const EVERYTHING: &str =
    "import update assign_owners undo edit_templates see_others_jobs export administer";

/// The file that the tests import.
pub(crate) const FILE: &[u8] = b"Email,Last Name\nann@example.org,Ann\nbob@example.org,Bob\n";

/// Somebody with a token.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) world: MemoryWorld,
    claims: HashMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) etag: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) body: String,
    headers: axum::http::HeaderMap,
}

pub(crate) fn world() -> MemoryWorld {
    MemoryWorld::new(Moment(1_795_353_600_000))
}

impl Client {
    /// A person of a tenant.
    pub(crate) fn new(
        world: &MemoryWorld,
        tenant: &str,
        user: &str,
        scope: &str,
        rights: &str,
    ) -> Self {
        let claims = [
            ("tenant", tenant),
            ("sub", user),
            ("crm_scope", scope),
            ("rights", rights),
            ("teams", "emea"),
        ];
        let claims = claims.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { world: world.clone(), claims: claims.into() }
    }

    /// Somebody who may do everything.
    pub(crate) fn ada(world: &MemoryWorld) -> Self {
        Self::new(world, "acme", "ada", "all", EVERYTHING)
    }

    pub(crate) fn tenant(&self) -> MemoryTenant {
        self.world.for_tenant(&TenantId::parse(self.claims["tenant"].clone()).expect("a tenant"))
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None).await
    }

    pub(crate) async fn put(&self, path: &str, body: &impl Serialize) -> Reply {
        self.send("PUT", path, &[], Some(serde_json::to_vec(body).expect("JSON"))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.send("POST", path, &[], Some(serde_json::to_vec(body).expect("JSON"))).await
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json");
        }
        let mut request = request.body(Body::from(body.unwrap_or_default())).expect("a request");
        request.extensions_mut().insert(context(&self.claims));
        reply(api::router(self.world.clone()).oneshot(request).await.expect("an answer")).await
    }

    /// A new import of [`FILE`].
    pub(crate) async fn create(&self) -> JobId {
        let created: ImportCreated = self.post("/imports", &asked(FILE.len())).await.ok();
        created.job
    }

    /// A new import whose file has been put.
    pub(crate) async fn uploaded(&self) -> JobId {
        let job = self.create().await;
        let etag = self.tenant().put_upload_part(&format!("upload-{job}"), 1, FILE.to_vec());
        let parts = json!({ "parts": [{ "number": 1, "etag": etag, "sha256": "x" }] });
        self.post(&format!("/imports/{job}/complete"), &parts).await.ok::<Value>();
        job
    }

    /// What the browser sends with Start.
    pub(crate) fn start(&self) -> StartImport {
        StartImport {
            plan: plan(&leads(), &self.claims["sub"]),
            receipt: None,
            corrections: None,
            test: None,
            at: None,
        }
    }
}

/// What API Gateway hands over with a verified token. There is no other way to make its types.
fn context(claims: &HashMap<String, String>) -> RequestContext {
    let http = json!({ "method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "t" });
    let context =
        json!({ "authorizer": { "jwt": { "claims": claims, "scopes": null } }, "http": http });
    RequestContext::ApiGatewayV2(serde_json::from_value(context).expect("a request context"))
}

async fn reply(response: axum::response::Response) -> Reply {
    let header =
        |name: &str| response.headers().get(name).map(|it| it.to_str().expect("text").to_owned());
    let (status, etag, kind) = (response.status(), header("etag"), header("content-type"));
    let headers = response.headers().clone();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    let body = String::from_utf8(bytes.to_vec()).expect("text");
    Reply { status, etag, kind, body, headers }
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|it| it.to_str().expect("text").to_owned())
    }

    /// The body of a success.
    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        serde_json::from_str(&self.body).expect("as agreed")
    }

    /// A problem with this status and word, and a sentence.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, kind: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.kind.as_deref(), Some("application/problem+json"));
        let problem: Value = serde_json::from_str(&self.body).expect("JSON");
        assert_eq!(problem["type"], kind, "{problem}");
        assert!(problem["title"].as_str().is_some_and(|it| it.ends_with('.')), "{problem}");
    }
}

pub(crate) fn asked(size: usize) -> CreateImport {
    let module = ModuleId::parse("leads").expect("a module");
    CreateImport {
        module,
        file_name: "leads.csv".into(),
        size: Wide(size as u64),
        fingerprint: None,
        template: None,
    }
}

pub(crate) fn leads() -> Module {
    default_modules().remove(0)
}

/// A plan for [`FILE`] as the browser makes it.
pub(crate) fn plan(module: &Module, user: &str) -> ImportPlan {
    let file = FileFacts { name: "leads.csv".into(), size: FILE.len() as u64 };
    let importer = UserId::parse(user).expect("a user");
    let context = Context::new(module.clone(), Vec::new(), importer);
    let fetch = |need: gangway_core::source::Need| {
        let from = usize::try_from(need.offset).expect("small").min(FILE.len());
        Ok::<_, std::convert::Infallible>(
            FILE[from..(from + need.len as usize).min(FILE.len())].to_vec(),
        )
    };
    let draft = drive(Propose::new(&file, &context, Choices::default()), fetch).expect("a draft");
    drive(Survey::new(&file, draft, &context).expect("a survey"), fetch).expect("a plan")
}

impl Client {
    /// All that the client's tenant has.
    pub(crate) fn tenant_snapshot(&self) -> TenantData {
        let tenant = TenantId::parse(self.claims["tenant"].clone()).expect("a tenant");
        self.world.with(&tenant, |data| data.clone())
    }

    /// Every job that the client's tenant has.
    pub(crate) fn tenant_jobs(&self) -> Vec<JobId> {
        let tenant = TenantId::parse(self.claims["tenant"].clone()).expect("a tenant");
        self.world.with(&tenant, |data| data.jobs.keys().cloned().collect())
    }
}

/// Nobody but who began Ada's job may post here, and who administers; gives the job that the latter gets.
pub(crate) async fn posted_by_none_but_the_boss(world: &MemoryWorld, path: &str) -> Job {
    let reader = Client::new(world, "acme", "ada", "all", "export");
    reader.post(path, &()).await.is_problem(403, "forbidden");
    let tom = Client::new(world, "acme", "tom", "all", "import see_others_jobs");
    tom.post(path, &()).await.is_problem(403, "forbidden");
    let stranger = Client::new(world, "other", "ada", "all", EVERYTHING);
    stranger.post(path, &()).await.is_problem(404, "not_found");
    let boss = Client::new(world, "acme", "eve", "all", EVERYTHING);
    boss.post(path, &()).await.ok()
}
