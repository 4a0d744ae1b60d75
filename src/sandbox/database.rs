//! The sandbox's data: people, spaces, members, messages, threads, reactions.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};
use time::{Duration, OffsetDateTime};

use super::ids::Ids;
use super::status::Status;
use crate::chat::secret::Secret;

/// The resource name of a user, `users/123`, shared by all that refer to it.
pub type UserName = Arc<str>;

/// A caller's identity: the app, a person, or a webhook by its index in [`Database::webhooks`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Identity {
    /// The Chat app, through its service account.
    App,
    /// A person, by resource name.
    User(UserName),
    /// An incoming webhook, by its index in the list.
    Webhook(usize),
}

/// A person or the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// `users/123`.
    pub name: UserName,
    /// The name that readers see.
    pub display_name: String,
    /// The mail address; empty for the app.
    pub email: String,
    /// The URL of a picture.
    pub avatar_url: String,
}

/// What a member may do in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An ordinary member.
    Member,
    /// An owner.
    Manager,
}

/// A member of a space, the app included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who it is.
    pub user: UserName,
    /// What it may do.
    pub role: Role,
}

/// The kind of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpaceType {
    /// A named space.
    Space,
    /// A chat of several people without a name.
    GroupChat,
    /// A chat of two.
    DirectMessage,
}

/// How a space treats replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threading {
    /// Replies in threads.
    Threaded,
    /// Conversations by topic, the older form.
    Grouped,
    /// One flat conversation.
    Unthreaded,
}

/// A thread, and the keys under which callers know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// Keys, each private to the one who set it.
    pub keys: Vec<(Identity, String)>,
}

/// A space with all that is in it.
#[derive(Debug, Clone)]
pub struct Space {
    /// The `ID` of `spaces/ID`.
    pub id: String,
    /// Its kind.
    pub kind: SpaceType,
    /// Its name; empty for group chats and direct messages.
    pub display_name: String,
    /// How it treats replies.
    pub threading: Threading,
    /// Only managers may post.
    pub announcement: bool,
    /// What it is for; may be empty.
    pub description: String,
    /// When it was made.
    pub created: OffsetDateTime,
    /// When the last message came; `None` before the first.
    pub active: Option<OffsetDateTime>,
    /// Who is in it.
    pub members: Vec<Member>,
    /// Messages by id, oldest first, deleted ones included.
    pub messages: IndexMap<String, Message>,
    /// Custom IDs (`client-…`) and the message IDs they refer to.
    pub client_ids: HashMap<String, String>,
    /// Threads by id.
    pub threads: HashMap<String, Thread>,
    /// Pinned messages, in the order in which they were pinned.
    pub pins: Vec<Pin>,
}

impl Space {
    /// Returns the resource name, `spaces/ID`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("spaces/{}", self.id)
    }

    /// Returns the member with this user name.
    #[must_use]
    pub fn member(&self, user: &str) -> Option<&Member> {
        self.members.iter().find(|member| &*member.user == user)
    }

    /// Returns whether replies go into threads here.
    #[must_use]
    pub fn has_threads(&self) -> bool {
        self.kind == SpaceType::Space && self.threading != Threading::Unthreaded
    }

    /// Returns the message with this id, system or `client-`.
    #[must_use]
    pub fn message(&self, id: &str) -> Option<&Message> {
        self.messages.get(self.system_id(id))
    }

    /// Returns the message with this id, mutable.
    pub fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        let id = self.system_id(id).to_owned();
        self.messages.get_mut(&id)
    }

    fn system_id<'a>(&'a self, id: &'a str) -> &'a str {
        self.client_ids.get(id).map_or(id, String::as_str)
    }
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Reaction {
    /// The last segment of its name.
    pub id: String,
    /// The API's `Emoji`, of Unicode or of the organisation.
    pub emoji: Value,
    /// Who reacted.
    pub who: Identity,
    /// Position in the creation order of all objects.
    pub order: u64,
}

/// A pinned message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The id of the message, which is that of the pin, too.
    pub message: String,
    /// Position in the creation order of all objects.
    pub order: u64,
}

/// The text of a message, parsed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// As sent, with mentions in their canonical form.
    pub marked: String,
    /// The `text` of a response: mentions as `@Name`.
    pub text: String,
    /// Without mentions of the app.
    pub argument: String,
    /// The `annotations` of a response.
    pub annotations: Vec<Value>,
    /// Whether `marked` is Markdown and not Chat's own syntax.
    pub markdown: bool,
}

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// The last segment of its name.
    pub id: String,
    /// Position in the creation order of all objects.
    pub order: u64,
    /// The id of its thread.
    pub thread: String,
    /// A reply in a thread, and not its first message.
    pub is_reply: bool,
    /// The custom id, if one was given.
    pub client_id: Option<String>,
    /// Who sent it.
    pub sender: Identity,
    /// The only person besides the app who may see it.
    pub viewer: Option<UserName>,
    /// When it was sent.
    pub created: OffsetDateTime,
    /// When it was last changed.
    pub updated: Option<OffsetDateTime>,
    /// When it was deleted, and the `deletionType`.
    pub deleted: Option<(OffsetDateTime, &'static str)>,
    /// Sent without a notification.
    pub silent: bool,
    /// Its text.
    pub words: Words,
    /// All other fields that the sender set, in the API's own JSON, defaults dropped.
    pub rest: Map<String, Value>,
    /// Reactions, oldest first.
    pub reactions: Vec<Reaction>,
}

