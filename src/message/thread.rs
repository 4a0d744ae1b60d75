//! Forecast of the thread that a message will join, made before it is sent.

use crate::chat::resources::{Space, SpaceKind, Threading};

/// Thread that a draft names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// None: a new thread.
    New,
    /// A thread by the app's own key (`thread.threadKey`).
    Key(&'a str),
    /// A thread by its resource name (`thread.name`).
    Name(&'a str),
}

/// The values of `messageReplyOption` that a draft may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyOption {
    /// Not set: Google ignores the thread.
    Unset,
    /// Reply, or start a new thread if there is none.
    Fallback,
    /// Reply, or refuse the message.
    OrFail,
}

impl ReplyOption {
    /// Returns the enum value of the API; `None` for [`ReplyOption::Unset`].
    #[must_use]
    pub fn value(self) -> Option<&'static str> {
        match self {
            Self::Unset => None,
            Self::Fallback => Some("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
            Self::OrFail => Some("REPLY_MESSAGE_OR_FAIL"),
        }
    }

    /// Parses an enum value of the API.
    #[must_use]
    pub fn of(value: &str) -> Self {
        [Self::Fallback, Self::OrFail]
            .into_iter()
            .find(|option| option.value() == Some(value))
            .unwrap_or(Self::Unset)
    }
}

/// How certain it is that the thread will be as requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It happens as requested.
    Sure,
    /// It is sent, but not as requested, or Google's own pages disagree.
    Doubtful,
    /// Google refuses it.
    Refused,
}

/// Forecast in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The sentence, without a full stop.
    pub words: String,
    /// Certainty of the forecast.
    pub certainty: Certainty,
}

/// Returns what Google will do with the thread of a message to `space` (`None`: kind unknown) whose resource
/// name is `parent`.
#[must_use]
pub fn forecast(
    target: Target<'_>,
    option: ReplyOption,
    space: Option<&Space>,
    parent: &str,
) -> Forecast {
    use Certainty::{Doubtful, Refused, Sure};
    let say = |certainty, words: String| Forecast { words, certainty };
    if let (Target::New, _) = (target, option) {
        return say(
            Sure,
            if is_threaded(space) {
                "Starts a new thread".into()
            } else {
                "Posted into the conversation".into()
            },
        );
    }
    if let Target::Name(name) = target {
        if !crate::message::space_ref::is_thread_name(name) {
            return say(
                Refused,
                "Refused: a thread name has the form spaces/…/threads/…".into(),
            );
        }
        if !parent.is_empty() && crate::message::space_ref::space_of(name) != Some(parent) {
            return say(Refused, "Refused: that thread is in another space".into());
        }
    }
    if let Target::Key(key) = target
        && key.chars().count() > KEY_LIMIT
    {
        return say(
            Refused,
            format!("Refused: a thread key has at most {KEY_LIMIT} characters"),
        );
    }
    if !is_threaded(space) {
        return say(
            Doubtful,
            format!(
                "{} has no reply threads: the thread is ignored",
                kind_words(space)
            ),
        );
    }
    match (target, option) {
        (_, ReplyOption::Unset) => say(
            Doubtful,
            "Ignored without a reply option: a new thread".into(),
        ),
        (Target::Key(key), ReplyOption::Fallback) => say(
            Sure,
            format!("Replies in thread \"{}\", or starts it", shorten(key)),
        ),
        (Target::Key(key), _) => say(
            Doubtful,
            format!(
                "Replies in thread \"{}\"; if new, Google may start it or refuse",
                shorten(key)
            ),
        ),
        (_, ReplyOption::Fallback) => say(
            Sure,
            "Joins that thread, or starts one if it is gone".into(),
        ),
        (_, ReplyOption::OrFail) => {
            say(Sure, "Replies in that thread; refused if it is gone".into())
        }
    }
}

/// Maximum number of characters of a thread key.
pub const KEY_LIMIT: usize = 4000;

/// Returns whether a space has reply threads; one that is not known is taken to have them.
#[must_use]
pub fn is_threaded(space: Option<&Space>) -> bool {
    space.is_none_or(|space| {
        space.kind == SpaceKind::Space && space.threading != Threading::Unthreaded
    })
}

fn kind_words(space: Option<&Space>) -> &'static str {
    match space.map(|space| space.kind) {
        Some(SpaceKind::DirectMessage) => "A direct message",
        Some(SpaceKind::GroupChat) => "A group chat",
        _ => "This space",
    }
}

fn shorten(key: &str) -> String {
    let mut short: String = key.chars().take(32).collect();
    if short.len() < key.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space(kind: SpaceKind, threading: Threading) -> Space {
        Space {
            name: "spaces/A".into(),
            kind,
            threading,
            ..Space::default()
        }
    }

    #[test]
    fn every_case_is_foretold() {
        use Certainty::{Doubtful, Refused, Sure};
        use ReplyOption::{Fallback, OrFail, Unset};
        let threaded = space(SpaceKind::Space, Threading::Threaded);
        let flat = space(SpaceKind::Space, Threading::Unthreaded);
        let direct = space(SpaceKind::DirectMessage, Threading::Threaded);
        let group = space(SpaceKind::GroupChat, Threading::Unthreaded);
        let long = "k".repeat(KEY_LIMIT + 1);
        for (target, option, at, certainty, words) in [
            (Target::New, Unset, &threaded, Sure, "new thread"),
            (Target::New, Unset, &direct, Sure, "into the conversation"),
            (
                Target::Key("deploy"),
                Unset,
                &threaded,
                Doubtful,
                "Ignored without a reply option",
            ),
            (
                Target::Key("deploy"),
                Fallback,
                &threaded,
                Sure,
                "\"deploy\", or starts it",
            ),
            (
                Target::Key("deploy"),
                OrFail,
                &threaded,
                Doubtful,
                "may start it or refuse",
            ),
            (Target::Key(&long), Fallback, &threaded, Refused, "4000"),
            (
                Target::Key("deploy"),
                Fallback,
                &flat,
                Doubtful,
                "This space has no reply threads",
            ),
            (
                Target::Key("deploy"),
                Fallback,
                &direct,
                Doubtful,
                "A direct message",
            ),
            (
                Target::Key("deploy"),
                Fallback,
                &group,
                Doubtful,
                "A group chat",
            ),
            (
                Target::Name("spaces/A/threads/T"),
                Fallback,
                &threaded,
                Sure,
                "or starts one if it is gone",
            ),
            (
                Target::Name("spaces/A/threads/T"),
                OrFail,
                &threaded,
                Sure,
                "refused if it is gone",
            ),
            (
                Target::Name("spaces/B/threads/T"),
                Fallback,
                &threaded,
                Refused,
                "another space",
            ),
            (
                Target::Name("threads/T"),
                Fallback,
                &threaded,
                Refused,
                "the form spaces/",
            ),
        ] {
            let said = forecast(target, option, Some(at), "spaces/A");
            assert_eq!(
                said.certainty, certainty,
                "{target:?} {option:?}: {}",
                said.words
            );
            assert!(
                said.words.contains(words),
                "{target:?} {option:?}: {}",
                said.words
            );
        }
    }
}
