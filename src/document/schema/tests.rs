//! Cases of the schema's lookups.

use super::*;

#[test]
fn the_builtin_schema_is_read_in_order() {
    let schema = Schema::builtin();
    let message = schema.get("Message").unwrap();
    let first: Vec<_> = message.fields.iter().take(3).map(|f| &f.name).collect();
    assert_eq!(first, ["text", "cardsV2", "accessoryWidgets"]);
    assert_eq!(message.position("accessoryWidgets"), Some(2));
    let cards = message.spelt("cards_v2").unwrap();
    assert_eq!(cards.kind, Kind::Type("CardWithId".to_owned()));
    assert!(cards.repeated && message.spelt("cards_V2").is_none());
    assert!(cards.senders.allows(Sender::Preview) && !cards.senders.allows(Sender::User));
    let text = message.field("text").unwrap();
    assert!(text.senders.allows(Sender::Webhook) && text.scope == Where::Message);
    let request = schema.request("spaces.messages.create").unwrap();
    assert_eq!(request.name, "CreateMessageRequest");
    assert_eq!(request.field("requestId").unwrap().send, Send::Query);
    let loud = schema.get("CreateMessageNotificationOptions").unwrap();
    let numbers: Vec<_> = loud.fields[0].choices().iter().map(|c| c.number).collect();
    assert_eq!(numbers, [0, 2, 3]);
    let data = schema.get("Widget").unwrap().union("data").unwrap();
    assert_eq!(data.members.len(), 12);
}

#[test]
fn labels_have_their_article() {
    let schema = Schema::builtin();
    for (name, words) in [
        ("Action", "an action"),
        ("OverflowMenu", "an overflow menu"),
        ("Icon", "an icon"),
        ("User", "a user"),
        ("Widget", "a widget"),
    ] {
        let kind = schema.get(name).unwrap();
        assert_eq!(kind.with_article(), words);
    }
}
