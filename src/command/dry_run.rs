//! Prints the request of a message without sending it.

use serde_json::{Map, Value, json};

use crate::app::controllers::number_format::thousands;
use crate::chat::endpoint::BaseUrl;
use crate::chat::sanitize;
use crate::chat::webhook::Webhook;
use crate::command::failure::Failure;
use crate::command::output;
use crate::message::request::Outgoing;
use crate::message::size;

/// Where a message would be sent.
pub enum Target<'a> {
    /// The API at this base URL.
    Api(BaseUrl),
    /// This webhook; key and token are not shown.
    Webhook(&'a Webhook),
}

/// Prints the call: method, URL, query, body and its size in bytes.
///
/// # Errors
/// Where the space is no resource name, or the result cannot be written.
pub fn print(to: &Target<'_>, message: &Outgoing, as_json: bool) -> Result<(), Failure> {
    let url = match to {
        Target::Api(base) => base
            .resource(&format!("{}/messages", message.parent))?
            .to_string(),
        Target::Webhook(webhook) => webhook.to_string(),
    };
    if as_json {
        return output::result(&output::json(&json!({
            "method": "POST",
            "url": url,
            "query": query(message),
            "body": body(message),
            "bytes": message.bytes(),
        })));
    }
    let mut lines = vec![format!("POST {url}")];
    lines.extend(
        message
            .whole_query()
            .iter()
            .map(|(key, value)| sanitize::line(&format!("  {key} = {value}"))),
    );
    lines.push(String::new());
    lines.push(output::pretty(&body(message)));
    lines.push(String::new());
    lines.push(format!(
        "{} of {} bytes",
        thousands(message.bytes()),
        thousands(size::LIMIT)
    ));
    output::result(&lines.join("\n"))
}

/// Returns the query as an object; a repeated name has a list.
fn query(message: &Outgoing) -> Value {
    let mut fields = Map::new();
    for (key, value) in message.whole_query() {
        match fields.get_mut(&key) {
            None => {
                fields.insert(key, json!(value));
            }
            Some(Value::Array(values)) => values.push(json!(value)),
            Some(single) => *single = json!([single.take(), value]),
        }
    }
    Value::Object(fields)
}

fn body(message: &Outgoing) -> Value {
    serde_json::from_str(&message.body).unwrap_or(Value::Null)
}
