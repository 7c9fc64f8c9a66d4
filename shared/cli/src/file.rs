//! A file of this machine, read by seeking: never as a whole.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::Context;
use gangway_core::source::{Need, Pass, Stopped, drive};
use gangway_core::table::FileFacts;

use crate::outcome::Failure;

/// An open file and what the core may know of it.
#[derive(Debug)]
pub(crate) struct Source {
    file: File,
    pub(crate) facts: FileFacts,
}

impl Source {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let shown = path.display();
        let file = File::open(path).with_context(|| format!("Cannot open {shown}"))?;
        let meta = file.metadata().with_context(|| format!("Cannot look at {shown}"))?;
        if meta.is_dir() {
            return Err(anyhow::anyhow!("{shown} is a folder; name one file in it").into());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { file, facts: FileFacts { name, size: meta.len() } })
    }

    /// The bytes that a pass needs.
    pub(crate) fn fetch(&mut self, need: Need) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(need.len as usize);
        self.file.seek(SeekFrom::Start(need.offset))?;
        (&mut self.file).take(u64::from(need.len)).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter"));
        }
        Ok(bytes)
    }

    /// Runs a pass to its end.
    pub(crate) fn run<P: Pass>(&mut self, pass: P) -> Result<P::Output, Failure> {
        drive(pass, |need| self.fetch(need)).map_err(|stopped| match stopped {
            Stopped::Refused(it) => Failure::Refused(it),
            Stopped::Unread(it) => unread(it),
        })
    }

    /// Gives a pass all that it needs; how it ends is the caller's.
    pub(crate) fn feed<P: Pass>(&mut self, pass: &mut P) -> Result<(), Failure> {
        while let Some(need) = pass.need() {
            let bytes = self.fetch(need).map_err(unread)?;
            pass.answer(&bytes)?;
        }
        Ok(())
    }
}

fn unread(error: io::Error) -> Failure {
    Failure::Broken(anyhow::Error::new(error).context("Cannot read the file"))
}
