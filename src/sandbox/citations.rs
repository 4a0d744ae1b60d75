//! Citations and sources of a message.

use serde_json::{Map, Value, json};

/// Normalises the `elements` of a message as Google does.
///
/// Citations that the text does not refer to are dropped, and the list of sources is made from the rest if there is
/// none.
pub fn resolve(message: &mut Map<String, Value>, text: &str, is_markdown: bool) {
    let Some(elements) = message.get_mut("elements") else {
        return;
    };
    let mut citations = list(elements, "citations");
    let own = list(elements, "citedSources");
    citations.retain(|citation| {
        let id = citation["id"].as_str().unwrap_or("");
        is_markdown && refers(text, id)
    });
    let sources = if own.is_empty() {
        citations
            .iter()
            .flat_map(|citation| list(citation, "citedSources"))
            .map(without_snippet)
            .collect()
    } else {
        own
    };
    let mut settled = Map::new();
    for (key, things) in [("citations", citations), ("citedSources", sources)] {
        if !things.is_empty() {
            settled.insert(key.into(), Value::Array(things));
        }
    }
    if settled.is_empty() {
        message.shift_remove("elements");
    } else {
        *elements = Value::Object(settled);
    }
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().cloned().unwrap_or_default()
}

fn refers(text: &str, id: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|quote| text.contains(&format!("<chat-citation data-id={quote}{id}{quote}>")))
}

fn without_snippet(mut source: Value) -> Value {
    if let Some(source) = source.as_object_mut() {
        source.shift_remove("snippet");
    }
    json!(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_settled() {
        let source = |title: &str| json!({"title": title, "uri": "https://example.com", "snippet": {"text": "s"}});
        let cite = |id: &str| json!({"id": id, "citedSources": [source(id)]});
        let text = "<chat-citation data-id=\"a1\">x</chat-citation>";
        let plain = |title: &str| json!({"title": title, "uri": "https://example.com"});
        for (elements, markdown, outcome) in [
            (
                json!({"citations": [cite("a1"), cite("b2")]}),
                true,
                Some(json!({"citations": [cite("a1")], "citedSources": [plain("a1")]})),
            ),
            (json!({"citations": [cite("a1")]}), false, None),
            (
                json!({"citations": [cite("a1")], "citedSources": [source("own")]}),
                true,
                Some(json!({"citations": [cite("a1")], "citedSources": [source("own")]})),
            ),
        ] {
            let mut message = Map::new();
            message.insert("elements".into(), elements.clone());
            resolve(&mut message, text, markdown);
            assert_eq!(message.get("elements"), outcome.as_ref(), "{elements}");
        }
    }
}
