//! A draft whose space was chosen with another sender: what belongs to that space is taken out.

use serde_json::Value;

use crate::app::events::notice::{Notice, Tone};
use crate::app::state::session::Session;
use crate::message::draft::at;
use crate::message::draft_file::OpenDraft;
use crate::message::edit_target;

/// Fits a draft to the sender: what was chosen with another profile, server or webhook is taken out.
///
/// The words stay. Returns the notice that says so; `None` where the draft stays as it is. Also has the session send by
/// the draft's webhook, or by none.
pub fn fit(opened: &mut OpenDraft, session: &mut Session) -> Option<Notice> {
    session.use_webhook("");
    if edit_target::is_edit(&opened.id) {
        // Its target says whose it is, and only that sender may send it.
        return None;
    }
    let origin = session.origin()?.clone();
    let kept = opened.destination.clone()?;
    let parent = opened.request.get("parent").and_then(Value::as_str);
    let parent = parent.filter(|parent| !parent.is_empty())?;
    let whose = if !kept.webhook.is_empty() {
        if session.space_of_webhook(&kept.webhook) == Some(parent) {
            session.use_webhook(&kept.webhook);
            return None;
        }
        format!("the webhook {:?}", kept.webhook)
    } else if kept.is_of(&origin) {
        return None;
    } else if kept.profile == origin.profile {
        format!("another server, {}", kept.server)
    } else if kept.profile.is_empty() {
        "no profile".to_owned()
    } else {
        format!("the profile {:?}", kept.profile)
    };
    let taken = told(&opened.request, !opened.files.is_empty());
    take_out(&mut opened.request);
    opened.destination = None;
    let title = format!("This draft's space was chosen with {whose}");
    Some(Notice::new(Tone::Warning, title).with(taken))
}

/// What of a request belongs to its space, and to who chose it, each with its name: a file is uploaded into one space
/// by one person.
pub const OF_SPACE: [(&str, &str); 7] = [
    (at::PARENT, "space"),
    ("/threadKey", "thread"),
    (at::REPLY_OPTION, "thread"),
    (at::THREAD, "thread"),
    (at::VIEWER, "viewer"),
    ("/message/quotedMessageMetadata", "quote"),
    ("/message/attachment", "uploads"),
];

/// Returns what is said of a request that loses what belongs to its space; files of this machine stay with its words.
#[must_use]
pub fn told(request: &Value, has_files: bool) -> String {
    let is_there = |(pointer, _): &&(&str, &str)| request.pointer(pointer).is_some();
    let mut taken: Vec<&str> = OF_SPACE
        .iter()
        .filter(is_there)
        .map(|(_, name)| *name)
        .collect();
    taken.dedup();
    let stays = if has_files {
        "The words and the files stay"
    } else {
        "The words stay"
    };
    format!(
        "Taken out of the draft: {}. {stays}. Choose a space anew.",
        taken.join(", ")
    )
}

/// Removes what belongs to a space.
fn take_out(request: &mut Value) {
    for (pointer, _) in OF_SPACE {
        let (parent, field) = pointer.rsplit_once('/').unwrap_or_default();
        if let Some(Value::Object(fields)) = request.pointer_mut(parent) {
            fields.remove(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::events::event::{KeptWebhook, Sender};
    use crate::chat::sender::SenderKind;
    use crate::input::keymap::Keymap;
    use crate::message::destination::Destination;
    use serde_json::json;

    fn session() -> Session {
        let sender = Sender {
            profile: "bot".into(),
            kind: SenderKind::App,
            is_sandbox: false,
            policy: crate::chat::write_policy::WritePolicy::default(),
            has_preview: false,
        };
        let mut session = Session::new(sender, Vec::new(), Keymap::default(), true);
        let origin = Destination {
            profile: "bot".into(),
            server: "https://chat.googleapis.com".into(),
            webhook: String::new(),
        };
        let kept = KeptWebhook {
            name: "alerts".into(),
            space: "spaces/A".into(),
            server: String::new(),
        };
        session.set_origin(origin, vec![kept]);
        session
    }

    fn draft(profile: &str, webhook: &str) -> OpenDraft {
        OpenDraft {
            request: json!({"parent": "spaces/A", "messageReplyOption": "REPLY_MESSAGE_OR_FAIL", "message": {
                "text": "words", "thread": {"name": "spaces/A/threads/T"},
                "privateMessageViewer": {"name": "users/1"}, "attachment": [{"name": "a"}], "quotedMessageMetadata": {"name": "n"}}}),
            destination: Some(Destination {
                profile: profile.into(),
                server: "https://chat.googleapis.com".into(),
                webhook: webhook.into(),
            }),
            ..OpenDraft::default()
        }
    }

    #[test]
    fn only_words_stay_of_a_draft_of_another_profile() {
        let mut session = session();
        for (profile, webhook, is_kept, sender) in [
            ("bot", "", true, SenderKind::App),
            ("other", "", false, SenderKind::App),
            ("other", "alerts", true, SenderKind::Webhook),
            ("bot", "gone", false, SenderKind::App),
        ] {
            let mut opened = draft(profile, webhook);
            let notice = fit(&mut opened, &mut session);
            assert_eq!(notice.is_none(), is_kept, "{profile} {webhook}");
            let whole = draft(profile, webhook).request;
            let expected = if is_kept {
                whole
            } else {
                json!({"message": {"text": "words"}})
            };
            assert_eq!(opened.request, expected, "{profile} {webhook}");
            assert_eq!(session.sender().kind, sender, "{profile} {webhook}");
        }
    }
}
