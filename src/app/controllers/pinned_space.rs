//! The controller of the pins of spaces.

use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;

/// Pins a space, or takes its pin off.
pub fn toggle(app: &mut App, name: Option<&str>, effects: &mut Vec<Effect>) {
    let Some(name) = name.filter(|name| app.panes.spaces.find(name).is_some()) else {
        let notice = Notice::new(Tone::Info, "No space to pin: none of the list is chosen");
        app.overlay.show(notice);
        return;
    };
    let label = app.panes.spaces.label_of(name);
    let (is_pinned, all) = app.panes.spaces.toggle_pin(name);
    effects.push(Effect::Disk(DiskCommand::SavePinnedSpaces(all.to_vec())));
    let words = if is_pinned {
        format!("Pinned: {label} stands first")
    } else {
        format!("No longer pinned: {label}")
    };
    app.overlay.show(Notice::new(Tone::Info, words));
}