/// An uploaded file, of which the sandbox stores all but the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The token that attaches it to a message.
    pub token: String,
    /// The resource name under which it would be downloaded.
    pub resource: String,
    /// The id of the space it was uploaded to.
    pub space: String,
    /// Who uploaded it.
    pub who: Identity,
    /// The name of the file.
    pub name: String,
    /// Its media type.
    pub kind: String,
}

/// An upload that was started, of which the sandbox counts the bytes and keeps none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadSession {
    /// The id of the space it goes to.
    pub space: String,
    /// Who uploads it.
    pub who: Identity,
    /// The name of the file.
    pub name: String,
    /// Its media type; empty if not specified.
    pub kind: String,
    /// The bytes of the whole file, where they are known.
    pub total: Option<u64>,
    /// The bytes that have come.
    pub received: u64,
    /// The answer to the last chunk, which is repeated to whoever asks again.
    pub answer: Option<Value>,
}

/// An incoming webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The id of its space.
    pub space: String,
    /// The name its messages carry.
    pub display_name: String,
    /// The `key` of its URL, which is no secret at Google.
    pub key: String,
    /// The `token` of its URL.
    pub token: Secret,
}

/// The whole database.
#[derive(Debug, Clone)]
pub struct Database {
    /// The app behind the service account.
    pub app: Person,
    /// The person behind the authorized-user credentials.
    pub me: UserName,
    /// The Workspace domain of everybody, as Google numbers it.
    pub domain: String,
    /// People by name.
    pub people: IndexMap<UserName, Person>,
    /// Spaces by id.
    pub spaces: IndexMap<String, Space>,
    /// Incoming webhooks.
    pub webhooks: Vec<Webhook>,
    /// Request IDs, who used them, and the space and message they created.
    pub requests: HashMap<String, (Identity, String, String)>,
    /// Uploaded files, oldest first.
    pub uploads: Vec<Upload>,
    /// Uploads that come in chunks, by the ID of their session.
    pub sessions: HashMap<String, UploadSession>,
    /// Generator of new IDs.
    pub ids: Ids,
    order: u64,
    latest: OffsetDateTime,
}

impl Database {
    /// Returns a database with an app and nobody else, whose first object is created at this time.
    #[must_use]
    pub fn empty(app: Person, ids: Ids, now: OffsetDateTime) -> Self {
        Self {
            me: app.name.clone(),
            app,
            domain: String::new(),
            people: IndexMap::new(),
            spaces: IndexMap::new(),
            webhooks: Vec::new(),
            requests: HashMap::new(),
            uploads: Vec::new(),
            sessions: HashMap::new(),
            ids,
            order: 0,
            latest: now - Duration::days(3650),
        }
    }

    /// Returns the next position in the creation order of all objects.
    pub fn next_order(&mut self) -> u64 {
        self.order += 1;
        self.order
    }

    /// Returns a timestamp for something that happens now; no two are the same, so that times order objects.
    pub fn moment(&mut self, now: OffsetDateTime) -> OffsetDateTime {
        let micros = now.nanosecond() / 1000;
        let now = now.replace_nanosecond(micros * 1000).unwrap_or(now);
        self.latest = now.max(self.latest + Duration::microseconds(1));
        self.latest
    }

    /// Returns the person or app with this name.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<&Person> {
        if *self.app.name == *name {
            return Some(&self.app);
        }
        self.people.get(name)
    }

    /// Returns the person with this email address.
    #[must_use]
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people
            .values()
            .find(|person| person.email.eq_ignore_ascii_case(email))
    }

    /// Returns the user name under which an identity is a member; `None` for a webhook.
    #[must_use]
    pub fn member_name(&self, who: &Identity) -> Option<UserName> {
        match who {
            Identity::App => Some(self.app.name.clone()),
            Identity::User(name) => Some(name.clone()),
            Identity::Webhook(_) => None,
        }
    }

    /// Returns the space with this id, as seen by a caller: 404 if there is none, 403 for one who is not a member.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn enter(&self, id: &str, who: &Identity) -> Result<&Space, Status> {
        let space = self.spaces.get(id).ok_or_else(Status::not_found)?;
        if self.is_in(space, who) {
            return Ok(space);
        }
        Err(match who {
            Identity::App => Status::app_not_member(),
            _ => Status::denied(),
        })
    }

    /// Returns whether a caller belongs to a space.
    #[must_use]
    pub fn is_in(&self, space: &Space, who: &Identity) -> bool {
        match who {
            Identity::App => space.member(&self.app.name).is_some(),
            Identity::User(name) => space.member(name).is_some(),
            Identity::Webhook(place) => self
                .webhooks
                .get(*place)
                .is_some_and(|webhook| webhook.space == space.id),
        }
    }

    /// Returns the space with this id, mutable; 404 if there is none.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn space_mut(&mut self, id: &str) -> Result<&mut Space, Status> {
        self.spaces.get_mut(id).ok_or_else(Status::not_found)
    }
}
