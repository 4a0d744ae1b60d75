//! `media.upload` in chunks: a session is started with the file's name, then its bytes come in one or more parts.
//!
//! <https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable>

use serde_json::{Value, json};

use super::body;
use super::database::{Database, UploadSession};
use super::request_context::RequestContext;
use super::response::Reply;
use super::spaces::space_id;
use super::status::{Code, Status};
use super::uploads;
use crate::message::checks::check_context::Upload;
use crate::message::checks::sender_rules::upload_fault;

/// Bytes of which each chunk but the last must be a multiple.
const CHUNK: u64 = 256 << 10;

/// Which bytes of the whole file a chunk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    /// The first byte; `None` where the client only asks how far the upload is.
    start: Option<u64>,
    /// The bytes of the whole file; `None` where they are not known yet.
    total: Option<u64>,
}

/// Returns whether a path takes files.
#[must_use]
pub fn is_upload(path: &str) -> bool {
    path.starts_with("/upload/") || path.starts_with("/resumable/upload/")
}

/// Starts a session: the name of the file is known, and perhaps its size.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn start(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let space = world.enter(space_id(call.name(0))?, &call.caller.who)?;
    let space = space.id.clone();
    let asked = body::read(call.body, "UploadAttachmentRequest", "request")?;
    let name = asked["filename"].as_str().unwrap_or("").to_owned();
    // A size that is not known yet is judged at the end.
    judge(&name, call.upload.length.unwrap_or(1))?;
    let id = world.ids.letters(48);
    let session = UploadSession {
        space,
        who: call.caller.who.clone(),
        name,
        kind: call.upload.kind.clone(),
        total: call.upload.length,
        received: 0,
        answer: None,
    };
    world.sessions.insert(id.clone(), session);
    Ok(json!({ "uploadId": id }))
}

fn judge(name: &str, bytes: u64) -> Result<(), Status> {
    let file = Upload {
        name: name.to_owned(),
        bytes,
    };
    match upload_fault(&file) {
        Some(words) => Err(Status::violation("request.filename", words)),
        None => Ok(()),
    }
}

/// Returns the answer to a start: the address of the session, below the base URL.
#[must_use]
pub fn started(base: &str, path: &str, answer: &Value) -> Reply {
    let id = answer["uploadId"].as_str().unwrap_or("");
    let address = format!("{base}{path}?uploadType=resumable&upload_id={id}");
    bare(
        200,
        vec![
            ("location", address),
            ("x-guploader-uploadid", id.to_owned()),
        ],
    )
}

/// Returns a response without a body.
fn bare(http: u16, headers: Vec<(&'static str, String)>) -> Reply {
    Reply {
        http,
        headers,
        body: String::new(),
    }
}

/// Takes a chunk, says how far an upload is, or ends it.
///
/// `range` is the chunk's `Content-Range`. The ID is the session's secret: nothing else is asked for, as at Google.
pub fn proceed(world: &mut Database, id: &str, verb: &str, range: &str, body: &[u8]) -> Reply {
    let refusal = |status: &Status| Reply::refusal(status, true);
    let Some(session) = world.sessions.get_mut(id) else {
        return refusal(&Status::not_found());
    };
    if verb == "DELETE" {
        world.sessions.remove(id);
        return bare(499, Vec::new());
    }
    if !matches!(verb, "PUT" | "POST") {
        return refusal(&Status::new(Code::NotFound, "Method not found."));
    }
    if let Some(answer) = &session.answer {
        return Reply::json(200, answer, true);
    }
    let bytes = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let taken = parse(range, bytes).and_then(|range| take(session, range, bytes));
    match taken {
        Err(status) => refusal(&status),
        Ok(false) => incomplete(session),
        Ok(true) => {
            let done = session.clone();
            let UploadSession {
                space,
                who,
                name,
                kind,
                ..
            } = done;
            let answer = uploads::store(world, space, who, name, &kind);
            if let Some(session) = world.sessions.get_mut(id) {
                session.answer = Some(answer.clone());
            }
            Reply::json(200, &answer, true)
        }
    }
}

/// Takes the bytes of a chunk, and returns whether the file is complete.
///
/// What had come before is skipped. A chunk behind a gap changes nothing: the answer says where to go on.
fn take(session: &mut UploadSession, range: Range, bytes: u64) -> Result<bool, Status> {
    session.total = range.total.or(session.total);
    let Some(start) = range.start else {
        return Ok(false);
    };
    let end = start.saturating_add(bytes);
    let is_last = session.total == Some(end);
    if !is_last && !bytes.is_multiple_of(CHUNK) {
        return Err(Status::invalid(format!(
            "A chunk but the last must have a multiple of {CHUNK} bytes."
        )));
    }
    if session.total.is_some_and(|total| end > total) {
        return Err(Status::invalid("The upload is longer than it said."));
    }
    if start <= session.received {
        session.received = session.received.max(end);
    }
    let is_complete = session.total == Some(session.received);
    if is_complete {
        judge(&session.name, session.received)?;
    }
    Ok(is_complete)
}

/// Returns the answer that asks for the rest: 308, and which bytes have come.
fn incomplete(session: &UploadSession) -> Reply {
    let mut headers = Vec::new();
    if let Some(last) = session.received.checked_sub(1) {
        headers.push(("range", format!("bytes=0-{last}")));
    }
    bare(308, headers)
}

/// Parses a `Content-Range`: `bytes 0-99/200`, `bytes 0-99/*` or `bytes */200`; without one, all bytes come at once.
fn parse(text: &str, bytes: u64) -> Result<Range, Status> {
    if text.is_empty() {
        return Ok(Range {
            start: Some(0),
            total: Some(bytes),
        });
    }
    let bad = || Status::invalid("Failed to parse Content-Range header.");
    let rest = text.strip_prefix("bytes ").ok_or_else(bad)?;
    let (part, total) = rest.split_once('/').ok_or_else(bad)?;
    let total = match total {
        "*" => None,
        total => Some(total.parse().map_err(|_| bad())?),
    };
    if part == "*" {
        return Ok(Range { start: None, total });
    }
    let (start, end) = part.split_once('-').ok_or_else(bad)?;
    let start: u64 = start.parse().map_err(|_| bad())?;
    let end: u64 = end.parse().map_err(|_| bad())?;
    if end.checked_sub(start).and_then(|span| span.checked_add(1)) != Some(bytes) {
        return Err(bad());
    }
    Ok(Range {
        start: Some(start),
        total,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_ranges_are_read() {
        let is = |start, total| Some(Range { start, total });
        for (text, bytes, expected) in [
            ("", 7, is(Some(0), Some(7))),
            ("bytes 0-99/200", 100, is(Some(0), Some(200))),
            ("bytes 100-199/*", 100, is(Some(100), None)),
            ("bytes */200", 0, is(None, Some(200))),
            ("bytes */*", 0, is(None, None)),
            ("bytes 0-99/200", 99, None),
            ("bytes 9-0/200", 1, None),
            ("bytes 0-/200", 1, None),
            ("0-99/200", 100, None),
        ] {
            assert_eq!(parse(text, bytes).ok(), expected, "{text}");
        }
    }
}
