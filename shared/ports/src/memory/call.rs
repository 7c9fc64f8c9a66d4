//! One call into the world: a step that others may come before, with one effect, that may fail around it.

use std::future::poll_fn;
use std::task::Poll;

use anyhow::{Result, ensure};
use gangway_contract::TenantId;

use super::{MemoryTenant, MemoryWorld, TenantData, data::Data};

/// Says whether the worker ends at this call: its number from 0, its errand, and before or after the effect.
pub type Fault = Box<dyn FnMut(u32, &'static str, When) -> bool + Send>;

/// On which side of a call's effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The effect has not happened.
    Before,
    /// The effect has happened, and nobody was told.
    After,
}

impl MemoryWorld {
    pub(super) async fn call<T>(
        &self,
        errand: &'static str,
        effect: impl FnOnce(&mut Data) -> T,
    ) -> Result<T> {
        let_others_go_on().await;
        let mut data = self.lock();
        let number = data.calls;
        data.calls += 1;
        let trouble = data.trouble.take();
        ensure!(trouble != Some(When::Before), "call {number}, {errand}, was throttled");
        data.stand(number, errand, When::Before)?;
        data.last = Some(errand);
        let out = effect(&mut data);
        data.stand(number, errand, When::After)?;
        ensure!(trouble != Some(When::After), "the answer to call {number}, {errand}, was lost");
        Ok(out)
    }
}

impl MemoryTenant {
    pub(super) async fn call<T>(
        &self,
        errand: &'static str,
        effect: impl FnOnce(&mut TenantData) -> T,
    ) -> Result<T> {
        let effect = |data: &mut Data| {
            data.watch(&self.tenant, errand);
            effect(data.tenants.entry(self.tenant.clone()).or_default())
        };
        self.world.call(errand, effect).await
    }
}

impl Data {
    /// Whoever acts for one tenant and touches another one's data is noted.
    fn watch(&mut self, touched: &TenantId, errand: &'static str) {
        let acting = self.acting.as_ref().filter(|it| *it != touched);
        let trespass = acting.map(|it| format!("{errand} for {it} touched what is {touched}'s"));
        self.trespass = self.trespass.take().or(trespass);
    }

    fn stand(&mut self, number: u32, errand: &'static str, when: When) -> Result<()> {
        if let Some(fault) = &mut self.fault {
            self.gone = self.gone || fault(number, errand, when);
        }
        ensure!(!self.gone, "the worker ended {when:?} call {number}, {errand}");
        Ok(())
    }
}

/// A scheduler that polls several workers may run another one here.
async fn let_others_go_on() {
    let mut went = false;
    poll_fn(|context| {
        if went {
            return Poll::Ready(());
        }
        went = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
