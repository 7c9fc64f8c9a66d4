//! Posts messages to webhooks: to the internet only ([`guard`](crate::guard)), without following redirects, for a few
//! seconds, and without reading what the receiver says beyond its status.

use std::time::Duration;

use anyhow::{Context, Result};
use gangway_ports::{CallWebhook, Called, WebhookCall};
use http::{Request, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use url::Url;

use crate::TenantWorld;
use crate::guard::{Resolver, may_be_called, was_closed};

/// From the look-up of the name to the status. A receiver that needs longer should take the message first.
const PATIENCE: Duration = Duration::from_secs(10);
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// More of a reply's head than this is read of nobody.
const LONGEST_HEAD: usize = 16 * 1024;

/// What calls are made with.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, String>,
    loopback: bool,
}

impl Caller {
    fn new(loopback: bool) -> Result<Self> {
        let mut tcp = HttpConnector::new_with_resolver(Resolver { loopback });
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_PATIENCE));
        let tls = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::aws_lc_rs::default_provider())
            .context("this machine trusts no certificate")?;
        let tls = if loopback { tls.https_or_http() } else { tls.https_only() };
        let client = Client::builder(TokioExecutor::new())
            // A Lambda sleeps between calls, and what is connected anew is looked up anew.
            .pool_max_idle_per_host(0)
            .http1_max_buf_size(LONGEST_HEAD)
            .build(tls.enable_http1().wrap_connector(tcp));
        Ok(Self { client, loopback })
    }

    async fn call(&self, call: &WebhookCall) -> Result<Called> {
        let is_open = |url: &Url| may_be_called(url, self.loopback);
        let Some(url) = Url::parse(&call.url).ok().filter(is_open) else {
            return Ok(Called::Forbidden);
        };
        let post = Request::post(url.as_str())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, "Gangway");
        let post = call.headers.iter().fold(post, |it, (name, value)| it.header(*name, value));
        let post = post.body(call.body.clone())?;
        Ok(match tokio::time::timeout(PATIENCE, self.client.request(post)).await {
            Ok(Ok(reply)) => Called::Answered(reply.status().as_u16()),
            Ok(Err(error)) if was_closed(&error) => Called::Forbidden,
            Ok(Err(_)) | Err(_) => Called::Unanswered,
        })
    }
}

impl CallWebhook for TenantWorld {
    async fn call_webhook(&self, call: &WebhookCall) -> Result<Called> {
        let caller = if let Some(caller) = self.world.caller.get() {
            caller
        } else {
            let caller = Caller::new(self.world.names.webhook_loopback)?;
            self.world.caller.get_or_init(|| caller)
        };
        caller.call(call).await
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// Answers one call so, and gives what was asked.
    async fn receiver(answer: &'static str) -> (String, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let served = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a call");
            let mut asked = vec![0; 4096];
            let mut length = 0;
            while !asked[..length].ends_with(b"{}") {
                length += stream.read(&mut asked[length..]).await.expect("read");
            }
            stream.write_all(answer.as_bytes()).await.expect("answered");
            String::from_utf8_lossy(&asked[..length]).into_owned()
        });
        (url, served)
    }

    fn message(url: &str) -> WebhookCall {
        let headers = vec![("webhook-id", "J1-completed-0".to_owned())];
        WebhookCall { url: url.to_owned(), headers, body: "{}".to_owned() }
    }

    async fn called(url: &str, loopback: bool) -> Called {
        Caller::new(loopback).expect("a caller").call(&message(url)).await.expect("called")
    }

    #[tokio::test]
    async fn a_message_is_posted_as_json_with_its_headers() {
        let (url, served) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
        assert_eq!(called(&url, true).await, Called::Answered(204));
        let asked = served.await.expect("served");
        assert!(asked.starts_with("POST /hook HTTP/1.1\r\n"), "{asked}");
        assert!(asked.contains("webhook-id: J1-completed-0\r\n"), "{asked}");
        assert!(asked.contains("content-type: application/json\r\n"), "{asked}");
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_is_not_followed() {
        let (url, served) = receiver(
            "HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
        )
        .await;
        let called = called(&url, true).await;
        assert_eq!((&called, called.is_taken()), (&Called::Answered(307), false));
        served.await.expect("served");
    }

    #[tokio::test]
    async fn a_receiver_that_talks_without_end_is_not_listened_to() {
        let (url, served) =
            receiver("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\nla la").await;
        assert_eq!(called(&url, true).await, Called::Answered(200));
        served.await.expect("served");
    }

    #[tokio::test]
    async fn this_machine_and_private_networks_are_not_called() {
        let (url, _) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
        let secure = url.replace("http:", "https:");
        let by_name = secure.replace("127.0.0.1", "localhost");
        for closed in
            [&*url, &secure, &by_name, "https://169.254.169.254/latest/", "https://[fd00::1]/"]
        {
            assert_eq!(called(closed, false).await, Called::Forbidden, "{closed}");
        }
    }

    #[tokio::test]
    async fn nobody_at_the_address_is_no_answer() {
        assert_eq!(called("http://127.0.0.1:1/", true).await, Called::Unanswered);
    }
}
