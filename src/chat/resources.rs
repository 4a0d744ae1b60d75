//! Parses Google's resources leniently: an odd field is defaulted, an odd entry skipped.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chat::sanitize;
use crate::diagnostics::harmful::is_harmful;

/// What kind of conversation a space is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpaceKind {
    /// A named space.
    #[default]
    Space,
    /// An unnamed conversation of several people.
    GroupChat,
    /// A conversation of two.
    DirectMessage,
}

/// How a space treats threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Threading {
    /// Replies in threads.
    Threaded,
    /// Grouped by topic, the old form of spaces.
    Grouped,
    /// One stream without threads.
    Unthreaded,
    /// Not specified.
    #[default]
    Unspecified,
}

/// A space that the sender belongs to.
///
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Space {
    /// The resource name, `spaces/ID`.
    pub name: String,
    /// The kind of conversation.
    pub kind: SpaceKind,
    /// The name that people see; empty for direct messages and group chats.
    pub display_name: String,
    /// How threads are treated.
    pub threading: Threading,
    /// A direct message between one person and an app.
    pub single_user_bot_dm: bool,
    /// The space's address in a browser.
    pub uri: Option<String>,
    /// When the last message was sent, RFC 3339.
    pub last_active: Option<String>,
    /// How many people are members directly.
    pub member_count: Option<u64>,
    /// Whether ordinary members may post; `Some(false)` in announcement spaces.
    ///
    /// Lists never include it, only `spaces.get` does.
    pub members_may_post: Option<bool>,
}

impl Space {
    /// Parses a space; `None` where the entry has no usable resource name.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let name = resource(value.get("name")?, "spaces")?;
        let members = value.pointer("/membershipCount/joinedDirectHumanUserCount");
        Some(Self {
            name,
            kind: space_kind(value),
            display_name: name_at(value, "displayName"),
            threading: match word_at(value, "spaceThreadingState") {
                "THREADED_MESSAGES" => Threading::Threaded,
                "GROUPED_MESSAGES" => Threading::Grouped,
                "UNTHREADED_MESSAGES" => Threading::Unthreaded,
                _ => Threading::Unspecified,
            },
            single_user_bot_dm: flag_at(value, "singleUserBotDm"),
            uri: line_at(value, "spaceUri").filter(|uri| uri.starts_with("https://")),
            last_active: line_at(value, "lastActiveTime"),
            member_count: members.and_then(whole),
            members_may_post: value
                .pointer("/permissionSettings/postMessages/membersAllowed")
                .and_then(Value::as_bool)
                .or_else(|| {
                    // Defaults are left out of responses: managers only means no `membersAllowed`.
                    value
                        .pointer("/permissionSettings/postMessages")
                        .filter(|setting| setting.is_object())
                        .map(|_| false)
                }),
        })
    }
}

fn space_kind(value: &Value) -> SpaceKind {
    match (word_at(value, "spaceType"), word_at(value, "type")) {
        ("GROUP_CHAT", _) => SpaceKind::GroupChat,
        ("DIRECT_MESSAGE", _) | ("", "DM") => SpaceKind::DirectMessage,
        _ => SpaceKind::Space,
    }
}

/// Whether a member is a person or an app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UserKind {
    /// A person.
    Human,
    /// A Chat app.
    Bot,
    /// Not specified.
    #[default]
    Unspecified,
}

/// What a member may do in a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Takes part.
    #[default]
    Member,
    /// Manages the space with the owner.
    AssistantManager,
    /// Owns the space.
    Manager,
}

/// A person or app in a space.
///
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.members>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Member {
    /// The user's resource name, `users/ID`.
    pub user: String,
    /// The name that people see, possibly empty.
    pub display_name: String,
    /// The mail address, where the response has it.
    pub email: Option<String>,
    /// Person or app.
    pub kind: UserKind,
    /// What the member may do.
    pub role: Role,
}

