//! Which ports a cloud listens on: four in a row of ten, so that several clouds fit beside each other.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, ensure};

/// One port a part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    /// The page.
    pub(crate) page: u16,
    /// S3, SQS, Lambda, the HTTP API.
    pub(crate) aws: u16,
    /// DynamoDB.
    pub(crate) tables: u16,
    /// Tokens.
    pub(crate) issuer: u16,
}

impl Ports {
    /// The row from a base.
    pub(crate) fn from(base: u16) -> Self {
        Self { page: base, aws: base + 1, tables: base + 2, issuer: base + 3 }
    }

    /// The first free row that is nobody's default.
    pub(crate) fn free() -> Result<Self> {
        let row = (24_560..25_560).step_by(10).map(Self::from).find(|it| it.busy().is_none());
        row.context("No four free ports between 24560 and 25560: stop what listens there.")
    }

    /// A sentence for the first port that somebody else has.
    pub(crate) fn must_be_free(self) -> Result<()> {
        if let Some((port, part)) = self.busy() {
            ensure!(
                false,
                "Port {port}, which {part} needs, is busy. If another `cargo xtask up` runs, stop it with Ctrl-C; \
                 otherwise choose other ports: cargo xtask up --port-base 5560."
            );
        }
        Ok(())
    }

    fn busy(self) -> Option<(u16, &'static str)> {
        let parts = [
            (self.page, "the page"),
            (self.aws, "the local cloud"),
            (self.tables, "the local tables"),
            (self.issuer, "the token issuer"),
        ];
        parts.into_iter().find(|(port, _)| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_err())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_named_with_what_to_do() {
        let taken = Ports::free().expect("four free ports");
        let _listener = TcpListener::bind((Ipv4Addr::LOCALHOST, taken.tables)).expect("free");
        let said = taken.must_be_free().expect_err("busy").to_string();
        assert!(said.contains(&taken.tables.to_string()), "{said}");
        assert!(said.contains("--port-base"), "{said}");
    }
}
