//! The options as fields of the request: their paths and their values.

use crate::chat::resources::Space;
use crate::document::pointer;
use crate::message::draft::{Draft, at};
use crate::message::field_change::Change;
use crate::message::message_id;
use crate::message::space_ref;
use crate::message::thread::{self, Forecast, ReplyOption, Target};
use serde_json::Value;

/// One option, in the order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `message.privateMessageViewer`.
    Viewer,
    /// `message.thread`.
    Thread,
    /// `messageReplyOption`.
    Reply,
    /// `messageId`.
    MessageId,
    /// `createMessageNotificationOptions.notificationType`.
    Notification,
    /// `message.markupSyntax`.
    Markup,
    /// `message.fallbackText`.
    Fallback,
    /// `message.quotedMessageMetadata`.
    Quote,
    /// The files that go with the message, and `message.attachment`.
    Files,
}

impl Field {
    /// All options, from the top.
    pub const ALL: [Self; 9] = [
        Self::Viewer,
        Self::Thread,
        Self::Reply,
        Self::MessageId,
        Self::Notification,
        Self::Markup,
        Self::Fallback,
        Self::Quote,
        Self::Files,
    ];

    /// Returns the name on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Viewer => "Viewer",
            Self::Thread => "Thread",
            Self::Reply => "No thread?",
            Self::MessageId => "Message ID",
            Self::Notification => "Notify",
            Self::Markup => "Markup",
            Self::Fallback => "Fallback",
            Self::Quote => "Quote",
            Self::Files => "Files",
        }
    }

    /// Returns the path of its value in the request.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Viewer => at::VIEWER,
            Self::Thread => at::THREAD,
            Self::Reply => at::REPLY_OPTION,
            Self::MessageId => at::MESSAGE_ID,
            Self::Notification => at::NOTIFICATION,
            Self::Markup => at::MARKUP,
            Self::Fallback => at::FALLBACK,
            Self::Quote => at::QUOTE,
            Self::Files => at::ATTACHMENT,
        }
    }

    /// Returns the option at a JSON Pointer into the request.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let holds = |field: &Self| match field {
            Self::Notification => pointer::is_within(path, at::NOTIFICATION_OPTIONS),
            field => pointer::is_within(path, field.pointer()),
        };
        Self::ALL.into_iter().find(holds)
    }

    /// Returns whether an edit of a message in Chat can change it.
    #[must_use]
    pub fn is_editable(self) -> bool {
        self == Self::Markup
    }

    /// Returns whether its value is typed, rather than chosen.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Thread | Self::MessageId | Self::Fallback)
    }
}

/// The values of the notification option, each as it is sent (empty: unset) and as it is shown.
pub const NOTIFICATIONS: &[(&str, &str)] = &[
    ("", "as usual"),
    ("NOTIFICATION_TYPE_SILENT", "silent: nobody is notified"),
    (
        "NOTIFICATION_TYPE_FORCE_NOTIFY",
        "forced: past mutes and do-not-disturb",
    ),
    ("NOTIFICATION_TYPE_NONE", "normal, set explicitly"),
];
/// The values of the markup option.
pub const MARKUPS: &[(&str, &str)] = &[
    ("", "the app's default (Chat or Markdown)"),
    ("MARKUP_SYNTAX_CHAT", "Chat: *bold* _italic_ <url|label>"),
    (
        "MARKUP_SYNTAX_MARKDOWN",
        "Markdown: **bold** *italic* [label](url)",
    ),
];
/// The values of the reply option.
pub const REPLIES: &[(&str, &str)] = &[
    ("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD", "start a new one"),
    ("REPLY_MESSAGE_OR_FAIL", "do not send"),
];

/// Returns the thread that the draft targets.
#[must_use]
pub fn target(draft: &Draft) -> Target<'_> {
    match (
        draft.text_at(at::THREAD_NAME),
        draft.text_at(at::THREAD_KEY),
    ) {
        ("", "") => Target::New,
        ("", key) => Target::Key(key),
        (name, _) => Target::Name(name),
    }
}

