//! `chatquill export`.

use serde_json::Value;

use crate::harness::Home;

const DRAFT: &str = r#"{
  "parent": "spaces/AAAA",
  "messageId": "client-release-42",
  "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
  "message": {
    "text": "It's *out* 🎉\n$PATH and `ticks` \\ \"quotes\"",
    "cardsV2": [{"cardId": "notes", "card": {
      "header": {"title": "Release 2.4", "imageType": "CIRCLE"},
      "sections": [{"widgets": [
        {"divider": {}},
        {"buttonList": {"buttons": [{
          "text": "Notes",
          "type": "FILLED",
          "color": {"red": 0.5, "alpha": 1},
          "onClick": {"openLink": {"url": "https://example.com/notes"}}
        }]}}
      ]}]
    }}],
    "thread": {"threadKey": "release"}
  }
}"#;

/// A message with fields that only plain HTTP can send, and no space yet.
const BEYOND: &str = r#"{"message": {"text": "a\nb", "elements": {"citations": []}}}"#;

fn export(draft: &str, language: &str, sender: &str) -> String {
    let home = Home::new();
    let file = home.write("draft.json", draft);
    let file = file.to_str().unwrap();
    let outcome = home.run(&["export", file, "--to", language, "--as", sender]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    outcome.stdout
}

#[test]
fn an_app_sends_in_every_language() {
    for language in ["json", "curl", "node", "python", "java", "apps-script"] {
        insta::assert_snapshot!(format!("app_{language}"), export(DRAFT, language, "app"));
    }
}

#[test]
fn a_person_and_a_webhook_have_other_credentials() {
    for language in ["curl", "node", "python", "java", "apps-script"] {
        for sender in ["user", "webhook"] {
            let draft = r#"{"parent": "spaces/AAAA", "messageReplyOption": "REPLY_MESSAGE_OR_FAIL", "message": {"text": "hi"}}"#;
            insta::assert_snapshot!(
                format!("{sender}_{language}"),
                export(draft, language, sender)
            );
        }
    }
}

#[test]
fn what_a_client_cannot_carry_goes_out_as_plain_http() {
    for language in ["node", "python", "java"] {
        insta::assert_snapshot!(
            format!("beyond_{language}"),
            export(BEYOND, language, "app")
        );
    }
}

#[test]
fn json_comes_out_normalised_and_can_be_read_again() {
    let first = export(r#"{"cards_v2": [{"card_id": "a"}]}"#, "json", "app");
    let value: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(value["message"]["cardsV2"][0]["cardId"], "a");
    assert_eq!(export(&first, "json", "app"), first);
}

#[test]
fn the_sender_is_that_of_the_profile_unless_told_otherwise() {
    let home = Home::new();
    home.configure(
        "default_profile = \"me\"\n[profiles.me]\nsender = \"user\"\nadc = true\n[profiles.bot]\nsender = \"app\"\nkey_file = \"k.json\"\n",
    );
    let file = home.write("a.json", r#"{"text": "hi"}"#);
    let file = file.to_str().unwrap();
    for (more, scope) in [
        (&[][..], "chat.messages.create"),
        (&["--profile", "bot"], "chat.bot"),
        (&["--as", "app"], "chat.bot"),
    ] {
        let outcome = home.run(&[&["export", file, "--to", "python"], more].concat());
        assert!(outcome.stdout.contains(scope), "{more:?} {outcome:?}");
    }
}

#[test]
fn bad_input_is_told_as_everywhere() {
    let home = Home::new();
    let broken = home.write("broken.json", "{\"text\": }");
    let odd = home.write("odd.json", "{\"text\": \"a\", \"colour\": 1}");
    for (file, status, words) in [
        (broken.to_str().unwrap(), 2, "broken.json:1:10"),
        ("nowhere.json", 2, "nowhere.json: It cannot be read"),
        (odd.to_str().unwrap(), 0, "warning: "),
    ] {
        let outcome = home.run(&["export", file, "--to", "curl", "--as", "app"]);
        assert_eq!(outcome.status, status, "{outcome:?}");
        assert!(outcome.stderr.contains(words), "{outcome:?}");
    }
}
