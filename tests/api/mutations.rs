//! Mutations of a request: what people mistype, leave out, overfill, or send as the wrong sender.

use chatquill::document::pointer;
use chatquill::document::resolve::SchemaNode;
use chatquill::document::schema::{Field, Kind, snake};
use chatquill::message::size;
use serde_json::{Value, json};

use crate::generate::{Dice, object};
use crate::insertion_points::{field_at, insert, is_in_body, kind_at, put, somewhere, take};
use crate::valid_references::Facts;

/// Resource names, valid and invalid, that are tried in every field that holds a name.
const NAMES: [&str; 16] = [
    "",
    "x",
    "spaces/",
    "spaces/AAAArelease1",
    "spaces/AAAArelease1/threads/Nowhere",
    "spaces/AAAArelease1/messages/No.No",
    "spaces/AAAAlunch001/threads/T",
    "spaces/A b/threads/T",
    "spaces/AAAArelease1/threads/",
    "spaces/AAAArelease1/threads/a b",
    "spaces/AAAArelease1/threads/a/b",
    "users/",
    "users/app",
    "users/ada@example.com",
    "users/a/b",
    "rooms/AAAArelease1",
];

/// IDs for a message, valid and invalid.
const IDS: [&str; 9] = [
    "client-a-1",
    "client-",
    "client-A",
    "custom-a",
    "client-a b",
    "client-ü",
    "client-a_b",
    "client-123456789-123456789-123456789-123456789-123456789-123456",
    "client-123456789-123456789-123456789-123456789-123456789-1234567",
];

/// Breaks a request, or changes it in a way that looks like it.
pub fn break_at_random(request: &mut Value, facts: &Facts, dice: &mut Dice<'_>) {
    match dice.below(21) {
        0 => unknown_field(request, dice),
        1 => respell(request, dice),
        2 => other_type(request, dice),
        3 => other_choice(request, dice),
        4 => second_member(request, dice),
        5 => leave_out(request, dice),
        6 => overfill(request, dice),
        7 => longer_list(request, dice),
        8 => empty(request, dice),
        9 => odd_number(request, dice),
        10 => other_name(request, dice),
        11 => request["messageId"] = json!(dice.pick(&IDS)),
        12 => for_another_sender(request, dice),
        13 => cards_alike(request, dice),
        14 => weigh(request, dice),
        15 => blank(request, dice),
        16 => foreign_quote(request, facts, dice),
        17 => thread(request, facts, dice),
        18 => misplaced_widget(request, dice),
        19 => in_quotation_marks(request, dice),
        _ => idle_click(request, dice),
    }
}

fn unknown_field(request: &mut Value, dice: &mut Dice<'_>) {
    let name = *dice.pick(&["colour", "footer", "card_v2", "text_", "Text", "imageStyle"]);
    let values = [json!("x"), json!(1), json!({}), json!(null)];
    let value = dice.pick(&values).clone();
    if let Some(path) = somewhere(request, dice, |_, _, value| value.is_object()) {
        // An empty or null value is not written into the URL.
        let is_written = path.starts_with("/message");
        insert(
            request,
            &path,
            name,
            if is_written { value } else { json!("x") },
        );
    }
}

fn respell(request: &mut Value, dice: &mut Dice<'_>) {
    let is_key = |path: &str, _: Option<SchemaNode<'_>>, _: &Value| {
        is_in_body(path)
            && pointer::split(path).is_some_and(|(_, key)| pointer::place(&key).is_none())
    };
    let Some(path) = somewhere(request, dice, is_key) else {
        return;
    };
    let Some((above, key)) = pointer::split(&path) else {
        return;
    };
    let other = match dice.below(4) {
        0 => snake(&key),
        1 => key.to_uppercase(),
        2 => format!("{key}s"),
        _ => key.to_lowercase(),
    };
    let (above, keeps) = (above.to_owned(), dice.once_in(4));
    let value = if keeps {
        request.pointer(&path).cloned()
    } else {
        take(request, &path)
    };
    insert(request, &above, &other, value.unwrap_or_default());
}

fn other_type(request: &mut Value, dice: &mut Dice<'_>) {
    let values = [
        json!("x"),
        json!(1),
        json!(true),
        json!(2.5),
        json!([]),
        json!({}),
        json!([null]),
        json!("1"),
        json!("-7.0"),
        json!("true"),
    ];
    let value = dice.pick(&values).clone();
    if let Some(path) = somewhere(request, dice, |path, _, _| is_in_body(path)) {
        put(request, &path, value);
    }
}

fn other_choice(request: &mut Value, dice: &mut Dice<'_>) {
    let is_choice = |_: &str, spot: Option<SchemaNode<'_>>, _: &Value| matches!(spot, Some(SchemaNode::Plain(field)) if !field.choices().is_empty());
    let Some(path) = somewhere(request, dice, is_choice) else {
        return;
    };
    let known = field_at(&path).map_or(&[][..], Field::choices);
    let value = match dice.below(5) {
        0 => json!("SIDEWAYS"),
        1 => json!(99),
        2 => json!(known[dice.below(known.len())].number),
        3 => json!(known[dice.below(known.len())].name.to_lowercase()),
        _ => json!(known[0].name),
    };
    put(request, &path, value);
}

