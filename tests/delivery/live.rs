//! `chatquill live`: the job comes first, and its message follows.

use std::io::Write as _;
use std::process::Stdio;

use chatquill::sandbox::fault_injection::Fault;

use crate::environment::RELEASE;
use crate::harness::{Lane, Outcome, SOON, at_once, ended, eventually};

/// Returns the texts of the messages that follow a job with this title.
fn texts(lane: &Lane, title: &str) -> Vec<String> {
    let page = lane
        .world
        .get(&format!("v1/{RELEASE}/messages?pageSize=1000"));
    let all = page["messages"].as_array().unwrap().iter();
    all.filter_map(|message| message["formattedText"].as_str())
        .filter(|text| text.contains(title))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_command_is_followed_and_its_status_is_the_end() {
    let lane = Lane::new("");
    let script = "printf '\\033[31mred\\033[0m\\n```\\n'; echo oops >&2; while [ ! -e go ]; do sleep 0.05; done; echo last; exit 7";
    let arguments = [
        "live",
        "-s",
        RELEASE,
        "--title",
        "Deploy 2.4",
        "--",
        "/bin/sh",
        "-c",
        script,
    ];
    let child = lane
        .command(&arguments)
        .env("PATH", "/usr/bin:/bin")
        .spawn()
        .unwrap();
    eventually("the message", SOON, || texts(&lane, "running").len() == 1);
    lane.home().write("go", "");
    let run = ended(child);
    assert_eq!(run.status, 7, "{run:?}");
    assert_eq!(run.stdout, "red\n```\nlast\n");
    assert!(run.stderr.contains("oops\n"), "{}", run.stderr);
    let found = texts(&lane, "Deploy 2.4");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("exit status 7"), "{found:?}");
    assert!(
        found[0].contains("oops\n") && found[0].contains("\nlast\n"),
        "{found:?}"
    );
    let edits = lane.world.requests("PATCH", "");
    assert!(edits.len() <= 2, "{edits:?}");
    assert!(
        edits
            .iter()
            .all(|edit| edit["body"].as_str().unwrap().contains("markupSyntax")),
        "{edits:?}"
    );
}

#[test]
fn a_pipe_passes_on_and_says_that_the_status_is_unknown() {
    let lane = Lane::new("");
    let mut child = lane
        .command(&["live", "-s", RELEASE, "--title", "Piped"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"one\ntwo\r\nthree")
        .unwrap();
    let run = ended(child);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(run.stdout, "one\ntwo\nthree\n");
    let found = texts(&lane, "Piped");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("exit status is unknown"), "{found:?}");
    assert!(found[0].contains("one\ntwo\nthree"), "{found:?}");
}

#[test]
fn a_broken_network_leaves_the_job_alone_and_the_message_catches_up() {
    let lane = Lane::new("");
    lane.meets(&["drop-after*1", "status:503*1"]);
    let script = "echo first; echo second; exit 3";
    let arguments = [
        "live", "-s", RELEASE, "--title", "Shaky", "--", "/bin/sh", "-c", script,
    ];
    let run = ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(run.status, 3, "{run:?}");
    assert_eq!(run.stdout, "first\nsecond\n");
    let found = texts(&lane, "Shaky");
    assert_eq!(found.len(), 1, "posted twice: {found:?}");
    assert!(found[0].contains("exit status 3"), "{found:?}");
    assert_eq!(lane.record_ids(), Vec::<String>::new());
}

#[test]
fn the_time_of_a_job_ends_with_the_job_whatever_its_message_waits_for() {
    let lane = Lane::new("");
    lane.meets(&["status:503*3"]);
    let run = follow(&lane, RELEASE, "Timed", "echo first; exit 3");
    assert_eq!(run.status, 3, "{run:?}");
    let found = texts(&lane, "Timed");
    let (_, after) = found[0].split_once("failed after ").unwrap();
    let seconds: u64 = after.split_once(" s,").unwrap().0.parse().unwrap();
    assert!(
        seconds < 4,
        "the message came seven seconds later: {found:?}"
    );
}

