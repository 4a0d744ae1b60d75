//! Sending into the sandbox: responses, limits, senders, IDs, threads, webhooks.

use serde_json::{Value, json};

use crate::sandbox_client::Talk;

const RELEASE: &str = "spaces/AAAArelease1";

#[tokio::test]
async fn a_message_comes_back_byte_for_byte() {
    let talk = Talk::new().await;
    let text = "你好👋🏽🌎 \"quotes\" \\ \u{200b}e\u{301}\n\ttab";
    let sent = talk.post(RELEASE, "", json!({ "text": text })).await;
    assert_eq!(sent["text"], text);
    assert_eq!(sent["sender"]["type"], "BOT");
    let (_, found) = talk
        .get(&format!("v1/{}", sent["name"].as_str().unwrap()))
        .await;
    assert_eq!(found, sent);
    let (_, listed) = talk
        .call(
            "GET",
            &format!("v1/{RELEASE}/messages?orderBy=createTime%20desc&pageSize=1"),
            &talk.user,
            &Value::Null,
        )
        .await;
    assert_eq!(listed["messages"][0]["name"], sent["name"]);
    assert!(listed["nextPageToken"].is_string());
}

#[tokio::test]
async fn the_limit_is_32000_bytes_of_compact_json() {
    let talk = Talk::new().await;
    let path = format!("v1/{RELEASE}/messages");
    for (letters, status) in [(32_000 - 11, 200), (32_000 - 10, 400)] {
        let body = json!({ "text": "x".repeat(letters) });
        assert_eq!(talk.call("POST", &path, &talk.app, &body).await.0, status);
    }
}

#[tokio::test]
async fn what_a_sender_may_not_send_is_refused() {
    let talk = Talk::new().await;
    let card = json!([{"cardId": "c", "card": {"header": {"title": "t"}}}]);
    let viewer = json!({"name": "users/100000000000000000002"});
    let human = "Message cannot have cards for requests carrying human credentials.";
    for (is_app, query, body, status, words) in [
        (true, "", json!({}), 400, "Message cannot be empty."),
        (
            true,
            "",
            json!({"text": "  "}),
            400,
            "Message cannot be empty.",
        ),
        (true, "", json!({"cardsV2": card}), 200, ""),
        (false, "", json!({"cardsV2": card}), 400, human),
        (
            true,
            "",
            json!({"text": "x", "privateMessageViewer": viewer}),
            200,
            "",
        ),
        (
            false,
            "",
            json!({"text": "x", "privateMessageViewer": viewer}),
            400,
            "",
        ),
        (
            true,
            "",
            json!({"text": "x", "privateMessageViewer": {"name": "users/42"}}),
            404,
            "",
        ),
        (
            true,
            "createMessageNotificationOptions.notificationType=NOTIFICATION_TYPE_SILENT",
            json!({"text": "x"}),
            200,
            "",
        ),
        (
            false,
            "createMessageNotificationOptions.notificationType=NOTIFICATION_TYPE_SILENT",
            json!({"text": "x"}),
            400,
            "",
        ),
        (true, "messageId=release-1", json!({"text": "x"}), 400, ""),
        (
            true,
            "",
            json!({"text": "x", "attachment": [{"attachmentDataRef": {"attachmentUploadToken": "t"}}]}),
            403,
            "",
        ),
        (true, "colour=red", json!({"text": "x"}), 400, ""),
    ] {
        let token = if is_app { &talk.app } else { &talk.user };
        let (code, answer) = talk
            .call(
                "POST",
                &format!("v1/{RELEASE}/messages?{query}"),
                token,
                &body,
            )
            .await;
        assert_eq!(code, status, "{query} {body} {answer}");
        assert!(
            words.is_empty() || answer["error"]["message"] == words,
            "{answer}"
        );
    }
    let (code, _) = talk
        .call(
            "POST",
            "v1/spaces/AAAAnews0001/messages",
            &talk.app,
            &json!({"text": "x"}),
        )
        .await;
    assert_eq!(code, 403);
}

