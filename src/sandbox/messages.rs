//! Reading messages: get, list.

use serde_json::Value;
use time::OffsetDateTime;

use super::clock;
use super::database::{Database, Identity, Message, Space, SpaceType};
use super::filter::{Compare, Filter, Term};
use super::message_resource;
use super::method;
use super::pagination::Page;
use super::request_context::RequestContext;
use super::spaces::{listed, space_id};
use super::status::Status;

/// Handles `spaces.messages.get`, by system ID or custom ID.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn get(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let message = find(space, call.name(1), who)?;
    let is_bot = !call.caller.is_user()
        && !call
            .caller
            .scopes
            .iter()
            .any(|scope| scope.starts_with("chat.app."));
    if is_bot && !is_for_app(world, space, message) {
        return Err(Status::denied());
    }
    Ok(message_resource::message(
        world,
        space,
        message,
        who,
        wants_markdown(call),
    ))
}

/// Returns whether `formattedText` is requested in Markdown.
fn wants_markdown(call: &RequestContext<'_>) -> bool {
    call.query.choice(&method::MARKUP) == Some("MARKUP_SYNTAX_MARKDOWN")
}

/// Returns the message with this id that the caller may see; 404 if it does not exist or is deleted.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn find<'a>(space: &'a Space, id: &str, who: &Identity) -> Result<&'a Message, Status> {
    space
        .message(id)
        .filter(|message| message.deleted.is_none() && may_see(message, who))
        .ok_or_else(Status::not_found)
}

/// Returns whether a caller may see a message: private messages are for their viewer and their sender.
#[must_use]
pub fn may_see(message: &Message, who: &Identity) -> bool {
    match &message.viewer {
        None => true,
        Some(viewer) => {
            message.sender == *who || matches!(who, Identity::User(name) if name == viewer)
        }
    }
}

/// Returns whether an app with `chat.bot` alone may read a message: its own, its direct messages, and what mentions
/// it.
fn is_for_app(world: &Database, space: &Space, message: &Message) -> bool {
    let mentions = |annotation: &Value| {
        annotation["userMention"]["user"]["name"].as_str() == Some(&world.app.name)
    };
    message.sender == Identity::App
        || space.kind == SpaceType::DirectMessage
        || message.words.annotations.iter().any(mentions)
}

/// Handles `spaces.messages.list`.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn list(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let wanted = call.query.text("filter").unwrap_or("");
    let filter = filter(space, wanted)?;
    let order = call.query.text("orderBy").unwrap_or("");
    let newest_first = is_descending(order)?;
    let with_deleted = call.query.flag("showDeleted");
    let deleted = if with_deleted { "deleted" } else { "" };
    let question = ["messages", &space.id, wanted, order, deleted];
    let page = Page::asked(call.query, 25, 1000, &question)?;
    let fits = |message: &&Message| {
        may_see(message, who)
            && (with_deleted || message.deleted.is_none())
            && filter.iter().all(|test| test.holds(message))
    };
    let found = space
        .messages
        .values()
        .filter(fits)
        .map(|message| (message.order, message));
    let (messages, next) = if newest_first {
        page.take_falling(found.rev())
    } else {
        page.take(found)
    };
    let markdown = wants_markdown(call);
    let shown = messages
        .into_iter()
        .map(|message| message_resource::message(world, space, message, who, markdown))
        .collect();
    Ok(listed("messages", shown, next))
}

fn is_descending(order: &str) -> Result<bool, Status> {
    let words: Vec<&str> = order.split_whitespace().collect();
    let (field, direction) = match words[..] {
        [] => return Ok(false),
        [field] => (field, "asc"),
        [field, direction] => (field, direction),
        _ => ("", ""),
    };
    let known = ["create_time", "createTime"].contains(&field);
    match direction.to_ascii_lowercase().as_str() {
        "asc" if known => Ok(false),
        "desc" if known => Ok(true),
        _ => Err(Status::invalid(
            "Invalid order by: create_time ASC or create_time DESC was expected.",
        )),
    }
}

/// One condition of a listing of messages.
enum Test {
    After(OffsetDateTime),
    Before(OffsetDateTime),
    NotBefore(OffsetDateTime),
    NotAfter(OffsetDateTime),
    Thread(String),
}

impl Test {
    fn holds(&self, message: &Message) -> bool {
        match self {
            Self::After(moment) => message.created > *moment,
            Self::Before(moment) => message.created < *moment,
            Self::NotBefore(moment) => message.created >= *moment,
            Self::NotAfter(moment) => message.created <= *moment,
            Self::Thread(id) => message.thread == *id,
        }
    }
}

fn filter(space: &Space, text: &str) -> Result<Vec<Test>, Status> {
    let bad = |why: &str| Status::invalid(format!("Invalid filter query: {why}"));
    let filter = Filter::parse(text).map_err(|why| bad(&why))?;
    if filter.0.iter().any(|group| group.len() > 1) {
        return Err(bad("messages are filtered with AND only."));
    }
    let threads = filter.terms().filter(|term| term.field == "thread.name");
    if threads.count() > 1 {
        return Err(bad("only one thread can be asked for."));
    }
    filter.terms().map(|term| test(space, term)).collect()
}

fn test(space: &Space, term: &Term) -> Result<Test, Status> {
    match (term.field.as_str(), term.compare) {
        ("create_time", compare) => {
            let bad = || {
                let says =
                    "Invalid filter query: create_time is compared with a quoted RFC 3339 time.";
                Status::invalid(says)
            };
            let moment = clock::read(&term.value).ok_or_else(bad)?;
            match compare {
                Compare::More => Ok(Test::After(moment)),
                Compare::Less => Ok(Test::Before(moment)),
                Compare::AtLeast => Ok(Test::NotBefore(moment)),
                Compare::AtMost => Ok(Test::NotAfter(moment)),
                _ => Err(bad()),
            }
        }
        ("thread.name", Compare::Is) => {
            let prefix = format!("spaces/{}/threads/", space.id);
            let id = term.value.strip_prefix(&prefix);
            id.filter(|id| !id.is_empty() && !id.contains('/'))
                .map(|id| Test::Thread(id.to_owned()))
                .ok_or_else(|| {
                    let says = "Missing or malformed thread resource name in the filter query.";
                    Status::invalid(says)
                })
        }
        (field, _) => Err(Status::invalid(format!(
            "Invalid filter query: {field} cannot be filtered by."
        ))),
    }
}
