//! Templates in the built program: chosen, filled in, sent; saved from a draft and used again.

use crate::environment::{RELEASE, World};
use crate::send::{choose, send};
use crate::session::key;

#[test]
fn a_template_is_chosen_filled_in_and_sent() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys(key::TEMPLATES).sees("Announcement");
    session.keys("incident").sees("Join the call");
    session.keys(key::ENTER).sees("1 of 8");
    // Typing replaces the proposed default.
    session
        .keys("\"The shop\" 🛒")
        .keys(key::ENTER)
        .sees("2 of 8");
    session.keys(key::ENTER).sees("SEV 3").keys(" ");
    session.keys(key::ENTER).sees("4 of 8").keys("<14:05 & on>");
    // Back to the gallery and in again: nothing is lost.
    session.keys(key::ESC).sees("Join the call");
    session.keys(key::ENTER).sees("<14:05 & on>").sees("SEV 2");
    for number in 2..=8 {
        session.keys(key::ENTER).sees(&format!("{number} of 8"));
    }
    session
        .keys(key::ENTER)
        .sees("draft-2")
        .sees("SEV 2: \"The shop\" 🛒");
    send(&mut session);
    session.sees("Sent to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());

    let text = "🚨 *SEV 2: \"The shop\" 🛒* since <14:05 & on>";
    let sent = world.messages(RELEASE, text);
    assert_eq!(
        sent.len(),
        1,
        "{}",
        world.get(&format!("v1/{RELEASE}/messages"))
    );
    let card = &sent[0]["cardsV2"][0]["card"];
    assert_eq!(card["header"]["title"], "\"The shop\" 🛒");
    assert_eq!(card["header"]["subtitle"], "Incident 42 · open");
    let widgets = &card["sections"][0]["widgets"];
    assert_eq!(
        widgets[1]["decoratedText"]["text"],
        "&lt;14:05 &amp; on&gt;"
    );
    let query = world.requests("POST", "/messages")[0]["query"].to_string();
    assert!(
        query.contains("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
        "{query}"
    );
}

#[test]
fn what_is_typed_into_blanks_survives_a_kill() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys(key::TEMPLATES).sees("Announcement");
    session.keys("incident").sees("Join the call");
    session
        .keys(key::ENTER)
        .sees("1 of 8")
        .keys("The lost shop");
    let file = world.home.path("template-answers.json");
    session.until("the words on the disk", |_| {
        std::fs::read_to_string(&file).is_ok_and(|text| text.contains("The lost shop"))
    });
    session.signal(rustix::process::Signal::KILL);
    assert!(session.dies());
    let mut session = world.start();
    session
        .keys(key::TEXT)
        .keys(key::TEMPLATES)
        .sees("Announcement");
    session.keys("incident").sees("Join the call");
    session.keys(key::ENTER).sees("The lost shop");
}

#[test]
fn a_draft_becomes_a_template_and_is_used() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys("Hello {{name}}, welcome!").sees("welcome!");
    session.keys(key::SAVE_TEMPLATE).sees("Blanks: name");
    session
        .keys("Greeting")
        .keys(key::ENTER)
        .sees("Saved as a template");
    // Saving under the same title replaces nothing without a confirmation.
    session
        .keys(key::SAVE_TEMPLATE)
        .keys("Greeting")
        .keys(key::ENTER);
    session
        .sees("The template greeting already exists")
        .keys(key::ESC)
        .sees_no_more("already");
    session
        .keys(key::TEMPLATES)
        .sees("★ Greeting")
        .keys("greet")
        .keys(key::ENTER);
    session.sees("1 of 1").keys("Ada").keys(key::ENTER);
    session.sees("draft-2").sees("Hello Ada, welcome!");
    send(&mut session);
    session.sees("Sent to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.messages(RELEASE, "Hello Ada, welcome!").len(), 1);
    assert_eq!(world.home.draft("draft-1"), "Hello {{name}}, welcome!");
    let file = std::fs::read_to_string(world.home.path("templates/greeting.json")).unwrap();
    assert!(!file.contains("spaces/"), "{file}");
}
