//! Sends of earlier runs in the activity: listed after a restart, replied to, deleted.

use crate::environment::{RELEASE, World};
use crate::send::{choose, send};
use crate::session::key;

#[test]
fn a_message_is_replied_to_and_deleted_after_a_restart() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys("from yesterday").sees("from yesterday");
    send(&mut session);
    session.sees("Sent to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());
    let thread = world.messages(RELEASE, "from yesterday")[0]["thread"]["name"].clone();

    let mut session = world.start();
    session.sees(" 15 spaces").keys(key::ACTIVITY);
    session.sees("✔ sent").sees("from yesterday").keys("r");
    session.sees("joins the thread of the sent message");
    session.keys("and today").sees("and today");
    send(&mut session);
    session.sees("Sent to # eng-release");
    assert_eq!(
        world.messages(RELEASE, "and today")[0]["thread"]["name"],
        thread
    );

    session.keys(key::ACTIVITY).sees("2 ━┓").keys("j").keys("D");
    session.sees("Delete this message in # eng-release for everybody?");
    session.keys(key::ENTER).sees("✔ Deleted: from yesterday");
    session.sees("– deleted");
    assert_eq!(world.messages(RELEASE, "from yesterday").len(), 0);
    assert_eq!(world.messages(RELEASE, "and today").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}