#[tokio::test]
async fn a_repeated_request_makes_one_message_and_a_client_id_is_unique() {
    let talk = Talk::new().await;
    let first = talk
        .post(
            RELEASE,
            "requestId=r1&messageId=client-a",
            json!({"text": "one"}),
        )
        .await;
    let again = talk
        .post(
            RELEASE,
            "requestId=r1&messageId=client-a",
            json!({"text": "two"}),
        )
        .await;
    assert_eq!(
        (&again["name"], &again["text"]),
        (&first["name"], &json!("one"))
    );
    let path = format!("v1/{RELEASE}/messages");
    for (token, query, status) in [
        (&talk.user, "requestId=r1", 400),
        (&talk.app, "messageId=client-a", 409),
        (&talk.app, "requestId=r2&messageId=client-b", 200),
    ] {
        let (code, _) = talk
            .call(
                "POST",
                &format!("{path}?{query}"),
                token,
                &json!({"text": "x"}),
            )
            .await;
        assert_eq!(code, status, "{query}");
    }
    let (_, found) = talk.get(&format!("{path}/client-a")).await;
    assert_eq!(found["name"], first["name"]);
    assert_eq!(found["clientAssignedMessageId"], "client-a");
}

#[tokio::test]
async fn a_thread_is_joined_by_key_and_its_key_is_private() {
    let talk = Talk::new().await;
    let option = "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD";
    let body = || json!({"text": "x", "thread": {"threadKey": "k"}});
    let root = talk.post(RELEASE, option, body()).await;
    let reply = talk.post(RELEASE, option, body()).await;
    assert_eq!(reply["thread"], root["thread"]);
    assert_eq!(
        (&root["threadReply"], &reply["threadReply"]),
        (&Value::Null, &json!(true))
    );
    let (_, seen) = talk
        .call(
            "GET",
            &format!("v1/{}", root["name"].as_str().unwrap()),
            &talk.user,
            &Value::Null,
        )
        .await;
    assert_eq!(seen["thread"]["threadKey"], Value::Null);
}

#[tokio::test]
async fn answers_are_shaped_as_asked() {
    let talk = Talk::new().await;
    let sent = talk
        .post(RELEASE, "fields=name,thread(name)", json!({"text": "x"}))
        .await;
    assert_eq!(sent.as_object().unwrap().len(), 2);
    for (query, lines) in [("", true), ("?prettyPrint=false", false)] {
        let path = format!("v1/{RELEASE}{query}");
        let text = talk
            .send("GET", &path, &talk.app, None)
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert_eq!(text.trim().contains('\n'), lines);
    }
    let (_, numbers) = talk
        .get(&format!("v1/{RELEASE}?%24alt=json;enum-encoding%3Dint"))
        .await;
    assert_eq!(numbers["spaceType"], 1);
}

#[tokio::test]
async fn a_webhook_writes_into_its_one_space() {
    let talk = Talk::new().await;
    let url = talk.sandbox.webhook_url();
    let path = url
        .strip_prefix(talk.sandbox.base())
        .unwrap()
        .trim_start_matches('/');
    let (status, sent) = talk
        .call("POST", path, "", &json!({"text": "*FIRING*"}))
        .await;
    assert_eq!(
        (status, &sent["sender"]["displayName"]),
        (200, &json!("Alerts"))
    );
    for (path, status) in [
        (path.replace("AAAAincident", "AAAArelease1"), 403),
        (path.replace("webhook-token", "other"), 403),
        (path.replace("&token", "&colour"), 403),
        (path.replace("?key", "?kay"), 403),
        (path.replace("key=", "key=x"), 400),
    ] {
        assert_eq!(
            talk.call("POST", &path, "", &json!({"text": "x"})).await.0,
            status,
            "{path}"
        );
    }
    assert_eq!(talk.call("GET", path, "", &Value::Null).await.0, 401);
}
