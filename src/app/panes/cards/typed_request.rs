//! The request of the draft with its schema type.

use serde_json::Value;

use crate::document::edit::{self, Edit};
use crate::document::pointer;
use crate::document::schema::Schema;
use crate::document::typed_document::TypedDocument;
use crate::message::draft::Draft;

/// Returns the request with its schema type.
#[must_use]
pub fn typed_request(draft: &Draft) -> Option<TypedDocument<'static, '_>> {
    let schema = Schema::builtin();
    let kind = schema.get("CreateMessageRequest")?;
    let document = draft.request();
    Some(TypedDocument {
        schema,
        kind,
        document,
    })
}

/// Returns the same where the message may have parts in the outline.
///
/// Where it has none, the schema need not be loaded, for which the first frame would have to wait.
#[must_use]
pub fn typed_request_if_structured(draft: &Draft) -> Option<TypedDocument<'static, '_>> {
    let is_part = |value: &Value| value.is_array() || value.is_object();
    let message = draft.message().as_object()?;
    message
        .values()
        .any(is_part)
        .then(|| typed_request(draft))?
}

/// Returns the edit that inserts a new value at a path, before what is there in a list.
#[must_use]
pub fn insertion(draft: &Draft, path: &str, value: Value) -> Option<Edit> {
    let in_list = pointer::split(path)
        .and_then(|(list, _)| draft.get(list))
        .is_some_and(Value::is_array);
    if in_list {
        let (path, at) = (path.to_owned(), None);
        return Some(Edit::Insert { path, at, value });
    }
    let kind = "CreateMessageRequest";
    edit::set(Schema::builtin(), kind, draft.request(), path, value).ok()
}
