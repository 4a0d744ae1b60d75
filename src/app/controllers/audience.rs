//! Who will see a message, in words.

use crate::app::model::App;
use crate::app::state::space_list;
use crate::chat::resources::SpaceKind;
use crate::message::draft::at;

/// Returns who will see the open draft: "everyone in # eng-release", "only Ada Lovelace".
#[must_use]
pub fn of_draft(app: &App) -> String {
    let draft = app.document.draft();
    let viewer = draft.text_at(at::VIEWER_NAME);
    if !viewer.is_empty() {
        return format!("only {}", app.panes.options.name_of(viewer));
    }
    match app.space() {
        Some(space) if space.kind == SpaceKind::DirectMessage => {
            if space.display_name.is_empty() {
                return "only the other side of the direct message".to_owned();
            }
            format!("only {}", space_list::label(space))
        }
        _ => format!("everyone in {}", app.panes.spaces.label_of(draft.parent())),
    }
}
