//! Attachments: uploaded, attached, and refused where they are not the caller's or not valid.

use serde_json::{Value, json};

use crate::sandbox_client::{Talk, taken};

const RELEASE: &str = "spaces/AAAArelease1";
const DESIGN: &str = "spaces/AAAAdesign01";
const DENIED: &str = "Caller does not have permission to access requested attachment";

/// Uploads a file in one multipart body of two parts.
async fn upload(
    talk: &Talk,
    space: &str,
    token: &str,
    request: &Value,
    file: &str,
) -> (u16, Value) {
    let body = format!(
        "--b\r\nContent-Type: application/json\r\n\r\n{request}\r\n--b\r\nContent-Type: image/png\r\n\r\n{file}\r\n--b--"
    );
    let kind = "multipart/related; boundary=b";
    raw(
        talk,
        &format!("{space}/attachments:upload?uploadType=multipart"),
        token,
        kind,
        body,
    )
    .await
}

async fn raw(talk: &Talk, path: &str, token: &str, kind: &str, body: String) -> (u16, Value) {
    let address = format!("{}/upload/v1/{path}", talk.sandbox.base());
    let request = talk.http.post(address).header("content-type", kind);
    let answer = request.bearer_auth(token).body(body).send().await;
    taken(answer.unwrap()).await
}

#[tokio::test]
async fn an_upload_becomes_an_attachment() {
    let talk = Talk::new().await;
    for token in [&talk.user, &talk.app] {
        let named = json!({"filename": "plan.png"});
        let (status, reference) = upload(&talk, RELEASE, token, &named, "\u{89}PNG").await;
        assert_eq!(status, 200, "{reference}");
        let body = json!({"attachment": [reference]});
        let path = format!("v1/{RELEASE}/messages");
        let (status, message) = talk.call("POST", &path, token, &body).await;
        assert_eq!(status, 200, "{message}");
        let shown = &message["attachment"][0];
        let name = shown["name"].as_str().unwrap();
        assert!(name.starts_with(&format!(
            "{}/attachments/",
            message["name"].as_str().unwrap()
        )));
        assert_eq!(shown["contentName"], "plan.png");
        assert_eq!(shown["contentType"], "image/png");
        assert_eq!(shown["source"], "UPLOADED_CONTENT");
        assert!(shown["downloadUri"].is_string() && shown["thumbnailUri"].is_string());
        assert_eq!(
            shown["attachmentDataRef"],
            json!({
                "resourceName": reference["attachmentDataRef"]["resourceName"]
            })
        );
        // An app reads attachments of messages that it may see.
        let (status, found) = talk.get(&format!("v1/{name}")).await;
        assert_eq!((status, &found), (200, shown));
        // An edit of the text keeps the attachment.
        let path = format!("v1/{}?updateMask=text", message["name"].as_str().unwrap());
        let (status, edited) = talk
            .call("PATCH", &path, token, &json!({"text": "x"}))
            .await;
        assert_eq!(
            (status, &edited["attachment"]),
            (200, &message["attachment"])
        );
    }
}

#[tokio::test]
async fn what_is_attached_is_ones_own_and_of_the_same_space() {
    let talk = Talk::new().await;
    let named = json!({"filename": "plan.png"});
    let (_, reference) = upload(&talk, RELEASE, &talk.user, &named, "x").await;
    let viewer = json!({"name": "users/100000000000000000001"});
    let row = json!({"buttonList": {"buttons": [{"text": "b", "onClick": {"openLink": {"url": "https://example.com"}}}]}});
    for (space, token, body, status, words) in [
        (
            DESIGN,
            &talk.user,
            json!({"attachment": [reference]}),
            403,
            DENIED,
        ),
        (
            RELEASE,
            &talk.app,
            json!({"attachment": [reference]}),
            403,
            DENIED,
        ),
        (
            RELEASE,
            &talk.user,
            json!({"attachment": [reference, {}]}),
            403,
            DENIED,
        ),
        (
            RELEASE,
            &talk.app,
            json!({"attachment": [reference], "privateMessageViewer": viewer}),
            400,
            "private viewer",
        ),
        (
            RELEASE,
            &talk.app,
            json!({"attachment": [reference], "accessoryWidgets": [row]}),
            400,
            "accessory buttons",
        ),
    ] {
        let path = format!("v1/{space}/messages");
        let (found, answer) = talk.call("POST", &path, token, &body).await;
        assert_eq!(found, status, "{answer}");
        let told = answer["error"]["message"].as_str().unwrap();
        assert!(told.contains(words), "{told}");
    }
}

#[tokio::test]
async fn files_that_are_not_in_order_are_refused() {
    let talk = Talk::new().await;
    for (request, file, words) in [
        (json!({}), "x", "has no extension"),
        (json!({"filename": "plan"}), "x", "has no extension"),
        (json!({"filename": "plan.png"}), "", "is empty"),
        (
            json!({"filename": "plan.png", "size": 1}),
            "x",
            "Unknown name \"size\"",
        ),
    ] {
        let (status, answer) = upload(&talk, RELEASE, &talk.user, &request, file).await;
        let told = answer["error"]["message"].as_str().unwrap();
        assert!(status == 400 && told.contains(words), "{status} {told}");
    }
    for (path, kind, status) in [
        // A file alone has no name.
        ("attachments:upload?uploadType=media", "image/png", 400),
        ("attachments:upload?uploadType=resumable", "image/png", 400),
        ("attachments:upload", "image/png", 400),
        ("attachments:upload?uploadType=multipart", "image/png", 400),
        ("attachments", "image/png", 404),
    ] {
        let path = format!("{RELEASE}/{path}");
        let (found, answer) = raw(&talk, &path, &talk.user, kind, "x".into()).await;
        assert_eq!(found, status, "{answer}");
    }
    let named = json!({"filename": "plan.png"});
    for (space, token, status) in [
        ("spaces/AAAAsecret01", &talk.app, 403),
        ("spaces/AAAAnowhere", &talk.app, 404),
        (RELEASE, &String::new(), 401),
    ] {
        assert_eq!(upload(&talk, space, token, &named, "x").await.0, status);
    }
}
