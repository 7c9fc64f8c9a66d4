//! A receiver of webhooks: a few lines of HTTP on this machine, which fail as often as they are told to, and check
//! signatures by RFC 2104 alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Channel, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// A message as it came.
#[derive(Debug, Clone)]
pub struct Message {
    headers: Vec<(String, String)>,
    /// Its body.
    pub body: String,
    /// What it was answered with.
    pub status: u16,
}

/// Somebody who listens.
pub struct Receiver {
    /// Where.
    pub url: String,
    messages: Channel<Message>,
}

impl Receiver {
    /// Listens, and refuses the first messages.
    pub fn listen(refused: usize) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/gangway", listener.local_addr()?);
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let status = if number < refused { 503 } else { 204 };
                let Some(message) = stream.ok().and_then(|it| answer(it, status).ok()) else {
                    continue;
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Ok(Self { url, messages })
    }

    /// The next message.
    pub fn next(&self, patience: Duration) -> Result<Message> {
        self.messages.recv_timeout(patience).context("no message came")
    }
}

fn answer(mut stream: TcpStream, status: u16) -> Result<Message> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut headers, mut line) = (Vec::new(), String::new());
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": ") {
            headers.push((name.to_lowercase(), value.trim().to_owned()));
        }
    }
    let mut message = Message { headers, body: String::new(), status };
    let length: usize = message.header("content-length").parse()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    message.body = String::from_utf8(body)?;
    write!(stream, "HTTP/1.1 {status} Said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?;
    Ok(message)
}

impl Message {
    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }

    /// Whether whoever holds this secret has signed it.
    pub fn is_signed_with(&self, secret: &str) -> Result<bool> {
        let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").context("no secret")?)?;
        let signed = format!(
            "{}.{}.{}",
            self.header("webhook-id"),
            self.header("webhook-timestamp"),
            self.body
        );
        let expected = format!("v1,{}", BASE64_STANDARD.encode(hmac(&key, signed.as_bytes())));
        Ok(self.header("webhook-signature").split(' ').any(|it| it == expected))
    }
}

/// RFC 2104 with SHA-256, for keys of at most 64 bytes.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = Sha256::digest([&block.map(|it| it ^ 0x36)[..], text].concat());
    Sha256::digest([&block.map(|it| it ^ 0x5c)[..], &inner].concat()).to_vec()
}
