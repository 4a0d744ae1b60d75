//! Pinned messages: pinned once, by people, listed in pages, gone with their messages.

use serde_json::{Value, json};

use crate::sandbox_client::{BOT, Talk};

const RELEASE: &str = "spaces/AAAArelease1";
const PINS: &str = "v1/spaces/AAAArelease1/messagePins";

async fn pin(talk: &Talk, token: &str, message: &Value) -> (u16, Value) {
    let body = json!({ "message": message });
    talk.call("POST", PINS, token, &body).await
}

async fn pinned(talk: &Talk, query: &str) -> Value {
    let path = format!("{PINS}{query}");
    let (status, page) = talk.call("GET", &path, &talk.user, &Value::Null).await;
    assert_eq!(status, 200, "{page}");
    page
}

#[tokio::test]
async fn a_pin_has_the_id_of_its_message() {
    let talk = Talk::new().await;
    let message = talk
        .post(RELEASE, "messageId=client-a", json!({"text": "pin me"}))
        .await;
    let name = message["name"].as_str().unwrap();
    let id = name.rsplit('/').next().unwrap();
    let (status, made) = pin(&talk, &talk.user, &message["name"]).await;
    assert_eq!(status, 200, "{made}");
    assert_eq!(made["name"], format!("{RELEASE}/messagePins/{id}"));
    assert_eq!(made["message"], *name);
    assert_eq!(pin(&talk, &talk.user, &message["name"]).await.0, 409);
    assert_eq!(pinned(&talk, "").await["messagePins"], json!([made]));
    let path = format!("{PINS}/{id}");
    assert_eq!(
        talk.call("DELETE", &path, &talk.user, &Value::Null).await,
        (200, json!({}))
    );
    assert_eq!(pinned(&talk, "").await, json!({}));
    assert_eq!(
        talk.call("DELETE", &path, &talk.user, &Value::Null).await.0,
        404
    );
}

#[tokio::test]
async fn pins_are_for_people_and_for_messages_of_the_space() {
    let talk = Talk::new().await;
    let message = talk.post(RELEASE, "", json!({"text": "pin me"})).await;
    let (status, refused) = pin(&talk, &talk.app, &message["name"]).await;
    assert_eq!(status, 403, "{refused}");
    assert_eq!(talk.grant(&[BOT], None).await.0, 200);
    let elsewhere = message["name"]
        .as_str()
        .unwrap()
        .replace("release1", "design01");
    for (name, status) in [
        (json!(elsewhere), 400),
        (json!(format!("{RELEASE}/messages/no.no")), 404),
        (json!(""), 400),
        (json!(7), 400),
    ] {
        assert_eq!(pin(&talk, &talk.user, &name).await.0, status, "{name}");
    }
}

#[tokio::test]
async fn pins_come_in_pages_and_go_with_their_messages() {
    let talk = Talk::new().await;
    let mut names = Vec::new();
    for number in 0..3 {
        let message = talk
            .post(RELEASE, "", json!({"text": format!("{number}")}))
            .await;
        assert_eq!(pin(&talk, &talk.user, &message["name"]).await.0, 200);
        names.push(message["name"].clone());
    }
    let first = pinned(&talk, "?pageSize=2").await;
    assert_eq!(first["messagePins"].as_array().unwrap().len(), 2);
    let token = first["nextPageToken"].as_str().unwrap();
    let second = pinned(&talk, &format!("?pageSize=2&pageToken={token}")).await;
    assert_eq!(second["messagePins"][0]["message"], names[2]);
    let path = format!("{PINS}?pageSize=-1");
    assert_eq!(
        talk.call("GET", &path, &talk.user, &Value::Null).await.0,
        400
    );
    let path = format!("v1/{}", names[0].as_str().unwrap());
    assert_eq!(
        talk.call("DELETE", &path, &talk.app, &Value::Null).await.0,
        200
    );
    assert_eq!(
        pinned(&talk, "").await["messagePins"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
