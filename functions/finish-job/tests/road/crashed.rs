//! The worker ends at any call, before or after its effect. The next one must make it as if nothing had happened.

use gangway_contract::{DuplicateMode, FileKind};
use gangway_ports::memory::When;

use crate::delivered::{MODES, check, prepared};
use crate::oracle::FILE;

#[test]
fn a_worker_may_end_between_any_two_calls() {
    for mode in MODES {
        let calls = calls(mode);
        assert!(calls > 30, "the road has {calls} calls");
        let undisturbed = files(mode, None);
        // Ending before a call leaves what ending after the one before it leaves.
        for call in 0..calls {
            let disturbed = files(mode, Some((call, When::After)));
            assert_eq!(disturbed, undisturbed, "{mode:?} ended after call {call}");
        }
    }
}

fn calls(mode: DuplicateMode) -> u32 {
    let gangway = prepared();
    gangway.start("J2", FILE, mode);
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.run();
    gangway.world.calls()
}

fn files(mode: DuplicateMode, end: Option<(u32, When)>) -> [String; 3] {
    let gangway = prepared();
    gangway.start("J2", FILE, mode);
    if let Some((call, when)) = end {
        gangway.end_worker_at(call, when);
    }
    gangway.run();
    check(&gangway, mode);
    [FileKind::Failed, FileKind::Success, FileKind::Unprocessed]
        .map(|kind| gangway.result("J2", kind))
}
