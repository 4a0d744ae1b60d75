//! One message to many spaces, and a long one in parts: nothing is lost, nothing arrives twice, a break is resumed.

use std::collections::BTreeMap;

use chatquill::sandbox::server::Options;
use serde_json::Value;

use crate::environment::RELEASE;
use crate::harness::{Lane, SOON, ended, eventually};

/// The faults that are spread over the first posts.
const FAULTS: [&str; 6] = [
    "drop-after*8",
    "status:503*8",
    "drop-before*8",
    "latency:200*8",
    "truncate*8",
    "status:429:1*8",
];

/// Creates a lane with so many spaces and more, and a file that names so many.
pub fn lane(spaces: usize) -> (Lane, Vec<String>) {
    // Ada, who reads them again, is not in all of them.
    let options = Options {
        spaces: spaces + spaces + 20,
        ..Options::default()
    };
    let lane = Lane::with("To all of you", options);
    let mut names = Vec::new();
    let mut token = String::new();
    loop {
        let page = lane
            .world
            .get(&format!("v1/spaces?pageSize=1000&pageToken={token}"));
        let found = page["spaces"].as_array().unwrap().iter();
        let found = found.map(|space| space["name"].as_str().unwrap().to_owned());
        names.extend(found.filter(|name| name.starts_with("spaces/AAAAg0")));
        match page["nextPageToken"]
            .as_str()
            .filter(|token| !token.is_empty())
        {
            Some(next) => next.clone_into(&mut token),
            None => break,
        }
    }
    // In an announcement space an app may not post.
    let may_post = |name: &String| {
        let space = lane.world.get(&format!("v1/{name}"));
        let permissions = &space["permissionSettings"];
        permissions.is_null() || permissions["postMessages"]["membersAllowed"] == true
    };
    let names: Vec<String> = names.into_iter().filter(may_post).take(spaces).collect();
    assert_eq!(names.len(), spaces);
    lane.home()
        .write("spaces.txt", format!("# all\n{}\n", names.join("\n")));
    (lane, names)
}

const SEND: [&str; 6] = [
    "send",
    "--text",
    "To all of you",
    "--spaces-from",
    "spaces.txt",
    "--json",
];

pub fn each_has_one(lane: &Lane, names: &[String]) {
    let counts: BTreeMap<&str, usize> = names
        .iter()
        .map(|name| (name.as_str(), lane.world.messages(name, &lane.text).len()))
        .filter(|(_, count)| *count != 1)
        .collect();
    assert!(counts.is_empty(), "not once: {counts:?}");
}

#[test]
fn a_thousand_spaces_under_faults_get_the_message_once_each() {
    let (lane, names) = lane(1000);
    lane.meets(&FAULTS);
    let sent = ended(lane.command(&SEND).spawn().unwrap());
    assert_eq!(sent.status, 0, "{}", sent.stderr);
    let lines: Vec<Value> = sent
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), names.len());
    assert!(lines.iter().all(|line| line["message"]["name"].is_string()));
    each_has_one(&lane, &names);
    assert_eq!(lane.record_ids(), Vec::<String>::new());
}

#[test]
fn a_second_run_sends_only_what_failed_and_a_third_sends_anew() {
    let (lane, names) = lane(30);
    lane.meets(&["status:403*3"]);
    let first = ended(lane.command(&SEND).spawn().unwrap());
    assert_eq!(first.status, 6, "{}", first.stderr);
    let failed = first
        .stdout
        .lines()
        .filter(|line| line.starts_with("{\"space\"") && line.contains("\"error\""));
    assert_eq!(failed.count(), 3, "{}", first.stdout);
    let second = ended(lane.command(&SEND).spawn().unwrap());
    assert_eq!(second.status, 0, "{}", second.stderr);
    assert_eq!(second.stdout.matches("\"earlier\":true").count(), 27);
    each_has_one(&lane, &names);
    let third = ended(lane.command(&SEND).spawn().unwrap());
    assert_eq!(third.status, 0, "{}", third.stderr);
    assert_eq!(lane.world.messages(&names[0], &lane.text).len(), 2);
}

