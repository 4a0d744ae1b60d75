//! T and Q: drafts for the rules about threads and quotes.

use serde_json::{Value, json};

use super::case::{Case, breaks, holds, message};
use crate::chat::resources::{Space, SpaceKind, Threading};
use crate::message::checks::setting::{Deed, Quoted, Setting};

const FALLBACK: &str = "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD";
const OR_FAIL: &str = "REPLY_MESSAGE_OR_FAIL";

fn reply(option: &str, thread: Value) -> Value {
    json!({"parent": "spaces/A", "messageReplyOption": option, "message": {"text": "t", "thread": thread}})
}

fn into(kind: SpaceKind, threading: Threading) -> impl FnOnce(&mut Setting) {
    move |setting| {
        setting.space = Some(Space {
            kind,
            threading,
            ..Space::default()
        });
    }
}

fn known(key: &str) -> impl FnOnce(&mut Setting) {
    let key = key.to_owned();
    |setting| setting.known.thread_keys = Some([key].into())
}

fn quoted(is_reply: bool) -> impl FnOnce(&mut Setting) {
    move |setting| {
        setting.known.quoted = Some(Quoted {
            name: "spaces/A/messages/B.C".to_owned(),
            last_update_time: "2026-01-31T09:00:00Z".to_owned(),
            thread: "spaces/A/threads/B".to_owned(),
            is_reply,
        });
    }
}

fn quote(name: &str, time: &str, more: Value) -> Value {
    let mut draft = json!({"parent": "spaces/A", "message": {"text": "t", "quotedMessageMetadata": {"name": name, "lastUpdateTime": time}}});
    for (key, value) in more.as_object().unwrap() {
        draft["message"]["quotedMessageMetadata"][key] = value.clone();
    }
    draft
}

fn quoting(option: &str, name: &str, thread: &str) -> Value {
    let mut draft = quote(name, "2026-01-31T09:00:00Z", json!({}));
    draft["messageReplyOption"] = json!(option);
    draft["message"]["thread"] = json!({ "name": thread });
    draft
}

