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

/// Starts an upload in chunks, and returns the address of its session.
async fn started(talk: &Talk, path: &str, bytes: u64) -> String {
    let address = format!(
        "{}/{path}/v1/{RELEASE}/attachments:upload?uploadType=resumable",
        talk.sandbox.base()
    );
    let request = talk
        .http
        .post(address)
        .bearer_auth(&talk.user)
        .header("x-upload-content-type", "image/png")
        .header("x-upload-content-length", bytes)
        .json(&json!({"filename": "plan.png"}));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let location = answer.headers()["location"].to_str().unwrap();
    assert!(location.contains("upload_id="), "{location}");
    location.to_owned()
}

/// Sends a chunk; returns the status, the `Range` and the answer.
async fn chunk(talk: &Talk, session: &str, range: &str, bytes: usize) -> (u16, String, Value) {
    let request = talk.http.put(session).header("content-range", range);
    let answer = request.body(vec![b'x'; bytes]).send().await.unwrap();
    let received = answer.headers().get("range");
    let received = received
        .map_or("", |range| range.to_str().unwrap())
        .to_owned();
    let (status, answer) = taken(answer).await;
    (status, received, answer)
}

#[tokio::test]
async fn a_file_in_chunks_becomes_an_attachment() {
    const CHUNK: usize = 256 << 10;
    let talk = Talk::new().await;
    for path in ["upload", "resumable/upload"] {
        let session = started(&talk, path, 300_000).await;
        let asked = chunk(&talk, &session, "bytes */300000", 0).await;
        assert_eq!((asked.0, asked.1.as_str()), (308, ""), "nothing came yet");
        let odd = chunk(&talk, &session, "bytes 0-99/300000", 100).await;
        assert_eq!(odd.0, 400, "a chunk in the middle has 256 KiB");
        let first = chunk(&talk, &session, "bytes 0-262143/300000", CHUNK).await;
        assert_eq!((first.0, first.1.as_str()), (308, "bytes=0-262143"));
        let asked = chunk(&talk, &session, "bytes */300000", 0).await;
        assert_eq!((asked.0, asked.1.as_str()), (308, "bytes=0-262143"));
        let rest = 300_000 - CHUNK;
        let last = chunk(&talk, &session, "bytes 262144-299999/300000", rest).await;
        assert_eq!(last.0, 200, "{last:?}");
        // The answer was lost: it is asked for again.
        let again = chunk(&talk, &session, "bytes */300000", 0).await;
        assert_eq!((again.0, &again.2), (200, &last.2));
        let body = json!({"attachment": [last.2]});
        let path = format!("v1/{RELEASE}/messages");
        let (status, message) = talk.call("POST", &path, &talk.user, &body).await;
        assert_eq!(status, 200, "{message}");
        assert_eq!(message["attachment"][0]["contentName"], "plan.png");
        assert_eq!(message["attachment"][0]["contentType"], "image/png");
    }
}

#[tokio::test]
async fn a_session_that_is_not_there_or_cancelled_takes_nothing() {
    let talk = Talk::new().await;
    let session = started(&talk, "upload", 5).await;
    let cancelled = talk.http.delete(&session).send().await.unwrap();
    assert_eq!(cancelled.status().as_u16(), 499);
    assert_eq!(chunk(&talk, &session, "bytes 0-4/5", 5).await.0, 404);
    let address = format!(
        "{}/upload/v1/{RELEASE}/attachments:upload?uploadType=resumable",
        talk.sandbox.base()
    );
    for (token, name, bytes, status) in [
        (&talk.user, "plan.png", 209_715_201_u64, 400),
        (&talk.user, "plan", 5, 400),
        (&String::new(), "plan.png", 5, 401),
    ] {
        let mut request = talk.http.post(&address).json(&json!({"filename": name}));
        request = request.header("x-upload-content-length", bytes);
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{name} {bytes}");
    }
}
