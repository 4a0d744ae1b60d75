//! Parts of cards in the external editor.

use crate::environment::World;
use crate::send::choose;
use crate::session::{Session, key};

/// Adds the first candidate for this query, and waits until its first value is edited.
fn add(session: &mut Session, words: &str, field: &str) {
    session.keys("a").sees("type to filter");
    session
        .keys(words)
        .keys(key::ENTER)
        .sees("Enter keep")
        .sees(field);
}

#[test]
fn a_part_is_edited_as_json_and_a_fault_leads_back_to_its_line() {
    let world = World::new();
    let home = &world.home;
    let script = home.write(
        "editor.sh",
        "if grep -q '\"fixed\"' \"$1\"; then sed -i 's/,,/,/' \"$1\"; \
         else printf '{\\n  \"header\": \"fixed\",,\\n  \"widgets\": [{\"divider\": {}}]\\n}\\n' > \"$1\"; fi",
    );
    let mut command = world.home.chatquill();
    command.env("VISUAL", format!("sh {}", script.display()));
    let mut session = Session::start(command, crate::environment::WIDE);
    session.sees(" 15 spaces");
    choose(&mut session, "eng-release");
    session.keys(key::CARDS).sees("a adds a card");
    add(&mut session, "Card", "title");
    session
        .keys("T")
        .keys(key::ENTER)
        .sees("Esc outline")
        .keys(key::ESC)
        .sees("Enter fill in");
    session
        .keys("j")
        .keys(key::EDITOR)
        .sees("Cannot read the JSON from the editor")
        .sees("line 2");
    session.close();
    // The next run still has it.
    let mut command = world.home.chatquill();
    command.env("VISUAL", format!("sh {}", script.display()));
    let mut session = Session::start(command, crate::environment::WIDE);
    session.sees(" 15 spaces");
    session.keys(key::CARDS).sees("Enter fill in");
    session
        .keys("jj")
        .keys(key::EDITOR)
        .sees("\"header\": \"fixed\"")
        .sees("\"divider\"");
    session.keys(key::UNDO).sees_no_more("\"divider\"");
    session.close();
}