fn second_member(request: &mut Value, dice: &mut Dice<'_>) {
    let has_union = |_: &str, spot: Option<SchemaNode<'_>>, _: &Value| matches!(spot, Some(SchemaNode::Object(kind)) if !kind.unions.is_empty());
    let Some(path) = somewhere(request, dice, has_union) else {
        return;
    };
    let Some(kind) = kind_at(&path) else { return };
    let members = &dice.pick(&kind.unions).members;
    let member = dice.pick(members);
    let value = match kind.field(member).map(|field| &field.kind) {
        Some(Kind::Type(name)) => object(dice, name),
        _ => json!("star"),
    };
    insert(request, &path, member, value);
}

fn leave_out(request: &mut Value, dice: &mut Dice<'_>) {
    let is_needed = dice.once_in(2);
    let fits = |path: &str, _: Option<SchemaNode<'_>>, _: &Value| {
        let field = pointer::split(path).and_then(|(above, key)| kind_at(above)?.field(&key));
        let needs = field.is_some_and(|field| field.required || field.limit.min_items.is_some());
        !path.is_empty() && (needs || !is_needed)
    };
    if let Some(path) = somewhere(request, dice, fits) {
        take(request, &path);
    }
}

/// Writes a boolean or a number as a text.
fn in_quotation_marks(request: &mut Value, dice: &mut Dice<'_>) {
    let is_plain = |path: &str, _: Option<SchemaNode<'_>>, value: &Value| {
        is_in_body(path) && (value.is_boolean() || value.is_number())
    };
    if let Some(path) = somewhere(request, dice, is_plain) {
        let text = request.pointer(&path).map(Value::to_string);
        put(request, &path, json!(text));
    }
}

/// Sets a text of as many characters as are allowed, or of one more.
fn overfill(request: &mut Value, dice: &mut Dice<'_>) {
    let is_bounded = |_: &str, spot: Option<SchemaNode<'_>>, _: &Value| matches!(spot, Some(SchemaNode::Plain(field)) if field.limit.max_chars.is_some());
    let Some(path) = somewhere(request, dice, is_bounded) else {
        request["threadKey"] = json!("k".repeat(4000 + dice.below(2)));
        return;
    };
    let most = field_at(&path)
        .and_then(|field| field.limit.max_chars)
        .unwrap_or(1);
    let letter = *dice.pick(&["a", "鍵"]);
    put(request, &path, json!(letter.repeat(most + dice.below(2))));
}

fn longer_list(request: &mut Value, dice: &mut Dice<'_>) {
    let is_bounded = dice.once_in(2);
    let is_list = |_: &str, spot: Option<SchemaNode<'_>>, value: &Value| {
        let max = matches!(spot, Some(SchemaNode::List(field)) if field.limit.max_items.is_some());
        value.as_array().is_some_and(|items| !items.is_empty()) && (max || !is_bounded)
    };
    let Some(path) = somewhere(request, dice, is_list) else {
        return;
    };
    let length = *dice.pick(&[2, 3, 100, 101]);
    if let Some(Value::Array(items)) = request.pointer_mut(&path) {
        let first = items[0].clone();
        items.resize(length, first);
    }
}

fn empty(request: &mut Value, dice: &mut Dice<'_>) {
    let Some(path) = somewhere(request, dice, |path, _, _| is_in_body(path)) else {
        return;
    };
    let nothing = match request.pointer(&path) {
        _ if dice.once_in(4) => Value::Null,
        Some(Value::Array(_)) => json!([]),
        Some(Value::Object(_)) => json!({}),
        Some(Value::Number(_)) => json!(0),
        Some(Value::Bool(_)) => json!(false),
        _ => json!(""),
    };
    put(request, &path, nothing);
}

fn odd_number(request: &mut Value, dice: &mut Dice<'_>) {
    let is_number = |path: &str, spot: Option<SchemaNode<'_>>, _: &Value| {
        is_in_body(path)
            && matches!(spot, Some(SchemaNode::Plain(field)) if matches!(field.kind, Kind::Whole | Kind::Long | Kind::Real))
    };
    let numbers = [
        json!(-1),
        json!(0),
        json!(255),
        json!(0.5),
        json!(5_000_000_000_i64),
        json!("3"),
        json!("NaN"),
        json!("1e2"),
    ];
    let number = dice.pick(&numbers).clone();
    if let Some(path) = somewhere(request, dice, is_number) {
        put(request, &path, number);
    }
}

fn other_name(request: &mut Value, dice: &mut Dice<'_>) {
    let is_name = |_: &str, spot: Option<SchemaNode<'_>>, _: &Value| matches!(spot, Some(SchemaNode::Plain(field)) if field.limit.form.is_some());
    let name = *dice.pick(&NAMES);
    if let Some(path) = somewhere(request, dice, is_name) {
        put(request, &path, json!(name));
    }
}

