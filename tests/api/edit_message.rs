//! The life of a message in the sandbox: edited, quoted, reacted to, hidden, deleted.

use serde_json::{Value, json};

use crate::sandbox_client::Talk;

const RELEASE: &str = "spaces/AAAArelease1";
const DESIGN: &str = "spaces/AAAAdesign01";

fn address(message: &Value) -> String {
    format!("v1/{}", message["name"].as_str().unwrap())
}

/// Returns the sender, the path, the mask and the body of each patch, with the expected status.
fn patches(long: &str) -> [(&str, &str, &str, &str, u16); 15] {
    [
        (
            "app",
            "PATCH",
            "OWN?updateMask=text",
            r#"{"text":"b"}"#,
            200,
        ),
        ("app", "PUT", "OWN?updateMask=text", r#"{"text":"c"}"#, 200),
        (
            "app",
            "PATCH",
            "ALL/client-p?update_mask=text",
            r#"{"text":"d"}"#,
            200,
        ),
        (
            "app",
            "PATCH",
            "OWN?updateMask=text,cards_v2",
            r#"{"text":""}"#,
            400,
        ),
        ("app", "PATCH", "OWN", r#"{"text":"b"}"#, 400),
        (
            "app",
            "PATCH",
            "OWN?updateMask=markup_syntax",
            r#"{"text":"b"}"#,
            400,
        ),
        ("app", "PATCH", "OWN?updateMask=text", long, 400),
        ("app", "PATCH", "OWN?updateMask=text", r#"{"txt":1}"#, 400),
        (
            "app",
            "PATCH",
            "USERS?updateMask=text",
            r#"{"text":"b"}"#,
            403,
        ),
        (
            "user",
            "PATCH",
            "USERS?updateMask=text",
            r#"{"text":"v"}"#,
            200,
        ),
        (
            "user",
            "PATCH",
            "USERS?updateMask=*",
            r#"{"text":"w"}"#,
            200,
        ),
        (
            "user",
            "PATCH",
            "USERS?updateMask=cardsV2",
            r#"{"cardsV2":[{}]}"#,
            400,
        ),
        (
            "app",
            "PATCH",
            "ALL/client-new?updateMask=text",
            r#"{"text":"b"}"#,
            404,
        ),
        (
            "app",
            "PATCH",
            "ALL/client-new?allowMissing=true",
            r#"{"text":"b"}"#,
            200,
        ),
        (
            "app",
            "PATCH",
            "OWN?updateMask=text&allowMissing=true",
            r#"{"text":"b"}"#,
            400,
        ),
    ]
}

#[tokio::test]
async fn a_patch_changes_what_its_mask_names() {
    let talk = Talk::new().await;
    let card = json!([{"cardId": "c", "card": {"header": {"title": "t"}}}]);
    let body = json!({"text": "a", "cardsV2": card});
    let sent = talk.post(RELEASE, "messageId=client-p", body).await;
    let path = format!("v1/{RELEASE}/messages");
    let theirs = talk
        .call("POST", &path, &talk.user, &json!({"text": "u"}))
        .await
        .1;
    let long = format!(r#"{{"text":"{}"}}"#, "x".repeat(32_000));
    for (who, verb, path, body, status) in patches(&long) {
        let path = path
            .replace("OWN", &address(&sent))
            .replace("USERS", &address(&theirs))
            .replace("ALL", &format!("v1/{RELEASE}/messages"));
        let token = if who == "app" { &talk.app } else { &talk.user };
        let answer = talk.send(verb, &path, token, Some(body)).await.unwrap();
        assert_eq!(answer.status(), status, "{who} {verb} {path}");
    }
    let (_, now) = talk.get(&address(&sent)).await;
    assert_eq!((&now["text"], &now["cardsV2"]), (&json!("d"), &card));
    assert!(now["lastUpdateTime"].as_str() > now["createTime"].as_str());
}

#[tokio::test]
async fn a_quote_names_the_latest_version_in_the_right_place() {
    let talk = Talk::new().await;
    let reply = "messageReplyOption=REPLY_MESSAGE_OR_FAIL";
    let root = talk.post(RELEASE, "", json!({"text": "root"})).await;
    let thread = json!({"name": root["thread"]["name"]});
    let inside = talk
        .post(RELEASE, reply, json!({"text": "inside", "thread": thread}))
        .await;
    let quote = |of: &Value, kind: &str| json!({"name": of["name"], "lastUpdateTime": of["createTime"], "quoteType": kind});
    for (space, in_thread, quoted, status) in [
        (RELEASE, false, quote(&root, "REPLY"), 200),
        (RELEASE, true, quote(&root, "REPLY"), 200),
        (RELEASE, true, quote(&inside, "REPLY"), 200),
        (RELEASE, false, quote(&inside, "REPLY"), 400),
        (RELEASE, false, quote(&inside, "FORWARD"), 200),
        (RELEASE, false, quote(&root, "FORWARD"), 400),
        (DESIGN, false, quote(&root, "REPLY"), 400),
        (DESIGN, false, quote(&root, "FORWARD"), 200),
        (
            RELEASE,
            false,
            json!({"name": root["name"], "lastUpdateTime": "2020-01-01T00:00:00Z"}),
            400,
        ),
        (RELEASE, false, json!({"name": "nonsense"}), 400),
    ] {
        let mut body = json!({"text": "x", "quotedMessageMetadata": quoted});
        if in_thread {
            body["thread"] = thread.clone();
        }
        let path = format!("v1/{space}/messages?{reply}");
        let (code, answer) = talk.call("POST", &path, &talk.app, &body).await;
        assert_eq!(code, status, "{body} {answer}");
        if code == 200 {
            let told = &answer["quotedMessageMetadata"];
            assert!(told["quotedMessageSnapshot"]["text"].is_string());
            assert_eq!(
                told["forwardedMetadata"].is_object(),
                quoted["quoteType"] == "FORWARD"
            );
            let (code, _) = talk
                .call(
                    "PATCH",
                    &format!("{}?updateMask=quoted_message_metadata", address(&answer)),
                    &talk.app,
                    &json!({}),
                )
                .await;
            assert_eq!(code, 200);
            assert_eq!(
                talk.get(&address(&answer)).await.1["quotedMessageMetadata"],
                Value::Null
            );
        }
    }
}

#[tokio::test]
async fn reactions_are_counted_listed_and_taken_back() {
    let talk = Talk::new().await;
    let sent = talk
        .post(RELEASE, "messageId=client-r", json!({"text": "x"}))
        .await;
    let path = format!("{}/reactions", address(&sent));
    let emoji = |text: &str| json!({"emoji": {"unicode": text}});
    let mut made = Value::Null;
    for (path, token, body, status) in [
        (&path, &talk.user, emoji("🎉"), 200),
        (&path, &talk.user, emoji("🎉"), 409),
        (&path, &talk.app, emoji("🎉"), 200),
        (&path, &talk.user, emoji("yes"), 400),
        (&path, &talk.user, json!({}), 400),
        (
            &path,
            &talk.user,
            json!({"emoji": {"unicode": "🎉", "customEmoji": {}}}),
            400,
        ),
        (
            &format!("v1/{RELEASE}/messages/client-r/reactions"),
            &talk.user,
            emoji("👍"),
            400,
        ),
    ] {
        let (code, answer) = talk.call("POST", path, token, &body).await;
        assert_eq!(code, status, "{body} {answer}");
        if made.is_null() {
            made = answer;
        }
    }
    let (_, message) = talk.get(&address(&sent)).await;
    assert_eq!(
        message["emojiReactionSummaries"],
        json!([{"emoji": {"unicode": "🎉"}, "reactionCount": 2}])
    );
    let filtered = format!("{path}?filter=user.name%20%3D%20%22users%2F100000000000000000001%22");
    assert_eq!(talk.get(&filtered).await.1["reactions"], json!([made]));
    for (token, status) in [(&talk.app, 403), (&talk.user, 200), (&talk.user, 403)] {
        assert_eq!(
            talk.call("DELETE", &address(&made), token, &Value::Null)
                .await
                .0,
            status
        );
    }
}

#[tokio::test]
async fn a_private_message_is_hidden_from_all_but_its_viewer() {
    let talk = Talk::new().await;
    for (viewer, seen) in [
        ("users/ada@example.com", 200),
        ("users/100000000000000000002", 404),
    ] {
        let body = json!({"text": "psst", "privateMessageViewer": {"name": viewer}});
        let sent = talk.post(RELEASE, "", body).await;
        let (code, _) = talk
            .call("GET", &address(&sent), &talk.user, &Value::Null)
            .await;
        assert_eq!(code, seen, "{viewer}");
        assert!(
            sent["privateMessageViewer"]["name"]
                .as_str()
                .unwrap()
                .starts_with("users/1000")
        );
    }
}

#[tokio::test]
async fn a_deleted_message_leaves_a_mark_for_those_who_ask() {
    let talk = Talk::new().await;
    let sent = talk.post(RELEASE, "", json!({"text": "soon gone"})).await;
    assert_eq!(
        talk.call("DELETE", &address(&sent), &talk.user, &Value::Null)
            .await
            .0,
        403
    );
    let (code, answer) = talk
        .call("DELETE", &address(&sent), &talk.app, &Value::Null)
        .await;
    assert_eq!((code, answer), (200, json!({})));
    assert_eq!(talk.get(&address(&sent)).await.0, 404);
    for (query, listed) in [("", false), ("&showDeleted=true", true)] {
        let path = format!("v1/{RELEASE}/messages?pageSize=1000{query}");
        let (_, answer) = talk.call("GET", &path, &talk.user, &Value::Null).await;
        let mark = answer["messages"]
            .as_array()
            .unwrap()
            .iter()
            .find(|message| message["name"] == sent["name"]);
        assert_eq!(mark.is_some(), listed);
        assert!(mark.is_none_or(|mark| mark["text"].is_null() && mark["deleteTime"].is_string()));
    }
}

#[tokio::test]
async fn people_delete_a_conversation_only_by_force() {
    let talk = Talk::new().await;
    let path = format!("v1/{RELEASE}/messages?messageReplyOption=REPLY_MESSAGE_OR_FAIL");
    let (_, root) = talk
        .call("POST", &path, &talk.user, &json!({"text": "root"}))
        .await;
    talk.post(
        RELEASE,
        "messageReplyOption=REPLY_MESSAGE_OR_FAIL",
        json!({"text": "reply", "thread": root["thread"]}),
    )
    .await;
    for (query, status) in [("", 400), ("?force=true", 200)] {
        let path = format!("{}{query}", address(&root));
        assert_eq!(
            talk.call("DELETE", &path, &talk.user, &Value::Null).await.0,
            status
        );
    }
}

#[tokio::test]
async fn formatted_text_comes_in_the_wanted_syntax() {
    let talk = Talk::new().await;
    let body = json!({"text": "**b** [l](https://e.com) <chat-user data-user=\"users/100000000000000000002\">", "markupSyntax": 2});
    let sent = talk.post(RELEASE, "", body).await;
    assert_eq!(sent["text"], "**b** [l](https://e.com) @Grace Hopper");
    assert_eq!(
        sent["formattedText"],
        "*b* <https://e.com|l> <users/100000000000000000002>"
    );
    let (_, again) = talk
        .get(&format!(
            "{}?markupSyntax=MARKUP_SYNTAX_MARKDOWN",
            address(&sent)
        ))
        .await;
    assert!(
        again["formattedText"]
            .as_str()
            .unwrap()
            .starts_with("**b** [l](https://e.com) <chat-user")
    );
}
