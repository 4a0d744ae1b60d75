//! Uploads the files of a message, whose references then stand in its body.

use std::sync::Mutex;
use std::sync::PoisonError;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::retry::{self, Policy};
use crate::chat::upload::Upload;
use crate::delivery::outcome::Reason;
use crate::delivery::progress::{Progress, random_unit, telling_waits};
use crate::message::attached_file::AttachedFile;
use crate::message::request::Outgoing;
use crate::store::attachment::Attachment;

/// Returns the body of a message with its files uploaded; of one without files, its body as it is.
///
/// The record holds path and hash, never a token: after a cut between upload and create the files are uploaded again,
/// and one that changed meanwhile is told.
pub(crate) async fn with_files(
    client: &Client,
    message: &Outgoing,
    tell: &impl Fn(Progress<'_>),
) -> Result<String, Reason> {
    if message.attachments.is_empty() {
        return Ok(message.body.clone());
    }
    let of = message.attachments.iter().map(|file| file.bytes).sum();
    let (mut before, mut uploaded) = (0, Vec::new());
    for file in &message.attachments {
        let progress = |bytes: u64| tell(Progress::Uploading(before + bytes, of));
        uploaded.push(upload(client, &message.parent, file, &progress, tell).await?);
        before += file.bytes;
    }
    let mut body: Value = serde_json::from_str(&message.body).unwrap_or_default();
    if let Some(fields) = body.as_object_mut() {
        let list = fields.entry("attachment").or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.extend(uploaded);
        }
    }
    Ok(body.to_string())
}

async fn upload(
    client: &Client,
    space: &str,
    file: &AttachedFile,
    progress: &impl Fn(u64),
    tell: &impl Fn(Progress<'_>),
) -> Result<Value, Reason> {
    let unreadable = |why: String| Reason::File {
        path: file.path.clone(),
        why,
    };
    let content = Attachment::open(file).map_err(|error| unreadable(error.to_string()))?;
    let content = Mutex::new(content);
    let mark = Uuid::new_v4().simple().to_string();
    let described = Upload {
        name: &file.name,
        kind: &file.kind,
        bytes: file.bytes,
        mark: &mark,
    };
    let read = |offset: u64, length: usize| {
        let mut content = content.lock().unwrap_or_else(PoisonError::into_inner);
        content
            .read(offset, length)
            .map_err(|error| Error::Network {
                to: file.path.clone(),
                why: error.to_string(),
                reached: false,
            })
    };
    let calls = retry::run(
        Policy::default(),
        random_unit,
        |waiting| tell(Progress::Waiting(waiting)),
        || client.upload(space, &described, read, progress),
    );
    let paced = |wait| tell(Progress::Paced(wait));
    telling_waits(client, space, calls, paced)
        .await
        .map_err(Reason::Upload)
}
