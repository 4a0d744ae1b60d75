//! Moves, duplicates and cuts parts of the outline.

use serde_json::Value;

use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::typed_request::{insertion, typed_request};
use crate::document::edit::Edit;
use crate::document::path_map::Shift;
use crate::document::pointer;
use crate::document::schema::{Schema, Type};
use crate::message::draft::Draft;

impl Cards {
    /// Removes the part under the cursor. Returns its value.
    pub fn cut(&mut self, draft: &mut Draft) -> Option<Value> {
        let path = self.cursor().to_owned();
        let taken = draft.get(&path).filter(|_| !path.is_empty())?.clone();
        let edit = removal(draft, &path);
        let is_done = draft.restructure(vec![edit], (&path, &path));
        self.sync(draft);
        is_done.then_some(taken)
    }

    /// Inserts a copy of the part under the cursor after it, and goes there.
    pub fn duplicate(&mut self, draft: &mut Draft) -> bool {
        let copy = typed_request(draft).and_then(|document| {
            let (list, field, place, _) = document.list_of(self.cursor())?;
            let mut value = draft.get(self.cursor())?.clone();
            let path = format!("{list}/{}", place + 1);
            document.assign_unique_ids(document.schema.type_of(field)?, &path, &mut value);
            Some((path, value))
        });
        let Some((path, value)) = copy else {
            return false;
        };
        let edit = insertion(draft, &path, value);
        let is_done = draft.restructure(edit.into_iter().collect(), (self.cursor(), &path));
        self.go(&path, draft);
        is_done
    }

    /// Moves the part under the cursor one place up or down in its list.
    ///
    /// From an end of it, it goes into the nearest other list that takes such parts.
    pub fn shift(&mut self, is_down: bool, draft: &mut Draft) -> bool {
        let here = self.cursor().to_owned();
        let Some(document) = typed_request(draft) else {
            return false;
        };
        let Some((list, field, place, count)) = document.list_of(&here) else {
            return false;
        };
        let to = if is_down {
            place + 1
        } else {
            place.wrapping_sub(1)
        };
        if to < count {
            let edit = Edit::Move {
                path: list.clone(),
                from: place,
                to,
            };
            let path = format!("{list}/{to}");
            let is_done = draft.restructure(vec![edit], (&here, &path));
            self.go(&path, draft);
            return is_done;
        }
        let Some(kind) = document.schema.type_of(field) else {
            return false;
        };
        let lists = lists_of(document.schema, document.kind, document.document, kind);
        // Lists inside the part itself cannot take it.
        let lists: Vec<&(String, usize)> = lists
            .iter()
            .filter(|(path, _)| !pointer::is_within(path, &here))
            .collect();
        let Some(own) = lists.iter().position(|(path, _)| *path == list) else {
            return false;
        };
        let next = if is_down {
            own + 1
        } else {
            own.wrapping_sub(1)
        };
        let Some((target, length)) = lists.get(next) else {
            return false;
        };
        let at = if is_down { 0 } else { *length };
        let Some(value) = draft.get(&here).cloned() else {
            return false;
        };
        let taken = Shift::Taken(list, place);
        let Some(target) = taken.map_path(target) else {
            return false;
        };
        let path = format!("{target}/{at}");
        let mut after = draft.request().clone();
        let remove = removal(draft, &here);
        if remove.clone().apply(&mut after).is_err() {
            return false;
        }
        let Some(insert) = insertion(&Draft::new(after), &path, value) else {
            return false;
        };
        let is_done = draft.restructure(vec![remove, insert], (&here, &path));
        self.unfold_to(&path);
        self.go(&path, draft);
        is_done
    }
}

/// Returns the edit that removes a part; a list that it leaves empty is removed, too.
fn removal(draft: &Draft, path: &str) -> Edit {
    let list = pointer::split(path).map_or("", |(list, _)| list);
    let is_last = draft
        .get(list)
        .and_then(Value::as_array)
        .is_some_and(|items| items.len() == 1);
    let path = if is_last { list } else { path };
    Edit::Remove {
        path: path.to_owned(),
    }
}

/// Returns every list in a document that takes objects of a type, in the order of the outline, with its length.
///
/// Lists that are not there yet are those of objects that are.
fn lists_of(schema: &Schema, kind: &Type, document: &Value, wanted: &Type) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    collect(schema, kind, document, "", wanted, &mut found);
    found
}