impl Member {
    /// Parses a membership; `None` for groups, for those who left, and without a user name.
    #[must_use]
    pub fn read(membership: &Value) -> Option<Self> {
        if matches!(word_at(membership, "state"), "INVITED" | "NOT_A_MEMBER") {
            return None;
        }
        let user = membership.get("member")?;
        Some(Self {
            user: resource(user.get("name")?, "users")?,
            display_name: name_at(user, "displayName"),
            email: line_at(user, "email"),
            kind: match word_at(user, "type") {
                "HUMAN" => UserKind::Human,
                "BOT" => UserKind::Bot,
                _ => UserKind::Unspecified,
            },
            role: match word_at(membership, "role") {
                "ROLE_MANAGER" => Role::Manager,
                "ROLE_ASSISTANT_MANAGER" => Role::AssistantManager,
                _ => Role::Member,
            },
        })
    }
}

/// One page of spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpacesPage {
    /// The spaces that could be read, in the server's order.
    pub spaces: Vec<Space>,
    /// The token of the next page.
    pub next: Option<String>,
}

impl SpacesPage {
    /// Parses a `ListSpacesResponse`.
    #[must_use]
    pub fn read(value: &Value) -> Self {
        Self {
            spaces: entries(value, "spaces").filter_map(Space::read).collect(),
            next: next_token(value),
        }
    }
}

/// One page of members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembersPage {
    /// The members that could be read.
    pub members: Vec<Member>,
    /// The token of the next page.
    pub next: Option<String>,
}

impl MembersPage {
    /// Parses a `ListMembershipsResponse`.
    #[must_use]
    pub fn read(value: &Value) -> Self {
        Self {
            members: entries(value, "memberships")
                .filter_map(Member::read)
                .collect(),
            next: next_token(value),
        }
    }
}

/// One page of messages, as the API returned them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessagesPage {
    /// The messages.
    pub messages: Vec<Value>,
    /// The token of the next page.
    pub next: Option<String>,
}

impl MessagesPage {
    /// Parses a `ListMessagesResponse`.
    #[must_use]
    pub fn read(value: &Value) -> Self {
        Self {
            messages: entries(value, "messages")
                .filter(|message| message.is_object())
                .cloned()
                .collect(),
            next: next_token(value),
        }
    }
}

/// A custom emoji of the organisation.
///
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/customEmojis>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CustomEmoji {
    /// Its resource name, `customEmojis/ID`.
    pub name: String,
    /// The ID by which a reaction names it.
    pub uid: String,
    /// What people type, `:party-parrot:`.
    pub emoji_name: String,
}

/// One page of custom emoji.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomEmojiPage {
    /// The emoji that could be read.
    pub emoji: Vec<CustomEmoji>,
    /// The token of the next page.
    pub next: Option<String>,
}

impl CustomEmojiPage {
    /// Parses a `ListCustomEmojisResponse`; an entry without an ID is left out.
    #[must_use]
    pub fn read(value: &Value) -> Self {
        let emoji = |entry: &Value| CustomEmoji {
            name: name_at(entry, "name"),
            uid: name_at(entry, "uid"),
            emoji_name: name_at(entry, "emojiName"),
        };
        Self {
            emoji: entries(value, "customEmojis")
                .map(emoji)
                .filter(|emoji| !emoji.uid.is_empty())
                .collect(),
            next: next_token(value),
        }
    }
}

/// What the user is shown of a message that was created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The message's resource name, `spaces/S/messages/M`.
    pub name: String,
    /// The thread's resource name, empty where there is none.
    pub thread: String,
    /// When it was created, RFC 3339, empty where not specified.
    pub create_time: String,
}

impl Sent {
    /// Parses a created `Message`; missing fields stay empty.
    #[must_use]
    pub fn read(message: &Value) -> Self {
        let text = |pointer: &str| {
            message
                .pointer(pointer)
                .and_then(Value::as_str)
                .map(sanitize::name)
                .unwrap_or_default()
        };
        Self {
            name: text("/name"),
            thread: text("/thread/name"),
            create_time: text("/createTime"),
        }
    }
}

fn entries<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn next_token(value: &Value) -> Option<String> {
    let token = value.get("nextPageToken")?.as_str()?;
    (!token.is_empty()).then(|| token.to_owned())
}

