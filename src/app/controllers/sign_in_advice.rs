//! What is said of a failure that a new sign-in ends: which key starts one here.

use crate::app::events::event::ProfileChoice;
use crate::app::events::notice::Notice;
use crate::app::model::App;
use crate::chat::sender::SenderKind;
use crate::input::action::Action;

/// Returns the notice with how to sign in, where that helps the profile that sends.
#[must_use]
pub fn advised(app: &App, notice: Notice) -> Notice {
    match notice.sign_in.and_then(|_| advice(app)) {
        Some(advice) => notice.with(advice),
        None => notice,
    }
}

/// Returns how the profile that sends signs in again; `None` where nobody signs in for it.
#[must_use]
pub fn advice(app: &App) -> Option<String> {
    if app.session.profile_sender().kind != SenderKind::User {
        return None;
    }
    if !app
        .session
        .choices()
        .iter()
        .any(|choice| signs_in(app, choice))
    {
        return Some(
            "Its credentials are made by another program: sign in there, then start chatquill again."
                .to_owned(),
        );
    }
    let key = app.session.keymap().name_of(app.place(), Action::ShowSetup);
    Some(format!("{key} signs in here, with the browser."))
}

/// Returns whether a profile is the one that sends, and a person signs in for it here.
fn signs_in(app: &App, choice: &ProfileChoice) -> bool {
    choice.signs_in && app.session.is_by(choice)
}