#[test]
fn a_template_follows_a_job_in_its_card() {
    let lane = Lane::new("");
    let template = serde_json::json!({
        "template": {"title": "Deployment of mine"},
        "message": {
            "text": "{{service}}: {{state}}",
            "cardsV2": [{"cardId": "job", "card": {
                "header": {"title": "{{title}}"},
                "sections": [{"widgets": [{"textParagraph": {"text": "Output<br>{{output}}"}}]}],
            }}],
        },
    });
    lane.home()
        .write("templates/mine.json", template.to_string());
    let run = |more: &[&str]| {
        let mut arguments = vec!["live", "-s", RELEASE, "--title", "Deploy 2.5"];
        arguments.extend(more);
        // It goes on until its message is there.
        let script = "echo a '<b>'; while [ ! -e go ]; do sleep 0.05; done; echo c; exit 7";
        arguments.extend(["--", "/bin/sh", "-c", script]);
        let mut command = lane.command(&arguments);
        command.env("PATH", "/usr/bin:/bin").spawn().unwrap()
    };
    // What the job does not fill is asked for before a socket opens.
    for (more, why) in [
        (&["--template", "mine"][..], "--set service=…"),
        (&["--template", "mine", "--set", "x=y"], "no blank \"x\""),
        (&["--template", "mime"], "Did you mean \"mine\"?"),
        (&["--template", "poll"], "no blank that follows a job"),
    ] {
        let refused = ended(run(more));
        assert_eq!(refused.status, 2, "{refused:?}");
        assert!(refused.stderr.contains(why), "{}", refused.stderr);
        assert_eq!(refused.stdout, "", "the job was not started");
    }
    assert!(lane.world.requests("POST", "/messages").is_empty());
    for (before, template) in ["mine", "Deployment of mine"].iter().enumerate() {
        let job = run(&["--template", template, "--set", "service=payments"]);
        eventually("the message", SOON, || {
            lane.world.requests("POST", "/messages").len() > before
        });
        lane.home().write("go", "");
        let done = ended(job);
        std::fs::remove_file(lane.home().path("go")).unwrap();
        assert_eq!(done.status, 7, "{done:?}");
        assert_eq!(done.stdout, "a <b>\nc\n");
    }
    let page = lane
        .world
        .get(&format!("v1/{RELEASE}/messages?pageSize=1000"));
    let cards: Vec<&serde_json::Value> = page["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| &message["cardsV2"][0]["card"])
        .filter(|card| card["header"]["title"] == "Deploy 2.5")
        .collect();
    assert_eq!(cards.len(), 2, "one message each");
    let widget = &cards[0]["sections"][0]["widgets"][0];
    let text = widget["textParagraph"]["text"].as_str().unwrap();
    assert!(text.ends_with("a &lt;b&gt;<br>c"), "{text}");
    let edits = lane.world.requests("PATCH", "");
    let masks: Vec<String> = edits.iter().map(|edit| edit["query"].to_string()).collect();
    assert!(!edits.is_empty(), "the end of the job is in no edit");
    assert!(
        masks.iter().all(|mask| mask.contains("text,cards_v2")),
        "{masks:?}"
    );
}

#[test]
fn a_webhook_is_told_why_it_cannot_follow_a_job() {
    let lane = Lane::new("");
    let config =
        "default_profile = \"hook\"\n[profiles.hook]\nsender = \"webhook\"\nurl_env = \"HOOK\"\n";
    lane.home().write("config.toml", config);
    let run = ended(
        lane.command(&["live", "-s", RELEASE, "--", "true"])
            .spawn()
            .unwrap(),
    );
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stderr.contains("cannot edit"), "{}", run.stderr);
}

#[test]
fn a_command_that_cannot_be_started_is_said() {
    let lane = Lane::new("");
    let arguments = [
        "live",
        "-s",
        RELEASE,
        "--title",
        "None",
        "--",
        "/nowhere/job",
    ];
    let run = ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(run.status, 2, "{run:?}");
    let found: Vec<String> = texts(&lane, "None");
    assert!(
        found
            .iter()
            .all(|text| text.contains("could not be started")),
        "{found:?}"
    );
}

