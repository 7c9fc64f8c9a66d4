//! What makes the cursors of lists unforgeable.

/// Knows what cursors are signed with.
pub trait CursorSecret {
    /// The same for every tenant and worker of a deployment, and known to nobody else. Whoever signs names the tenant.
    fn cursor_secret(&self) -> [u8; 32];
}
