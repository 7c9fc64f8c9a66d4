//! Lifts a handler of one message to a Lambda. A message whose handler fails is reported alone; the others of
//! its batch are done.

use anyhow::{Context, Result};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use gangway_ports::Moment;
pub use lambda_runtime::Error;
use lambda_runtime::{LambdaEvent, service_fn};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::World;
use crate::capacity;

/// Runs a Lambda whose queue holds messages of one kind. The handler also gets the moment at which it is ended.
pub async fn run<M: DeserializeOwned>(
    handle: impl AsyncFn(M, Moment) -> Result<()>,
) -> Result<(), Error> {
    let handle = &handle;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let deadline = Moment(event.context.deadline);
        let one = async |message: &SqsMessage| handle(parse(message)?, deadline).await;
        Ok::<_, Error>(handle_batch(&event.payload.records, one).await)
    }))
    .await
}

/// What wakes finish-job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wake<M, D> {
    /// A message of its own queue.
    Message(M),
    /// A message that some worker gave up.
    Dead(D),
    /// A minute has gone by.
    Tick,
}

/// Runs a Lambda that several queues and a clock wake. Queues of given-up messages end in `-dead`.
pub async fn run_any<M: DeserializeOwned, D: DeserializeOwned>(
    handle: impl AsyncFn(Wake<M, D>, Moment) -> Result<()>,
) -> Result<(), Error> {
    let handle = &handle;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| async move {
        let deadline = Moment(event.context.deadline);
        if event.payload.get("Records").is_none() {
            handle(Wake::Tick, deadline).await.map_err(Error::from)?;
            return Ok::<_, Error>(SqsBatchResponse::default());
        }
        let batch: SqsEvent = serde_json::from_value(event.payload)?;
        let one = async |message: &SqsMessage| handle(wake(message)?, deadline).await;
        Ok(handle_batch(&batch.records, one).await)
    }))
    .await
}

/// Runs a Lambda whose messages may ask for a pause before they are tried again: of so many seconds, up to twelve hours. The handler gets how often its message was
/// delivered, this time included; those of its dead-letter queue are told by the queue's name, as with [`run_any`].
pub async fn run_patient<M: DeserializeOwned>(
    world: &World,
    handle: impl AsyncFn(Wake<M, Value>, u32) -> Result<Option<u32>>,
) -> Result<(), Error> {
    let handle = &handle;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let one =
            async |message: &SqsMessage| match handle(wake(message)?, deliveries(message)).await? {
                None => Ok(true),
                Some(seconds) => pause(world, message, seconds).await.map(|()| false),
            };
        Ok::<_, Error>(handle_each(&event.payload.records, one).await)
    }))
    .await
}

fn deliveries(message: &SqsMessage) -> u32 {
    let said = message.attributes.get("ApproximateReceiveCount");
    said.and_then(|it| it.parse().ok()).unwrap_or(1)
}

async fn pause(world: &World, message: &SqsMessage, seconds: u32) -> Result<()> {
    let call = world.sqs.change_message_visibility().queue_url(&world.names.webhook_queue);
    call.set_receipt_handle(message.receipt_handle.clone())
        .visibility_timeout(i32::try_from(seconds)?)
        .send()
        .await
        .context("failed to put a message off")?;
    Ok(())
}

async fn handle_batch(
    messages: &[SqsMessage],
    handle: impl AsyncFn(&SqsMessage) -> Result<()>,
) -> SqsBatchResponse {
    handle_each(messages, async |message| handle(message).await.map(|()| true)).await
}

/// Whatever fails, or is not done, stays in its queue.
async fn handle_each(
    messages: &[SqsMessage],
    handle: impl AsyncFn(&SqsMessage) -> Result<bool>,
) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for message in messages {
        let is_done = handle(message).await.unwrap_or_else(|error| {
            tracing::error!(error = format!("{error:#}"), "Failed to handle a message");
            false
        });
        if !is_done {
            // The identifier is the batch's own: one that SQS does not know would repeat the whole batch.
            response.add_failure(message.message_id.clone().unwrap_or_default());
        }
        say_cost(message);
    }
    response
}

/// What the message's work cost. A test, and a table of costs, add the lines of a job up.
fn say_cost(message: &SqsMessage) {
    let consumed = capacity::take();
    let job = parse::<Value>(message).ok().and_then(|it| it["job"].as_str().map(str::to_owned));
    let job = job.unwrap_or_default();
    tracing::info!(job, reads = consumed.reads, writes = consumed.writes, "Consumed capacity");
}

fn parse<M: DeserializeOwned>(message: &SqsMessage) -> Result<M> {
    let body = message.body.as_deref().unwrap_or_default();
    serde_json::from_str(body).context("a message is unreadable")
}

fn wake<M: DeserializeOwned, D: DeserializeOwned>(message: &SqsMessage) -> Result<Wake<M, D>> {
    let queue = message.event_source_arn.as_deref().unwrap_or_default();
    Ok(if queue.ends_with("-dead") {
        Wake::Dead(parse(message)?)
    } else {
        Wake::Message(parse(message)?)
    })
}

#[cfg(test)]
mod tests {
    use anyhow::ensure;

    use super::*;

    fn message(id: &str, body: &str, queue: &str) -> SqsMessage {
        let mut message = SqsMessage::default();
        message.message_id = Some(id.to_owned());
        message.body = Some(body.to_owned());
        message.event_source_arn = Some(format!("arn:aws:sqs:eu-central-1:0:{queue}"));
        message
    }

    #[tokio::test]
    async fn only_the_message_that_failed_is_reported_by_its_own_identifier() {
        let batch =
            [message("a", "1", "write"), message("b", "2", "write"), message("c", "?", "write")];
        let handle = async |message: &SqsMessage| {
            let number: u32 = parse(message)?;
            ensure!(number != 2, "the world failed");
            Ok(())
        };
        let response = handle_batch(&batch, handle).await;
        let failed = response.batch_item_failures.iter().map(|it| it.item_identifier.as_str());
        assert_eq!(failed.collect::<Vec<_>>(), ["b", "c"]);
    }

    #[tokio::test]
    async fn a_message_that_is_put_off_stays_in_its_queue_and_is_no_failure() {
        let batch = [message("a", "1", "webhook"), message("b", "2", "webhook")];
        let response = handle_each(&batch, async |it| Ok(parse::<u32>(it)? == 1)).await;
        let left = response.batch_item_failures.iter().map(|it| it.item_identifier.as_str());
        assert_eq!(left.collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn a_message_says_how_often_it_was_delivered() {
        let mut it = message("a", "1", "webhook");
        assert_eq!(deliveries(&it), 1);
        it.attributes.insert("ApproximateReceiveCount".to_owned(), "7".to_owned());
        assert_eq!(deliveries(&it), 7);
    }

    #[test]
    fn a_queue_of_given_up_messages_is_told_by_its_name() {
        let body = serde_json::json!({"bucket": 3});
        let json = body.to_string();
        let wake = |queue| wake::<Value, Value>(&message("a", &json, queue)).expect("reads");
        assert_eq!(wake("x-finish"), Wake::Message(body.clone()));
        assert_eq!(wake("x-write-dead"), Wake::Dead(body.clone()));
    }
}
