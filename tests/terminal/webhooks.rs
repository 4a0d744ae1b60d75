//! Kept webhooks in the composer, and drafts whose space was chosen with another sender.

use crate::environment::{RELEASE, World};
use crate::send::{choose, send};
use crate::session::{Session, key};

/// The key of the spaces pane.
const SPACES: &str = "\x1b1";

/// The space of the sandbox's webhook.
const INCIDENTS: &str = "spaces/AAAAincident";

/// Returns a world whose webhook is kept as `alerts`.
fn kept() -> World {
    let world = World::new();
    world
        .home
        .write("webhooks/alerts", world.talk.sandbox.webhook_url());
    world
}

/// Starts the program and waits until it has its spaces, and the webhook beside them.
fn start(world: &World) -> Session {
    let mut session = world.home.start();
    session
        .sees("build-bot (app)")
        .sees(" 15 spaces, 1 webhook");
    session
}

/// Returns the parameters of the webhook's URL that are secret.
fn secrets(world: &World) -> Vec<String> {
    let url = world.talk.sandbox.webhook_url();
    let values = url.split(['=', '&']).skip(1).step_by(2);
    values.map(str::to_owned).collect()
}

#[test]
fn a_kept_webhook_is_chosen_among_the_spaces_and_sends() {
    let world = kept();
    let mut session = start(&world);
    session.keys("/").keys("alerts").keys(key::ENTER);
    session.sees("→ ~ alerts").sees("alerts (webhook)");
    session.keys("FIRING").sees("FIRING");
    session.keys(key::SEND).sees("Send to ~ alerts?");
    session.sees("as alerts (webhook)").keys(key::ENTER);
    session.sees("Sent to ~ alerts");
    let sent = world.messages(INCIDENTS, "FIRING");
    assert_eq!(sent.len(), 1);
    let post = &world.requests("POST", "/messages")[0];
    assert!(!post["query"].to_string().contains("requestId"), "{post}");
    // The next message goes by it, too, and a space chosen by the profile.
    session.keys("and again").sees("and again");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    let mut session = world.home.start();
    session.sees("and again").sees("alerts (webhook)");
    session.keys(SPACES);
    choose(&mut session, "eng-release");
    session.sees("build-bot (app)");
    send(&mut session);
    session.sees("Sent to # eng-release");
    assert_eq!(world.messages(RELEASE, "and again").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_lost_answer_of_a_webhook_is_asked_about_before_a_second_message() {
    let world = kept();
    let mut session = start(&world);
    session.keys("/").keys("alerts").keys(key::ENTER);
    session.sees("alerts (webhook)").keys("once").sees("once");
    let fault = "drop-after*1".parse::<chatquill::sandbox::fault_injection::Fault>();
    let fault = fault.unwrap().on("POST /v1/spaces/*/messages");
    world.talk.sandbox.inject(fault);
    session
        .keys(key::SEND)
        .sees("Send to ~ alerts?")
        .keys(key::ENTER);
    session.sees("Perhaps not sent");
    assert_eq!(world.messages(INCIDENTS, "once").len(), 1);
    session
        .keys(key::SEND)
        .sees("a webhook would post it twice");
    session.keys(key::ENTER).sees("Post it again to ~ alerts?");
    assert_eq!(world.messages(INCIDENTS, "once").len(), 1);
    // The first Enter after a send is one of habit, which posts nothing a second time.
    session.keys(key::ENTER).keys(key::ENTER);
    session.sees("Sent to ~ alerts");
    assert_eq!(world.messages(INCIDENTS, "once").len(), 2);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_webhook_url_among_the_spaces_is_shown_nowhere() {
    let world = kept();
    let mut session = start(&world);
    session.keys("/").paste(&world.talk.sandbox.webhook_url());
    session.sees("Keep a webhook").sees("alerts-2");
    for secret in secrets(&world) {
        assert!(!session.look(|tape| tape.text().contains(&secret)));
    }
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_draft_of_another_profile_keeps_its_words_alone() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys("mine").sees("mine").keys(key::QUIT);
    assert!(session.ends().success());
    let config = format!(
        "default_profile = \"other\"\n\n[profiles.other]\nsender = \"app\"\nkey_file = \"key.json\"\napi_base = \"{}\"\n",
        world.talk.sandbox.base()
    );
    world.home.write("config.toml", config);
    let mut session = world.home.start();
    session
        .sees("This draft's space was chosen with the profile \"build-bot\"")
        .sees("mine");
    session.keys(key::SEND).sees("no space is chosen");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "mine");
}
