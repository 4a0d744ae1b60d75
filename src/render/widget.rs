//! Table of the kinds of widgets: field name, allowed places, spacing, and draw function.

use crate::render::border;
use crate::render::button;
use crate::render::carousel;
use crate::render::chip;
use crate::render::columns;
use crate::render::date_time_picker;
use crate::render::decorated_text;
use crate::render::grid;
use crate::render::image;
use crate::render::selection_input;
use crate::render::style::TextStyle;
use crate::render::text_input;
use crate::render::text_paragraph::paragraph;
use crate::render::widget_list::Container::{Accessories, Column, Section, Slide};
use crate::render::widget_list::{DrawFn, Spacing, Widget, WidgetSet};

/// All kinds of widgets.
///
/// A test compares them with the schema.
pub const WIDGETS: &[Widget] = &[
    Widget {
        name: "textParagraph",
        within: &[Section, Column, Slide],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(|of, at, width, scene| {
            paragraph(of, TextStyle::default(), at, width, scene)
        }),
    },
    Widget {
        name: "image",
        within: &[Section, Column, Slide],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(|of, _, width, scene| image::image(of, width, scene)),
    },
    Widget {
        name: "decoratedText",
        within: &[Section, Column],
        spacing: Spacing::Entry,
        draw: DrawFn::Alone(decorated_text::decorated_text),
    },
    Widget {
        name: "buttonList",
        within: &[Section, Column, Slide, Accessories],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(button::buttons),
    },
    Widget {
        name: "textInput",
        within: &[Section, Column],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(text_input::text_input),
    },
    Widget {
        name: "selectionInput",
        within: &[Section, Column],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(selection_input::selection_input),
    },
    Widget {
        name: "dateTimePicker",
        within: &[Section, Column],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(|of, _, width, _| date_time_picker::date_time_picker(of, width)),
    },
    Widget {
        name: "chipList",
        within: &[Section, Column],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(chip::chips),
    },
    Widget {
        name: "divider",
        within: &[Section],
        spacing: Spacing::Rule,
        draw: DrawFn::Alone(|_, _, width, _| vec![border::rule(width)]),
    },
    Widget {
        name: "grid",
        within: &[Section],
        spacing: Spacing::Gap,
        draw: DrawFn::Alone(grid::grid),
    },
    Widget {
        name: "columns",
        within: &[Section],
        spacing: Spacing::Gap,
        draw: DrawFn::Around(columns::columns),
    },
    Widget {
        name: "carousel",
        within: &[Section],
        spacing: Spacing::Gap,
        draw: DrawFn::Around(carousel::carousel),
    },
];

/// The widgets of a section.
pub const IN_SECTION: WidgetSet = WidgetSet {
    all: WIDGETS,
    within: Section,
};

/// The widgets below a message.
pub const BELOW_MESSAGE: WidgetSet = WidgetSet {
    all: WIDGETS,
    within: Accessories,
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::schema::Schema;

    #[test]
    fn the_kinds_are_those_of_the_schema_wherever_widgets_stand() {
        let places = [
            ("AccessoryWidget", Accessories),
            ("NestedWidget", Slide),
            ("Widget", Section),
            ("Widgets", Column),
        ];
        // A union that can hold buttons can hold widgets.
        let types = Schema::builtin().types();
        let holders: BTreeSet<&str> = types
            .filter(|of| of.field("buttonList").is_some_and(|it| it.union.is_some()))
            .map(|of| of.name.as_str())
            .collect();
        assert_eq!(holders, places.iter().map(|(name, _)| *name).collect());
        for (name, within) in places {
            let holder = Schema::builtin().get(name).expect("a type");
            let members = holder.fields.iter().filter(|field| field.union.is_some());
            let members: BTreeSet<&str> = members.map(|field| field.name.as_str()).collect();
            let drawn = WIDGETS.iter().filter(|kind| kind.within.contains(&within));
            let drawn: BTreeSet<&str> = drawn.map(|kind| kind.name).collect();
            assert_eq!(drawn, members, "the widgets of {name}");
        }
    }
}
