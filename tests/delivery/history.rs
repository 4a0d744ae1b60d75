//! `chatquill history`: every send over all runs, found by its words, shown, and sent again only when meant.

use serde_json::Value;

use crate::environment::RELEASE;
use crate::harness::{Lane, Outcome, ended};

/// Runs `chatquill history` with these arguments.
fn history(lane: &Lane, arguments: &[&str]) -> Outcome {
    let all = [&["history"], arguments].concat();
    ended(lane.command(&all).spawn().unwrap())
}

fn entries(lane: &Lane, more: &[&str]) -> Vec<Value> {
    let outcome = history(lane, &[&["list", "--json"], more].concat());
    assert_eq!(outcome.status, 0, "{outcome:?}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[test]
fn what_was_sent_and_what_failed_is_listed_the_latest_first() {
    let lane = Lane::new("the first words\nand a second line");
    assert!(
        history(&lane, &["list"])
            .stderr
            .contains("nothing was sent")
    );
    assert_eq!(lane.send(&[]).status, 0);
    lane.meets(&["status:403*1"]);
    assert_eq!(lane.send_of("refused", &[]).status, 3);
    let all = entries(&lane, &[]);
    let [failed, sent] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!(
        (&failed["state"], &failed["title"]),
        (&"failed".into(), &"refused".into())
    );
    assert!(
        failed["reason"].as_str().unwrap().contains("403"),
        "{failed}"
    );
    assert_eq!(sent["state"], "sent");
    assert_eq!(sent["title"], "the first words");
    assert_eq!(
        (&sent["space"], &sent["sender"]),
        (&RELEASE.into(), &"app".into())
    );
    assert_eq!(
        (&sent["spaceName"], &sent["profile"]),
        (&"eng-release".into(), &"build-bot".into())
    );
    let name = sent["name"].as_str().unwrap();
    assert!(name.starts_with(RELEASE), "{sent}");
    let id = name.rsplit('/').next().unwrap().replace('.', "/");
    let link = sent["link"].as_str().unwrap();
    assert!(
        link.starts_with("https://chat.google.com/") && link.ends_with(&id),
        "{sent}"
    );
    for (more, found) in [
        (&["--filter", "SECOND line"][..], 1),
        (&["--filter", "failed"], 1),
        (&["--filter", "nowhere"], 0),
        (&["--space", "AAAArelease1"], 2),
        (&["--space", "Eng-Release"], 1),
        (&["--space", "spaces/AAAAother"], 0),
        (&["--limit", "1"], 1),
    ] {
        assert_eq!(entries(&lane, more).len(), found, "{more:?}");
    }
    let table = history(&lane, &["list"]).stdout;
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(
        table.contains("eng-release") && table.contains("the first words"),
        "{table}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = lane.home().path("history/sent.jsonl");
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn an_entry_is_shown_with_its_words_and_its_request() {
    let lane = Lane::new("shown again");
    assert_eq!(lane.send(&["--thread-key", "deploy"]).status, 0);
    let entry = entries(&lane, &[]).remove(0);
    let id = entry["id"].as_str().unwrap();
    let shown = history(&lane, &["show", &id[..8], "--color", "never"]);
    assert_eq!(shown.status, 0, "{shown:?}");
    for part in [
        "shown again",
        entry["name"].as_str().unwrap(),
        "build-bot (app)",
        id,
    ] {
        assert!(shown.stdout.contains(part), "{part}: {shown:?}");
    }
    let state = |line: &str| {
        line.strip_prefix("State:")
            .map(|state| state.trim().to_owned())
    };
    let state = shown.stdout.lines().find_map(state).unwrap();
    let time = state.strip_prefix("sent at ").unwrap();
    let head = shown.stdout.lines().find(|line| line.contains("▐App▌"));
    assert!(
        head.unwrap().trim_end().ends_with(&format!("▌ {time}")),
        "{shown:?}"
    );
    let name = entry["name"].as_str().unwrap();
    let shown = history(&lane, &["show", name, "--json"]);
    let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(shown["request"]["message"]["text"], "shown again");
    assert_eq!(shown["request"]["message"]["thread"]["threadKey"], "deploy");
    assert_eq!(shown["request"]["requestId"], Value::Null);
    assert_eq!(history(&lane, &["show", "nothing"]).status, 2);
}

#[test]
fn a_sent_message_is_sent_again_only_when_that_is_meant() {
    let lane = Lane::new("twice on purpose");
    assert_eq!(lane.send(&["--message-id", "client-first"]).status, 0);
    let id = entries(&lane, &[])[0]["id"].as_str().unwrap().to_owned();
    let asked = history(&lane, &["resend", &id]);
    assert_eq!((asked.status, lane.count()), (2, 1), "{asked:?}");
    assert!(asked.stderr.contains("--yes"), "{asked:?}");
    let again = history(&lane, &["resend", &id, "--yes"]);
    assert_eq!((again.status, lane.count()), (0, 2), "{again:?}");
    assert_eq!(entries(&lane, &[]).len(), 2);
    let ids = lane.posted_ids();
    assert_ne!(ids[0], ids[1], "a second message has its own request ID");
}

#[test]
fn a_message_that_failed_is_sent_again_without_a_question() {
    let lane = Lane::new("refused at first");
    lane.meets(&["status:403*1"]);
    assert_eq!(lane.send(&[]).status, 3);
    let id = entries(&lane, &[])[0]["id"].as_str().unwrap().to_owned();
    let again = history(&lane, &["resend", &id]);
    assert_eq!((again.status, lane.count()), (0, 1), "{again:?}");
}

#[test]
fn a_message_is_sent_again_through_a_profile_that_is_named() {
    let lane = Lane::new("by somebody else");
    assert_eq!(lane.send(&[]).status, 0);
    let id = entries(&lane, &[])[0]["id"].as_str().unwrap().to_owned();
    let sandbox = &lane.world.talk.sandbox;
    let (base, user) = (sandbox.base(), sandbox.authorized_user());
    lane.home().write("ada.json", user);
    let more = format!(
        "\n[profiles.ada]\nsender = \"user\"\nauthorized_user = \"ada.json\"\napi_base = {base:?}\nguard = \"production\"\n[profiles.play]\nsender = \"sandbox\"\n"
    );
    lane.configure("build-bot", base, &more);
    let nowhere = history(&lane, &["resend", &id, "--yes", "--profile", "play"]);
    assert_eq!(nowhere.status, 2, "{nowhere:?}");
    let again = history(&lane, &["resend", &id, "--yes", "--profile", "ada"]);
    assert_eq!((again.status, lane.count()), (0, 2), "{again:?}");
    assert!(again.stdout.contains("ada (user)"), "{again:?}");
    assert_eq!(entries(&lane, &["--profile", "ada"])[0]["sender"], "user");
    lane.meets(&["status:403*1"]);
    let refused = history(&lane, &["resend", &id, "--yes", "--profile", "ada"]);
    assert_eq!(refused.status, 3, "{refused:?}");
    let failed = entries(&lane, &["--filter", "failed"]);
    let id = failed[0]["id"].as_str().unwrap();
    let guarded = history(&lane, &["resend", id]);
    assert_eq!((guarded.status, lane.count()), (2, 2), "{guarded:?}");
}

#[test]
fn two_programs_at_once_lose_no_entry() {
    let lane = Lane::new("at once");
    let children: Vec<_> = (0..6)
        .map(|number| lane.start_send_of(&format!("number {number}"), &[]))
        .collect();
    for child in children {
        assert_eq!(ended(child).status, 0);
    }
    assert_eq!(entries(&lane, &[]).len(), 6);
}

#[test]
fn the_config_bounds_the_history() {
    let lane = Lane::new("bounded");
    let base = lane.world.talk.sandbox.base();
    lane.configure("build-bot", base, "\n[history]\nentries = 2\n");
    for number in 0..3 {
        assert_eq!(lane.send_of(&format!("number {number}"), &[]).status, 0);
    }
    let titles: Vec<_> = entries(&lane, &[])
        .iter()
        .map(|entry| entry["title"].clone())
        .collect();
    assert_eq!(titles, ["number 2", "number 1"]);
}