/// Returns what will happen to the thread of the draft.
#[must_use]
pub fn forecast(draft: &Draft, space: Option<&Space>) -> Forecast {
    let option = ReplyOption::of(draft.text_at(at::REPLY_OPTION));
    thread::forecast(target(draft), option, space, draft.parent())
}

/// Returns the changes that make a message join the thread of this resource name.
#[must_use]
pub fn joined(thread: &str) -> Vec<Change> {
    typed(Field::Thread, thread)
}

/// Returns the changes that show a message to this user alone.
#[must_use]
pub fn shown_to(user: &str) -> Vec<Change> {
    vec![Change::new(at::VIEWER_NAME, Some(user.into()))]
}

/// Returns the paths that an option sets in the request.
pub fn pointers(field: Field) -> &'static [&'static str] {
    match field {
        Field::Thread => &[at::THREAD, at::REPLY_OPTION],
        Field::Notification => &[at::NOTIFICATION_OPTIONS],
        Field::MessageId => &[at::MESSAGE_ID],
        Field::Fallback => &[at::FALLBACK],
        Field::Viewer => &[at::VIEWER],
        Field::Reply => &[at::REPLY_OPTION],
        Field::Markup => &[at::MARKUP],
        Field::Quote => &[at::QUOTE],
        Field::Files => &[at::ATTACHMENT],
    }
}

/// Returns the changes that unset an option.
pub fn cleared(field: Field) -> Vec<Change> {
    pointers(field)
        .iter()
        .map(|pointer| Change::new(*pointer, None))
        .collect()
}

/// Returns the changes of a typed value; an empty one unsets.
///
/// A thread brings its reply option along, without which Google would ignore it.
pub fn typed(field: Field, text: &str) -> Vec<Change> {
    let text = text.trim_start();
    if field == Field::Thread {
        return thread(text.trim());
    }
    if text.is_empty() || (field == Field::MessageId && text == message_id::PREFIX) {
        return cleared(field);
    }
    match field {
        Field::MessageId => vec![Change::new(at::MESSAGE_ID, Some(Value::from(text.trim())))],
        _ => vec![Change::new(field.pointer(), Some(Value::from(text)))],
    }
}

/// Returns the changes of a typed thread: a resource name, an address of Chat that leads to one, with its space, or else a
/// key. Other members of the thread stay.
fn thread(text: &str) -> Vec<Change> {
    let is_reference = text.contains("://") || text.starts_with("spaces/");
    let place = is_reference.then(|| space_ref::place(text)).flatten();
    let (space, name) = match place.map(|place| (place.space, place.thread)) {
        Some((space, Some(name))) => (Some(space), Some(name)),
        _ => (None, None),
    };
    let name = name.or_else(|| space_ref::is_thread_name(text).then(|| text.to_owned()));
    let key = (name.is_none() && !text.is_empty()).then(|| Value::from(text));
    let mut changes = vec![
        Change::new(at::THREAD_NAME, name.map(Value::from)),
        Change::new(at::THREAD_KEY, key),
    ];
    changes.extend(space.map(|space| Change::new(at::PARENT, Some(space.into()))));
    if !text.is_empty() {
        changes.push(Change::new(at::REPLY_OPTION, Some(REPLIES[0].0.into())).unless_set());
    }
    changes
}

/// Returns the initial text of an option's line when it is edited.
pub fn text_of(field: Field, draft: &Draft) -> &str {
    match (field, target(draft)) {
        (Field::Thread, Target::Key(text) | Target::Name(text)) => text,
        (Field::Thread, Target::New) => "",
        (Field::MessageId, _) if draft.text_at(at::MESSAGE_ID).is_empty() => message_id::PREFIX,
        _ => draft.text_at(field.pointer()),
    }
}
