//! The composer edits a message in Chat: always as a patch of that message, over crashes as well.

use chatquill::sandbox::fault_injection::Fault;
use rustix::process::Signal;
use serde_json::Value;

use crate::composer::{ACTIVITY, quit};
use crate::environment::RELEASE;
use crate::harness::{Lane, Outcome, SOON, ended, eventually};
use crate::session::{Session, key};

/// The requests that change a message.
const PATCH: &str = "PATCH /v1/spaces/*/messages/*";

/// Sends the message of a lane, and begins its edit in the composer.
fn edit(lane: &Lane) -> Session {
    assert_eq!(lane.send(&[]).status, 0);
    let mut session = lane.again();
    session.keys(key::ACTIVITY).sees("✔ sent").keys("e");
    session.sees("shows the difference before it goes");
    session
}

/// Asks for the send of an edit and confirms it.
fn confirm(session: &mut Session) {
    session
        .keys(key::SEND)
        .sees("Edit the message in # eng-release?");
    session.keys(key::ENTER);
}

fn patches(lane: &Lane) -> Vec<Value> {
    let all = lane.world.talk.sandbox.requests().into_iter();
    all.filter(|seen| seen["verb"] == "PATCH").collect()
}

fn creates(lane: &Lane) -> usize {
    lane.world.requests("POST", "/messages").len()
}

#[test]
fn an_edit_is_a_patch_of_what_changed_and_leaves_no_draft() {
    let lane = Lane::new("first words");
    let mut session = edit(&lane);
    session.sees("edits: first words");
    session.keys(" and more").sees("first words and more");
    session.keys(key::SEND);
    session.sees("- first words").sees("+ first words and more");
    session
        .keys(key::ENTER)
        .sees("✔ Edited: first words and more");
    let changed = lane.world.messages(RELEASE, "first words and more");
    assert_eq!(changed.len(), 1);
    assert!(changed[0]["lastUpdateTime"].is_string(), "{}", changed[0]);
    let patched = patches(&lane);
    assert_eq!(patched.len(), 1);
    assert_eq!(
        patched[0]["query"].to_string(),
        r#"[["updateMask","text"]]"#
    );
    assert_eq!(
        patched[0]["body"],
        r#"{"text":"first words and more","markupSyntax":"MARKUP_SYNTAX_CHAT"}"#
    );
    assert_eq!(creates(&lane), 1);
    eventually("the end of the draft", SOON, || {
        !lane.home().path("drafts/edit-1.json").exists()
            && !lane.home().path("drafts/.edit-1.edit.json").exists()
    });
    session.keys(key::ACTIVITY).sees("✎ edited");
    session.keys(key::ESC).sees_no_more(ACTIVITY);
    quit(session);
}

#[test]
fn an_edit_stays_an_edit_after_a_kill_and_is_never_posted() {
    let lane = Lane::new("before");
    let mut session = edit(&lane);
    session.keys(" and after");
    eventually("the words on disk", SOON, || {
        lane.home().draft("edit-1") == "before and after"
    });
    session.signal(Signal::KILL);
    assert!(session.dies());
    let mut session = lane.again();
    session.sees("edits: before").sees("before and after");
    confirm(&mut session);
    session.sees("✔ Edited: before and after");
    assert_eq!(lane.count_of("before and after"), 1);
    assert_eq!((creates(&lane), lane.count_of("before")), (1, 0));
    quit(session);
}

/// Injects a fault into the next patches.
fn meets(lane: &Lane, fault: &str) {
    let fault: Fault = fault.parse().unwrap();
    lane.world.talk.sandbox.inject(fault.on(PATCH));
}

