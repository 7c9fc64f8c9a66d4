//! What a function may touch, written once.

/// Declares a trait that stands for a list of bounds: whatever keeps them all is it, and it promises all of them.
///
/// ```
/// gangway_ports::access! {
///     /// What a clockwork may touch.
///     pub trait Clockwork: gangway_ports::Clock + Send
/// }
/// fn tick(world: &impl Clockwork) -> u32 {
///     world.now().seconds()
/// }
/// # assert_eq!(tick(&gangway_ports::memory::MemoryWorld::default()), 0);
/// ```
#[macro_export]
macro_rules! access {
    ($(#[$doc:meta])* $visible:vis trait $name:ident: $($bound:tt)+) => {
        $(#[$doc])*
        $visible trait $name: $($bound)+ {}

        impl<W: $($bound)+> $name for W {}
    };
}
