//! Chooses the thread that a message goes into.

use super::database::{Identity, Space};
use super::status::Status;

/// The thread that a request names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestedThread<'a> {
    /// `thread.name`.
    pub name: Option<&'a str>,
    /// `thread.threadKey`, or the query's `threadKey`.
    pub key: Option<&'a str>,
}

/// The value of `messageReplyOption`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyOption {
    /// Unset: a new thread, whatever the request names.
    New,
    /// A reply, or a new thread if there is none.
    OrNew,
    /// A reply, or an error if there is none.
    OrFail,
}

impl ReplyOption {
    /// Parses the option by its name in the API.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD") => Self::OrNew,
            Some("REPLY_MESSAGE_OR_FAIL") => Self::OrFail,
            _ => Self::New,
        }
    }
}

/// The target of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// It starts a thread, which has this key from then on.
    New(Option<String>),
    /// It joins the thread with this id.
    Reply(String),
}

/// Chooses the thread for a message that `who` sends into `space`.
///
/// The name and the key are validated already: they have their form, and the name is of this space.
/// `new_key_may_start` decides `REPLY_MESSAGE_OR_FAIL` with an unknown key, on which Google's own pages disagree.
/// With both a name and a key the name counts.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn place(
    space: &Space,
    who: &Identity,
    asked: RequestedThread<'_>,
    option: ReplyOption,
    new_key_may_start: bool,
) -> Result<Place, Status> {
    if !space.has_threads() {
        return Ok(Place::New(None));
    }
    if let Some(name) = asked.name {
        return by_name(space, name, option);
    }
    let Some(key) = asked.key else {
        return Ok(Place::New(None));
    };
    let known = keyed(space, who, key);
    match (option, known) {
        (ReplyOption::New, Some(_)) => Ok(Place::New(None)),
        (ReplyOption::OrNew | ReplyOption::OrFail, Some(id)) => Ok(Place::Reply(id)),
        (ReplyOption::OrFail, None) if !new_key_may_start => Err(Status::not_found()),
        (_, None) => Ok(Place::New(Some(key.to_owned()))),
    }
}

fn by_name(space: &Space, name: &str, option: ReplyOption) -> Result<Place, Status> {
    let id = name.rsplit('/').next().unwrap_or("");
    match option {
        ReplyOption::New => Ok(Place::New(None)),
        _ if space.threads.contains_key(id) => Ok(Place::Reply(id.to_owned())),
        ReplyOption::OrNew => Ok(Place::New(None)),
        ReplyOption::OrFail => Err(Status::not_found()),
    }
}

/// Returns the thread that a caller knows by a key.
fn keyed(space: &Space, who: &Identity, key: &str) -> Option<String> {
    let is_theirs = |(owner, theirs): &(Identity, String)| owner == who && theirs == key;
    space
        .threads
        .iter()
        .find(|(_, thread)| thread.keys.iter().any(is_theirs))
        .map(|(id, _)| id.clone())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::database::{SpaceType, Thread, Threading};
    use super::super::{ids::Ids, seed};
    use super::*;

    /// Returns a space `S` with thread `T`, which the app knows as `k`.
    fn space() -> Space {
        let world = seed::world(Ids::from_seed(1), datetime!(2026-11-23 10:00 UTC));
        let mut space = world.spaces["AAAAplanning"].clone();
        space.id = "S".into();
        space.threads.clear();
        let keys = vec![(Identity::App, "k".to_owned())];
        space.threads.insert("T".into(), Thread { keys });
        space
    }

    fn name(name: &str) -> RequestedThread<'_> {
        RequestedThread {
            name: Some(name),
            key: None,
        }
    }

    fn key(key: &str) -> RequestedThread<'_> {
        RequestedThread {
            name: None,
            key: Some(key),
        }
    }

    #[test]
    fn every_row_of_the_table_of_threads() {
        use ReplyOption::{New, OrFail, OrNew};
        let space = space();
        let new = |key: Option<&str>| Ok(Place::New(key.map(str::to_owned)));
        let reply = || Ok(Place::Reply("T".to_owned()));
        let (both, t) = (
            RequestedThread {
                name: Some("spaces/S/threads/T"),
                key: Some("z"),
            },
            "spaces/S/threads/T",
        );
        for (asked, option, switch, outcome) in [
            (RequestedThread::default(), New, true, new(None)),
            (RequestedThread::default(), OrFail, true, new(None)),
            (name(t), New, true, new(None)),
            (key("k"), New, true, new(None)),
            (key("z"), New, true, new(Some("z"))),
            (name(t), OrNew, true, reply()),
            (key("k"), OrNew, true, reply()),
            (key("z"), OrNew, true, new(Some("z"))),
            (name("spaces/S/threads/X"), OrNew, true, new(None)),
            (name(t), OrFail, true, reply()),
            (key("k"), OrFail, false, reply()),
            (key("z"), OrFail, true, new(Some("z"))),
            (key("z"), OrFail, false, Err(404)),
            (name("spaces/S/threads/X"), OrFail, true, Err(404)),
            (both, OrFail, true, reply()),
        ] {
            let placed = place(&space, &Identity::App, asked, option, switch);
            assert_eq!(
                placed.map_err(|status| status.code.http()),
                outcome,
                "{asked:?} {option:?} {switch}"
            );
        }
    }

    #[test]
    fn a_key_is_private_to_the_one_who_set_it() {
        let placed = place(
            &space(),
            &Identity::Webhook(0),
            key("k"),
            ReplyOption::OrNew,
            true,
        );
        assert_eq!(placed, Ok(Place::New(Some("k".into()))));
    }

    #[test]
    fn where_there_are_no_threads_the_wish_is_ignored() {
        for (kind, threading) in [
            (SpaceType::Space, Threading::Unthreaded),
            (SpaceType::GroupChat, Threading::Threaded),
            (SpaceType::DirectMessage, Threading::Threaded),
        ] {
            let mut space = space();
            (space.kind, space.threading) = (kind, threading);
            for asked in [key("k"), name("spaces/S/threads/T")] {
                let placed = place(&space, &Identity::App, asked, ReplyOption::OrFail, false);
                assert_eq!(placed, Ok(Place::New(None)), "{kind:?} {asked:?}");
            }
        }
    }
}