/// Follows a shell script in a space to its end.
fn follow(lane: &Lane, space: &str, title: &str, script: &str) -> Outcome {
    let arguments = [
        "live", "-s", space, "--title", title, "--", "/bin/sh", "-c", script,
    ];
    ended(lane.command(&arguments).spawn().unwrap())
}

#[test]
fn a_space_that_cannot_be_looked_up_leaves_the_job_alone() {
    for fault in ["429*2", "drop-after*1", "html:502*1", "403*1"] {
        let lane = Lane::new("");
        let fault: Fault = fault.parse().unwrap();
        lane.world.talk.sandbox.inject(fault.on("GET /v1/spaces"));
        let run = follow(&lane, "eng-release", "Looked up", "echo ran; exit 6");
        assert_eq!((run.status, run.stdout.as_str()), (6, "ran\n"), "{run:?}");
        assert!(run.stderr.contains("cannot be looked up"), "{run:?}");
        let found = texts(&lane, "Looked up");
        assert_eq!(found.len(), 1, "{run:?}");
        assert!(found[0].contains("exit status 6"), "{found:?}");
    }
}

#[test]
fn a_wrong_name_is_told_before_the_job() {
    let lane = Lane::new("");
    let run = follow(&lane, "eng-relaese", "Wrong", "echo ran");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:?}");
}

/// Sends a signal to a process; returns whether there is one.
#[cfg(unix)]
fn signal(signal: &str, pid: &str) -> bool {
    let mut kill = std::process::Command::new("kill");
    kill.args([signal, pid]).stderr(Stdio::null());
    kill.status().unwrap().success()
}

#[test]
fn what_keeps_a_message_behind_is_told_once_and_not_waited_for_long() {
    let lane = Lane::new("");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    lane.configure("build-bot", &base, "");
    at_once(2, &[RELEASE, "eng-release"], |space| {
        let began = std::time::Instant::now();
        let run = follow(&lane, space, "Alone", "echo ran; exit 6");
        let took = began.elapsed();
        assert_eq!((run.status, run.stdout.as_str()), (6, "ran\n"), "{run:?}");
        assert!(took.as_secs() < 25, "{took:?}");
        for part in [
            "its message is tried for 15 s more",
            "No message was posted",
        ] {
            assert!(run.stderr.contains(part), "{part}: {run:?}");
        }
        assert_eq!(run.stderr.matches("refused").count(), 1, "{run:?}");
    });
}

#[cfg(unix)]
#[test]
fn a_job_runs_where_nobody_listens_and_nothing_is_in_doubt() {
    for space in ["eng-release", RELEASE] {
        let lane = Lane::new("");
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", closed.local_addr().unwrap());
        drop(closed);
        lane.configure("build-bot", &base, "");
        let script = "echo ran; echo $$ > pid; exit 6";
        let arguments = [
            "live", "-s", space, "--title", "Alone", "--", "/bin/sh", "-c", script,
        ];
        let child = lane
            .command(&arguments)
            .env("PATH", "/usr/bin:/bin")
            .spawn()
            .unwrap();
        eventually("the end of the job", SOON, || {
            let pid = std::fs::read_to_string(lane.home().path("pid")).unwrap_or_default();
            !pid.is_empty() && !signal("-0", pid.trim())
        });
        if space == RELEASE {
            eventually("the failed send", SOON, || {
                let history = std::fs::read_to_string(lane.home().path("history/sent.jsonl"));
                history.is_ok_and(|text| text.contains("\"failed\""))
                    && lane.record_ids().is_empty()
            });
        }
        assert!(signal("-TERM", &child.id().to_string()));
        let run = ended(child);
        assert_eq!((run.status, run.stdout.as_str()), (6, "ran\n"), "{run:?}");
        assert_eq!(lane.record_ids(), Vec::<String>::new(), "{run:?}");
    }
}
