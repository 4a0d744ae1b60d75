//! T and Q: rules about threads and quotes, beyond the schema.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::chat::resources::{SpaceKind, Threading};
use crate::message::checks::check_context::{QuotableMessage, RequestKind};
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Severity;
use crate::message::checks::rules::thread::{
    OPTION_WITHOUT_THREAD, QUOTE_SPACE, QUOTE_THREAD, QUOTE_TIME, QUOTE_UPDATE, THREAD_BOTH,
    THREAD_KEY_ADDRESS, THREAD_KEY_FOREIGN, THREAD_KEY_QUERY, THREAD_OTHER_SPACE,
    THREAD_UNTHREADED, THREAD_WITHOUT_OPTION,
};
use crate::message::space_ref;
use crate::message::thread::ReplyOption;

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("CreateMessageRequest", option),
    ("CreateMessageRequest", place),
    ("Thread", names),
    ("QuotedMessageMetadata", quote),
    ("QuotedMessageMetadata", quoted_space),
];

fn thread<'a>(request: &'a Value, field: &str) -> &'a str {
    let thread = request.pointer("/message/thread");
    thread
        .and_then(|thread| thread.get(field))
        .and_then(Value::as_str)
        .unwrap_or("")
}

fn has_thread(request: &Value) -> bool {
    !thread(request, "name").is_empty() || !thread(request, "threadKey").is_empty()
}

/// Returns whether the space is known to have no threads.
fn is_flat(report: &Report<'_>) -> bool {
    report.context.space.as_ref().is_some_and(|space| {
        space.kind != SpaceKind::Space || space.threading == Threading::Unthreaded
    })
}

