//! `chatquill drafts`: what is there, what was deleted, and how it comes back.

use serde_json::{Value, json};

use crate::harness::Home;

const DRAFTS: &str = ".local/share/chatquill/drafts";
const TRASH: &str = ".local/share/chatquill/trash";

fn home() -> Home {
    let home = Home::new();
    let card = json!({"message": {"cardsV2": [{"card": {"header": {"title": "Deploy"}}}]}});
    let text = json!({"parent": "spaces/AAAArelease1", "message": {"text": "half a thought"}});
    let parts = json!({"message": {"cardsV2": [{}, {}]}});
    home.write(&format!("{DRAFTS}/draft-1.json"), card.to_string());
    home.write(&format!("{DRAFTS}/draft-2.json"), text.to_string());
    home.write(&format!("{TRASH}/draft-1.json"), parts.to_string());
    home
}

#[test]
fn drafts_are_listed_with_their_titles() {
    let home = home();
    let listed = home.run(&["drafts", "list"]);
    assert_eq!(listed.status, 0, "{listed:?}");
    for words in [
        "draft-1",
        "Deploy",
        "draft-2",
        "half a thought",
        "spaces/AAAArelease1",
    ] {
        assert!(listed.stdout.contains(words), "{words}: {listed:?}");
    }
    assert!(
        !listed.stdout.contains("2 cards"),
        "it is deleted: {listed:?}"
    );
    let trash = home.run(&["drafts", "list", "--trash", "--json"]);
    let rows: Value = serde_json::from_str(&trash.stdout).unwrap();
    assert_eq!(rows[0]["draft"], "draft-1");
    assert_eq!(rows[0]["title"], "2 cards");
    assert_eq!(rows[0]["open"], false);
    let none = Home::new().run(&["drafts", "list"]);
    assert_eq!((none.status, none.stdout.as_str()), (0, ""));
    assert!(none.stderr.contains("no draft yet"), "{none:?}");
}

#[test]
fn a_draft_is_shown() {
    let home = home();
    let shown = home.run(&["drafts", "show", "draft-2"]);
    assert_eq!(shown.status, 0, "{shown:?}");
    assert!(shown.stdout.contains("half a thought"), "{shown:?}");
    let shown = home.run(&["drafts", "show", "draft-1", "--trash", "--json"]);
    let request: Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(request, json!({"message": {"cardsV2": [{}, {}]}}));
    for name in ["draft-7", "../drafts/draft-1", ""] {
        let none = home.run(&["drafts", "show", name]);
        assert_eq!(none.status, 2, "{none:?}");
        assert!(none.stderr.contains("chatquill drafts list"), "{none:?}");
    }
}

#[test]
fn a_deleted_draft_is_restored_beside_the_others() {
    let home = home();
    let restored = home.run(&["drafts", "restore", "draft-1"]);
    assert_eq!(
        (restored.status, restored.stdout.as_str()),
        (0, "draft-3\n")
    );
    let listed = home.run(&["drafts", "list"]).stdout;
    assert!(
        listed.contains("2 cards") && listed.contains("Deploy"),
        "{listed}"
    );
    let again = home.run(&["drafts", "restore", "draft-1"]);
    assert_eq!(again.status, 2, "{again:?}");
    assert!(again.stderr.contains("drafts list --trash"), "{again:?}");
}
