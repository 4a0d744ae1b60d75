//! Size of a message as it counts against Google's limit.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

/// Maximum size of a message in bytes, text and cards and all.
///
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages>
pub const LIMIT: usize = 32_000;

/// Returns the size in bytes of a value as compact UTF-8 JSON, the form in which it is sent.
///
/// Google does not say how it counts its 32,000 bytes; this is what goes over the wire.
#[must_use]
pub fn bytes<T: Serialize + ?Sized>(value: &T) -> usize {
    let mut count = Count(0);
    // Counting cannot fail, and a JSON value always serialises.
    let _ = serde_json::to_writer(&mut count, value);
    count.0
}

/// Returns the bytes of the message of a request, as it is sent.
#[must_use]
pub fn of_request(request: &Value) -> usize {
    request.get("message").map_or(2, bytes)
}

struct Count(usize);

impl Write for Count {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        self.0 += chunk.len();
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bytes_are_those_of_the_wire() {
        for value in [
            json!({"text": "hi"}),
            json!({"text": "你好👋🏽🌎\n\"quoted\" \u{7}"}),
            json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"divider": {}}]}]}}]}),
            json!({}),
        ] {
            assert_eq!(bytes(&value), serde_json::to_string(&value).unwrap().len());
        }
    }
}
