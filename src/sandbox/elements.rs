//! Citations and sources of a message.

use serde_json::{Map, Value, json};

use super::status::Status;

/// The longest snippet, in characters.
const SNIPPET: usize = 1000;
/// The length that a citation's id must stay below.
const ID: usize = 63;

/// Settles the `elements` of a message as Google does: citations that the text does not refer to
/// are dropped, and the list of sources is made from the rest if there is none. 400 for a citation
/// or source that is not complete.
pub fn settle(
    message: &mut Map<String, Value>,
    text: &str,
    is_markdown: bool,
) -> Result<(), Status> {
    let Some(elements) = message.get_mut("elements") else {
        return Ok(());
    };
    let mut citations = list(elements, "citations");
    for (place, citation) in citations.iter().enumerate() {
        let path = format!("message.elements.citations[{place}]");
        judge_id(&path, citation)?;
        judge_sources(&path, &list(citation, "citedSources"))?;
    }
    let own = list(elements, "citedSources");
    judge_sources("message.elements", &own)?;
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
    Ok(())
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().cloned().unwrap_or_default()
}

fn refers(text: &str, id: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|quote| text.contains(&format!("<chat-citation data-id={quote}{id}{quote}>")))
}

fn judge_id(path: &str, citation: &Value) -> Result<(), Status> {
    let id = citation["id"].as_str().unwrap_or("");
    let good =
        !id.is_empty() && id.len() < ID && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if good {
        return Ok(());
    }
    Err(Status::violation(
        format!("{path}.id"),
        format!(
            "Invalid citation ID \"{id}\": fewer than {ID} ASCII letters and digits were expected."
        ),
    ))
}

fn judge_sources(path: &str, sources: &[Value]) -> Result<(), Status> {
    for (place, source) in sources.iter().enumerate() {
        let path = format!("{path}.cited_sources[{place}]");
        for key in ["title", "uri"] {
            if source[key].as_str().is_none_or(str::is_empty) {
                let says = format!("A cited source needs a {key}.");
                return Err(Status::violation(format!("{path}.{key}"), says));
            }
        }
        let snippet = &source["snippet"];
        if snippet["text"]
            .as_str()
            .is_some_and(|text| text.chars().count() > SNIPPET)
        {
            let says = format!("A snippet has at most {SNIPPET} characters.");
            return Err(Status::violation(format!("{path}.snippet.text"), says));
        }
        let image = &snippet["imagePreview"];
        if !image.is_null() && image["imageUri"].as_str().is_none_or(str::is_empty) {
            let says = "An image needs an address.";
            return Err(Status::violation(
                format!("{path}.snippet.image_preview.image_uri"),
                says,
            ));
        }
    }
    Ok(())
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
                Ok(Some(
                    json!({"citations": [cite("a1")], "citedSources": [plain("a1")]}),
                )),
            ),
            (json!({"citations": [cite("a1")]}), false, Ok(None)),
            (
                json!({"citations": [cite("a1")], "citedSources": [source("own")]}),
                true,
                Ok(Some(
                    json!({"citations": [cite("a1")], "citedSources": [source("own")]}),
                )),
            ),
            (json!({"citations": [cite("a-1")]}), true, Err(400)),
            (
                json!({"citations": [cite(&"a".repeat(63))]}),
                true,
                Err(400),
            ),
            (json!({"citedSources": [{"title": "t"}]}), true, Err(400)),
            (
                json!({"citedSources": [{"title": "t", "uri": "u", "snippet": {"text": "x".repeat(1001)}}]}),
                true,
                Err(400),
            ),
            (
                json!({"citedSources": [{"title": "t", "uri": "u", "snippet": {"imagePreview": {}}}]}),
                true,
                Err(400),
            ),
        ] {
            let mut message = Map::new();
            message.insert("elements".into(), elements.clone());
            let settled = settle(&mut message, text, markdown);
            let found = settled
                .map(|()| message.get("elements").cloned())
                .map_err(|status| status.code.http());
            assert_eq!(found, outcome, "{elements}");
        }
    }
}
