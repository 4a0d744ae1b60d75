//! A text over the limit goes out in parts in one thread, and a break is resumed where it was.

use serde_json::Value;

use crate::environment::{RELEASE, World};
use crate::session::key;

#[test]
fn a_long_text_goes_out_in_parts_in_one_thread_and_a_break_is_resumed() {
    let world = World::new();
    let text = "A line with some words in it.\n".repeat(2_300);
    let draft = serde_json::json!({"parent": RELEASE, "message": {"text": text}});
    world.home.write("drafts/draft-1.json", draft.to_string());
    let mut session = world.start();
    session.sees("→ # eng-release");
    // Part 1 is stored, but its answer is lost, and the second try is refused.
    for fault in ["drop-after*1", "status:403*1"] {
        let fault: chatquill::sandbox::fault_injection::Fault = fault.parse().unwrap();
        let fault = fault.on("POST /v1/spaces/*/messages");
        world.talk.sandbox.inject(fault);
    }
    session.keys(key::SEND).sees("3 parts in one thread");
    session
        .keys(key::ENTER)
        .sees("Perhaps not sent: part 1 of 3");
    assert_eq!(world.requests("POST", "/messages").len(), 2);
    session.keys(key::SEND).sees("3 parts in one thread");
    session.keys(key::ENTER).sees("Sent to # eng-release");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    let page = world.get(&format!("v1/{RELEASE}/messages?pageSize=1000"));
    let ours: Vec<&Value> = page["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| {
            let text = message["text"].as_str();
            text.is_some_and(|text| text.contains("A line with"))
        })
        .collect();
    assert_eq!(ours.len(), 3);
    let thread = &ours[0]["thread"]["name"];
    assert!(
        ours.iter()
            .all(|message| &message["thread"]["name"] == thread)
    );
    assert_eq!(world.home.draft("draft-1"), "");
    let logs = std::fs::read_dir(world.home.path("broadcasts")).unwrap();
    assert_eq!(logs.count(), 0);
}
