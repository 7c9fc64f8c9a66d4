//! Makes a failing schedule small: parts of its tape are cut out or tamed for as long as something still breaks.

use gangway_ports::memory::Lapse;

use crate::run::run;
use crate::tape::Tape;

/// Schedules that are tried at most.
const TRIES: u32 = 4_000;

/// The simplest tape that was found on which something breaks.
pub(crate) fn shrink(choices: Vec<u32>, lapse: Option<Lapse>) -> Vec<u32> {
    let mut best = choices;
    let mut left = TRIES;
    let mut size = best.len() / 2;
    while size > 0 && left > 0 {
        let before = best.clone();
        for from in (0..best.len()).step_by(size).rev() {
            for simpler in simpler(&best, from, size) {
                left = left.saturating_sub(1);
                if left > 0 && breaks(&simpler, lapse) {
                    best = simpler;
                    break;
                }
            }
        }
        if best == before {
            size /= 2;
        }
    }
    best
}

fn breaks(choices: &[u32], lapse: Option<Lapse>) -> bool {
    run(&mut Tape::again(choices.to_vec()), lapse, false).1.is_some()
}

/// Without a part, or with it tamed.
fn simpler(choices: &[u32], from: usize, size: usize) -> Vec<Vec<u32>> {
    let to = (from + size).min(choices.len());
    if from >= to {
        return Vec::new();
    }
    let cut = [&choices[..from], &choices[to..]].concat();
    let tamed = [&choices[..from], &vec![0; to - from], &choices[to..]].concat();
    if tamed == choices { vec![cut] } else { vec![cut, tamed] }
}
