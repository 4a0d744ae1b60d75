//! A file that goes with a message: uploaded when the message is sent.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Maximum size in bytes of an upload.
///
/// <https://developers.google.com/workspace/chat/upload-media-attachments>
pub const LIMIT: u64 = 209_715_200;

/// Ends of the names of programs, which Google's help says are blocked without a list of them (unconfirmed).
const BLOCKED: [&str; 16] = [
    "apk", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "lnk", "msi", "ps1", "scr",
    "sys", "vbs", "wsf",
];

/// A file that goes with a message, as it was when the message was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedFile {
    /// Its absolute path.
    pub path: String,
    /// Its name, as readers see it.
    pub name: String,
    /// Its media type.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of its contents, in hexadecimal.
    pub sha256: String,
}

/// Returns the media type of a file by the end of its name.
///
/// Google Chat shows pictures and documents by it; bytes without a known one are a download.
#[must_use]
pub fn media_type(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "txt" | "log" | "md" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "html" | "htm" => "text/html",
        "zip" => "application/zip",
        "gz" | "tgz" => "application/gzip",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

impl AttachedFile {
    /// Returns whether it is a program, which Google Chat may refuse.
    #[must_use]
    pub fn is_program(&self) -> bool {
        let end = self.name.rsplit_once('.').map_or("", |(_, end)| end);
        BLOCKED.contains(&end.to_ascii_lowercase().as_str())
    }
}

/// Returns the request as the checks see it: with an attachment for each file.
#[must_use]
pub fn with_uploads(request: &Value, files: &[AttachedFile]) -> Value {
    let mut request = request.clone();
    if files.is_empty() {
        return request;
    }
    let fields = request.as_object_mut();
    let message = fields.and_then(|fields| {
        let message = fields.entry("message").or_insert_with(|| json!({}));
        message.as_object_mut()
    });
    if let Some(message) = message {
        let list = message.entry("attachment").or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            let one = |_: &AttachedFile| json!({"attachmentDataRef": {"attachmentUploadToken": "not-yet"}});
            list.extend(files.iter().map(one));
        }
    }
    request
}
