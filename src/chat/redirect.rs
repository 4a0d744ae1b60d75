//! The answer of Google's page, which the browser brings to a port of this machine.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::chat::secret::Secret;

/// Maximum bytes of a request's head.
const LIMIT: usize = 1 << 14;

/// How long a connection may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a sign-in did not get a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The person said no.
    #[error("access was denied on Google's page")]
    Denied,
    /// Google's page ended with another error.
    #[error("Google's page answered {0:?}")]
    Refused(String),
    /// The answer belongs to another sign-in.
    #[error("the address belongs to another sign-in")]
    ForeignState,
    /// What was pasted holds no code.
    #[error("there is no code in it")]
    NoCode,
}

/// The answer of Google's page.
#[derive(Debug)]
pub enum Redirect {
    /// The code that is exchanged for tokens.
    Code(Secret),
    /// There is none.
    Error(SignInError),
}

/// A request that a browser made, up to the end of its head.
#[derive(Debug)]
pub struct Request {
    head: String,
    stream: TcpStream,
}

/// Reads the request of a connection; `None` where it makes none in time.
pub async fn read(mut stream: TcpStream) -> Option<Request> {
    let head = timeout(PATIENCE, head(&mut stream)).await.ok()??;
    Some(Request { head, stream })
}

/// Answers a request; `None` where it does not end the sign-in.
///
/// `judge` reads the query of the address. A browser also asks for an icon, and anybody on this machine may try a
/// foreign `state`: both are answered, and the sign-in goes on.
pub async fn answer(mut request: Request, judge: impl Fn(&str) -> Redirect) -> Option<Redirect> {
    let stream = &mut request.stream;
    let target = request.head.strip_prefix("GET ")?.split(' ').next()?;
    let Some(query) = target.strip_prefix("/?") else {
        page(stream, "404 Not Found", "There is nothing here").await;
        return None;
    };
    let found = judge(query);
    let (status, title) = match &found {
        Redirect::Code(_) => (
            "200 OK",
            "Signed in: you can close this page and go back to the terminal",
        ),
        Redirect::Error(SignInError::ForeignState | SignInError::NoCode) => (
            "400 Bad Request",
            "This page does not belong to the sign-in that waits",
        ),
        Redirect::Error(_) => ("200 OK", "Not signed in: the terminal says why"),
    };
    page(stream, status, title).await;
    let is_end = status.starts_with("200");
    is_end.then_some(found)
}

/// Reads up to the empty line that ends a request's head.
async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        let mut part = [0; 2048];
        let count = stream.read(&mut part).await.ok()?;
        if count == 0 || bytes.len() > LIMIT {
            return None;
        }
        bytes.extend_from_slice(part.get(..count)?);
    }
    String::from_utf8(bytes).ok()
}

async fn page(stream: &mut TcpStream, status: &str, title: &str) {
    let body = format!(
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>chatquill</title><p>{title}.</html>\n"
    );
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\nReferrer-Policy: no-referrer\r\n\r\n{body}",
        body.len()
    );
    // The person reads the outcome in the terminal in any case.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// Returns the parameters of a query, decoded.
#[must_use]
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let query = query.split('#').next().unwrap_or(query);
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}
