//! Another profile is chosen in the running composer: each message goes out under its own.

use serde_json::Value;

use crate::environment::{RELEASE, World};
use crate::send::{choose, send};
use crate::session::key;

/// The key that shows the profiles.
const PROFILES: &str = "\x1bs";

/// Returns which profile sent the message with this text, as the history says.
fn sender_of(world: &World, text: &str) -> String {
    let mut found = String::new();
    for entry in std::fs::read_dir(world.home.path("history")).unwrap() {
        let lines = std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
        for line in lines.lines().filter(|line| line.contains(text)) {
            let entry: Value = serde_json::from_str(line).unwrap();
            entry["profile"]
                .as_str()
                .unwrap_or("")
                .clone_into(&mut found);
        }
    }
    found
}

#[test]
fn each_message_goes_out_under_the_profile_that_was_chosen_for_it() {
    let world = World::new();
    let base = world.talk.sandbox.base();
    let user = world.talk.sandbox.authorized_user();
    world.home.write("user.json", user);
    world.home.write(
        "config.toml",
        format!(
            "default_profile = \"build-bot\"\n\
             [profiles.build-bot]\nsender = \"app\"\nkey_file = \"key.json\"\napi_base = \"{base}\"\n\
             [profiles.ada]\nsender = \"user\"\nauthorized_user = \"user.json\"\napi_base = \"{base}\"\n\
             [profiles.broken]\nsender = \"app\"\n"
        ),
    );
    let place = base
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    let mut session = world.start();
    session.sees(&format!("build-bot (app) · {place}"));
    choose(&mut session, "eng-release");
    session.keys("of the bot").sees("of the bot");
    // The answer is lost, so that the try is repeated while another profile has been chosen.
    let fault = "status:503:2*1".parse::<chatquill::sandbox::fault_injection::Fault>();
    let fault = fault.unwrap().on("POST /v1/spaces/*/messages");
    world.talk.sandbox.inject(fault);
    send(&mut session);
    session.sees("trying again");
    session.keys(PROFILES).sees("Who sends").sees("has no key");
    session.keys("ada").keys(key::ENTER);
    session.sees(&format!("ada (user) · {place}"));
    session.sees("ends under the profile that sent it");
    session.until("the message of the bot", |_| {
        world.messages(RELEASE, "of the bot").len() == 1
    });
    session.sees("Sent to # eng-release");
    session.sees(" 14 spaces").keys("\x1b1");
    choose(&mut session, "eng-release");
    session.keys(" and of Ada").sees("and of Ada");
    send(&mut session);
    session.until("the message of Ada", |_| {
        world
            .requests("POST", "/messages")
            .iter()
            .any(|post| post["body"].to_string().contains("of Ada"))
    });
    session.until("its entry", |_| sender_of(&world, "and of Ada") == "ada");
    assert_eq!(sender_of(&world, "\"of the bot\""), "build-bot");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}
