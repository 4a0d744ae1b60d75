//! Uploads a file to a space: in one call if it is small, else in chunks that resume where they broke off.

use std::time::Duration;

use reqwest::header::{
    CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RANGE,
};
use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::transport::{RawAnswer, RawCall};

/// Size in bytes up to which a file goes in one call.
const SMALL: u64 = 1 << 20;

/// Bytes of a chunk; Google wants a multiple of 256 KiB.
const CHUNK: u64 = 2 << 20;

/// Attempts of one chunk.
const ATTEMPTS: u32 = 5;

/// The line between the two parts of a small upload; no file holds it, as it is drawn from the hash.
const BOUNDARY: &str = "chatquill-";

/// What Google answers to a chunk that is not the last.
const INCOMPLETE: u16 = 308;

/// A file to upload, and how its bytes are read.
pub struct Upload<'a> {
    /// Its name, with its extension.
    pub name: &'a str,
    /// Its media type.
    pub kind: &'a str,
    /// Its size in bytes.
    pub bytes: u64,
    /// Letters that occur nowhere in it, such as its hash.
    pub mark: &'a str,
}

impl Client {
    /// Uploads a file, and returns the reference that goes into `attachment` of a message of the same space.
    ///
    /// `read` returns so many bytes from an offset; `progress` hears how many bytes have arrived.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, or why the file cannot be read.
    pub async fn upload(
        &self,
        space: &str,
        file: &Upload<'_>,
        mut read: impl FnMut(u64, usize) -> Result<Vec<u8>, Error>,
        mut progress: impl FnMut(u64),
    ) -> Result<Value, Error> {
        let answer = if file.bytes <= SMALL {
            let content = read(0, usize::try_from(file.bytes).unwrap_or(0))?;
            self.upload_small(space, file, content).await?
        } else {
            self.upload_chunks(space, file, &mut read, &mut progress)
                .await?
        };
        progress(file.bytes);
        let value: Value = serde_json::from_slice(&answer.body)
            .map_err(|_| self.transport().bad("it is not JSON"))?;
        if value
            .get("attachmentDataRef")
            .is_none_or(|data| !data.is_object())
        {
            return Err(self.transport().bad("it names no uploaded file"));
        }
        Ok(value)
    }

    async fn upload_small(
        &self,
        space: &str,
        file: &Upload<'_>,
        content: Vec<u8>,
    ) -> Result<RawAnswer, Error> {
        let line = format!("{BOUNDARY}{}", file.mark);
        let head = format!(
            "--{line}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{}\r\n--{line}\r\nContent-Type: {}\r\n\r\n",
            json!({ "filename": file.name }),
            file.kind
        );
        let mut body = head.into_bytes();
        body.extend(content);
        body.extend(format!("\r\n--{line}--\r\n").into_bytes());
        let call = RawCall {
            method: Method::POST,
            url: self.upload_url("upload", space, "multipart")?,
            headers: vec![(CONTENT_TYPE, format!("multipart/related; boundary={line}"))],
            body,
            is_write: true,
        };
        let answer = self.transport().call_raw(&call).await?;
        accepted(answer)
    }

    async fn upload_chunks(
        &self,
        space: &str,
        file: &Upload<'_>,
        read: &mut impl FnMut(u64, usize) -> Result<Vec<u8>, Error>,
        progress: &mut impl FnMut(u64),
    ) -> Result<RawAnswer, Error> {
        let session = self.open_session(space, file).await?;
        let (mut offset, mut failed) = (0, 0);
        loop {
            let length = CHUNK.min(file.bytes - offset);
            let range = if length == 0 || failed > 0 {
                // Asks how much has arrived.
                format!("bytes */{}", file.bytes)
            } else {
                format!("bytes {offset}-{}/{}", offset + length - 1, file.bytes)
            };
            let body = if range.contains('*') {
                Vec::new()
            } else {
                read(offset, usize::try_from(length).unwrap_or(0))?
            };
            let call = RawCall {
                method: Method::PUT,
                url: session.clone(),
                headers: vec![
                    (CONTENT_LENGTH, body.len().to_string()),
                    (CONTENT_RANGE, range),
                ],
                body,
                is_write: false,
            };
            let error = match self.transport().call_raw(&call).await {
                Ok(answer) if answer.status == INCOMPLETE => {
                    failed = 0;
                    offset = arrived(&answer.headers).min(file.bytes);
                    progress(offset);
                    continue;
                }
                Ok(answer) => match accepted(answer) {
                    Ok(answer) => return Ok(answer),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            failed += 1;
            if failed >= ATTEMPTS || !error.is_passing() {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_secs(1 << failed.min(5)) / 2).await;
        }
    }

    /// Opens the session of a large upload; returns its address.
    async fn open_session(&self, space: &str, file: &Upload<'_>) -> Result<Url, Error> {
        let body = json!({ "filename": file.name }).to_string().into_bytes();
        let call = RawCall {
            method: Method::POST,
            url: self.upload_url("resumable/upload", space, "resumable")?,
            headers: vec![
                (CONTENT_TYPE, "application/json; charset=UTF-8".to_owned()),
                (
                    HeaderName::from_static("x-upload-content-type"),
                    file.kind.to_owned(),
                ),
                (
                    HeaderName::from_static("x-upload-content-length"),
                    file.bytes.to_string(),
                ),
            ],
            body,
            is_write: true,
        };
        let answer = accepted(self.transport().call_raw(&call).await?)?;
        let location = answer
            .headers
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        let session = location.and_then(|location| self.base().url().join(location).ok());
        let is_ours = |session: &Url| session.origin() == self.base().url().origin();
        session.filter(is_ours).ok_or_else(|| {
            self.transport()
                .bad("it names no address for the upload on this server")
        })
    }

    fn upload_url(&self, prefix: &str, space: &str, kind: &str) -> Result<Url, Error> {
        let mut url = self
            .base()
            .resource(&format!("{space}/attachments:upload"))?;
        let own = self.base().url().path().trim_end_matches('/').to_owned();
        let rest = url
            .path()
            .strip_prefix(&own)
            .unwrap_or(url.path())
            .to_owned();
        url.set_path(&format!("{own}/{prefix}{rest}"));
        url.query_pairs_mut().append_pair("uploadType", kind);
        Ok(url)
    }
}

/// Returns an answer that says yes; any other as an error.
fn accepted(answer: RawAnswer) -> Result<RawAnswer, Error> {
    if (200..300).contains(&answer.status) {
        return Ok(answer);
    }
    Err(Error::from_answer(
        answer.status,
        &answer.body,
        answer.retry_after,
    ))
}

/// Returns how many bytes have arrived, of `Range: bytes=0-N`; without one, none.
fn arrived(headers: &HeaderMap) -> u64 {
    let range = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let last = range.and_then(|range| range.rsplit_once('-')?.1.trim().parse::<u64>().ok());
    last.map_or(0, |last| last + 1)
}
