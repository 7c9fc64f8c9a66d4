//! Many reads or conditional writes in one call, with what the SDK leaves to us: statements that fail alone,
//! keys that were not processed, throttling.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use aws_sdk_dynamodb::types::{
    AttributeValue, BatchStatementErrorCodeEnum as Code, BatchStatementRequest,
    BatchStatementResponse, KeysAndAttributes,
};
use futures::stream::{self, StreamExt, TryStreamExt};

use crate::World;
use crate::item::{Found, Item, weigh};

/// DynamoDB's limit for statements in a call.
const STATEMENTS: usize = 25;
/// Well below DynamoDB's limit for a request.
const BYTES: usize = 2_000_000;
/// DynamoDB's limit for keys in a call.
const KEYS: usize = 100;
/// Calls of one worker that are under way at once.
const IN_FLIGHT: usize = 8;
/// After this many tries the queue tries again, which has more patience.
const TRIES: u32 = 8;

/// One conditional write.
#[derive(Clone)]
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) parameters: Vec<AttributeValue>,
}

impl Statement {
    /// Puts an item if nothing has its key.
    pub(crate) fn insert(table: &str, item: Item) -> Self {
        let names: Vec<String> = item.keys().map(|name| format!("'{name}': ?")).collect();
        let text = format!("INSERT INTO \"{table}\" VALUE {{{}}}", names.join(", "));
        Self { text, parameters: item.into_values().collect() }
    }

    fn weight(&self) -> usize {
        self.text.len() + self.parameters.iter().map(weigh).sum::<usize>()
    }
}

impl World {
    /// Runs every statement once. `true` where it happened, `false` where its condition did not hold.
    pub(crate) async fn run_statements(&self, statements: Vec<Statement>) -> Result<Vec<bool>> {
        let batches = stream::iter(cut(statements)).map(|batch| self.run_batch(batch));
        let answers: Vec<Vec<bool>> = batches.buffered(IN_FLIGHT).try_collect().await?;
        Ok(answers.into_iter().flatten().collect())
    }

    async fn run_batch(&self, batch: Vec<Statement>) -> Result<Vec<bool>> {
        let mut answers = vec![false; batch.len()];
        let mut open: Vec<usize> = (0..batch.len()).collect();
        for attempt in 0..TRIES {
            pause(attempt).await;
            let requests =
                open.iter().map(|place| request(&batch[*place])).collect::<Result<_>>()?;
            let call = self.dynamo.batch_execute_statement().set_statements(Some(requests));
            let output = call.send().await.context("failed to run a batch of statements")?;
            let responses = output.responses.unwrap_or_default();
            anyhow::ensure!(responses.len() == open.len(), "a batch was answered in part");
            let mut again = Vec::new();
            for (place, response) in open.into_iter().zip(&responses) {
                match judge(response)? {
                    Some(happened) => answers[place] = happened,
                    None => again.push(place),
                }
            }
            if again.is_empty() {
                return Ok(answers);
            }
            open = again;
        }
        bail!("DynamoDB throttled {} statements {TRIES} times", open.len())
    }

    /// Reads items, strongly. Those that are not there are not in the answer.
    pub(crate) async fn read_items(&self, table: &str, keys: Vec<Found>) -> Result<Vec<Found>> {
        let chunks: Vec<Vec<Found>> = keys.chunks(KEYS).map(<[Found]>::to_vec).collect();
        let batches = stream::iter(chunks).map(|chunk| self.read_batch(table, chunk));
        let answers: Vec<Vec<Found>> = batches.buffered(IN_FLIGHT).try_collect().await?;
        Ok(answers.into_iter().flatten().collect())
    }

    async fn read_batch(&self, table: &str, keys: Vec<Found>) -> Result<Vec<Found>> {
        let first =
            KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build()?;
        let mut open = HashMap::from([(table.to_owned(), first)]);
        let mut found = Vec::new();
        for attempt in 0..TRIES {
            pause(attempt).await;
            let call = self.dynamo.batch_get_item().set_request_items(Some(open));
            let output = call.send().await.context("failed to read a batch of items")?;
            found.extend(output.responses.unwrap_or_default().into_values().flatten());
            open = output.unprocessed_keys.unwrap_or_default();
            if open.is_empty() {
                return Ok(found);
            }
        }
        bail!("DynamoDB left keys unprocessed {TRIES} times")
    }
}

/// Whether the statement happened, did not, or must be tried again.
fn judge(response: &BatchStatementResponse) -> Result<Option<bool>> {
    let Some(error) = response.error() else { return Ok(Some(true)) };
    match error.code() {
        Some(Code::DuplicateItem | Code::ConditionalCheckFailed) => Ok(Some(false)),
        Some(
            Code::ThrottlingError
            | Code::ProvisionedThroughputExceeded
            | Code::RequestLimitExceeded
            | Code::InternalServerError
            | Code::TransactionConflict,
        ) => Ok(None),
        code => bail!(
            "a statement failed: {}: {}",
            code.map_or("no code", Code::as_str),
            error.message().unwrap_or_default()
        ),
    }
}

fn request(statement: &Statement) -> Result<BatchStatementRequest> {
    Ok(BatchStatementRequest::builder()
        .statement(&statement.text)
        .set_parameters(Some(statement.parameters.clone()))
        .build()?)
}

/// Cuts by number and by bytes.
fn cut(statements: Vec<Statement>) -> Vec<Vec<Statement>> {
    let mut batches: Vec<Vec<Statement>> = Vec::new();
    let mut weight = BYTES;
    for statement in statements {
        weight += statement.weight();
        match batches.last_mut() {
            Some(batch) if batch.len() < STATEMENTS && weight < BYTES => batch.push(statement),
            _ => {
                weight = statement.weight();
                batches.push(vec![statement]);
            }
        }
    }
    batches
}

/// Full jitter, up to two seconds.
async fn pause(attempt: u32) {
    if attempt > 0 {
        let longest = (25_u64 << attempt).min(2_000);
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..=longest))).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(bytes: usize) -> Statement {
        let parameters = vec![AttributeValue::S("x".repeat(bytes))];
        Statement { text: String::new(), parameters }
    }

    #[test]
    fn batches_are_cut_by_number_and_by_bytes() {
        let sizes = |statements| cut(statements).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes(vec![statement(10); 60]), [25, 25, 10]);
        assert_eq!(sizes(vec![statement(900_000); 5]), [2, 2, 1]);
        assert_eq!(sizes(vec![]), [] as [usize; 0]);
    }
}
