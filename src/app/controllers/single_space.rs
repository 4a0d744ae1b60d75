//! Controller of a webhook that sends by itself: its URL has the space, which nobody needs to choose.

use crate::app::model::App;
use crate::app::panes::spaces::Freshness;
use crate::chat::sender::SenderKind;

/// Has a draft without a space go to the only one that the profile's webhook posts to.
pub fn place(app: &mut App) {
    let is_open = app.document.draft().parent().is_empty() && app.document.edit().is_none();
    if !is_open || app.session.profile_sender().kind != SenderKind::Webhook {
        return;
    }
    // What an earlier run knew may be of another URL.
    if *app.panes.spaces.freshness() != Freshness::Fresh {
        return;
    }
    let only = app.panes.spaces.only_space().map(str::to_owned);
    if let Some(space) = only {
        app.document.draft_mut().set_only_space(&space);
    }
}
