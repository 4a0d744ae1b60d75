//! Cards built by keys in the program, as they arrive in Chat.

use serde_json::{Value, json};

use crate::environment::{RELEASE, World};
use crate::send::{choose, send};
use crate::session::{Session, key};

const DOCS: &str = "https://developers.google.com/workspace/chat";

/// Returns the message that the test builds: the first sample of Google's guide to messages.
fn message() -> Value {
    let paragraph = |text: &str| json!({"textParagraph": {"text": text}});
    json!({
        "text": "👋🌎 Hello from a terminal",
        "cardsV2": [{
            "cardId": "card-1",
            "card": {
                "header": {"title": "About this message", "imageUrl": format!("{DOCS}/info.png")},
                "sections": [
                    {
                        "header": "Contents",
                        "widgets": [
                            paragraph("🔡 <b>Text</b> with links and emoji 😄🎉"),
                            paragraph("A <b>card</b>\nof two lines"),
                            paragraph("An <b>accessory widget</b>"),
                        ],
                    },
                    {
                        "header": "What's next",
                        "widgets": [
                            paragraph(&format!("<a href=\"{DOCS}/react\">Add a reaction</a>")),
                            paragraph("Update or delete it"),
                        ],
                        "collapsible": true,
                    },
                ],
            },
        }],
        "accessoryWidgets": [{"buttonList": {"buttons": [{
            "text": "View documentation",
            "icon": {"materialIcon": {"name": "link"}},
            "onClick": {"openLink": {"url": format!("{DOCS}/create-messages")}},
        }]}}],
    })
}

/// Adds the first candidate for this query, and waits until its first value is edited.
fn add(session: &mut Session, words: &str, field: &str) {
    session.keys("a").sees("type to filter");
    session
        .keys(words)
        .keys(key::ENTER)
        .sees("Enter keep")
        .sees(field);
}

/// Adds a text paragraph after the part under the cursor, or in it.
fn add_paragraph(session: &mut Session, text: &str) {
    session.keys("a").sees("type to filter");
    session
        .keys("Text paragraph")
        .keys(key::ENTER)
        .sees("Esc done");
    session.keys(text).keys(key::ESC).sees("Esc outline");
    session.keys(key::ESC).sees("Enter fill in");
}

/// Ends the edit of a value, and goes so many rows down in the form.
fn then_down(session: &mut Session, rows: usize) {
    session.keys(key::ENTER).sees("Esc outline");
    session.keys(&"j".repeat(rows));
}

fn build(session: &mut Session) {
    session
        .keys("👋🌎 Hello from a terminal")
        .keys(key::CARDS)
        .sees("a adds a card");
    add(session, "Card", "title");
    session.keys("About this message");
    then_down(session, 2);
    session.keys(key::ENTER).keys(&format!("{DOCS}/info.png"));
    session
        .keys(key::ENTER)
        .sees("Esc outline")
        .keys(key::ESC)
        .sees("Enter fill in");
    session.keys("j").keys(key::ENTER).sees("collapsible");
    session.keys(key::ENTER).sees("Enter keep").keys("Contents");
    session
        .keys(key::ENTER)
        .sees("Esc outline")
        .keys(key::ESC)
        .sees("Enter fill in");
    add_paragraph(session, "🔡 <b>Text</b> with links and emoji 😄🎉");
    add_paragraph(session, "A <b>card</b>\rof two lines");
    add_paragraph(session, "An <b>accessory widget</b>");
    add(session, "Section", "header");
    session.keys("What's next");
    then_down(session, 2);
    session
        .keys(" ")
        .sees("true")
        .keys(key::ESC)
        .sees("Enter fill in");
    add_paragraph(
        session,
        &format!("<a href=\"{DOCS}/react\">Add a reaction</a>"),
    );
    add_paragraph(session, "Update or delete it");
    add(session, "Accessory", "altText");
    session.keys("View documentation");
    then_down(session, 1);
    session
        .keys(key::ENTER)
        .sees("materialIcon")
        .keys("materialIcon")
        .keys(key::ENTER);
    session
        .sees("Choose a Material icon")
        .keys("link")
        .keys(key::ENTER)
        .sees("Esc outline");
    session.keys(&"j".repeat(6));
    session
        .keys(key::ENTER)
        .sees("openLink")
        .keys("openLink")
        .keys(key::ENTER);
    session
        .sees("Enter keep")
        .keys(&format!("{DOCS}/create-messages"));
    session.keys(key::ENTER).sees("Esc outline");
}

#[test]
fn the_sample_of_the_guide_is_built_by_keys_and_arrives() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    build(&mut session);
    session.sees("0 errors");
    send(&mut session);
    session.sees("Sent to # eng-release");
    let posted = world.requests("POST", "/messages");
    assert_eq!(posted.len(), 1);
    let body: Value = serde_json::from_str(posted[0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body, message());
    let sent = world.messages(RELEASE, "👋🌎 Hello from a terminal");
    assert_eq!(sent[0]["cardsV2"], message()["cardsV2"]);
    session.close();
}

#[test]
fn a_part_is_edited_as_json_and_a_fault_leads_back_to_its_line() {
    let world = World::new();
    let home = &world.home;
    let script = home.write(
        "editor.sh",
        "if grep -q '\"fixed\"' \"$1\"; then sed -i 's/,,/,/' \"$1\"; \
         else printf '{\\n  \"header\": \"fixed\",,\\n  \"widgets\": [{\"divider\": {}}]\\n}\\n' > \"$1\"; fi",
    );
    let mut command = world.home.chatquill();
    command.env("VISUAL", format!("sh {}", script.display()));
    let mut session = Session::start(command, crate::environment::WIDE);
    session.sees(" 15 spaces");
    choose(&mut session, "eng-release");
    session.keys(key::CARDS).sees("a adds a card");
    add(&mut session, "Card", "title");
    session
        .keys("T")
        .keys(key::ENTER)
        .sees("Esc outline")
        .keys(key::ESC)
        .sees("Enter fill in");
    session
        .keys("j")
        .keys(key::EDITOR)
        .sees("Cannot read the JSON from the editor")
        .sees("line 2");
    session.close();
    // The next run still has it.
    let mut command = world.home.chatquill();
    command.env("VISUAL", format!("sh {}", script.display()));
    let mut session = Session::start(command, crate::environment::WIDE);
    session.sees(" 15 spaces");
    session.keys(key::CARDS).sees("Enter fill in");
    session
        .keys("jj")
        .keys(key::EDITOR)
        .sees("\"header\": \"fixed\"")
        .sees("\"divider\"");
    session.keys(key::UNDO).sees_no_more("\"divider\"");
    session.close();
}
