//! Signs of a message in a text out of which none could be read.

use std::ops::Range;

/// The function of Kotlin that builds an object in a block.
const KOTLIN: &str = "buildJsonObject";

/// Keys of a message, as such a block writes them.
const KEYS: [&str; 4] = [
    "\"text\"",
    "\"cardsV2\"",
    "\"accessoryWidgets\"",
    "\"fallbackText\"",
];

/// Names that hardly anything but a message of Chat has.
const NAMES: [&str; 12] = [
    "cardsV2",
    "cards_v2",
    "CardsV2",
    "textParagraph",
    "text_paragraph",
    "decoratedText",
    "decorated_text",
    "accessoryWidgets",
    "accessory_widgets",
    "buttonList",
    "button_list",
    "fallbackText",
];

/// Returns the byte of the first name that a message has, where it is the key of a value; `None` if there is none.
#[must_use]
pub fn place(text: &str) -> Option<usize> {
    let names = NAMES.iter().filter_map(|name| key(text, name));
    let others = [
        quoted_text(text),
        bare_text(text),
        text.find("CardService.new"),
    ];
    names.chain(others.into_iter().flatten()).min()
}

/// Returns the byte of the first call outside of `read` that builds a message in a way that is not read.
#[must_use]
pub fn builder(text: &str, read: &[Range<usize>]) -> Option<usize> {
    let blocks = text.match_indices(KOTLIN).filter(|(at, _)| {
        let rest = &text[at + KOTLIN.len()..];
        let block = rest.trim_start();
        block.starts_with('{') && KEYS.iter().any(|key| block_of(block).contains(key))
    });
    let calls = text.match_indices("CardService.new");
    blocks
        .chain(calls)
        .map(|(at, _)| at)
        .filter(|at| !read.iter().any(|part| part.contains(at)))
        .min()
}

/// Returns what stands in the braces at the start of a text.
fn block_of(text: &str) -> &str {
    let mut depth = 0_usize;
    let end = text.find(|letter: char| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    &text[..end.unwrap_or(text.len())]
}

/// Returns the first place of a name as a key: a colon, an equals sign or an arrow follows it.
fn key(text: &str, name: &str) -> Option<usize> {
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let is_whole = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
        // A keyword of Clojure: `:cardsV2 […]`.
        let is_keyword = before == Some(':') && text[at + name.len()..].starts_with(' ');
        is_whole && (is_keyword || is_before_value(&text[at + name.len()..]))
    })
}

/// Returns the first place of `text` in quotation marks as a key.
fn quoted_text(text: &str) -> Option<usize> {
    ["\"text\"", "'text'", "&quot;text&quot;"]
        .iter()
        .filter_map(|key| {
            let (at, _) = text.match_indices(key).find(|(at, _)| {
                let rest = text[at + key.len()..].trim_start();
                rest.starts_with([':', '=']) || rest.starts_with("->")
            })?;
            Some(at + key.find("text").unwrap_or(0))
        })
        .min()
}

/// Returns the first place of `text` without quotation marks, as PowerShell, Terraform and Elixir write a key.
fn bare_text(text: &str) -> Option<usize> {
    let key = text.match_indices("text").find(|(at, key)| {
        let before = text[..*at].trim_end();
        let after = text[at + key.len()..].trim_start();
        let is_set = after
            .strip_prefix('=')
            .is_some_and(|value| value.trim_start().starts_with(['"', '\'', '@']));
        let is_pair = after.starts_with(':');
        let has_mark = before.ends_with("@{") || before.ends_with("%{");
        (is_set && before.ends_with('{')) || (is_pair && has_mark)
    });
    let put = ["put(\"text\",", "Property(\"text\","]
        .iter()
        .find_map(|call| {
            let at = text.find(call)?;
            Some(at + call.find("text")?)
        });
    key.map(|(at, _)| at).into_iter().chain(put).min()
}

/// Returns whether a value follows what a key is.
fn is_before_value(rest: &str) -> bool {
    let rest = rest.strip_prefix("&quot;").unwrap_or(rest);
    let rest = rest.trim_start_matches(['"', '\'', '`', '\\']).trim_start();
    let is_assigned = rest.starts_with('=') && !rest.starts_with("==");
    rest.starts_with(':') || is_assigned || rest.starts_with("->") || rest.starts_with("to ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_builder_that_is_not_read_is_found_outside_of_what_is() {
        let kotlin = "val a = buildJsonObject { put(\"text\", \"a\") }";
        let other = "val a = buildJsonObject { put(\"name\", \"{}\") }\nval text = \"text\"";
        for (text, expected) in [
            (kotlin, Some(8)),
            (other, None),
            ("CardService.newTextParagraph()", Some(0)),
            ("buildJsonObject(\"text\")", None),
            ("val a = \"text\"", None),
        ] {
            assert_eq!(builder(text, &[]), expected, "{text}");
        }
        assert_eq!(builder(kotlin, std::slice::from_ref(&(0..20))), None);
    }

    #[test]
    fn a_message_is_suspected_by_its_keys_alone() {
        for (text, expected) in [
            ("cardsV2:\n  - cardId: n\n", Some(0)),
            ("x = { cardsV2 = [] }", Some(6)),
            ("{&quot;text&quot;: &quot;Hello&quot;}", Some(7)),
            ("(\"text\" . \"a\")\n'text' => 'b'", Some(16)),
            ("Write cardsV2 into the request, and a textParagraph.", None),
            ("{:cardsV2 []}", Some(2)),
            ("mycardsV2: 1", None),
            ("if cardsV2 == 1", None),
            ("Just words.", None),
        ] {
            assert_eq!(place(text), expected, "{text}");
        }
    }
}
