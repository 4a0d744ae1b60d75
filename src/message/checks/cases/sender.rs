//! U: drafts for the rules about senders, spaces and credentials.

use std::time::Duration;

use serde_json::{Value, json};

use super::case::{Case, breaks, chat, click, holds, markdown, message, widget};
use crate::chat::resources::Space;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind::{App, User, Webhook};
use crate::message::checks::setting::{Setting, Upload};

fn preview(setting: &mut Setting) {
    setting.sender = Some(User);
    setting.developer_preview = true;
}

fn webhook(address: &str) -> impl FnOnce(&mut Setting) {
    let address = Secret::new(address);
    |setting| {
        setting.sender = Some(Webhook);
        setting.known.webhook = Some(address);
    }
}

fn granted(scopes: &[&str]) -> impl FnOnce(&mut Setting) {
    let scopes = scopes
        .iter()
        .map(|scope| format!("https://www.googleapis.com/auth/{scope}"))
        .collect();
    |setting| setting.known.granted = Some(scopes)
}

fn asked(scope: &str, is_delegated: bool) -> impl FnOnce(&mut Setting) {
    let scope = format!("https://www.googleapis.com/auth/{scope}");
    move |setting| {
        setting.known.asked = vec![scope];
        setting.known.is_delegated = is_delegated;
    }
}

fn upload(name: &str, bytes: u64) -> impl FnOnce(&mut Setting) {
    let name = name.to_owned();
    move |setting| setting.known.uploads = vec![Upload { name, bytes }]
}

fn posting(may_post: bool, is_manager: bool) -> impl FnOnce(&mut Setting) {
    move |setting| {
        setting.space = Some(Space {
            members_may_post: Some(may_post),
            ..Space::default()
        });
        setting.known.is_manager = Some(is_manager);
    }
}

const URL: &str = "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t";

