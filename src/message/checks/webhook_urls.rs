//! M34: a webhook's URL in what readers get, which would hand its secret to all of them.

use std::ops::Range;

use serde_json::Value;

use crate::chat::webhook::Webhook;
use crate::document::schema::Field;
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::message::WEBHOOK_URL;

/// The words of the finding, which name no part of the URL.
const WORDS: &str = "The URL of a webhook would let every reader post in its space.";

/// Checks a text, or each text of a list.
pub fn field(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    report: &mut Report<'_>,
) {
    match value {
        Value::String(text) => {
            let Some(part) = url_in(text) else { return };
            let mut finding = Finding::new(&WEBHOOK_URL, here.at(key), WORDS.to_owned());
            // An address is wrong as a whole, a text only where it holds one.
            if field.name == key && part.len() < text.len() {
                finding = finding.part(part);
            }
            report.add(finding);
        }
        Value::Array(values) => {
            let holds = |value: &Value| value.as_str().is_some_and(|text| url_in(text).is_some());
            if values.iter().any(holds) {
                report.add(Finding::new(&WEBHOOK_URL, here.at(key), WORDS.to_owned()));
            }
        }
        _ => {}
    }
}

/// Returns the first part of a text that is, or was meant to be, the URL of a webhook.
fn url_in(text: &str) -> Option<Range<usize>> {
    if !Webhook::may_be_in(text) {
        return None;
    }
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '"' | '\'' | '(' | ')');
    let mut start = 0;
    for word in text.split_inclusive(is_end) {
        let url = word.trim_end_matches(is_end);
        if Webhook::is_meant(url) {
            return Some(start..start + url.len());
        }
        start += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_url_itself_is_marked() {
        let url = "https://chat.googleapis.com/v1/spaces/A/messages?key=k&amp;token=t";
        for text in [
            format!("see {url} or not"),
            format!("<{url}|here>"),
            format!("[here]({url})"),
            format!("<a href=\"{url}\">here</a>"),
            url.to_owned(),
        ] {
            let part = url_in(&text).unwrap();
            assert_eq!(&text[part], url, "{text}");
        }
        for text in [
            "",
            "https://chat.googleapis.com/v1/spaces/A/messages",
            "https://example.com/?key=k&token=t",
        ] {
            assert_eq!(url_in(text), None, "{text}");
        }
    }
}
