//! `chatquill message`: read, edited, deleted, reacted to and pinned, by the senders that may, and told to the history.

use serde_json::Value;

use crate::environment::{RELEASE, World};
use crate::harness::{Lane, Outcome, ended};

/// Returns a lane with a second profile, `ada`, of a person.
fn lane(text: &str, more: &str) -> Lane {
    let lane = Lane::new(text);
    let sandbox = &lane.world.talk.sandbox;
    let base = sandbox.base();
    lane.home().write("ada.json", sandbox.authorized_user());
    let ada = format!(
        "{more}\n[profiles.ada]\nsender = \"user\"\nauthorized_user = \"ada.json\"\napi_base = {base:?}\n{more}\n[profiles.hook]\nsender = \"webhook\"\nurl_env = \"NONE\"\n"
    );
    lane.configure("build-bot", base, &ada);
    lane
}

/// Sends the message and returns its name.
fn sent(lane: &Lane, more: &[&str]) -> String {
    let outcome = lane.send(&[&["--json"], more].concat());
    assert_eq!(outcome.status, 0, "{outcome:?}");
    let message: Value = serde_json::from_str(&outcome.stdout).unwrap();
    message["name"].as_str().unwrap().to_owned()
}

/// Runs `chatquill message` with these arguments.
fn message(lane: &Lane, arguments: &[&str]) -> Outcome {
    let all = [&["message"], arguments].concat();
    ended(lane.command(&all).spawn().unwrap())
}

fn in_chat(world: &World, name: &str) -> Value {
    world.get(&format!("v1/{name}"))
}