/// The drafts.
pub fn cases() -> Vec<Case> {
    let cards = || widget(json!({"divider": {}}));
    let text = || message(json!({"text": "t"}));
    let buttons = || json!([{"buttonList": {"buttons": [{"text": "b", "onClick": {"openLink": {"url": "https://e.com"}}}]}}]);
    let accessory = || message(json!({"text": "t", "accessoryWidgets": buttons()}));
    let private = |viewer: Value| message(json!({"text": "t", "privateMessageViewer": viewer}));
    let file = || json!([{"attachmentDataRef": {"attachmentUploadToken": "t"}}]);
    let attached = || message(json!({"text": "t", "attachment": file()}));
    let loud = |how: &str| json!({"createMessageNotificationOptions": {"notificationType": how}, "message": {"text": "t"}});
    let loudness = "/createMessageNotificationOptions/notificationType";
    let mut cases = vec![
        breaks("U01", "m/cardsV2", cards()).by(User),
        breaks(
            "U01",
            "m/cards",
            message(json!({"cards": [{"header": {"title": "T"}}]})),
        )
        .with(preview),
        holds("U01", cards()).with(preview),
        holds("U01", cards()).by(Webhook),
        holds("U01", message(json!({"text": "t", "cardsV2": []}))).by(User),
        breaks(
            "U02",
            "m/cardsV2/0",
            message(json!({"cardsV2": [{"card": {"header": {"title": "T"}}}]})),
        )
        .with(preview),
        holds("U02", cards()).with(preview),
        breaks("U03", "m/accessoryWidgets", accessory()).by(User),
        holds("U03", accessory()).by(App),
        breaks(
            "U04",
            "m/privateMessageViewer",
            private(json!({"name": "users/1"})),
        )
        .by(User),
        holds("U04", private(json!({"name": "users/1"}))).by(App),
        breaks(
            "U05",
            "m/attachment",
            message(json!({"attachment": file(), "privateMessageViewer": {"name": "users/1"}})),
        ),
        holds("U05", attached()),
        breaks(
            "U06",
            "m/privateMessageViewer/name",
            private(json!({"name": "ada"})),
        ),
        breaks("U06", "m/privateMessageViewer", private(json!({}))),
        holds("U06", private(json!({"name": "users/1"}))),
        breaks(
            "U07",
            "m/privateMessageViewer/name",
            private(json!({"name": "users/ada@example.com"})),
        ),
        holds("U07", private(json!({"name": "users/1"}))),
        breaks(
            "U08",
            "m/attachment",
            message(json!({"attachment": file(), "accessoryWidgets": buttons()})),
        ),
        holds("U08", attached()),
        breaks("U09", "m/attachment", attached()).by(App),
        holds("U09", attached()).by(User),
        breaks("U10", "m/attachment", attached()).by(Webhook),
        holds("U10", attached()).by(User),
        breaks("U11", loudness, loud("NOTIFICATION_TYPE_SILENT")).by(User),
        holds("U11", loud("NOTIFICATION_TYPE_NONE")).by(User),
        holds("U11", loud("NOTIFICATION_TYPE_FORCE_NOTIFY")).by(App),
        breaks("U12", "m/text", chat("go :party-parrot:")).by(App),
        breaks("U12", "m/text", chat("go <customEmojis/1>")).by(Webhook),
        holds("U12", chat("go :party-parrot:")).by(User),
        holds("U12", chat("at 12:30:45 🎉")).by(App),
        breaks("U13", "m/text", chat("<users/ada@example.com>")).by(App),
        breaks(
            "U13",
            "m/text",
            markdown("<chat-user data-email=\"ada@example.com\">"),
        )
        .by(App),
        holds("U13", chat("<users/ada@example.com>")).by(User),
        breaks(
            "U14",
            "w/buttonList/buttons/0/onClick/action",
            click(json!({"action": {"function": "f"}})),
        )
        .by(Webhook),
        holds("U14", click(json!({"openLink": {"url": "https://e.com"}}))).by(Webhook),
        breaks("U15", "m/accessoryWidgets", accessory()).by(Webhook),
        holds("U15", accessory()).by(App),
    ];
    for address in [
        "https://example.com/v1/spaces/A/messages?key=k&token=t",
        "https://chat.googleapis.com/v1/spaces/A/messages?key=k",
        "https://chat.googleapis.com/v1/spaces/A/messages?key=&token=t",
        "https://chat.googleapis.com/v1/spaces/A?key=k&token=t",
        "here",
    ] {
        cases.push(breaks("U16", "", text()).with(webhook(address)));
    }
    cases.extend([
        holds("U16", text()).with(webhook(URL)),
        holds("U16", text()).with(webhook(
            "http://127.0.0.1:8085/v1/spaces/A/messages?key=k&token=t",
        )),
        breaks(
            "U17",
            "/parent",
            json!({"parent": "spaces/B", "message": {"text": "t"}}),
        )
        .with(webhook(URL)),
        holds(
            "U17",
            json!({"parent": "spaces/A", "message": {"text": "t"}}),
        )
        .with(webhook(URL)),
        breaks("U18", "", text())
            .by(App)
            .with(granted(&["chat.messages"])),
        breaks("U18", "", text())
            .by(User)
            .with(granted(&["chat.messages.readonly"])),
        holds("U18", text()).by(App).with(granted(&["chat.bot"])),
        holds("U18", text())
            .by(User)
            .with(granted(&["chat.messages"])),
        breaks("U19", "", text())
            .by(User)
            .with(asked("chat.bot", false)),
        breaks("U19", "", text())
            .by(App)
            .with(asked("chat.app.spaces", true)),
        holds("U19", text()).by(App).with(asked("chat.bot", false)),
        breaks("U20", "/parent", text())
            .with(|setting| setting.known.since_last = Some(Duration::from_millis(900))),
        holds("U20", text())
            .with(|setting| setting.known.since_last = Some(Duration::from_secs(1))),
        breaks("U21", "/parent", text()).with(posting(false, false)),
        holds("U21", text()).with(posting(false, true)),
        holds("U21", text()).with(posting(true, false)),
        breaks("U22", "m/attachment/0", attached()).with(upload("notes", 1)),
        breaks("U22", "m/attachment/0", attached()).with(upload("a.png", 0)),
        breaks("U22", "m/attachment/0", attached()).with(upload("a.png", 209_715_201)),
        holds("U22", attached()).with(upload("a.png", 209_715_200)),
        breaks(
            "U23",
            "/messageId",
            json!({"messageId": "client-a", "message": {"text": "t"}}),
        )
        .by(Webhook),
        holds(
            "U23",
            json!({"messageId": "client-a", "message": {"text": "t"}}),
        )
        .by(User),
    ]);
    cases
}
