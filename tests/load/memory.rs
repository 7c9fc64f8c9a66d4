//! What the workers have in memory while they work, beside what the template gives them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use gangway_tests::workers;
use serde_norway::Value;

const LOOK: Duration = Duration::from_millis(500);
/// The functions, as the template and as their workers call them.
const FUNCTIONS: [(&str, &str); 4] = [
    ("ApiFunction", "api"),
    ("PlanImport", "plan-import"),
    ("WriteRecords", "write-records"),
    ("FinishJob", "finish-job"),
];

/// Looks at the workers from its beginning to its end: they come and go.
pub(crate) struct Watch {
    peaks: Arc<Mutex<BTreeMap<String, u64>>>,
    is_over: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Watch {
    pub(crate) fn begin() -> Self {
        let (peaks, is_over) = (Arc::default(), Arc::new(AtomicBool::new(false)));
        let (seen, over) = (Arc::clone(&peaks), Arc::clone(&is_over));
        let thread = thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                look(&seen);
                thread::sleep(LOOK);
            }
        });
        Self { peaks, is_over, thread }
    }

    /// Nobody had more than half of what the template gives.
    pub(crate) fn end(self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.thread.join().expect("the watch");
        if !workers::can_be_found() {
            eprintln!("left out: there is no /proc to read the workers' memory from");
            return;
        }
        let peaks = self.peaks.lock().expect("the peaks");
        eprintln!("most memory of a worker, in MiB: {peaks:?}");
        for (name, function) in FUNCTIONS {
            let peak = *peaks.get(function).unwrap_or_else(|| panic!("no {function} was met"));
            let given = given(name);
            assert!(peak > 0 && peak * 2 <= given, "{function} had {peak} MiB of {given}");
        }
    }
}

fn look(seen: &Mutex<BTreeMap<String, u64>>) {
    let mut seen = seen.lock().expect("the peaks");
    for (function, peak) in workers::peaks() {
        let most = seen.entry(function).or_default();
        *most = peak.max(*most);
    }
}

fn given(function: &str) -> u64 {
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../infra/template.yaml");
    let template = std::fs::read_to_string(place).expect("the template");
    let template: Value = serde_norway::from_str(&template).expect("YAML");
    let memory = &template["Resources"][function]["Properties"]["MemorySize"];
    memory.as_u64().expect("a function has its memory")
}
