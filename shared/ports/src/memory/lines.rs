//! Lines of dropped objects in memory.

use anyhow::Result;
use gangway_contract::DropLine;

use super::MemoryTenant;
use crate::KeepLines;

impl KeepLines for MemoryTenant {
    async fn read_line(&self, key: &str) -> Result<Option<DropLine>> {
        self.call("read_line", |data| data.lines.get(key).cloned()).await
    }

    async fn save_line(&self, key: &str, line: &DropLine) -> Result<bool> {
        self.call("save_line", |data| {
            let there = data.lines.get(key).map_or(0, |it| it.version);
            let is_next = there + 1 == line.version;
            if is_next {
                data.lines.insert(key.to_owned(), line.clone());
            }
            is_next
        })
        .await
    }
}
