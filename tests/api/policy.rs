//! The sandbox's policy: choices that Google's own pages leave open, and its quotas.

use chatquill::sandbox::policy::Policy;
use chatquill::sandbox::server::Options;
use serde_json::json;

use crate::sandbox_client::Talk;

const RELEASE: &str = "spaces/AAAArelease1";
const DESIGN: &str = "spaces/AAAAdesign01";

#[tokio::test]
async fn switches_change_what_google_leaves_open() {
    let rules = Policy {
        new_key_may_start_thread: false,
        developer_preview: true,
        ..Policy::default()
    };
    let talk = Talk::with(Options {
        rules,
        ..Options::default()
    })
    .await;
    let path = format!("v1/{RELEASE}/messages?messageReplyOption=REPLY_MESSAGE_OR_FAIL");
    let card = |id: &str| json!({"cardsV2": [{"cardId": id, "card": {}}]});
    for (token, body, status) in [
        (
            &talk.app,
            json!({"text": "x", "thread": {"threadKey": "new"}}),
            404,
        ),
        (&talk.user, card("one"), 200),
        (&talk.user, card(""), 400),
    ] {
        assert_eq!(
            talk.call("POST", &path, token, &body).await.0,
            status,
            "{body}"
        );
    }
    let rules = Policy {
        app_configured: false,
        ..Policy::default()
    };
    let talk = Talk::with(Options {
        rules,
        ..Options::default()
    })
    .await;
    let (code, answer) = talk
        .call("POST", &path, &talk.app, &json!({"text": "x"}))
        .await;
    assert_eq!(code, 404);
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("Google Chat app not found.")
    );
    assert_eq!(talk.get("v1/spaces").await.0, 200);
}

#[tokio::test]
async fn quotas_are_kept_where_wanted() {
    let talk = Talk::with(Options {
        quotas: true,
        ..Options::default()
    })
    .await;
    let mut codes = Vec::new();
    for _ in 0..8 {
        let (code, _) = talk
            .call(
                "POST",
                &format!("v1/{RELEASE}/messages"),
                &talk.app,
                &json!({"text": "x"}),
            )
            .await;
        codes.push(code);
    }
    assert_eq!(codes[..3], [200, 200, 200]);
    assert!(codes.contains(&429), "{codes:?}");
    assert_eq!(
        talk.post(DESIGN, "", json!({"text": "x"})).await["text"],
        "x"
    );
}
