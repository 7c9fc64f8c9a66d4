//! Tries the orders of some people's calls one after another: each from the beginning, by the list of who goes on next.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::world::{Crm, Deed};

/// How often two people are interrupted who could go on; of three, one time less. Whatever goes wrong between few calls
/// needs few of these, and with one more each (170 s) nothing else was found.
const INTERRUPTIONS: usize = 3;

/// Runs the deeds in every order of their calls; the first order after one of whose calls something is not found.
pub(crate) fn explore(start: impl Fn() -> Crm, deeds: &[Deed]) -> Result<(), String> {
    let mut choices: Vec<usize> = Vec::new();
    loop {
        let ran = run(&start(), deeds, &choices)?;
        choices = ran.iter().map(|it| it.taken).collect();
        // The last place at which somebody else could have gone on.
        while let Some(last) = choices.pop() {
            if last + 1 < ran[choices.len()].options {
                choices.push(last + 1);
                break;
            }
        }
        if choices.is_empty() {
            return Ok(());
        }
    }
}

struct Choice {
    taken: usize,
    options: usize,
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

fn run(crm: &Crm, deeds: &[Deed], choices: &[usize]) -> Result<Vec<Choice>, String> {
    let mut open: Vec<(usize, Work)> = deeds.iter().map(|it| crm.work(it)).enumerate().collect();
    let mut ran: Vec<Choice> = Vec::new();
    let (mut last, mut interrupted) = (None, deeds.len().saturating_sub(2));
    while !open.is_empty() {
        let goes_on = open.iter().position(|(number, _)| Some(*number) == last);
        let options = match goes_on {
            Some(_) if interrupted == INTERRUPTIONS => 1,
            _ => open.len(),
        };
        let taken = choices.get(ran.len()).copied().unwrap_or_default();
        // The first choice is that nobody is interrupted.
        let place = (goes_on.unwrap_or_default() + taken) % open.len();
        interrupted += usize::from(goes_on.is_some() && taken > 0);
        ran.push(Choice { taken, options });
        last = Some(open[place].0);
        if let Poll::Ready(()) =
            open[place].1.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        {
            drop(open.remove(place));
        }
        // What lies there up to the last choice was looked at in the order before.
        if ran.len() >= choices.len() {
            crm.check().map_err(|what| {
                let order: Vec<usize> = ran.iter().map(|it| it.taken).collect();
                format!("{what} after {order:?}")
            })?;
        }
    }
    Ok(ran)
}
