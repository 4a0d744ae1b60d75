//! Size breakdown of a message by part, and advice on what would make it smaller.

use serde_json::Value;

use crate::document::pointer;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::draft::at;
use crate::message::size;

/// Fields that only hold other parts: their members are parts of their own.
const HOLDERS: [&str; 6] = [
    "cardsV2",
    "card",
    "sections",
    "widgets",
    "accessoryWidgets",
    "attachment",
];

/// Total size of URLs in bytes from which on they are mentioned.
const LONG_ADDRESSES: usize = 300;

/// Number of invisible blanks from which on they are mentioned.
const MANY_BLANKS: usize = 20;

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Path as a JSON Pointer into the request.
    pub path: String,
    /// Size in bytes as compact JSON, its name included.
    pub bytes: usize,
}

/// Size breakdown of a message, in bytes of its compact JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizeBreakdown {
    /// Total size.
    pub bytes: usize,
    /// Size of its text, unescaped.
    pub text: usize,
    /// Bytes that JSON escapes add to the text: one for each line end, quote and backslash.
    pub escapes: usize,
    /// Size of its cards and accessory widgets.
    pub cards: usize,
    /// Its parts, none of them in another, the largest first.
    pub parts: Vec<Part>,
}

impl SizeBreakdown {
    /// Measures a `Message`.
    #[must_use]
    pub fn new(message: &Value) -> Self {
        let text = message.get("text");
        let words = text.and_then(Value::as_str).map_or(0, str::len);
        // The quotes around the text are no escapes.
        let escapes = text
            .filter(|text| text.is_string())
            .map_or(0, |text| size::bytes(text) - 2 - words);
        let cards = ["cardsV2", "accessoryWidgets"];
        let mut parts = Vec::new();
        collect(message, at::MESSAGE, &mut parts);
        parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
        Self {
            bytes: size::bytes(message),
            text: words,
            escapes,
            cards: cards.iter().map(|name| member(message, name)).sum(),
            parts,
        }
    }

    /// Returns the size of everything that is neither text nor a card: other fields, and what JSON needs.
    #[must_use]
    pub fn rest(&self) -> usize {
        self.bytes - self.text - self.cards
    }

    /// Returns how many bytes are left of the limit; 0 if there are too many.
    #[must_use]
    pub fn left(&self) -> usize {
        size::LIMIT.saturating_sub(self.bytes)
    }
}

/// Returns the size in bytes of a member with its name; 0 if there is none.
fn member(object: &Value, name: &str) -> usize {
    object.get(name).map_or(0, |value| named(name, value))
}

fn named(name: &str, value: &Value) -> usize {
    // The quotes around the name, and the colon.
    size::bytes(value) + name.len() + 3
}

fn collect(value: &Value, path: &str, parts: &mut Vec<Part>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = pointer::join(path, name);
                if HOLDERS.contains(&name.as_str()) && (value.is_object() || value.is_array()) {
                    collect(value, &path, parts);
                } else {
                    let bytes = named(name, value);
                    parts.push(Part { path, bytes });
                }
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                let path = format!("{path}/{place}");
                let holds = |name: &&str| item.get(name).is_some();
                if ["card", "sections", "widgets"].iter().any(holds) && !path.contains("/widgets/")
                {
                    collect(item, &path, parts);
                } else {
                    let bytes = size::bytes(item);
                    parts.push(Part { path, bytes });
                }
            }
        }
        _ => {}
    }
}

/// Returns what would make the message of a request smaller, a sentence each, the surest first.
///
/// `findings` are those of the request.
#[must_use]
pub fn advice(request: &Value, weight: &SizeBreakdown, findings: &[Finding]) -> Vec<String> {
    let text = request
        .pointer(at::TEXT)
        .and_then(Value::as_str)
        .unwrap_or("");
    let over = weight.bytes.saturating_sub(size::LIMIT);
    let mut told = Vec::new();
    if over > 0 {
        told.push(format!(
            "It is {} too large to be sent.",
            format_value::count(over, "byte")
        ));
    }
    if let Some((saved, count)) = fixes(request, findings) {
        let what = format_value::count(count, "safe fix").replace("fixs", "fixes");
        told.push(format!(
            "{what} in Checks would save {}.",
            format_value::count(saved, "byte")
        ));
    }
    let fields = blanks(text);
    if fields >= MANY_BLANKS {
        let saved = format_value::count(fields, "byte");
        told.push(format!(
            "Invisible spaces at the ends of lines take {saved}."
        ));
    }
    let (addresses, length) = addresses(text);
    if length >= LONG_ADDRESSES {
        let what = format_value::count(addresses, "address").replace("addresss", "addresses");
        let verb = if addresses == 1 { "takes" } else { "take" };
        let bytes = format_value::count(length, "byte");
        told.push(format!(
            "{what} in the text {verb} {bytes}; short links save most of that."
        ));
    }
    if over > 0 {
        told.extend(divided(weight));
    }
    if told.is_empty() {
        told.push("Nothing needs to be removed.".to_owned());
    }
    told
}

