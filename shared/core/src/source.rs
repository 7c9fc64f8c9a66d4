//! How the core gets at a file without doing any I/O: it says what it needs, the door fetches it.
//!
//! A door is `File.slice` in the browser, a ranged GET of the pinned object version in the Lambda, a seek
//! in the CLI. Every step over a file is a [`Pass`]; [`drive`] runs one where bytes are at hand at once.

use gangway_contract::Refusal;

/// The bytes that a pass needs next: `len` bytes from `offset`, or as many as there are before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Where the bytes begin in the file.
    pub offset: u64,
    /// How many, at least 1.
    pub len: u32,
}

/// One step over a file.
///
/// The door calls [`need`](Pass::need); while it asks for bytes, the door fetches them and calls
/// [`answer`](Pass::answer). An answer may be shorter than asked, as long as it is not empty: how a file was
/// cut must not change its outcome. When nothing is needed, [`finish`](Pass::finish) gives what came out.
pub trait Pass {
    /// What comes out.
    type Output;

    /// The bytes that are needed next, or none at the end.
    fn need(&self) -> Option<Need>;

    /// Takes the first bytes of what was needed last.
    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal>;

    /// What came out.
    fn finish(self) -> Result<Self::Output, Refusal>;
}

/// Why [`drive`] stopped: the file is unusable, or the bytes could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum Stopped<E> {
    /// The file's fault.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The world's fault.
    #[error("failed to read the file")]
    Unread(E),
}

/// Runs a pass to its end over a source that answers at once.
pub fn drive<P: Pass, E>(
    mut pass: P,
    mut fetch: impl FnMut(Need) -> Result<Vec<u8>, E>,
) -> Result<P::Output, Stopped<E>> {
    while let Some(need) = pass.need() {
        let bytes = fetch(need).map_err(Stopped::Unread)?;
        pass.answer(&bytes)?;
    }
    Ok(pass.finish()?)
}
