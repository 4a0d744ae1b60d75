//! Dispatches a pasted text.

use crate::app::controllers::cards;
use crate::app::controllers::import;
use crate::app::controllers::new_draft;
use crate::app::controllers::send;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::options::Outcome as OptionsOutcome;
use crate::editor::edit::{self, Paste};
use crate::message::field_change::Grouping;

/// Pastes a text into the focused element.
pub fn paste(app: &mut App, text: &str, effects: &mut Vec<Effect>) {
    match (&mut app.dialog, app.focus) {
        (Some(Dialog::Picker(picker)), _) => picker.paste(text),
        (Some(Dialog::TemplateGallery(gallery)), _) => gallery.picker.paste(text),
        (Some(Dialog::TemplateForm(_)), _) => new_draft::paste(app, text),
        (Some(Dialog::SaveTemplate(saving)), _) => saving.paste(text),
        (Some(Dialog::SaveFile(keeping)), _) => {
            keeping.line.paste(text);
        }
        (Some(Dialog::Guard(typed, _)), _) => {
            typed.paste(text);
        }
        (Some(_), _) => {
            app.dialog = None;
            paste(app, text, effects);
        }
        (None, Pane::Spaces) => app.spaces.paste(text),
        (None, Pane::Options) => {
            if let OptionsOutcome::Change(changes) = app.options.paste(text, &app.draft) {
                app.draft.change(&changes, Grouping::WithSame);
            }
        }
        (None, Pane::Cards) => {
            if let Err(bytes) = cards::paste(app, text, effects) {
                warn_too_long(app, bytes);
            }
        }
        (None, Pane::Text) => paste_text(app, text),
        (None, Pane::Preview) => {
            if !import::paste(app, text, effects) {
                app.focus_on(Pane::Text);
                paste_text(app, text);
            }
        }
    }
}

fn paste_text(app: &mut App, pasted: &str) {
    let before = app.text.caret_offset();
    match app.text.paste(pasted) {
        Paste::Change(splice) => {
            app.draft.end_group();
            app.apply_splice(&splice, before);
        }
        Paste::Nothing => {}
        Paste::TooLong { bytes } => warn_too_long(app, bytes),
    }
}

/// Reports that a paste was refused, since the text would have so many bytes.
fn warn_too_long(app: &mut App, bytes: usize) {
    let title = format!(
        "Not pasted: the text would be {} bytes long",
        send::thousands(bytes)
    );
    let why = format!(
        "Chat takes 32,000 bytes; {} can be edited here.",
        send::thousands(edit::LIMIT)
    );
    app.notice = Some(Notice::new(Tone::Error, title).with(why));
}
