//! A paste that could not be read: it is kept with the draft until it is corrected.

use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Topic};
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::unparsed_json::PASTE;

/// Keeps a paste that could not be read, and adds to its notice how it is opened again.
#[must_use]
pub fn keep(app: &mut App, text: &str, line: usize, notice: Notice) -> (Notice, Effect) {
    let key = app
        .session
        .keymap()
        .name_of(Place::Everywhere, Action::EditExternally);
    app.document
        .keep_unparsed(PASTE.to_owned(), text.to_owned(), line);
    let how = format!("It is kept: {key} opens it at line {line}.");
    (
        notice.topic(Topic::Paste).with(how),
        app.document.save_unparsed(),
    )
}
