//! U: rules about the sender, the space and the credentials, beyond the schema.

use crate::chat::sender::SenderKind;
use crate::document::schema::{Sender, Senders};
use crate::message::checks::check_context::Upload;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::sender::{
    ANNOUNCEMENT_SPACE, ATTACHMENT_ACCESSORY, ATTACHMENT_APP_AUTH, ATTACHMENT_NAME,
    CARDS_USER_NO_ID, PRIVATE_ATTACHMENT, PRIVATE_EMAIL, PRIVATE_VIEWER_FORM, SCOPE_MISSING,
    SCOPE_MIX, VIEWER_UNKNOWN, WEBHOOK_ACCESSORY, WEBHOOK_ACTION, WEBHOOK_OTHER_SPACE,
    WEBHOOK_RATE, WEBHOOK_URL,
};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("Message", attachment),
    ("Message", accessories),
    ("User", viewer),
    ("CardWithId", card_of_a_person),
    ("OnClick", action_of_a_webhook),
    ("CreateMessageRequest", webhook),
    ("CreateMessageRequest", scopes),
    ("CreateMessageRequest", space),
    ("CreateMessageRequest", uploads),
];

/// Maximum size of an upload, in bytes.
const UPLOAD: u64 = 209_715_200;

/// Prefix of the URL of every OAuth scope.
const SCOPE: &str = "https://www.googleapis.com/auth/";

/// User scopes; creating a message needs one of them.
const CREATING: [&str; 3] = ["chat.messages.create", "chat.messages", "chat.import"];

fn attachment(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("attachment") {
        return;
    }
    let path = here.at("attachment");
    if here.has("privateMessageViewer") {
        let words = "The message has an attachment and a private viewer.";
        report.add(Finding::new(&PRIVATE_ATTACHMENT, path.clone(), words));
    }
    if here.is_set("accessoryWidgets") {
        let words = "The message has an attachment and accessory buttons.";
        report.add(Finding::new(&ATTACHMENT_ACCESSORY, path.clone(), words));
    }
    if report.context.is_sent_by(SenderKind::App) {
        let words = "An app sends an attachment.";
        let able = Senders::of([Sender::User]);
        report.add(Finding::new(&ATTACHMENT_APP_AUTH, path, words).right_for(able));
    }
}

fn accessories(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.is_set("accessoryWidgets") && report.context.is_sent_by(SenderKind::Webhook) {
        let words = "A webhook sends accessory buttons.";
        let able = Senders::of([Sender::App]);
        let path = here.at("accessoryWidgets");
        report.add(Finding::new(&WEBHOOK_ACCESSORY, path, words).right_for(able));
    }
}

fn viewer(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.key != "privateMessageViewer" {
        return;
    }
    let name = here.text("name");
    if name.is_empty() {
        report.add(Finding::new(
            &PRIVATE_VIEWER_FORM,
            here.path(),
            "The private viewer has no name.",
        ));
    } else if name.contains('@') {
        let words = format!(
            "The private viewer is named by address, {}.",
            format_value::quoted(name)
        );
        report.add(Finding::new(&PRIVATE_EMAIL, here.at("name"), words));
    } else if let Some(members) = &report.context.known.members
        && !members.contains(name)
    {
        let words = format!(
            "{} is not a member of the space, and alone would see the message.",
            format_value::quoted(name)
        );
        report.add(Finding::new(&VIEWER_UNKNOWN, here.at("name"), words));
    }
}

fn card_of_a_person(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    let is_preview = context.is_sent_by(SenderKind::User) && context.developer_preview;
    if is_preview && here.key == "cardsV2" && here.text("cardId").is_empty() {
        let words = "A card that a person sends has no cardId.";
        report.add(Finding::new(&CARDS_USER_NO_ID, here.path(), words));
    }
}

fn action_of_a_webhook(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.has("action") && report.context.is_sent_by(SenderKind::Webhook) {
        let words = "The button calls an app, but a webhook has none.";
        let able = Senders::of([Sender::App]);
        report.add(Finding::new(&WEBHOOK_ACTION, here.at("action"), words).right_for(able));
    }
}

