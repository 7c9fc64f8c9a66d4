//! The machine's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use gangway_ports::{Clock, Moment};

use crate::{TenantWorld, World};

impl Clock for World {
    fn now(&self) -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }
}

impl Clock for TenantWorld {
    fn now(&self) -> Moment {
        self.world.now()
    }
}
