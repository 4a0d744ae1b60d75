//! The sender as the question before a send names it.

use crate::app::model::App;

/// Returns who sends: the profile and its kind, or the kept webhook.
#[must_use]
pub fn sender_label(app: &App) -> String {
    match (
        &app.session.sender().profile,
        app.session.sender().is_sandbox,
    ) {
        _ if !app.session.webhook().is_empty() => {
            format!("{} (webhook)", app.session.webhook())
        }
        (_, true) => format!("{} on the sandbox", app.session.sender().kind),
        (profile, false) => format!("{profile} ({})", app.session.sender().kind),
    }
}