/// Returns the state of the message in the history.
fn remembered(lane: &Lane, name: &str) -> Value {
    let arguments = ["history", "show", name, "--json"];
    let outcome = ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(outcome.status, 0, "{outcome:?}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[test]
fn a_message_is_read_by_its_name_and_by_its_address() {
    let lane = lane("read *back*", "");
    let name = sent(&lane, &[]);
    let shown = message(&lane, &["get", &name, "--color", "never"]);
    assert_eq!(shown.status, 0, "{shown:?}");
    for part in ["read back", &name, "https://chat.google.com/"] {
        assert!(shown.stdout.contains(part), "{part}: {shown:?}");
    }
    let link = remembered(&lane, &name)["link"]
        .as_str()
        .unwrap()
        .to_owned();
    let read = message(&lane, &["get", &link, "--json"]);
    let read: Value = serde_json::from_str(&read.stdout).unwrap();
    assert_eq!(read["name"], *name);
    assert_eq!(message(&lane, &["get", "spaces/A"]).status, 2);
    let gone = message(&lane, &["get", &format!("{RELEASE}/messages/no.no")]);
    assert_eq!(gone.status, 1, "{gone:?}");
}

#[test]
fn an_edit_shows_its_difference_and_names_its_fields() {
    let lane = lane("first line\nold line", "");
    let card = r#"{"text":"first line\nold line","cardsV2":[{"cardId":"c","card":{"sections":[{"widgets":[{"textParagraph":{"text":"in a card"}}]}]}}]}"#;
    lane.home().write("message.json", card);
    let arguments = ["send", "message.json", "--space", RELEASE, "--json"];
    let outcome = ended(lane.command(&arguments).spawn().unwrap());
    let made: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let name = made["name"].as_str().unwrap();
    let edited = message(
        &lane,
        &[
            "edit",
            name,
            "--text",
            "first line\n**new** line",
            "--clear-cards",
            "--markup",
            "markdown",
        ],
    );
    assert_eq!(edited.status, 0, "{edited:?}");
    for part in ["- old line", "+ **new** line", "in a card"] {
        assert!(edited.stderr.contains(part), "{part}: {edited:?}");
    }
    let patch = lane.world.requests("PATCH", name).remove(0);
    assert_eq!(patch["query"][0][1], "text,cards_v2", "{patch}");
    assert!(
        patch["body"]
            .as_str()
            .unwrap()
            .contains("MARKUP_SYNTAX_MARKDOWN")
    );
    let now = in_chat(&lane.world, name);
    assert_eq!(now["cardsV2"], Value::Null, "{now}");
    assert!(now["lastUpdateTime"].is_string(), "{now}");
    let entry = remembered(&lane, name);
    assert_eq!(entry["state"], "edited");
    assert_eq!(
        entry["request"]["message"]["text"],
        "first line\n**new** line"
    );
}

#[test]
fn an_edit_goes_on_after_a_broken_connection() {
    let lane = lane("edited once", "");
    let name = sent(&lane, &[]);
    let fault: chatquill::sandbox::fault_injection::Fault = "drop-after*1".parse().unwrap();
    lane.world
        .talk
        .sandbox
        .inject(fault.on("PATCH /v1/spaces/*/messages/*"));
    let edited = message(&lane, &["edit", &name, "--text", "edited"]);
    assert_eq!(edited.status, 0, "{edited:?}");
    assert_eq!(in_chat(&lane.world, &name)["text"], "edited");
}

#[test]
fn what_google_would_refuse_is_refused_before_a_socket_opens() {
    let lane = lane("not edited", "");
    let name = sent(&lane, &[]);
    lane.home().write("card.json", r#"{"cardsV2":[]}"#);
    let seen = lane.world.talk.sandbox.requests().len();
    let long = "x".repeat(33_000);
    let client = format!("{RELEASE}/messages/client-a");
    for (arguments, status, words) in [
        (vec!["edit", &name, "--text", &long], 1, "32000"),
        (
            vec!["edit", &name, "card.json", "--profile", "ada"],
            3,
            "text of a message only",
        ),
        (
            vec!["edit", &name, "--text", "x", "--profile", "hook"],
            3,
            "webhook",
        ),
        (vec!["get", &name, "--profile", "hook"], 3, "webhook"),
        (vec!["delete", &name], 2, "--yes"),
        (vec!["react", &name, "👍"], 3, "only people"),
        (vec!["pin", &name], 3, "only people"),
        (vec!["unpin", &name], 3, "only people"),
        (
            vec!["react", &client, "👍", "--profile", "ada"],
            2,
            "system name",
        ),
        (
            vec!["react", &name, "yes", "--profile", "ada"],
            2,
            "no emoji",
        ),
    ] {
        let outcome = message(&lane, &arguments);
        assert_eq!(outcome.status, status, "{arguments:?} {outcome:?}");
        assert!(outcome.stderr.contains(words), "{words}: {outcome:?}");
    }
    let after = lane.world.talk.sandbox.requests();
    assert_eq!(after.len(), seen, "nothing was asked for, either");
}

#[test]
fn a_message_is_deleted_once_and_stays_in_the_history() {
    let lane = lane("soon gone", "");
    let name = sent(&lane, &[]);
    let fault: chatquill::sandbox::fault_injection::Fault = "drop-after*1".parse().unwrap();
    lane.world
        .talk
        .sandbox
        .inject(fault.on("DELETE /v1/spaces/*/messages/*"));
    let deleted = message(&lane, &["delete", &name, "--yes"]);
    assert_eq!(deleted.status, 0, "the answer was lost: {deleted:?}");
    assert_eq!(lane.count(), 0);
    assert_eq!(remembered(&lane, &name)["state"], "deleted");
    let again = message(&lane, &["delete", &name, "--yes"]);
    assert_eq!(again.status, 1, "{again:?}");
}

#[test]
fn a_person_reacts_and_pins() {
    let lane = lane("liked and pinned", "");
    let name = sent(&lane, &[]);
    let ada = ["--profile", "ada"];
    for (words, was_so) in [("", false), ("was so already", true)] {
        let outcome = message(&lane, &[&["react", &name, "🎉"], &ada[..]].concat());
        assert_eq!(outcome.status, 0, "{outcome:?}");
        assert_eq!(
            outcome.stderr.contains("was so already"),
            was_so,
            "{words}{outcome:?}"
        );
        let outcome = message(&lane, &[&["pin", &name], &ada[..]].concat());
        assert_eq!(outcome.status, 0, "{outcome:?}");
        assert_eq!(
            outcome.stderr.contains("was so already"),
            was_so,
            "{outcome:?}"
        );
    }
    let summaries = &in_chat(&lane.world, &name)["emojiReactionSummaries"];
    assert_eq!(summaries[0]["emoji"]["unicode"], "🎉");
    let pins = lane.world.get(&format!("v1/{RELEASE}/messagePins"));
    assert_eq!(pins["messagePins"][0]["message"], *name);
    let outcome = message(&lane, &[&["unpin", &name], &ada[..]].concat());
    assert_eq!(outcome.status, 0, "{outcome:?}");
    let pins = lane.world.get(&format!("v1/{RELEASE}/messagePins"));
    assert_eq!(pins["messagePins"], Value::Null);
    let outcome = message(&lane, &[&["unpin", &name], &ada[..]].concat());
    assert_eq!(outcome.status, 1, "it is not pinned: {outcome:?}");
}

#[test]
fn a_guarded_profile_changes_nothing_unasked() {
    let lane = lane("guarded", "guard = \"production\"\n");
    // Posted by the app itself, since a guard holds sends as well.
    let app = &lane.world.talk;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let made = runtime.block_on(app.post(RELEASE, "", serde_json::json!({"text": "guarded"})));
    let name = made["name"].as_str().unwrap();
    let asked = message(&lane, &["edit", name, "--text", "changed"]);
    assert_eq!(asked.status, 2, "{asked:?}");
    assert!(
        asked.stderr.contains("+ changed") && asked.stderr.contains("--yes"),
        "{asked:?}"
    );
    let asked = message(&lane, &["react", name, "👍", "--profile", "ada"]);
    assert_eq!(asked.status, 2, "{asked:?}");
    assert_eq!(in_chat(&lane.world, name)["text"], "guarded");
    let edited = message(&lane, &["edit", name, "--text", "changed", "--yes"]);
    assert_eq!(edited.status, 0, "{edited:?}");
    assert_eq!(in_chat(&lane.world, name)["text"], "changed");
}

#[test]
fn delegation_asks_for_the_scope_of_each_deed() {
    let lane = Lane::new("by delegation");
    let base = lane.world.talk.sandbox.base();
    let subject = "subject = \"ada@example.com\"\n";
    lane.configure("delegate", base, subject);
    let name = sent(&lane, &[]);
    for arguments in [
        vec!["get", &name],
        vec!["edit", &name, "--text", "edited"],
        vec!["react", &name, "👍"],
        vec!["pin", &name],
        vec!["unpin", &name],
        vec!["delete", &name, "--yes"],
    ] {
        let outcome = message(&lane, &arguments);
        assert_eq!(outcome.status, 0, "{arguments:?} {outcome:?}");
    }
}
