//! Errors of the network and of Google: the draft stays, the error is shown, nothing is posted twice.

use chatquill::sandbox::fault_injection::Fault;

use crate::environment::{RELEASE, World};
use crate::send::{choose, send};
use crate::session::{Session, key};

const CREATE: &str = "POST /v1/spaces/*/messages";

/// Starts a session with a message to `eng-release` written, and faults that its send meets.
pub fn written(world: &World, text: &str, faults: &[&str]) -> Session {
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys(text).sees(text);
    for fault in faults {
        let fault: Fault = fault.parse().unwrap();
        world.talk.sandbox.inject(fault.on(CREATE));
    }
    session
}

/// Returns the statuses of the posts, with the number of different `requestId`s among them.
fn posts(world: &World) -> (Vec<u64>, usize) {
    let posts = world.requests("POST", "/messages");
    let statuses = posts.iter().map(|post| post["status"].as_u64().unwrap());
    let queries = posts.iter().map(|post| post["query"].as_array().unwrap());
    let mut ids: Vec<String> = queries
        .map(|pairs| pairs.iter().find(|pair| pair[0] == "requestId").unwrap())
        .map(|pair| pair[1].to_string())
        .collect();
    ids.sort();
    ids.dedup();
    (statuses.collect(), ids.len())
}

#[test]
fn a_space_that_refuses_the_app_keeps_the_words() {
    let world = World::new();
    let mut session = world.start();
    session.keys("/").paste("spaces/AAAAsecret01");
    session.sees("→ use spaces/").keys(key::ENTER);
    session
        .keys(key::TEXT)
        .keys("for the others")
        .sees("for the others");
    send(&mut session);
    session
        .sees("Not sent: The app is not a member")
        .sees("403 PERMISSION_DENIED")
        .sees("Add the app to the space");
    session.sees("Your draft is kept").sees("for the others");
    assert_eq!(
        world
            .messages("spaces/AAAAsecret01", "for the others")
            .len(),
        0
    );
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "for the others");
}

#[test]
fn a_post_whose_answer_was_lost_is_not_repeated() {
    let world = World::new();
    let mut session = written(&world, "only once", &["drop-after*1", "status:403*1"]);
    send(&mut session);
    // The automatic retry is refused; the user sends it again.
    session.sees("Perhaps not sent").sees("only once");
    session.keys(key::ACTIVITY).sees("? unsure").keys("s");
    session.keys(key::ESC).sees("Sent to # eng-release");
    assert_eq!(posts(&world), (vec![200, 403, 200], 1));
    assert_eq!(world.messages(RELEASE, "only once").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_busy_server_is_waited_for() {
    let world = World::new();
    let mut session = written(&world, "patience", &["status:429:1*1"]);
    send(&mut session);
    session
        .sees("trying again in 1 s")
        .sees("Sent to # eng-release");
    assert_eq!(posts(&world), (vec![429, 200], 1));
    assert_eq!(world.messages(RELEASE, "patience").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn typing_goes_on_while_a_send_is_under_way() {
    let world = World::new();
    let mut session = written(&world, "the first", &["latency:1500*1"]);
    send(&mut session);
    session.sees("Sending to # eng-release");
    session.keys(" and more").sees("the first and more");
    session
        .sees("Sent to # eng-release")
        .sees("What you wrote since stays in the draft")
        .sees_no_more("the first");
    assert_eq!(world.messages(RELEASE, "the first").len(), 1);
    assert_eq!(world.requests("POST", "/messages").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), " and more");
}

#[test]
fn a_send_can_be_given_up() {
    let world = World::new();
    let mut session = written(&world, "never mind", &["latency:60000*1"]);
    send(&mut session);
    session.sees("Sending to # eng-release").keys(key::CANCEL);
    session.sees("Gave up the send").sees("never mind");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "never mind");
}

#[test]
fn quitting_does_not_wait_for_a_send() {
    let world = World::new();
    let mut session = written(&world, "on the way", &["latency:60000*1"]);
    send(&mut session);
    session.sees("Sending to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());
    world.talk.sandbox.clear_faults();
    let mut session = world.start();
    session.sees("1 message was on the way").keys(key::ACTIVITY);
    session.sees("unsure").keys("s").keys(key::ESC);
    session.sees("Sent to # eng-release");
    assert_eq!(world.messages(RELEASE, "on the way").len(), 1);
    assert_eq!(posts(&world).1, 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "", "it was emptied after all");
}

#[test]
fn an_expired_token_is_renewed_once() {
    let world = World::new();
    let mut session = written(&world, "still me", &["expired*1"]);
    let tokens = world.requests("POST", "/token").len();
    send(&mut session);
    session.sees("Sent to # eng-release");
    assert_eq!(posts(&world), (vec![401, 200], 1));
    assert_eq!(world.requests("POST", "/token").len(), tokens + 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn without_a_network_the_words_are_kept() {
    let world = World::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    world.profile(&base);
    let mut session = world.home.start();
    session.sees("No connection to").sees("127.0.0.1");
    session
        .keys("/")
        .paste("spaces/AAAArelease1")
        .keys(key::ENTER);
    session.keys(key::TEXT).keys("offline").sees("offline");
    send(&mut session);
    session.sees("trying again in");
    session.keys(" and on").sees("offline and on");
    session.keys(key::CANCEL).sees("Gave up the send");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "offline and on");
}