fn webhook(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    let Some(address) = &context.known.webhook else {
        return;
    };
    if let Some(words) = webhook_fault(address.reveal()) {
        report.add(Finding::new(&WEBHOOK_URL, "", words));
        return;
    }
    let (parent, own) = (here.text("parent"), webhook_space(address.reveal()));
    if let Some(own) = own.filter(|own| !parent.is_empty() && own != parent) {
        let words = format!("The webhook belongs to {own}, not to {parent}.");
        report.add(Finding::new(&WEBHOOK_OTHER_SPACE, here.at("parent"), words));
    }
}

/// Returns what is wrong with the URL of a webhook, in a sentence that shows nothing of its secrets.
///
/// On loopback any host will do, for the sandbox.
#[must_use]
pub fn webhook_fault(address: &str) -> Option<&'static str> {
    let Some((origin, rest)) = address.split_once("/v1/spaces/") else {
        return Some("The webhook's address has no /v1/spaces/ in it.");
    };
    let is_local = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"]
        .into_iter()
        .any(|local| origin.starts_with(local));
    if !is_local && origin != "https://chat.googleapis.com" {
        return Some("The webhook's address does not begin with https://chat.googleapis.com/.");
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_path = path
        .split_once('/')
        .is_some_and(|(space, end)| !space.is_empty() && end == "messages");
    if !is_path {
        return Some("The webhook's address is not of the form /v1/spaces/SPACE/messages.");
    }
    let has = |name: &str| {
        query.split('&').any(|pair| {
            pair.split_once('=')
                .is_some_and(|(key, value)| key == name && !value.is_empty())
        })
    };
    match (has("key"), has("token")) {
        (true, true) => None,
        (false, _) => Some("The webhook's address has no key."),
        (_, false) => Some("The webhook's address has no token."),
    }
}

fn webhook_space(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("/v1/spaces/")?;
    let (space, _) = rest.split_once('/')?;
    Some(format!("spaces/{space}"))
}

fn scopes(_: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    let is_app = context.is_sent_by(SenderKind::App) && !context.known.is_delegated;
    if let (Some(granted), Some(sender)) = (&context.known.granted, context.sender) {
        let has = |name: &str| {
            granted
                .iter()
                .any(|scope| scope.strip_prefix(SCOPE) == Some(name))
        };
        let (able, wanted) = match sender {
            SenderKind::Webhook => (true, ""),
            _ if is_app => (has("chat.bot"), "chat.bot"),
            _ => (CREATING.into_iter().any(has), CREATING[0]),
        };
        if !able {
            let words = format!("The credentials lack the scope {wanted}.");
            report.add(Finding::new(&SCOPE_MISSING, "", words));
        }
    }
    for scope in &context.known.asked {
        let name = scope.strip_prefix(SCOPE).unwrap_or(scope);
        let is_of_apps = name == "chat.bot" || name.starts_with("chat.app.");
        if is_of_apps && !is_app && context.sender.is_some() {
            let words = format!("{name} is requested for a person.");
            report.add(Finding::new(&SCOPE_MIX, "", words));
        }
    }
}

fn space(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    if context
        .known
        .since_last
        .is_some_and(|since| since.as_millis() < 1000)
    {
        let words = "The last message went to this space less than a second ago.";
        report.add(Finding::new(&WEBHOOK_RATE, here.at("parent"), words));
    }
    let Some(space) = &context.space else {
        return;
    };
    if space.members_may_post == Some(false) && context.known.is_manager != Some(true) {
        let name = format_value::quoted(&space.display_name);
        let words = format!("Only managers post into {name}.");
        report.add(Finding::new(&ANNOUNCEMENT_SPACE, here.at("parent"), words));
    }
}

fn uploads(_: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    for (place, file) in context.known.uploads.iter().enumerate() {
        if let Some(words) = upload_fault(file) {
            let path = format!("/message/attachment/{place}");
            report.add(Finding::new(&ATTACHMENT_NAME, path, words));
        }
    }
}

/// Returns why a file cannot be uploaded, in a sentence.
#[must_use]
pub fn upload_fault(file: &Upload) -> Option<String> {
    let name = format_value::quoted(&file.name);
    let has_ending = file
        .name
        .rsplit_once('.')
        .is_some_and(|(stem, end)| !stem.is_empty() && !end.is_empty());
    if file.bytes == 0 {
        Some(format!("The file {name} is empty."))
    } else if file.bytes > UPLOAD {
        Some(format!(
            "The file {name} has {} bytes; at most 209,715,200 are allowed.",
            file.bytes
        ))
    } else if !has_ending {
        Some(format!("The file name {name} has no extension."))
    } else {
        None
    }
}