fn collect(
    schema: &Schema,
    kind: &Type,
    value: &Value,
    path: &str,
    wanted: &Type,
    found: &mut Vec<(String, usize)>,
) {
    let Some(members) = value.as_object() else {
        return;
    };
    for field in &kind.fields {
        let Some(inner) = schema.type_of(field) else {
            continue;
        };
        let here = pointer::join(path, &field.name);
        let held = members.get(&field.name);
        if field.repeated && inner.name == wanted.name && field.counts_in_messages() {
            match held {
                None | Some(Value::Null) => found.push((here.clone(), 0)),
                Some(Value::Array(items)) => found.push((here.clone(), items.len())),
                Some(_) => {}
            }
        }
        match held {
            Some(Value::Array(items)) => {
                for (place, item) in items.iter().enumerate() {
                    collect(
                        schema,
                        inner,
                        item,
                        &format!("{here}/{place}"),
                        wanted,
                        found,
                    );
                }
            }
            Some(single) => collect(schema, inner, single, &here, wanted, found),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn draft() -> Draft {
        Draft::new(json!({"message": {"cardsV2": [
            {"cardId": "a", "card": {"sections": [
                {"widgets": [{"divider": {}}, {"textParagraph": {"text": "1"}}]},
                {"header": "empty"},
            ]}},
            {"cardId": "b", "card": {"sections": [{"widgets": [{"textParagraph": {"text": "2"}}]}]}},
        ]}}))
    }

    const SECTIONS: &str = "/message/cardsV2/0/card/sections";

    #[test]
    fn widgets_move_across_sections_and_cards() {
        let mut draft = draft();
        let mut cards = Cards::default();
        let first = draft.request().clone();
        cards.go(&format!("{SECTIONS}/0/widgets/0"), &draft);
        for path in [
            format!("{SECTIONS}/0/widgets/1"),
            format!("{SECTIONS}/1/widgets/0"),
            "/message/cardsV2/1/card/sections/0/widgets/0".to_owned(),
            "/message/cardsV2/1/card/sections/0/widgets/1".to_owned(),
        ] {
            assert!(cards.shift(true, &mut draft));
            assert_eq!(cards.cursor(), path);
            assert_eq!(draft.get(&path), Some(&json!({"divider": {}})));
        }
        assert!(!cards.shift(true, &mut draft));
        for _ in 0..4 {
            assert!(cards.shift(false, &mut draft));
        }
        assert_eq!(cards.cursor(), format!("{SECTIONS}/0/widgets/0"));
        assert!(!cards.shift(false, &mut draft));
        assert_eq!(draft.request(), &first);
        while draft.undo().is_some() {}
        assert_eq!(draft.request(), &first);
    }

    #[test]
    fn whole_cards_move_and_sections_go_to_other_cards() {
        let mut draft = draft();
        let mut cards = Cards::default();
        cards.go(&format!("{SECTIONS}/0"), &draft);
        assert!(cards.shift(true, &mut draft) && cards.shift(true, &mut draft));
        assert_eq!(cards.cursor(), "/message/cardsV2/1/card/sections/0");
        cards.go("/message/cardsV2/1", &draft);
        assert!(cards.shift(false, &mut draft));
        assert_eq!(draft.get("/message/cardsV2/0/cardId"), Some(&json!("b")));
        assert_eq!(cards.cursor(), "/message/cardsV2/0");
    }

    #[test]
    fn copies_have_names_of_their_own() {
        let mut draft = draft();
        let mut cards = Cards::default();
        cards.go("/message/cardsV2/0", &draft);
        assert!(cards.duplicate(&mut draft));
        assert_eq!(cards.cursor(), "/message/cardsV2/1");
        assert_eq!(
            draft.get("/message/cardsV2/1/cardId"),
            Some(&json!("card-1"))
        );
        assert_eq!(
            draft.get("/message/cardsV2/1/card"),
            draft.get("/message/cardsV2/0/card")
        );
        let taken = cards.cut(&mut draft).unwrap();
        assert_eq!(taken["cardId"], "card-1");
        assert_eq!(cards.cursor(), "/message/cardsV2/1");
        cards.cut(&mut draft);
        assert_eq!(cards.cursor(), "/message/cardsV2/0");
        cards.cut(&mut draft);
        assert_eq!(cards.cursor(), "");
        assert_eq!(draft.request(), &json!({"message": {}}));
    }
}