#[test]
fn a_kill_while_an_edit_is_on_the_way_is_told_and_it_may_be_sent_again() {
    for is_made in [false, true] {
        let lane = Lane::new("before");
        let mut session = edit(&lane);
        session.keys(" and after").sees("before and after");
        if is_made {
            meets(&lane, "drop-after*1");
        } else {
            meets(&lane, "latency:60000");
        }
        confirm(&mut session);
        eventually("the record of the edit", SOON, || {
            let text = std::fs::read_to_string(lane.home().path("drafts/.edit-1.edit.json"));
            text.is_ok_and(|text| text.contains("\"pending\""))
        });
        if is_made {
            eventually("the edit", SOON, || lane.count_of("before and after") == 1);
            // The next attempt, which waits a second at least, gets no response.
            meets(&lane, "latency:60000");
        }
        session.signal(Signal::KILL);
        assert!(session.dies());
        lane.clear();
        let mut session = lane.again();
        session.sees("it may have been made");
        confirm(&mut session);
        session.sees("✔ Edited: before and after");
        assert_eq!(lane.count_of("before and after"), 1);
        assert_eq!((creates(&lane), lane.count_of("before")), (1, 0));
        quit(session);
    }
}

/// Kills the composer after an edit was made and before its response came.
fn leave_edit_in_doubt(lane: &Lane) {
    let mut session = edit(lane);
    session.keys(" and after").sees("before and after");
    meets(lane, "drop-after*1");
    confirm(&mut session);
    eventually("the edit", SOON, || lane.count_of("before and after") == 1);
    // The next attempt, which waits a second at least, gets no response.
    meets(lane, "latency:60000");
    session.signal(Signal::KILL);
    assert!(session.dies());
    lane.clear();
}

