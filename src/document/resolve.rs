//! Resolves a path to what the schema expects there.

use crate::document::pointer;
use crate::document::schema::{Field, Kind, Schema, Type};

/// What the schema expects at a path.
#[derive(Debug, Clone, Copy)]
pub enum SchemaNode<'a> {
    /// An object of this type: the whole document, the value of a field, or an item of a list.
    Object(&'a Type),
    /// The list of this field.
    List(&'a Field),
    /// A scalar value of this field, or of an item of it.
    Plain(&'a Field),
}

/// Returns what the schema expects at a path of a document of a type; `None` if the schema does not know.
///
/// Keys may be spelt in camelCase or in `snake_case`.
pub fn resolve<'a>(schema: &'a Schema, type_name: &str, path: &str) -> Option<SchemaNode<'a>> {
    let mut here = SchemaNode::Object(schema.get(type_name)?);
    for step in pointer::steps(path) {
        here = match here {
            SchemaNode::Object(kind) => {
                let field = kind.spelt(&step)?;
                if field.repeated {
                    SchemaNode::List(field)
                } else {
                    value_of(schema, field)?
                }
            }
            SchemaNode::List(field) => {
                pointer::place(&step)?;
                value_of(schema, field)?
            }
            SchemaNode::Plain(_) => return None,
        };
    }
    Some(here)
}

fn value_of<'a>(schema: &'a Schema, field: &'a Field) -> Option<SchemaNode<'a>> {
    match field.kind {
        Kind::Type(_) => schema.type_of(field).map(SchemaNode::Object),
        _ => Some(SchemaNode::Plain(field)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known() {
        for (path, found) in [
            ("", "Message"),
            ("/text", "plain text"),
            ("/cardsV2", "list cardsV2"),
            ("/cards_v2/0", "CardWithId"),
            ("/cardsV2/7/card/header/imageType", "plain imageType"),
            ("/cardsV2/0/card/sections/1/widgets/2/divider", "Divider"),
            ("/cardsV2/x", "?"),
            ("/nope", "?"),
            ("/text/0", "?"),
        ] {
            let told = match resolve(Schema::builtin(), "Message", path) {
                None => "?".to_owned(),
                Some(SchemaNode::Object(kind)) => kind.name.clone(),
                Some(SchemaNode::List(field)) => format!("list {}", field.name),
                Some(SchemaNode::Plain(field)) => format!("plain {}", field.name),
            };
            assert_eq!(told, found, "{path}");
        }
    }
}
