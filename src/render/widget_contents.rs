//! What each kind of widget holds besides its words: images that are fetched, other widgets, or neither.

use serde_json::Value;

use crate::render::json_access::{list, object, text};

/// What a kind of widget holds.
#[derive(Clone, Copy, Debug)]
pub enum Contents {
    /// Neither images to fetch nor widgets. Icons have glyphs.
    Words,
    /// Images; the function returns their URLs, from the top, empty ones included.
    Images(fn(&Value) -> Vec<&str>),
    /// Widgets; the function returns their lists, from the top.
    Widgets(fn(&Value) -> Vec<&[Value]>),
}

/// All kinds of widgets, by the names of their fields.
///
/// A test compares them with the schema.
const CONTENTS: &[(&str, Contents)] = &[
    ("textParagraph", Contents::Words),
    ("image", Contents::Images(of_image)),
    ("decoratedText", Contents::Words),
    ("buttonList", Contents::Words),
    ("textInput", Contents::Words),
    ("selectionInput", Contents::Words),
    ("dateTimePicker", Contents::Words),
    ("chipList", Contents::Words),
    ("divider", Contents::Words),
    ("grid", Contents::Images(of_grid)),
    ("columns", Contents::Widgets(in_columns)),
    ("carousel", Contents::Widgets(in_carousel)),
];

/// Returns the members of a widget, with what their kinds hold.
pub fn contents(widget: &Value) -> impl Iterator<Item = (&Value, Contents)> {
    let member = |(name, contents): &(&str, Contents)| Some((object(widget, name)?, *contents));
    CONTENTS.iter().filter_map(member)
}

fn of_image(image: &Value) -> Vec<&str> {
    vec![text(image, "imageUrl")]
}

fn of_grid(grid: &Value) -> Vec<&str> {
    let items = list(grid, "items").iter();
    let images = items.filter_map(|item| object(item, "image"));
    images.map(|image| text(image, "imageUri")).collect()
}

fn in_columns(columns: &Value) -> Vec<&[Value]> {
    let columns = list(columns, "columnItems").iter();
    columns.map(|column| list(column, "widgets")).collect()
}

fn in_carousel(carousel: &Value) -> Vec<&[Value]> {
    let cards = list(carousel, "carouselCards").iter();
    let of_card = |card| [list(card, "widgets"), list(card, "footerWidgets")];
    cards.flat_map(of_card).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::schema::{Kind, Schema, Type};

    /// Returns whether something of a type can hold widgets: a union that can hold buttons can.
    fn is_widget(of: &Type) -> bool {
        let buttons = of.field("buttonList");
        buttons.is_some_and(|field| field.union.is_some())
    }

    /// Returns whether a type holds an image to fetch, and whether it holds widgets, at any depth above those.
    fn held(of: &'static Type, seen: &mut BTreeSet<&'static str>) -> (bool, bool) {
        let mut held_here = (false, false);
        // What a click opens is not drawn.
        if !seen.insert(&of.name) || of.name == "OnClick" {
            return held_here;
        }
        for field in &of.fields {
            let is_image = matches!(field.kind, Kind::Address) && field.name.starts_with("image");
            held_here.0 |= is_image;
            match Schema::builtin().type_of(field) {
                Some(inner) if is_widget(inner) => held_here.1 = true,
                Some(inner) => {
                    let (images, widgets) = held(inner, seen);
                    held_here = (held_here.0 || images, held_here.1 || widgets);
                }
                None => {}
            }
        }
        held_here
    }

    #[test]
    fn every_widget_of_the_schema_is_searched_for_what_it_holds() {
        let schema = Schema::builtin();
        let mut names = BTreeSet::new();
        for holder in schema.types().filter(|of| is_widget(of)) {
            for field in holder.fields.iter().filter(|field| field.union.is_some()) {
                names.insert(field.name.as_str());
                let of = schema.type_of(field).expect("a widget is an object");
                let kind = CONTENTS.iter().find(|(name, _)| *name == field.name);
                let (_, contents) = kind.unwrap_or_else(|| panic!("{} is missing", field.name));
                let found = match contents {
                    Contents::Words => (false, false),
                    Contents::Images(_) => (true, false),
                    Contents::Widgets(_) => (false, true),
                };
                assert_eq!(found, held(of, &mut BTreeSet::new()), "{}", field.name);
            }
        }
        assert_eq!(names, CONTENTS.iter().map(|(name, _)| *name).collect());
    }
}