#[test]
fn an_edit_in_another_draft_is_told_at_the_start() {
    let lane = Lane::new("before");
    leave_edit_in_doubt(&lane);
    let opened = lane.home().path("drafts/draft-9.json");
    std::fs::write(&opened, r#"{"message": {"text": "another"}}"#).unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    std::fs::File::options()
        .write(true)
        .open(&opened)
        .unwrap()
        .set_modified(later)
        .unwrap();
    let mut session = lane.again();
    session.sees("The edit in edit-1 was on the way");
    session.sees("another");
    quit(session);
}

/// Runs a command in the home of a lane.
fn run(lane: &Lane, arguments: &[&str]) -> Outcome {
    ended(lane.command(arguments).spawn().unwrap())
}

#[test]
fn an_edit_that_waits_is_listed_and_repeated_by_the_outbox() {
    let lane = Lane::new("before");
    leave_edit_in_doubt(&lane);
    let rows: Value =
        serde_json::from_str(&run(&lane, &["outbox", "list", "--json"]).stdout).unwrap();
    let name = lane.world.messages(RELEASE, "before and after")[0]["name"].clone();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
    let row = &rows[0];
    assert_eq!((&row["id"], &row["edits"]), (&"edit-1".into(), &name));
    assert_eq!(
        (&row["state"], &row["space"]),
        (&"unknown".into(), &RELEASE.into())
    );
    let shown = run(&lane, &["outbox", "list"]).stdout;
    for part in ["edit-1", "edit: before and after", "build-bot"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let drafts = run(&lane, &["drafts", "list"]).stdout;
    assert!(drafts.contains("edit, may have been made"), "{drafts}");
    let outcome = run(&lane, &["outbox", "retry"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.stdout.contains("Edited: "), "{outcome:?}");
    assert_eq!((creates(&lane), lane.count_of("before and after")), (1, 1));
    assert!(!lane.home().path("drafts/edit-1.json").exists());
    assert_eq!(
        run(&lane, &["outbox", "list", "--json"]).stdout.trim(),
        "[]"
    );
}

#[test]
fn an_edit_that_is_dropped_stays_a_draft_and_is_no_longer_in_the_outbox() {
    let lane = Lane::new("before");
    leave_edit_in_doubt(&lane);
    let calls = patches(&lane).len();
    let outcome = run(&lane, &["outbox", "drop", "edit-1"]);
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (0, "Dropped: edit-1\n")
    );
    assert_eq!(
        run(&lane, &["outbox", "list", "--json"]).stdout.trim(),
        "[]"
    );
    assert_eq!(lane.home().draft("edit-1"), "before and after");
    assert_eq!(patches(&lane).len(), calls);
    let outcome = run(&lane, &["outbox", "retry", "edit-1"]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
}

#[test]
fn the_draft_of_an_edit_is_never_posted_by_its_path() {
    let lane = Lane::new("before");
    let mut session = edit(&lane);
    session.keys(" and after");
    eventually("the words on disk", SOON, || {
        lane.home().draft("edit-1") == "before and after"
    });
    let name = lane.world.messages(RELEASE, "before")[0]["name"].clone();
    let name = name.as_str().unwrap();
    let linked = lane.home().path("linked.json");
    std::os::unix::fs::symlink(lane.home().path("drafts/edit-1.json"), linked).unwrap();
    for path in ["drafts/edit-1.json", "linked.json", "drafts/edit-1.json#1"] {
        for more in [&[][..], &["--dry-run"], &["--yes", "--no-check"]] {
            let outcome = run(&lane, &[&["send", path], more].concat());
            assert_eq!(outcome.status, 2, "{path} {more:?}: {outcome:?}");
            for part in ["edits", name, "chatquill message edit"] {
                assert!(outcome.stderr.contains(part), "{part}: {outcome:?}");
            }
        }
    }
    quit(session);
    let mut command = lane.home().chatquill();
    command.args(["--data-dir", "other", "drafts/edit-1.json"]);
    let mut other = Session::start(command, (120, 30));
    other.sees("Not opened").sees("edits");
    quit(other);
    std::fs::remove_file(lane.home().path("drafts/.edit-1.edit.json")).unwrap();
    let outcome = run(&lane, &["send", "drafts/edit-1.json"]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert_eq!((creates(&lane), lane.count_of("before and after")), (1, 0));
}

#[test]
fn what_somebody_changed_in_chat_since_is_shown_before_it_is_replaced() {
    let lane = Lane::new("first words");
    let mut session = edit(&lane);
    session.keys(" and more").sees("first words and more");
    let name = lane.world.messages(RELEASE, "first words")[0]["name"].clone();
    let name = name.as_str().unwrap();
    let changed = run(&lane, &["message", "edit", name, "--text", "their words"]);
    assert_eq!(changed.status, 0, "{changed:?}");
    let calls = patches(&lane).len();
    confirm(&mut session);
    session
        .sees("It was changed in Chat since the edit began")
        .sees("- their words")
        .sees("+ first words and more");
    assert_eq!(patches(&lane).len(), calls, "nothing was sent");
    assert_eq!(lane.count_of("their words"), 1);
    session.keys(key::ESC).sees_no_more("Enter sends");
    confirm(&mut session);
    session.sees("✔ Edited: first words and more");
    assert_eq!((creates(&lane), lane.count_of("their words")), (1, 0));
    assert_eq!(lane.count_of("first words and more"), 1);
    quit(session);
}

#[test]
fn the_command_line_replaces_what_somebody_changed_meanwhile_only_with_yes() {
    let lane = Lane::new("before");
    leave_edit_in_doubt(&lane);
    let name = lane.world.messages(RELEASE, "before and after")[0]["name"].clone();
    let name = name.as_str().unwrap();
    let changed = run(&lane, &["message", "edit", name, "--text", "their words"]);
    assert_eq!(changed.status, 0, "{changed:?}");
    let calls = patches(&lane).len();
    for arguments in [
        &["outbox", "retry"][..],
        &["message", "edit", name, "drafts/edit-1.json"],
    ] {
        let refused = run(&lane, arguments);
        assert_eq!(refused.status, 2, "{refused:?}");
        for part in [
            "- their words",
            "+ before and after",
            "Somebody changed the message",
            "--yes",
        ] {
            assert!(refused.stderr.contains(part), "{part}: {refused:?}");
        }
    }
    assert_eq!(patches(&lane).len(), calls, "nothing was sent");
    assert_eq!(lane.count_of("their words"), 1);
    let outcome = run(&lane, &["outbox", "retry", "--yes"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(lane.count_of("before and after"), 1);
}

#[test]
fn an_edit_goes_on_where_its_message_cannot_be_read_again() {
    let lane = Lane::new("first words");
    let mut session = edit(&lane);
    session.keys(" and more").sees("first words and more");
    let fault: Fault = "status:403".parse().unwrap();
    let reads = fault.on("GET /v1/spaces/*/messages/*");
    lane.world.talk.sandbox.inject(reads);
    confirm(&mut session);
    session.sees("✔ Edited: first words and more");
    assert_eq!(lane.count_of("first words and more"), 1);
    quit(session);
}
