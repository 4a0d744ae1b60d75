//! Changes since the last send, also when an earlier run of the program sent it.

use crate::environment::World;
use crate::failures::written;
use crate::send::send;
use crate::session::key;

#[test]
fn the_last_send_of_each_draft_outlives_the_program() {
    let world = World::new();
    let mut session = written(&world, "Lunch at 11?", &[]);
    send(&mut session);
    session.sees("Sent to # eng-release").keys(key::NEW_DRAFT);
    session.sees("draft-2").keys(key::TEXT).keys("never sent");
    session.sees("never sent").keys(key::QUIT);
    assert!(session.ends().success());

    let mut session = world.start();
    session.sees("draft-2").keys(key::PREVIEW).keys("5");
    session.sees("Since the draft was opened");
    session.keys(key::DRAFTS).sees("draft-1").keys("draft-1");
    session.keys(key::ENTER).sees_no_more("never sent");
    session.keys(key::TEXT).keys("Lunch at 12?");
    session.sees("Since it was sent to # eng-release");
    session.sees(r#"- message.text: "Lunch at 11?""#);
    session.sees(r#"+ message.text: "Lunch at 12?""#);
    session.keys(key::PREVIEW).keys("b");
    session
        .sees("Since the draft was opened")
        .sees_no_more("11?");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}
