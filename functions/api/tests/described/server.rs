//! The API over HTTP, on a world in memory. What API Gateway's authorizer does stands before it: a token is a person's
//! name, and becomes verified claims.

use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use gangway_ports::Moment;
use gangway_ports::memory::MemoryWorld;
use lambda_http::request::RequestContext;
use serde_json::json;

/// Every right that there is.
const RIGHTS: &str =
    "import update assign_owners undo edit_templates see_others_jobs export administer";

/// Serves until the test's process ends. Gives the address.
pub(crate) async fn start() -> String {
    let world = MemoryWorld::new(Moment(1_795_353_600_000));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let api = api::router(world).layer(from_fn(verify));
    tokio::spawn(async move { axum::serve(listener, api).await });
    format!("http://{address}")
}

async fn verify(mut request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    if let Some("ada") = header.and_then(|it| it.strip_prefix("Bearer ")) {
        let claims =
            json!({ "tenant": "acme", "sub": "ada", "crm_scope": "all", "rights": RIGHTS });
        let http = json!({ "method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "t" });
        let context =
            json!({ "authorizer": { "jwt": { "claims": claims, "scopes": null } }, "http": http });
        let context = serde_json::from_value(context).expect("a request context");
        request.extensions_mut().insert(RequestContext::ApiGatewayV2(context));
    }
    next.run(request).await
}
