//! The world in memory keeps what every world must keep.

use futures::executor::block_on;
use gangway_ports::conformance::{check_objects, check_tables};
use gangway_ports::memory::MemoryWorld;

#[test]
fn the_world_in_memory_keeps_its_promises() {
    let world = MemoryWorld::default();
    block_on(check_tables(&world, "memory")).expect("tables");
    block_on(check_objects(&world, "memory")).expect("objects");
}
