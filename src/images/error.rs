//! Why an image is not shown, in texts that fit into its box.

use std::time::Duration;

/// Why an image is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// Its URL is not a URL.
    #[error("not a web address")]
    NoAddress,
    /// Its URL is not `https://`; plain `http://` is allowed for this machine only.
    #[error("not https")]
    NotHttps,
    /// Its URL holds a user name or a password, which are not sent.
    #[error("the address holds a user name")]
    Credentials,
    /// A server elsewhere redirected to this machine.
    #[error("redirected to this machine")]
    PrivateHost,
    /// There were more redirects than are followed.
    #[error("more than {0} redirects")]
    Redirects(usize),
    /// The host name does not resolve.
    #[error("host not found: {0}")]
    NoHost(String),
    /// The server could not be reached, or closed the connection.
    #[error("{host}: {why}")]
    Network {
        /// Host and port.
        host: String,
        /// The innermost cause.
        why: String,
    },
    /// The server answered with an error status.
    #[error("{}", status(*.0))]
    Status(u16),
    /// It took too long.
    #[error("took longer than {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The file is too large.
    #[error("larger than {} MB", .0 >> 20)]
    Bytes(usize),
    /// It has too many pixels.
    #[error("too many pixels: {0} × {1}")]
    Pixels(u32, u32),
    /// It is not an image of a supported kind.
    #[error("not an image: {0}")]
    NoImage(&'static str),
    /// It cannot be decoded.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The message has more images than are fetched.
    #[error("not fetched: only the first {0} images are")]
    Many(usize),
    /// The images of the message take more memory than they may.
    #[error("dropped: the images take more than {} MB", .0 >> 20)]
    Memory(usize),
}

/// Returns an HTTP status with its usual reason phrase.
fn status(code: u16) -> String {
    let words = match code {
        400 => " bad request",
        401 => " needs a login",
        403 => " forbidden",
        404 => " not found",
        410 => " gone",
        429 => " too many requests",
        500..=599 => " server error",
        _ => "",
    };
    format!("HTTP {code}{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_in_a_few_words() {
        for (fault, words) in [
            (ImageError::Status(404), "HTTP 404 not found"),
            (ImageError::Status(204), "HTTP 204"),
            (ImageError::Bytes(8 << 20), "larger than 8 MB"),
            (
                ImageError::TimedOut(Duration::from_millis(1500)),
                "took longer than 1.5 s",
            ),
            (
                ImageError::TimedOut(Duration::from_secs(20)),
                "took longer than 20 s",
            ),
            (ImageError::Pixels(9, 8), "too many pixels: 9 × 8"),
        ] {
            assert_eq!(fault.to_string(), words);
        }
    }
}