fn option(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let option = ReplyOption::of(here.text("messageReplyOption"));
    let (has_thread, has_key) = (has_thread(here.request), here.is_set("threadKey"));
    let path = here.at("messageReplyOption");
    if has_thread && option == ReplyOption::Unset && !is_flat(report) {
        let words = "The thread is ignored without a messageReplyOption: a new one is started.";
        let fix = here.set("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
        report.add(
            Finding::new(&THREAD_WITHOUT_OPTION, "/message/thread", words)
                .perhaps("Reply, or start a new thread", fix),
        );
    }
    if option != ReplyOption::Unset && !has_thread && !has_key {
        let words = format!("{} is set, but no thread.", here.text("messageReplyOption"));
        report.add(
            Finding::new(&OPTION_WITHOUT_THREAD, path.clone(), words)
                .perhaps("Remove the option", here.remove("messageReplyOption")),
        );
    }
    let key = thread(here.request, "threadKey");
    let is_known = report
        .context
        .known
        .thread_keys
        .as_ref()
        .is_none_or(|keys| keys.contains(key));
    if option == ReplyOption::OrFail && !key.is_empty() && !is_known {
        let words = format!(
            "Nothing was sent with the thread key {} before.",
            format_value::quoted(key)
        );
        report.add(Finding::new(&THREAD_KEY_FOREIGN, path, words));
    }
    if has_key && has_thread {
        let words = "The request has a threadKey, and so has the message.";
        report.add(
            Finding::new(&THREAD_KEY_QUERY, here.at("threadKey"), words)
                .perhaps("Keep the one in the message", here.remove("threadKey")),
        );
    }
}

fn place(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if is_flat(report) && (has_thread(here.request) || here.is_set("messageReplyOption")) {
        let what = match report.context.space.as_ref().map(|space| space.kind) {
            Some(SpaceKind::DirectMessage) => "A direct message",
            Some(SpaceKind::GroupChat) => "A group chat",
            _ => "This space",
        };
        let path = if has_thread(here.request) {
            "/message/thread"
        } else {
            "/messageReplyOption"
        };
        let words = format!("{what} has no threads: the message is posted into the conversation.");
        report.add(Finding::new(&THREAD_UNTHREADED, path, words));
    }
    let (name, parent) = (thread(here.request, "name"), here.text("parent"));
    let space = space_ref::space_of(name).filter(|_| space_ref::is_thread_name(name));
    if let Some(space) = space.filter(|space| !parent.is_empty() && *space != parent) {
        let words = format!("The thread is in {space}, but the message goes to {parent}.");
        report.add(Finding::new(
            &THREAD_OTHER_SPACE,
            "/message/thread/name",
            words,
        ));
    }
}

fn names(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let key = here.text("threadKey");
    if key.contains("://") {
        let words = "The thread key is an address, which starts a thread of its own.";
        let mut finding = Finding::new(&THREAD_KEY_ADDRESS, here.at("threadKey"), words);
        if let Some(thread) = space_ref::thread(key) {
            let mut edits = here.set("name", thread.as_str());
            edits.extend(here.remove("threadKey"));
            finding = finding.perhaps(format!("Reply in {thread}"), edits);
        }
        report.add(finding);
    }
    if here.is_set("name") && here.is_set("threadKey") {
        let words = "The thread is given both by name and by key.";
        report.add(
            Finding::new(&THREAD_BOTH, here.path(), words)
                .perhaps("Keep the name", here.remove("threadKey")),
        );
    }
}

fn quote(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    if let RequestKind::Patch { update_mask, .. } = &context.request_kind
        && (update_mask == "*" || update_mask.contains("quoted"))
    {
        let words = "The edit sets a quote.";
        report.add(Finding::new(&QUOTE_UPDATE, here.path(), words));
    }
    let name = here.text("name");
    let Some(quoted) = context
        .known
        .quoted
        .as_ref()
        .filter(|quoted| quoted.name == name)
    else {
        return;
    };
    let time = here.text("lastUpdateTime");
    if !time.is_empty() && !is_same_moment(time, &quoted.last_update_time) {
        let latest = &quoted.last_update_time;
        let words = format!("The quoted message was last changed at {latest}, not {time}.");
        report.add(
            Finding::new(&QUOTE_TIME, here.at("lastUpdateTime"), words).perhaps(
                format!("Write {latest}"),
                here.set("lastUpdateTime", latest.as_str()),
            ),
        );
    }
    let is_same_thread = is_same_thread(here.request, quoted, is_flat(report));
    let other = thread(here.request, "name");
    if is_reply(here) && is_same_thread == Some(false) {
        let words = format!("The quoted message is in the thread {}.", quoted.thread);
        report.add(Finding::new(&QUOTE_THREAD, here.at("name"), words));
    } else if is_reply(here) && is_same_thread.is_none() && !other.is_empty() {
        let words = format!(
            "The quoted message is in the thread {}: it is refused, unless {other} is gone.",
            quoted.thread
        );
        let finding = Finding::new(&QUOTE_THREAD, here.at("name"), words);
        report.add(finding.only(Severity::Warning));
    }
    let parent = here.request.get("parent").and_then(Value::as_str);
    let is_here = parent.is_some() && space_ref::space_of(name) == parent;
    if !is_reply(here) && is_here && (is_same_thread == Some(true) || !quoted.is_reply) {
        let words = "The quoted message is in the same conversation, so it cannot be forwarded.";
        report.add(
            Finding::new(&QUOTE_THREAD, here.at("quoteType"), words)
                .perhaps("Quote it", here.set("quoteType", "REPLY")),
        );
    }
}

fn is_same_moment(one: &str, other: &str) -> bool {
    let moment = |text| OffsetDateTime::parse(text, &Rfc3339).ok();
    one == other || moment(one).is_some_and(|one| Some(one) == moment(other))
}

fn is_reply(here: &ObjectContext<'_>) -> bool {
    here.text("quoteType") != "FORWARD"
}

/// Returns whether the draft and the quoted message are of one thread, or both begin one.
///
/// `None` if that depends on which threads exist: with a key, or with a thread that need not exist.
fn is_same_thread(request: &Value, quoted: &QuotableMessage, is_flat: bool) -> Option<bool> {
    let option = request.get("messageReplyOption").and_then(Value::as_str);
    let option = ReplyOption::of(option.unwrap_or(""));
    let old_key = request.get("threadKey").and_then(Value::as_str);
    let has_key = old_key.is_some_and(|key| !key.is_empty());
    if is_flat || option == ReplyOption::Unset || !(has_key || has_thread(request)) {
        return Some(!quoted.is_reply);
    }
    let name = thread(request, "name");
    if name.is_empty() {
        return None;
    }
    let may_be_new = option == ReplyOption::Fallback && !quoted.is_reply;
    (name == quoted.thread || !may_be_new).then_some(name == quoted.thread)
}

fn quoted_space(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let parent = here
        .request
        .get("parent")
        .and_then(Value::as_str)
        .unwrap_or("");
    let space = space_ref::space_of(here.text("name")).unwrap_or("");
    if is_reply(here) && !parent.is_empty() && !space.is_empty() && space != parent {
        let words = format!("The quoted message is in {space}, but the message goes to {parent}.");
        report.add(
            Finding::new(&QUOTE_SPACE, here.at("name"), words)
                .perhaps("Forward it", here.set("quoteType", "FORWARD")),
        );
    }
}