/// Returns a resource name of the collection, whose ID can inject nothing into a terminal or a URL.
fn resource(value: &Value, collection: &str) -> Option<String> {
    let name = value.as_str()?;
    let id = name.strip_prefix(collection)?.strip_prefix('/')?;
    let plain = |c: char| !c.is_whitespace() && !is_harmful(c) && !"/?#%\\".contains(c);
    (!id.is_empty() && id.len() <= 256 && !matches!(id, "." | "..") && id.chars().all(plain))
        .then(|| name.to_owned())
}

fn name_at(value: &Value, key: &str) -> String {
    value
        .get(key)
        .and_then(Value::as_str)
        .map(sanitize::name)
        .unwrap_or_default()
}

fn line_at(value: &Value, key: &str) -> Option<String> {
    Some(name_at(value, key)).filter(|text| !text.is_empty())
}

fn word_at<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

fn flag_at(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// Parses a whole number, given as a number or, as int64 is in JSON, as a string.
fn whole(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_space_is_read() {
        let space = Space::read(&json!({
            "name": "spaces/AAAA", "spaceType": "SPACE", "displayName": "eng",
            "spaceThreadingState": "THREADED_MESSAGES", "lastActiveTime": "2026-11-01T00:00:00Z",
            "spaceUri": "https://chat.google.com/room/AAAA?cls=11",
            "membershipCount": {"joinedDirectHumanUserCount": 12},
            "permissionSettings": {"postMessages": {"managersAllowed": true}},
        }))
        .unwrap();
        assert_eq!(space.name, "spaces/AAAA");
        assert_eq!(space.threading, Threading::Threaded);
        assert_eq!(space.member_count, Some(12));
        assert_eq!(space.members_may_post, Some(false));
        let stored = serde_json::to_string(&space).unwrap();
        assert_eq!(serde_json::from_str::<Space>(&stored).unwrap(), space);
    }

    #[test]
    fn odd_entries_neither_fail_a_page_nor_reach_the_screen() {
        let page = SpacesPage::read(&json!({"spaces": [
            7, null, [], {}, {"name": 7}, {"name": "rooms/A"}, {"name": "spaces/"},
            {"name": "spaces/A/B"}, {"name": "spaces/\u{1b}[2J"}, {"name": "spaces/.."},
            {"name": "spaces/ok", "displayName": 7, "spaceType": [], "membershipCount": "many",
             "singleUserBotDm": "yes", "permissionSettings": 3, "spaceUri": "javascript:alert(1)"},
            {"name": "spaces/two", "displayName": "\u{1b}]0;title\u{7}red\u{202e}", "spaceType": "DIRECT_MESSAGE"},
        ], "nextPageToken": 5}));
        let seen: Vec<_> = page
            .spaces
            .iter()
            .map(|space| (space.name.as_str(), space.display_name.as_str()))
            .collect();
        assert_eq!(seen, [("spaces/ok", ""), ("spaces/two", "]0;titlered")]);
        assert_eq!(page.spaces[1].kind, SpaceKind::DirectMessage);
        assert_eq!(page.spaces[0].uri, None);
        assert_eq!(page.next, None);
        for odd in [json!([]), json!(null), json!({"spaces": {}}), json!("x")] {
            assert_eq!(SpacesPage::read(&odd), SpacesPage::default());
            assert_eq!(MembersPage::read(&odd), MembersPage::default());
            assert_eq!(MessagesPage::read(&odd), MessagesPage::default());
        }
    }

    #[test]
    fn members_are_people_who_are_there() {
        let page = MembersPage::read(&json!({"memberships": [
            {"state": "JOINED", "role": "ROLE_MANAGER",
             "member": {"name": "users/1", "displayName": "王小明", "type": "HUMAN"}},
            {"state": "INVITED", "member": {"name": "users/2"}},
            {"groupMember": {"name": "groups/3"}},
            {"member": {"name": "users/app", "type": "BOT"}},
        ], "nextPageToken": "more"}));
        let seen: Vec<_> = page
            .members
            .iter()
            .map(|m| (m.user.as_str(), m.kind))
            .collect();
        assert_eq!(
            seen,
            [("users/1", UserKind::Human), ("users/app", UserKind::Bot)]
        );
        assert_eq!(page.members[0].role, Role::Manager);
        assert_eq!(page.next.as_deref(), Some("more"));
    }
}