#[test]
fn a_send_that_was_killed_is_resumed_and_sends_nothing_twice() {
    let (lane, names) = lane(60);
    lane.meets(&["latency:100*200"]);
    let mut child = lane.command(&SEND).spawn().unwrap();
    eventually("some messages", SOON, || {
        !lane.world.messages(&names[0], &lane.text).is_empty()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    lane.clear();
    let unsent = names
        .iter()
        .filter(|name| lane.world.messages(name, &lane.text).is_empty());
    assert!(unsent.count() > 0, "all were sent before the kill");
    let second = ended(lane.command(&SEND).spawn().unwrap());
    assert_eq!(second.status, 0, "{second:?}");
    each_has_one(&lane, &names);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_spaces() {
    let peak = |count: usize| {
        let (lane, _) = lane(count);
        let mut child = lane
            .command(&SEND)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let file = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        eventually("the end", std::time::Duration::from_mins(2), || {
            let status = std::fs::read_to_string(&file).unwrap_or_default();
            let high = status.lines().find_map(|row| row.strip_prefix("VmHWM:"));
            let kilobytes = high.and_then(|text| text.trim().split(' ').next()?.parse().ok());
            peak = kilobytes.unwrap_or(peak);
            child.try_wait().unwrap().is_some()
        });
        peak
    };
    let (few, many): (u64, u64) = (peak(10), peak(1000));
    assert!(few > 0 && many < few + 10 * 1024, "{few} kB, {many} kB");
}

#[test]
fn a_thread_belongs_to_one_space() {
    let (lane, names) = lane(2);
    let thread = format!("{RELEASE}/threads/T");
    let arguments = [
        "send", "-t", "x", "-s", &names[0], "-s", &names[1], "--thread", &thread,
    ];
    let refused = ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("A thread belongs to one space"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_long_text_goes_out_in_parts_in_one_thread_and_a_break_is_resumed() {
    let lane = Lane::new("");
    let text = "A line with some words in it.\n".repeat(3000);
    lane.home().write("long.txt", &text);
    let send = || {
        let input = std::fs::File::open(lane.home().path("long.txt")).unwrap();
        let arguments = [
            "send", "--text", "-", "--space", RELEASE, "--split", "--json",
        ];
        ended(lane.command(&arguments).stdin(input).spawn().unwrap())
    };
    // Part 1 is stored, but its response is lost, and a second try is refused.
    lane.meets(&["drop-after*1", "status:403*1"]);
    let first = send();
    assert_eq!(first.status, 5, "{}{}", first.stdout, first.stderr);
    assert_eq!(
        lane.posted_ids().len(),
        2,
        "part 2 did not wait: {}",
        first.stdout
    );
    let second = send();
    assert_eq!(second.status, 0, "{}{}", second.stdout, second.stderr);
    let page = lane
        .world
        .get(&format!("v1/{RELEASE}/messages?pageSize=1000"));
    let ours = page["messages"].as_array().unwrap().iter();
    let ours: Vec<&Value> = ours
        .filter(|message| {
            message["text"]
                .as_str()
                .is_some_and(|text| text.starts_with("A line"))
        })
        .collect();
    assert_eq!(ours.len(), 4);
    let texts: Vec<&str> = ours
        .iter()
        .map(|message| message["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts.join("\n"), text.trim_end());
    let thread = &ours[0]["thread"]["name"];
    assert!(
        ours.iter()
            .all(|message| message["thread"]["name"] == *thread)
    );
}

#[test]
fn parts_of_a_thread_that_is_gone_are_sent_and_it_is_said() {
    let lane = Lane::new("");
    let text = "A line with some words in it.\n".repeat(2000);
    lane.home().write("long.txt", &text);
    let gone = format!("{RELEASE}/threads/GONE");
    let input = std::fs::File::open(lane.home().path("long.txt")).unwrap();
    let arguments = [
        "send", "--text", "-", "--space", RELEASE, "--split", "--thread", &gone,
    ];
    let sent = ended(lane.command(&arguments).stdin(input).spawn().unwrap());
    assert_eq!(sent.status, 0, "{}{}", sent.stdout, sent.stderr);
    let told = sent.stderr.matches("the message is not in the thread");
    assert_eq!(told.count(), 1, "{}", sent.stderr);
    assert!(sent.stderr.contains(&gone), "{}", sent.stderr);
}

#[test]
fn a_thousand_spaces_take_no_longer_than_the_quotas_allow() {
    in_the_time_of_the_quotas(1000);
}

/// The quota of a minute is used up here: the last 500 wait until it has room again.
#[test]
#[ignore = "it waits for a minute; CONTRIBUTING.md has the command"]
fn more_than_a_minute_of_messages_take_no_longer_than_the_quotas_allow() {
    in_the_time_of_the_quotas(3500);
}

/// Sends to so many spaces under the quotas of Google, and compares the time with what 3,000 a minute take.
#[expect(clippy::print_stdout, reason = "the figures, for whoever measures")]
fn in_the_time_of_the_quotas(count: usize) {
    // Without quotas the spaces can be looked at one by one; with them they are the same.
    let (open, names) = lane(count);
    let file = std::fs::read(open.home().path("spaces.txt")).unwrap();
    let options = Options {
        quotas: true,
        spaces: count + count + 20,
        ..Options::default()
    };
    let lane = Lane::with("To all of you", options);
    lane.home().write("spaces.txt", file);
    let base = lane.world.talk.sandbox.base();
    lane.configure("build-bot", base, "pace = true\n");
    let began = std::time::Instant::now();
    let sent = ended(lane.command(&SEND).spawn().unwrap());
    let took = began.elapsed();
    assert_eq!(sent.status, 0, "{}", sent.stderr);
    assert_eq!(sent.stdout.lines().count(), names.len());
    let allowed = std::time::Duration::from_millis(20 * names.len() as u64);
    println!("{count} spaces took {took:.1?}; the quotas allow {allowed:.1?}");
    assert!(
        took < allowed.mul_f64(1.2),
        "{took:?}, {allowed:?} are allowed"
    );
    // The last of them, as many as the sandbox remembers.
    let posts = lane.world.requests("POST", "/messages");
    let refused = posts.iter().filter(|post| post["status"] != 200);
    assert_eq!(refused.count(), 0, "some were refused for their pace");
}

#[test]
fn a_part_that_the_outbox_repeated_is_not_posted_again() {
    let lane = Lane::new("");
    let text = "A line with some words in it.\n".repeat(3000);
    lane.home().write("long.txt", &text);
    let send = || {
        let input = std::fs::File::open(lane.home().path("long.txt")).unwrap();
        let arguments = [
            "send", "--text", "-", "--space", RELEASE, "--split", "--json",
        ];
        ended(lane.command(&arguments).stdin(input).spawn().unwrap())
    };
    // The first part is stored, which nobody knows until the outbox repeats it.
    lane.meets(&["drop-after*1", "status:403*1"]);
    assert_eq!(send().status, 5);
    let retry = ended(lane.command(&["outbox", "retry"]).spawn().unwrap());
    assert_eq!(retry.status, 0, "{}", retry.stderr);
    let second = send();
    assert_eq!(second.status, 0, "{}{}", second.stdout, second.stderr);
    let page = lane
        .world
        .get(&format!("v1/{RELEASE}/messages?pageSize=1000"));
    let ours = page["messages"].as_array().unwrap().iter();
    let texts: Vec<&str> = ours
        .filter_map(|message| message["text"].as_str())
        .filter(|text| text.starts_with("A line"))
        .collect();
    assert_eq!(texts.len(), 4);
    assert_eq!(texts.join("\n"), text.trim_end());
}

#[test]
fn parts_to_several_spaces_keep_the_quotas_of_each() {
    let lane = Lane::with(
        "Within the quotas",
        Options {
            quotas: true,
            ..Options::default()
        },
    );
    let base = lane.world.talk.sandbox.base().to_owned();
    lane.configure("build-bot", &base, "pace = true\n");
    // Two messages to each of three spaces: the second of each waits its second, the spaces do not wait for each other.
    let text = "A line with some words in it.\n".repeat(1500);
    let spaces = ["AAAArelease1", "AAAAincident", "AAAAdesign01"];
    let mut arguments = vec!["send", "--text", text.as_str(), "--split", "--json"];
    for space in &spaces {
        arguments.extend(["--space", space]);
    }
    let sent = ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(sent.status, 0, "{}{}", sent.stdout, sent.stderr);
    assert_eq!(sent.stdout.lines().count(), 6, "{}", sent.stdout);
    let refused = lane.world.requests("POST", "/messages");
    let refused = refused.iter().filter(|post| post["status"] == 429);
    assert_eq!(refused.count(), 0);
}
