//! Maps a path in the request to the pane that edits it, and moves focus and cursor there.

use std::ops::Range;

use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::state::option_fields::Field;
use crate::document::pointer;
use crate::message::draft::at;

/// The place where a part of the request is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditTarget {
    /// The list of spaces.
    Spaces,
    /// The text.
    Text,
    /// The cards and accessory widgets.
    Cards,
    /// An option.
    Option(Field),
    /// No editor of its own; the JSON tab shows it.
    Json,
}

/// Returns where the part at a JSON Pointer into the request is edited.
///
/// A pane for further parts has its line here, and in [`jump`].
#[must_use]
pub fn edit_target(path: &str) -> EditTarget {
    if let Some(field) = Field::at(path) {
        return EditTarget::Option(field);
    }
    match path {
        at::PARENT => EditTarget::Spaces,
        // A finding about the whole message is mostly fixed in its text.
        "" | at::MESSAGE => EditTarget::Text,
        path if pointer::is_within(path, at::TEXT) => EditTarget::Text,
        path if [at::CARDS, at::ACCESSORIES]
            .iter()
            .any(|own| pointer::is_within(path, own)) =>
        {
            EditTarget::Cards
        }
        _ => EditTarget::Json,
    }
}

/// Returns the rest of a JSON Pointer into the request that leads into the message; `None` where it leads
/// elsewhere.
#[must_use]
pub fn below_message(path: &str) -> Option<&str> {
    pointer::is_within(path, at::MESSAGE).then(|| &path[at::MESSAGE.len()..])
}

/// Focuses the editor of the part at a JSON Pointer into the request.
///
/// The cursor goes to the start of `part`, in bytes of the text there.
pub fn jump(app: &mut App, path: &str, part: Option<&Range<usize>>) {
    app.overlay.close();
    match edit_target(path) {
        EditTarget::Spaces => app.panes.focus_on(Pane::Spaces),
        EditTarget::Text => {
            app.panes.focus_on(Pane::Text);
            if let Some(part) = part {
                app.panes.text.go_to(part.start);
            }
        }
        EditTarget::Cards => {
            app.panes.focus_on(Pane::Cards);
            app.panes
                .cards
                .seek(path, part.map(|part| part.start), app.document.draft());
        }
        EditTarget::Option(field) => {
            app.panes.focus_on(Pane::Options);
            app.panes.options.seek(field);
        }
        EditTarget::Json => {
            app.panes.preview.tab = Tab::Json;
            app.panes.preview.json.reveal(below_message(path));
            app.panes.focus_on(Pane::Preview);
        }
    }
}

/// Marks the part at a JSON Pointer into the request wherever the preview shows it.
///
/// The cursor of the cards goes there; the focus does not move.
pub fn mark_part(app: &mut App, path: &str) {
    app.panes.preview.json.reveal(below_message(path));
    app.panes.preview.card.mark(Some(path));
    app.panes.cards.go(path, app.document.draft());
}

/// Clears the preview's mark.
pub fn unmark_part(app: &mut App) {
    app.panes.preview.json.reveal(None);
    app.panes.preview.card.mark(None);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_ends_where_its_name_does() {
        assert_eq!(below_message("/message/text"), Some("/text"));
        assert_eq!(below_message("/message"), Some(""));
        assert_eq!(below_message("/messageId"), None);
    }

    #[test]
    fn every_part_has_a_home() {
        for (path, expected) in [
            ("/parent", EditTarget::Spaces),
            ("/message", EditTarget::Text),
            ("/message/text", EditTarget::Text),
            ("/message/textual", EditTarget::Json),
            ("/message/thread", EditTarget::Option(Field::Thread)),
            (
                "/message/thread/threadKey",
                EditTarget::Option(Field::Thread),
            ),
            ("/messageReplyOption", EditTarget::Option(Field::Reply)),
            ("/messageId", EditTarget::Option(Field::MessageId)),
            (
                "/createMessageNotificationOptions",
                EditTarget::Option(Field::Notification),
            ),
            (
                "/message/privateMessageViewer/name",
                EditTarget::Option(Field::Viewer),
            ),
            ("/message/cardsV2/0/card", EditTarget::Cards),
            ("/message/accessoryWidgets", EditTarget::Cards),
            ("/message/cards/0", EditTarget::Json),
            ("/requestId", EditTarget::Json),
        ] {
            assert_eq!(edit_target(path), expected, "{path}");
        }
    }
}
