//! Why a picture is not shown, in words that fit into its box.

use std::time::Duration;

/// Why a picture is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// What should be its address is none.
    #[error("not a web address")]
    NoAddress,
    /// Its address is not `https://`; plain `http://` is for this machine only.
    #[error("not https")]
    NotHttps,
    /// Its address holds a user name or a password, which are not sent.
    #[error("the address holds a user name")]
    Credentials,
    /// A server elsewhere answered with an address on this machine.
    #[error("redirected to this machine")]
    Inward,
    /// One redirect led to the next.
    #[error("more than {0} redirects")]
    Redirects(usize),
    /// No server of this name.
    #[error("host not found: {0}")]
    NoHost(String),
    /// The server could not be reached, or went away.
    #[error("{host}: {why}")]
    Network {
        /// Host and port.
        host: String,
        /// The innermost reason.
        why: String,
    },
    /// The server answered, but not with a picture.
    #[error("{}", status(*.0))]
    Status(u16),
    /// It took too long.
    #[error("took longer than {} s", .0.as_secs_f32())]
    Slow(Duration),
    /// The file is too large.
    #[error("larger than {} MB", .0 >> 20)]
    Bytes(usize),
    /// It has too many pixels.
    #[error("too many pixels: {0} × {1}")]
    Pixels(u32, u32),
    /// It is something else.
    #[error("not an image: {0}")]
    NoImage(&'static str),
    /// It cannot be decoded.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A message has more pictures than are fetched.
    #[error("not fetched: only the first {0} images are")]
    Many(usize),
    /// The pictures of the message take more memory than they may.
    #[error("dropped: the images take more than {} MB", .0 >> 20)]
    Memory(usize),
}

/// An HTTP status with the words that people know it by.
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
            (Fault::Status(404), "HTTP 404 not found"),
            (Fault::Status(204), "HTTP 204"),
            (Fault::Bytes(8 << 20), "larger than 8 MB"),
            (
                Fault::Slow(Duration::from_millis(1500)),
                "took longer than 1.5 s",
            ),
            (
                Fault::Slow(Duration::from_secs(20)),
                "took longer than 20 s",
            ),
            (Fault::Pixels(9, 8), "too many pixels: 9 × 8"),
        ] {
            assert_eq!(fault.to_string(), words);
        }
    }
}