/// Sets fields that not every sender may use, or not together.
fn for_another_sender(request: &mut Value, dice: &mut Dice<'_>) {
    let (key, value) = match dice.below(6) {
        0 => ("cardsV2", json!([object(dice, "CardWithId")])),
        1 => ("accessoryWidgets", json!([object(dice, "AccessoryWidget")])),
        2 => (
            "privateMessageViewer",
            json!({"name": "users/100000000000000000001"}),
        ),
        3 => (
            "attachment",
            json!([{"attachmentDataRef": {"attachmentUploadToken": "t"}}]),
        ),
        4 => ("cards", json!([{"header": {"title": "t"}}])),
        _ => {
            let loud = *dice.pick(&[
                "NOTIFICATION_TYPE_NONE",
                "NOTIFICATION_TYPE_SILENT",
                "NOTIFICATION_TYPE_FORCE_NOTIFY",
                "NOTIFICATION_TYPE_UNSPECIFIED",
            ]);
            request["createMessageNotificationOptions"] = json!({"notificationType": loud});
            return;
        }
    };
    insert(request, "/message", key, value);
}

fn cards_alike(request: &mut Value, dice: &mut Dice<'_>) {
    let Some(Value::Array(cards)) = request.pointer_mut("/message/cardsV2") else {
        return;
    };
    let Some(mut twin) = cards.first().cloned() else {
        return;
    };
    if let (Some(twin), false) = (twin.as_object_mut(), dice.once_in(2)) {
        twin.shift_remove("cardId");
    }
    cards.push(twin);
}

/// Fills a message to about as many bytes as a message may have.
fn weigh(request: &mut Value, dice: &mut Dice<'_>) {
    let wanted = size::LIMIT - 2 + dice.below(5);
    if let Some(Value::Object(message)) = request.get_mut("message") {
        message.insert("text".into(), json!(""));
        let bare = size::bytes(&Value::Object(message.clone()));
        let text = "x".repeat(wanted.saturating_sub(bare));
        message.insert("text".into(), json!(text));
    }
}

fn blank(request: &mut Value, dice: &mut Dice<'_>) {
    insert(
        request,
        "/message",
        "text",
        json!(*dice.pick(&["", " ", "\n\t", "\u{3000}"])),
    );
    if dice.once_in(2) {
        take(request, "/message/cardsV2");
    }
}

fn foreign_quote(request: &mut Value, facts: &Facts, dice: &mut Dice<'_>) {
    let spaces: Vec<&String> = facts.messages.keys().collect();
    let space = dice.pick(&spaces).as_str();
    if let Some(message) = request["message"].as_object_mut() {
        facts.quote(message, space, dice);
    }
    match dice.below(4) {
        0 => put(
            request,
            "/message/quotedMessageMetadata/lastUpdateTime",
            json!("2026-01-31T09:00:00Z"),
        ),
        1 => {
            take(request, "/message/quotedMessageMetadata/lastUpdateTime");
        }
        _ => {}
    }
}

fn thread(request: &mut Value, facts: &Facts, dice: &mut Dice<'_>) {
    let spaces: Vec<&String> = facts.threads.keys().collect();
    let space = *dice.pick(&spaces);
    let known = &facts.threads[space];
    let name = match dice.below(3) {
        0 if !known.is_empty() => dice.pick(known).clone(),
        1 => format!("spaces/{space}/threads/Nowhere"),
        _ => (*dice.pick(&NAMES)).to_owned(),
    };
    insert(request, "/message", "thread", json!({ "name": name }));
    if dice.once_in(3) {
        insert(request, "/message/thread", "threadKey", json!("k"));
    }
    let option = *dice.pick(&[
        "MESSAGE_REPLY_OPTION_UNSPECIFIED",
        "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
        "REPLY_MESSAGE_OR_FAIL",
    ]);
    request["messageReplyOption"] = json!(option);
}

/// Puts a widget where its kind is not allowed: in a column, in a slide.
fn misplaced_widget(request: &mut Value, dice: &mut Dice<'_>) {
    let name = *dice.pick(&["divider", "grid", "columns", "carousel", "chipList"]);
    let is_narrow = |_: &str, spot: Option<SchemaNode<'_>>, _: &Value| matches!(spot, Some(SchemaNode::Object(kind)) if matches!(kind.name.as_str(), "Widgets" | "NestedWidget"));
    if let Some(path) = somewhere(request, dice, is_narrow) {
        put(request, &path, json!({name: {}}));
    }
}

fn idle_click(request: &mut Value, dice: &mut Dice<'_>) {
    let is_click = |_: &str, spot: Option<SchemaNode<'_>>, _: &Value| matches!(spot, Some(SchemaNode::Object(kind)) if kind.name == "OnClick");
    let idle = dice.pick(&[json!({}), json!({"action": null})]).clone();
    if let Some(path) = somewhere(request, dice, is_click) {
        put(request, &path, idle);
    }
}
