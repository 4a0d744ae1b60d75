//! `media.upload`, and the attachments that refer to uploads.

use serde_json::{Map, Value, json};

use super::body;
use super::database::{Database, Identity, Message, Space, Upload};
use super::messages;
use super::multipart;
use super::request_context::RequestContext;
use super::spaces::space_id;
use super::status::{Code, Status};
use crate::message::checks::check_context;
use crate::message::checks::sender_rules::upload_fault;

/// Stores a file for a space, and returns the reference to attach to a message of the same space and caller.
///
/// A file comes with its name in one body of two parts; what comes in chunks is for `resumable.rs`. Alone
/// (`uploadType=media`) it would have no name, and without one an upload is refused.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn upload(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?.id.clone();
    let parts = match call.query.common("uploadType") {
        Some("multipart") => multipart::parts(call.content_type, call.body)?,
        Some("media") => vec![],
        other => {
            return Err(Status::invalid(format!(
                "This sandbox takes uploads with uploadType=multipart or resumable, not {}.",
                other.unwrap_or("without one")
            )));
        }
    };
    let (asked, content) = match parts[..] {
        [asked, content] => (asked.body, content),
        [] => (
            &b""[..],
            multipart::Part {
                kind: call.content_type,
                body: call.body,
            },
        ),
        _ => {
            return Err(Status::invalid(
                "An upload has two parts: the request as JSON, and the file.",
            ));
        }
    };
    let asked = body::read(asked, "UploadAttachmentRequest", "request")?;
    let file = check_context::Upload {
        name: asked["filename"].as_str().unwrap_or("").to_owned(),
        bytes: content.body.len().try_into().unwrap_or(u64::MAX),
    };
    if let Some(words) = upload_fault(&file) {
        return Err(Status::violation("request.filename", words));
    }
    Ok(store(world, space, who.clone(), file.name, content.kind))
}

/// Stores an upload that is complete, and returns the reference to it.
pub fn store(
    world: &mut Database,
    space: String,
    who: Identity,
    name: String,
    kind: &str,
) -> Value {
    let kind = Some(kind).filter(|kind| !kind.is_empty());
    let upload = Upload {
        token: world.ids.letters(48),
        resource: world.ids.letters(32),
        space,
        who,
        name,
        kind: kind.unwrap_or("application/octet-stream").to_owned(),
    };
    let answer = json!({"attachmentDataRef": {
        "resourceName": upload.resource,
        "attachmentUploadToken": upload.token,
    }});
    world.uploads.push(upload);
    answer
}

/// Returns 403 unless every attachment of a message is an upload of this caller to this space.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn judge(
    world: &Database,
    space: &Space,
    who: &Identity,
    message: &Map<String, Value>,
) -> Result<(), Status> {
    if wanted(message).all(|one| find(world, &space.id, who, one).is_some()) {
        return Ok(());
    }
    Err(Status::new(
        Code::PermissionDenied,
        "Caller does not have permission to access requested attachment",
    ))
}

/// Returns the attachments of a stored message as responses show them, built from the uploads it refers to.
pub fn attachments(
    world: &Database,
    space: &str,
    id: &str,
    who: &Identity,
    message: &mut Map<String, Value>,
) {
    let settled: Vec<Value> = wanted(message)
        .filter_map(|one| find(world, space, who, one))
        .map(|upload| shown(&format!("spaces/{space}/messages/{id}"), upload))
        .collect();
    if !settled.is_empty() {
        message.insert("attachment".into(), Value::Array(settled));
    }
}

/// Returns the attachments as the sender wrote them: the references alone.
#[must_use]
pub fn sent(attachments: &Value) -> Value {
    let items = attachments.as_array().into_iter().flatten();
    items
        .map(|one| json!({ "attachmentDataRef": one["attachmentDataRef"] }))
        .collect()
}

fn wanted(message: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let items = message.get("attachment").and_then(Value::as_array);
    items.into_iter().flatten()
}

fn find<'w>(
    world: &'w Database,
    space: &str,
    who: &Identity,
    wanted: &Value,
) -> Option<&'w Upload> {
    let reference = &wanted["attachmentDataRef"];
    let is = |key: &str, own: &str| reference[key].as_str() == Some(own);
    world.uploads.iter().find(|upload| {
        upload.space == space
            && upload.who == *who
            && (is("attachmentUploadToken", &upload.token) || is("resourceName", &upload.resource))
    })
}

fn shown(message: &str, upload: &Upload) -> Value {
    let address = |what: &str| {
        format!(
            "https://chat.google.com/api/get_attachment_url?url_type={what}&attachment_token={}",
            upload.resource
        )
    };
    let mut shown = json!({
        "name": format!("{message}/attachments/{}", upload.resource),
        "contentName": upload.name,
        "contentType": upload.kind,
        "attachmentDataRef": {"resourceName": upload.resource},
        "downloadUri": address("DOWNLOAD_URL"),
        "source": "UPLOADED_CONTENT",
    });
    if upload.kind.starts_with("image/") {
        shown["thumbnailUri"] = json!(address("FIFE_URL"));
    }
    shown
}

/// Handles `attachments.get`.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn get(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let message: &Message = messages::find(space, call.name(1), who)?;
    let name = format!(
        "spaces/{}/messages/{}/attachments/{}",
        space.id,
        message.id,
        call.name(2)
    );
    let found = wanted(&message.rest).find(|one| one["name"] == *name);
    found.cloned().ok_or_else(Status::not_found)
}
