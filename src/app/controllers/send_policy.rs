//! What the profile forbids to write, said before anything is asked.

use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::chat::write_policy::Denial;

/// Returns why the profile may not write to a space, `spaces/ID`; `None` where it may.
///
/// Where no space is chosen yet, only a profile that writes nowhere is told. The transport refuses the call as
/// well; here it is said before the question and before a record is written.
#[must_use]
pub fn denied(app: &App, space: &str) -> Option<Notice> {
    let denial = app.session.sender().policy.permits(space).err()?;
    match &denial {
        Denial::Space { .. } if space.is_empty() => None,
        Denial::Space {
            profile, listed, ..
        } => {
            let label = |space: &String| app.panes.spaces.label_of(space);
            let others = match listed.as_slice() {
                [] => "It may write to no space.".to_owned(),
                listed => {
                    let labels: Vec<String> = listed.iter().map(label).collect();
                    format!("It may write to: {}.", labels.join(", "))
                }
            };
            let title = format!(
                "Not sent: the profile {profile:?} may not write to {}",
                app.panes.spaces.label_of(space)
            );
            let add = format!("add {space:?} to spaces in [profiles.{profile}]");
            let remedy = if listed.is_empty() {
                format!("Choose another profile, or {add}.")
            } else {
                format!("Choose a space that it lists, or {add}.")
            };
            Some(Notice::new(Tone::Error, title).with(others).with(remedy))
        }
        Denial::ReadOnly { profile } => {
            let title = format!("Not sent: the profile {profile:?} is read-only");
            Some(Notice::new(Tone::Error, title).with(denial.explain().remedy))
        }
        Denial::Unconfirmed { .. } => Some(denial.explain().into()),
    }
}
