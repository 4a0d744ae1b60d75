//! Headers of an upload in chunks.

/// The headers of an upload in chunks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadHeaders {
    /// The media type of the file (`X-Upload-Content-Type`); empty if not specified.
    pub kind: String,
    /// The bytes of the file (`X-Upload-Content-Length`), where the start names them.
    pub length: Option<u64>,
    /// Which bytes a chunk holds (`Content-Range`); empty if not specified.
    pub range: String,
}
