//! Waits until a part of the cloud answers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::tools::{Service, tail};

const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until the address answers `200`; gives up when the program ends or a minute has passed.
pub(crate) fn wait(url: &str, service: &mut Service) -> Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if answers(url).unwrap_or(false) {
            return Ok(());
        }
        service.must_live()?;
        thread::sleep(Duration::from_millis(100));
    }
    bail!(
        "{url} does not answer. The end of {}:\n{}",
        service.log().display(),
        tail(service.log())
    );
}

/// One plain request. Only for `http://127.0.0.1:port/path`.
fn answers(url: &str) -> Result<bool> {
    let rest = url.strip_prefix("http://").context("plain HTTP only")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let address: SocketAddr = host.parse()?;
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut head = [0; 12];
    stream.read_exact(&mut head)?;
    Ok(head.ends_with(b" 200"))
}
