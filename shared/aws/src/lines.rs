//! Lines of dropped objects in DynamoDB: one item each, as JSON, under a hash of the object's key.

use anyhow::{Context, Result};
use gangway_contract::DropLine;
use gangway_ports::KeepLines;

use crate::TenantWorld;
use crate::condition::is_failed_condition;
use crate::item::{Take, json, number, text};

/// The partition of lines among a tenant's settings.
const FOLDER: &str = "DL";

/// Keys of objects are as long as a sort key may be, and longer with what is added.
fn place(key: &str) -> String {
    blake3::hash(key.as_bytes()).to_hex().to_string()
}

impl KeepLines for TenantWorld {
    async fn read_line(&self, key: &str) -> Result<Option<DropLine>> {
        let call = self.world.dynamo.get_item().table_name(&self.world.names.jobs);
        let output = call
            .key("pk", text(self.settings(FOLDER)))
            .key("sk", text(place(key)))
            .consistent_read(true)
            .send()
            .await
            .context("failed to read the line of a dropped object")?;
        output.item.map(|it| it.json("doc")).transpose()
    }

    async fn save_line(&self, key: &str, line: &DropLine) -> Result<bool> {
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        let put = call
            .item("pk", text(self.settings(FOLDER)))
            .item("sk", text(place(key)))
            .item("doc", json(line)?)
            .item("turn", number(line.version))
            .item("expires_at", number(line.expires_at))
            .condition_expression(
                "(attribute_not_exists(pk) AND :before = :none) OR turn = :before",
            )
            .expression_attribute_values(":before", number(line.version.saturating_sub(1)))
            .expression_attribute_values(":none", number(0))
            .send()
            .await;
        match put {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to save the line of a dropped object"),
        }
    }
}
