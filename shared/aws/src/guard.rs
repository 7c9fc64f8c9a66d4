//! Where a webhook may lead: to the public internet, and nowhere else. A tenant names the address, so a name that leads
//! into our own network, to the machine itself or to its credentials must end here.
//!
//! Names are resolved by the connector itself, and it connects to nothing but what passed here: a name that leads
//! elsewhere a moment later gains nothing.

use std::error::Error;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::task::{Context, Poll};

use futures::future::BoxFuture;
use hyper_util::client::legacy::connect::dns::Name;
use tower::Service;
use url::{Host, Url};

/// Ranges of IPv4 that lead to nobody on the internet, with their bits: IANA's registry of special purposes, multicast and
/// what is reserved.
const SPECIAL: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// Whether this address is somebody's on the internet; or this machine's, where that is allowed.
pub(crate) fn is_open(address: IpAddr, loopback: bool) -> bool {
    match address {
        _ if loopback && address.is_loopback() => true,
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => is_public_v6(it),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    SPECIAL.iter().all(|(range, wide)| (bits ^ u32::from_be_bytes(*range)) >> (32 - wide) != 0)
}

/// What is given out is `2000::/3`. Within it lie documentation, tunnels and whatever wraps an IPv4 address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_special = match first {
        0x2001 => second < 0x0200 || second == 0x0db8,
        0x2002 | 0x3ffe => true,
        0x3fff => second < 0x1000,
        _ => false,
    };
    first & 0xe000 == 0x2000 && !is_special
}

/// Whether the address may be called at all, before its name is looked up. A number instead of a name is not looked up by
/// anybody, so it is judged here.
pub(crate) fn may_be_called(url: &Url, loopback: bool) -> bool {
    let is_plain = loopback && url.scheme() == "http";
    let host = match url.host() {
        Some(Host::Ipv4(it)) => is_open(it.into(), loopback),
        Some(Host::Ipv6(it)) => is_open(it.into(), loopback),
        Some(Host::Domain(_)) => !is_plain,
        None => false,
    };
    host && (is_plain || url.scheme() == "https")
}

/// Looks names up and gives the addresses that may be called. One that may not is enough to give none: a receiver has no
/// reason to be at home in two worlds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver {
    pub(crate) loopback: bool,
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<Self::Response>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let loopback = self.loopback;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            open_only(found.collect(), loopback)
        })
    }
}

fn open_only(found: Vec<SocketAddr>, loopback: bool) -> io::Result<std::vec::IntoIter<SocketAddr>> {
    if found.iter().all(|it| is_open(it.ip(), loopback)) {
        return Ok(found.into_iter());
    }
    Err(io::Error::new(io::ErrorKind::PermissionDenied, Closed))
}

/// The name leads to an address that is not public.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not public")]
struct Closed;

/// Whether a call failed because it was closed here.
pub(crate) fn was_closed(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(it) = cause {
        let of_ours = it.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if of_ours.is_some_and(<dyn Error + Send + Sync>::is::<Closed>) {
            return true;
        }
        cause = it.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(addresses: &[&str], expected: bool) {
        for address in addresses {
            assert_eq!(is_open(address.parse().expect("an address"), false), expected, "{address}");
        }
    }

    #[test]
    fn only_what_lies_on_the_internet_is_open() {
        check(&["1.1.1.1", "100.63.255.255", "100.128.0.0", "172.32.0.1", "223.255.255.255"], true);
        check(&["2600::1", "2a00:1450:4001::200e", "2001:4860:4860::8888", "2001:200::1"], true);
        check(
            &["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "172.16.0.1", "172.31.255.255"],
            false,
        );
        check(
            &["169.254.169.254", "192.168.1.1", "198.19.0.1", "224.0.0.1", "255.255.255.255"],
            false,
        );
        check(&["::1", "::", "fd00:ec2::254", "fe80::1", "ff02::1", "2001:db8::1"], false);
        // What wraps an address of IPv4.
        check(&["::ffff:10.0.0.1", "::ffff:1.1.1.1", "64:ff9b::a00:1", "2002:a00:1::"], false);
    }

    #[test]
    fn this_machine_is_open_only_where_it_is_allowed() {
        let local: IpAddr = "127.0.0.1".parse().expect("an address");
        assert!(is_open(local, true) && !is_open(local, false));
        assert!(
            !is_open("10.0.0.1".parse().expect("an address"), true),
            "and nothing else with it"
        );
    }

    #[test]
    fn addresses_without_tls_and_numbers_however_they_are_written_are_closed() {
        let may = |url: &str, loopback| may_be_called(&Url::parse(url).expect("a URL"), loopback);
        assert!(may("https://crm.example.com/hooks?a=1", false));
        let closed = ["http://crm.example.com/", "ftp://crm.example.com/", "https://2130706433/"];
        for url in closed.iter().chain(&["https://0x7f.1/", "https://[::ffff:7f00:1]/"]) {
            assert!(!may(url, false), "{url}");
        }
        assert!(may("http://127.0.0.1:9/", true) && !may("http://crm.example.com/", true));
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_closed() {
        let name = || "localhost".parse().expect("a name");
        let error = Resolver { loopback: false }.call(name()).await.expect_err("closed");
        assert!(was_closed(&error), "{error:?}");
        assert!(Resolver { loopback: true }.call(name()).await.is_ok());
    }
}
