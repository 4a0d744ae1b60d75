//! How many keys, beside its words, a message takes from nothing.

use serde_json::{Value, json};

use crate::environment::World;
use crate::send::{choose, send};
use crate::session::{Session, key};

const DOWN: &str = key::DOWN;
const INSERT: &str = "\x1b[2~";
const NEXT_PART: &str = "\x1b[1;5B";
const REFERENCE: &str =
    "https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages";

/// A session that counts every key which puts no character into the message.
struct Counted {
    session: Session,
    keys: usize,
}

impl Counted {
    /// Presses a key, and waits for what it shows.
    fn key(&mut self, key: &str, shows: &str) -> &mut Self {
        self.keys += 1;
        self.session.keys(key).sees(shows);
        self
    }

    /// Types letters that choose something in a list.
    fn letters(&mut self, letters: &str) -> &mut Self {
        for letter in letters.chars() {
            self.keys += 1;
            self.session.keys(&letter.to_string());
        }
        self
    }

    /// Types words of the message.
    fn words(&mut self, words: &str) -> &mut Self {
        let end: Vec<char> = words.chars().collect();
        let end: String = end[end.len().saturating_sub(8)..].iter().collect();
        self.session.keys(words).sees(end.trim());
        self
    }

    /// Adds the widget that is offered first, and types its words.
    fn paragraph(&mut self, words: &str) -> &mut Self {
        self.key(INSERT, "type to filter")
            .key(key::ENTER, "Esc done")
            .words(words)
    }
}

/// Returns a session with a space chosen and an empty draft.
fn started(world: &World) -> Counted {
    let mut session = world.start();
    choose(&mut session, "eng-release");
    Counted { session, keys: 0 }
}

/// Sends what was built, and returns the message that arrived at Google.
fn posted(world: &World, counted: &mut Counted) -> Value {
    counted.session.sees("0 errors");
    send(&mut counted.session);
    counted.session.sees("Sent to # eng-release");
    let posted = world.requests("POST", "/messages");
    assert_eq!(posted.len(), 1);
    serde_json::from_str(posted[0]["body"].as_str().unwrap()).unwrap()
}

fn paragraph(text: &str) -> Value {
    json!({"textParagraph": {"text": text}})
}

const TEXT: &str = "👋🌎 Hello world! I created this message by calling the Chat API's `messages.create()` method.";
const IMAGE: &str =
    "https://fonts.gstatic.com/s/i/short-term/release/googlesymbols/info/default/24px.svg";
const CONTENTS: [&str; 3] = [
    "🔡 <b>Text</b> which can include hyperlinks 🔗, emojis 😄🎉, and @mentions 🗣️.",
    "🖼️ A <b>card</b> to display visual elements and request information such as text 🔤, dates and times 📅, and selections ☑️.",
    "👉🔘 An <b>accessory widget</b> which adds a button to the bottom of a message.",
];

/// Returns the texts below "What's next".
fn next() -> [String; 2] {
    [
        format!("❤️ <a href='{REFERENCE}.reactions/create'>Add a reaction</a>."),
        format!(
            "🔄 <a href='{REFERENCE}/patch'>Update</a> or ❌ <a href='{REFERENCE}/delete'>delete</a> the message."
        ),
    ]
}

/// Returns the first sample of Google's guide to messages.
fn guide() -> Value {
    let [react, update] = next();
    json!({
        "text": TEXT,
        "cardsV2": [{"cardId": "card-1", "card": {
            "header": {"title": "About this message", "imageUrl": IMAGE},
            "sections": [
                {"header": "Contents", "widgets": CONTENTS.map(paragraph)},
                {
                    "header": "What's next",
                    "widgets": [paragraph(&react), paragraph(&update)],
                    "collapsible": true,
                },
            ],
        }}],
        "accessoryWidgets": [{"buttonList": {"buttons": [{
            "text": "View documentation",
            "icon": {"materialIcon": {"name": "link"}},
            "onClick": {"openLink": {
                "url": "https://developers.google.com/workspace/chat/create-messages",
            }},
        }]}}],
    })
}

#[test]
fn the_first_sample_of_the_guide_takes_at_most_40_keys() {
    let world = World::new();
    let mut built = started(&world);
    built
        .words(TEXT)
        .key(key::CARDS, "adds a card")
        .key(key::ENTER, "type to filter")
        .key(key::ENTER, "Enter keep")
        .words("About this message")
        .key(key::ENTER, "Esc outline")
        .key(DOWN, "imageUrl")
        .words(IMAGE)
        .key(NEXT_PART, "collapsible")
        .words("Contents");
    for words in CONTENTS {
        built.paragraph(words);
    }
    built
        .key(INSERT, "type to filter")
        .letters("sec")
        .key(key::ENTER, "Enter keep")
        .words("What's next")
        .key(key::ENTER, "Esc outline")
        .key(DOWN, "collapsible")
        .key(" ", "true");
    for words in next() {
        built.paragraph(&words);
    }
    built
        .key(INSERT, "type to filter")
        .letters("acc")
        .key(key::ENTER, "Enter keep")
        .words("View documentation")
        .key(key::ENTER, "Esc outline")
        .key(key::ENTER, "Choose an icon")
        .letters("link")
        .key(key::ENTER, "Esc outline")
        .key(key::ENTER, "openLink")
        .key(key::ENTER, "Enter keep")
        .words("https://developers.google.com/workspace/chat/create-messages")
        .key(key::ENTER, "Esc outline");
    let keys = built.keys;
    assert_eq!(posted(&world, &mut built), guide());
    assert!(keys <= 40, "{keys} keys");
    built.session.close();
}

#[test]
fn an_approval_card_with_two_functions_takes_at_most_35_keys() {
    let world = World::new();
    let mut built = started(&world);
    built
        .key(key::CARDS, "adds a card")
        .key(key::ENTER, "type to filter")
        .key(key::ENTER, "Enter keep")
        .words("Deploy 2.4?")
        .key(NEXT_PART, "collapsible")
        .paragraph("Ada asks for your approval.")
        .key(INSERT, "type to filter")
        .letters("but");
    for (place, (words, function)) in [("Approve", "onApprove"), ("Reject", "onReject")]
        .into_iter()
        .enumerate()
    {
        if place > 0 {
            built.key(INSERT, "type to filter");
        }
        built
            .key(key::ENTER, "Enter keep")
            .words(words)
            .key(key::ENTER, "Esc outline")
            .key(DOWN, "onClick")
            .key(key::ENTER, "openLink")
            .key(DOWN, "action")
            .key(key::ENTER, "Enter keep")
            .words(function);
    }
    built.key(key::ENTER, "Esc outline");
    let keys = built.keys;
    let button = |words: &str, function: &str| json!({"text": words, "onClick": {"action": {"function": function}}});
    assert_eq!(
        posted(&world, &mut built),
        json!({"cardsV2": [{"cardId": "card-1", "card": {
            "header": {"title": "Deploy 2.4?"},
            "sections": [{"widgets": [
                paragraph("Ada asks for your approval."),
                {"buttonList": {"buttons": [
                    button("Approve", "onApprove"),
                    button("Reject", "onReject"),
                ]}},
            ]}],
        }}]})
    );
    assert!(keys <= 35, "{keys} keys");
    built.session.close();
}
