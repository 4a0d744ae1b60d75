//! The sandbox over HTTP: tokens, spaces, members, and what it refuses.

use std::collections::HashSet;

use chatquill::sandbox::server::Options;
use serde_json::{Value, json};

use crate::sandbox_client::{BOT, Talk};

const RELEASE: &str = "spaces/AAAArelease1";
const READONLY: &str = "https://www.googleapis.com/auth/chat.spaces.readonly";

#[tokio::test]
async fn without_a_good_token_nobody_comes_in() {
    let talk = Talk::new().await;
    for token in ["", "ya29.strange"] {
        let (status, answer) = talk.call("GET", "v1/spaces", token, &Value::Null).await;
        assert_eq!(status, 401);
        assert_eq!(answer["error"]["status"], "UNAUTHENTICATED");
    }
}

#[tokio::test]
async fn a_token_for_a_person_shows_that_persons_spaces() {
    let talk = Talk::new().await;
    let (status, token) = talk.grant(&[READONLY], Some("ada@example.com")).await;
    assert_eq!(status, 200, "{token}");
    let token = token["access_token"].as_str().unwrap();
    let (_, spaces) = talk.call("GET", "v1/spaces", token, &Value::Null).await;
    let names: Vec<_> = spaces["spaces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|space| space["displayName"].as_str())
        .collect();
    assert!(names.contains(&Some("project-nightjar")));
    let (status, refusal) = talk.grant(&[BOT], Some("ada@example.com")).await;
    assert_eq!(
        (status, refusal["error"].as_str()),
        (401, Some("unauthorized_client"))
    );
}

#[tokio::test]
async fn booleans_and_numbers_in_quotation_marks_are_taken_for_what_they_mean() {
    let talk = Talk::new().await;
    let widgets = json!([
        {"decoratedText": {"text": "a", "wrapText": "true", "switchControl": {"name": "n", "selected": "false"}}},
        {"textParagraph": {"text": "b", "maxLines": "3"}},
        {"buttonList": {"buttons": [{"text": "c", "disabled": "true"}]}},
    ]);
    let card = json!({"sections": [{"widgets": widgets}]});
    let sent = talk
        .post(
            RELEASE,
            "",
            json!({"cardsV2": [{"cardId": "a", "card": card}]}),
        )
        .await;
    let widgets = &sent["cardsV2"][0]["card"]["sections"][0]["widgets"];
    assert_eq!(widgets[0]["decoratedText"]["wrapText"], true, "{sent}");
    let switch = &widgets[0]["decoratedText"]["switchControl"];
    assert_eq!(*switch, json!({"name": "n"}), "{sent}");
    assert_eq!(widgets[1]["textParagraph"]["maxLines"], 3, "{sent}");
    let button = &widgets[2]["buttonList"]["buttons"][0];
    assert_eq!(*button, json!({"text": "c", "disabled": true}), "{sent}");
    let odd = json!({"cardsV2": [{"card": {"sections": [{"widgets": [
        {"decoratedText": {"text": "a", "wrapText": "yes"}}]}]}}]});
    let (status, answer) = talk
        .call("POST", &format!("v1/{RELEASE}/messages"), &talk.app, &odd)
        .await;
    assert_eq!(status, 400, "{answer}");
}

#[tokio::test]
async fn a_missing_scope_is_told_by_its_reason() {
    let talk = Talk::new().await;
    let (status, answer) = talk.get("v1/spaces/AAAArelease1/messages").await;
    assert_eq!(status, 403);
    assert_eq!(
        answer["error"]["details"][0]["reason"],
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    );
}

#[tokio::test]
async fn a_large_world_is_listed_page_by_page() {
    let talk = Talk::with(Options {
        spaces: 2500,
        ..Options::default()
    })
    .await;
    let (mut seen, mut sizes, mut token) = (HashSet::new(), Vec::new(), String::new());
    loop {
        let (status, page) = talk
            .get(&format!("v1/spaces?pageSize=5000&pageToken={token}"))
            .await;
        assert_eq!(status, 200, "{page}");
        let spaces = page["spaces"].as_array().unwrap();
        sizes.push(spaces.len());
        seen.extend(
            spaces
                .iter()
                .map(|space| space["name"].as_str().unwrap().to_owned()),
        );
        match page["nextPageToken"].as_str() {
            Some(next) => next.clone_into(&mut token),
            None => break,
        }
    }
    assert_eq!(sizes[..2], [1000, 1000]);
    assert_eq!(seen.len(), sizes.iter().sum::<usize>());
    assert!(seen.len() > 2500);
}

#[tokio::test]
async fn spaces_are_filtered_and_found() {
    let talk = Talk::new().await;
    for (filter, status, kinds) in [
        ("space_type%20%3D%20%22SPACE%22", 200, vec!["SPACE"]),
        (
            "spaceType=%22GROUP_CHAT%22+OR+spaceType=%22DIRECT_MESSAGE%22",
            200,
            vec!["DIRECT_MESSAGE", "GROUP_CHAT"],
        ),
        (
            "space_type=%22SPACE%22+AND+space_type=%22SPACE%22",
            400,
            vec![],
        ),
        ("space_type=%22ROOM%22", 400, vec![]),
        ("display_name=%22x%22", 400, vec![]),
    ] {
        let (code, answer) = talk.get(&format!("v1/spaces?filter={filter}")).await;
        assert_eq!(code, status, "{filter} {answer}");
        let mut found: Vec<_> = answer["spaces"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|space| space["spaceType"].as_str().unwrap())
            .collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, kinds, "{filter}");
    }
    let ada = "v1/spaces:findDirectMessage?name=users/100000000000000000001";
    assert_eq!(talk.get(ada).await.1["name"], "spaces/dmAda000001");
    for (name, status) in [
        ("users/100000000000000000014", 404),
        ("users/42", 400),
        ("ada", 400),
        ("users/app", 400),
    ] {
        let (code, _) = talk
            .get(&format!("v1/spaces:findDirectMessage?name={name}"))
            .await;
        assert_eq!(code, status, "{name}");
    }
}

#[tokio::test]
async fn closed_and_unknown_spaces_are_told_apart() {
    let talk = Talk::new().await;
    for (path, status, words) in [
        (
            "v1/spaces/AAAAsecret01",
            403,
            "This Chat app is not a member of this space.",
        ),
        (
            "v1/spaces/AAAAnowhere",
            404,
            "Requested entity was not found.",
        ),
        (
            "v1/spaces//members",
            400,
            "Missing or malformed space resource name in the request.",
        ),
        ("v1/planets", 404, "Method not found."),
    ] {
        let (code, answer) = talk.get(path).await;
        assert_eq!(
            (code, answer["error"]["message"].as_str()),
            (status, Some(words)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn members_are_people_to_an_app_and_all_to_a_person() {
    let talk = Talk::new().await;
    let path = format!("v1/{RELEASE}/members");
    let (_, for_app) = talk.get(&path).await;
    let (_, for_user) = talk.call("GET", &path, &talk.user, &Value::Null).await;
    let count = |answer: &Value| answer["memberships"].as_array().unwrap().len();
    assert_eq!(count(&for_app) + 1, count(&for_user));
    let (_, managers) = talk
        .get(&format!("{path}?filter=role%20%3D%20%22ROLE_MANAGER%22"))
        .await;
    assert_eq!(
        managers["memberships"][0]["member"]["displayName"],
        "Ada Lovelace"
    );
    let (_, one) = talk.get(&format!("{path}/100000000000000000001")).await;
    assert_eq!(one["role"], "ROLE_MANAGER");
}