/// Returns how many bytes the safe quick fixes save that make it smaller, and the number of those fixes.
fn fixes(request: &Value, findings: &[Finding]) -> Option<(usize, usize)> {
    let before = size::bytes(request);
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let savings = fixes.filter(|fix| fix.is_safe).filter_map(|fix| {
        let mut after = request.clone();
        for edit in &fix.edits {
            edit.clone().apply(&mut after).ok()?;
        }
        before
            .checked_sub(size::bytes(&after))
            .filter(|saved| *saved > 0)
    });
    let savings: Vec<usize> = savings.collect();
    let count = savings.len();
    (count > 0).then(|| (savings.iter().sum(), count))
}

/// Returns the size of the blanks at the ends of lines, in bytes.
fn blanks(text: &str) -> usize {
    let lines = text.split('\n');
    lines
        .map(|line| line.len() - line.trim_end_matches([' ', '\t']).len())
        .sum()
}

/// Returns the number of URLs in a text, and their size in bytes.
fn addresses(text: &str) -> (usize, usize) {
    let starts = text.match_indices("http").filter(|(start, _)| {
        let rest = &text[*start..];
        rest.starts_with("https://") || rest.starts_with("http://")
    });
    starts.fold((0, 0), |(count, bytes), (start, _)| {
        let rest = &text[start..];
        let ends = |c: char| c.is_whitespace() || matches!(c, '|' | '>' | ')' | '"');
        (count + 1, bytes + rest.find(ends).unwrap_or(rest.len()))
    })
}

/// Returns how a message that is too large could be split.
fn divided(weight: &SizeBreakdown) -> Option<String> {
    let beside = weight.bytes - weight.text - weight.escapes;
    let words = weight.text + weight.escapes;
    if weight.cards > size::LIMIT {
        return Some(
            "The cards alone are too large: send some of them in another message.".to_owned(),
        );
    }
    let room = size::LIMIT.saturating_sub(beside.min(size::LIMIT / 2));
    let parts = words.div_ceil(room);
    (parts > 1).then(|| {
        format!(
            "Its text would fit into {} messages.",
            format_value::grouped(parts)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::checks::check::check;
    use crate::message::checks::check_context::CheckContext;
    use serde_json::json;

    fn message() -> Value {
        json!({
            "text": "你好\n\"x\"",
            "thread": {"threadKey": "k"},
            "cardsV2": [{"cardId": "a", "card": {
                "header": {"title": "T"},
                "sections": [
                    {"widgets": [{"divider": {}}, {"textParagraph": {"text": "words"}}]},
                    {"header": "H", "widgets": [{"columns": {"columnItems": [{"widgets": [{"divider": {}}]}]}}]},
                ],
            }}],
            "accessoryWidgets": [{"buttonList": {"buttons": []}}],
        })
    }

    #[test]
    fn the_sums_are_those_of_the_wire() {
        let weight = SizeBreakdown::new(&message());
        assert_eq!(weight.bytes, message().to_string().len());
        assert_eq!((weight.text, weight.escapes), ("你好\n\"x\"".len(), 3));
        let beside = json!({"text": "", "thread": {"threadKey": "k"}})
            .to_string()
            .len();
        // The commas before cards and accessory widgets, and the escapes.
        assert_eq!(weight.rest(), beside + 2 + 3);
        assert_eq!(weight.left(), 32_000 - weight.bytes);
    }

    #[test]
    fn parts_are_apart_and_the_heaviest_is_the_first() {
        let weight = SizeBreakdown::new(&message());
        let mut paths: Vec<&str> = weight.parts.iter().map(|part| part.path.as_str()).collect();
        let bytes: Vec<usize> = weight.parts.iter().map(|part| part.bytes).collect();
        assert!(bytes.is_sorted_by(|a, b| a >= b));
        assert!(bytes.iter().sum::<usize>() < weight.bytes);
        paths.sort_unstable();
        assert_eq!(
            paths,
            [
                "/message/accessoryWidgets/0",
                "/message/cardsV2/0/card/header",
                "/message/cardsV2/0/card/sections/0/widgets/0",
                "/message/cardsV2/0/card/sections/0/widgets/1",
                "/message/cardsV2/0/card/sections/1/header",
                "/message/cardsV2/0/card/sections/1/widgets/0",
                "/message/cardsV2/0/cardId",
                "/message/text",
                "/message/thread",
            ]
        );
    }

    #[test]
    fn what_would_help_is_told() {
        let long = format!("https://example.com/{}", "a".repeat(400));
        let large = "x".repeat(40_000);
        for (message, words) in [
            (json!({"text": "hi"}), "Nothing needs to be removed."),
            (
                json!({"text": "hi".to_owned() + &" ".repeat(20) + "\nyou"}),
                "Invisible spaces at the ends of lines take 20 bytes",
            ),
            (
                json!({"text": long}),
                "1 address in the text takes 420 bytes",
            ),
            (json!({"text": large}), "It is 8,011 bytes too large"),
            (
                json!({"text": large}),
                "Its text would fit into 2 messages.",
            ),
            (
                json!({"text": "hi", "createTime": "2026-01-01T00:00:00Z", "lastUpdateTime": "2026-01-01T00:00:00Z"}),
                "in Checks would save",
            ),
            (json!(null), "Nothing needs to be removed."),
        ] {
            let request = json!({ "message": message });
            let found = check(&request, &CheckContext::default());
            let told = advice(&request, &SizeBreakdown::new(&message), &found);
            assert!(
                told.iter().any(|told| told.contains(words)),
                "{words}: {told:?}"
            );
        }
    }
}