/// The drafts.
pub fn cases() -> Vec<Case> {
    let key = || json!({"threadKey": "k"});
    let name = || json!({"name": "spaces/A/threads/B"});
    let (mine, now) = ("spaces/A/messages/B.C", "2026-01-31T09:00:00Z");
    let at = "m/quotedMessageMetadata";
    let nothing = || json!({});
    let edit = |setting: &mut Setting| {
        setting.deed = Deed::Patch {
            name: mine.to_owned(),
            update_mask: "quoted_message_metadata".to_owned(),
            allow_missing: false,
        };
    };
    vec![
        breaks(
            "T01",
            "m/thread",
            message(json!({"text": "t", "thread": key()})),
        ),
        breaks(
            "T01",
            "m/thread",
            reply("MESSAGE_REPLY_OPTION_UNSPECIFIED", name()),
        ),
        holds("T01", reply(FALLBACK, key())),
        breaks(
            "T02",
            "/messageReplyOption",
            json!({"messageReplyOption": OR_FAIL, "message": {"text": "t"}}),
        ),
        holds(
            "T02",
            json!({"messageReplyOption": OR_FAIL, "threadKey": "k", "message": {"text": "t"}}),
        ),
        breaks(
            "T03",
            "m/thread/threadKey",
            reply(FALLBACK, json!({"threadKey": "k".repeat(4001)})),
        ),
        holds(
            "T03",
            reply(FALLBACK, json!({"threadKey": "é".repeat(4000)})),
        ),
        breaks(
            "T04",
            "m/thread/name",
            reply(FALLBACK, json!({"name": "B"})),
        ),
        breaks(
            "T04",
            "m/thread/name",
            reply(FALLBACK, json!({"name": "spaces/A/messages/B"})),
        ),
        holds("T04", reply(FALLBACK, name())),
        breaks(
            "T05",
            "m/thread/name",
            reply(FALLBACK, json!({"name": "spaces/B/threads/B"})),
        ),
        holds("T05", reply(FALLBACK, name())),
        breaks(
            "T06",
            "m/thread",
            reply(
                FALLBACK,
                json!({"name": "spaces/A/threads/B", "threadKey": "k"}),
            ),
        ),
        holds("T06", reply(FALLBACK, name())),
        breaks("T07", "m/thread", reply(FALLBACK, key()))
            .with(into(SpaceKind::DirectMessage, Threading::Threaded)),
        breaks(
            "T07",
            "/messageReplyOption",
            json!({"messageReplyOption": OR_FAIL, "message": {"text": "t"}}),
        )
        .with(into(SpaceKind::Space, Threading::Unthreaded)),
        holds("T07", reply(FALLBACK, key())).with(into(SpaceKind::Space, Threading::Threaded)),
        breaks("T08", "/messageReplyOption", reply(OR_FAIL, key())).with(known("other")),
        holds("T08", reply(OR_FAIL, key())).with(known("k")),
        holds("T08", reply(FALLBACK, key())).with(known("other")),
        breaks(
            "T09",
            "/threadKey",
            json!({"threadKey": "k", "messageReplyOption": FALLBACK, "message": {"text": "t", "thread": key()}}),
        ),
        holds(
            "T09",
            json!({"threadKey": "k", "messageReplyOption": FALLBACK, "message": {"text": "t"}}),
        ),
        breaks(
            "Q01",
            "m/quotedMessageMetadata/name",
            quote("B.C", now, nothing()),
        ),
        breaks(
            "Q01",
            at,
            message(json!({"text": "t", "quotedMessageMetadata": {"lastUpdateTime": now}})),
        ),
        holds("Q01", quote(mine, now, nothing())),
        breaks(
            "Q02",
            at,
            message(json!({"text": "t", "quotedMessageMetadata": {"name": mine}})),
        ),
        breaks(
            "Q02",
            "m/quotedMessageMetadata/lastUpdateTime",
            quote(mine, "2026-01-30T09:00:00Z", nothing()),
        )
        .with(quoted(false)),
        holds("Q02", quote(mine, now, nothing())).with(quoted(false)),
        holds("Q02", quote(mine, "2026-01-31T10:00:00+01:00", nothing())).with(quoted(false)),
        breaks(
            "Q03",
            "m/quotedMessageMetadata/name",
            quote(mine, now, nothing()),
        )
        .with(quoted(true)),
        holds("Q03", quote(mine, now, nothing())).with(quoted(false)),
        holds("Q03", quote(mine, now, json!({"quoteType": "FORWARD"}))).with(quoted(true)),
        breaks(
            "Q03",
            "m/quotedMessageMetadata/quoteType",
            quote(mine, now, json!({"quoteType": "FORWARD"})),
        )
        .with(quoted(false)),
        breaks(
            "Q03",
            "m/quotedMessageMetadata/name",
            quoting(OR_FAIL, mine, "spaces/A/threads/Z"),
        )
        .with(quoted(false)),
        // A warning: the thread may be gone, and the message then begins one as the quoted one does.
        breaks(
            "Q03",
            "m/quotedMessageMetadata/name",
            quoting(FALLBACK, mine, "spaces/A/threads/Z"),
        )
        .with(quoted(false)),
        breaks(
            "Q03",
            "m/quotedMessageMetadata/name",
            quoting(FALLBACK, mine, "spaces/A/threads/Z"),
        )
        .with(quoted(true)),
        holds("Q03", quoting(FALLBACK, mine, "spaces/A/threads/B")).with(quoted(true)),
        breaks(
            "Q04",
            "m/quotedMessageMetadata/name",
            quote("spaces/B/messages/B.C", now, nothing()),
        ),
        holds(
            "Q04",
            quote(
                "spaces/B/messages/B.C",
                now,
                json!({"quoteType": "FORWARD"}),
            ),
        ),
        holds("Q04", quote(mine, now, nothing())),
        breaks("Q05", at, quote(mine, now, nothing())).with(edit),
        holds("Q05", quote(mine, now, nothing())),
    ]
}
