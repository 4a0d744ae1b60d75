//! The session: who sends, whether the server answers, and what the config file set for this run.

use serde_json::{Map, Value, json};

use crate::app::events::event::ProfileChoice;
use crate::app::events::event::{KeptWebhook, Sender};
use crate::chat::endpoint::GOOGLE;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::keymap::Keymap;
use crate::message::destination::Destination;

/// The state of the connection to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Not known yet.
    Connecting,
    /// The server answers.
    Open,
    /// The server does not answer; the problem says why.
    Failed(Diagnostic),
}

/// What holds for a run of the program, whatever draft is open.
pub struct Session {
    sender: Sender,
    profiles: Vec<Sender>,
    connection: Connection,
    keymap: Keymap,
    confirms: bool,
    /// The `markupSyntax` that new drafts carry.
    markup: Option<&'static str>,
    /// Why nothing may be sent.
    blocked: Option<Diagnostic>,
    /// The profile and the server of this run; `None` where they are not known.
    origin: Option<Destination>,
    /// The kept webhooks that may be chosen.
    webhooks: Vec<KeptWebhook>,
    /// All profiles that can be chosen, and the embedded sandbox as each kind of sender.
    choices: Vec<ProfileChoice>,
    /// The themes that can be chosen, each with a sentence about it, and the one that is used.
    themes: Vec<(String, String)>,
    theme: String,
    /// The server of the profile, where its secret alone knows it.
    own_server: Option<String>,
    /// The kept webhooks, whether or not they may be chosen now.
    kept: Vec<KeptWebhook>,
    /// The kept webhook that sends in the place of the profile, and its name.
    webhook: Option<(String, Sender)>,
    /// How many seconds a send can be taken back before its first byte leaves; 0 sends at once.
    undo_send: u64,
}

impl Session {
    /// Creates a session, not yet connected, of a sender as far as it is known before the server was asked.
    ///
    /// `profiles` are all configured ones; `confirms` is whether a line asks before each send.
    #[must_use]
    pub fn new(sender: Sender, profiles: Vec<Sender>, keymap: Keymap, confirms: bool) -> Self {
        Self {
            sender,
            profiles,
            connection: Connection::Connecting,
            keymap,
            confirms,
            markup: None,
            blocked: None,
            origin: None,
            webhooks: Vec::new(),
            choices: Vec::new(),
            themes: Vec::new(),
            theme: String::new(),
            own_server: None,
            kept: Vec::new(),
            webhook: None,
            undo_send: 0,
        }
    }

    /// Sets how many seconds a send can be taken back before its first byte leaves.
    pub fn set_undo_send(&mut self, seconds: u64) {
        self.undo_send = seconds;
    }

    /// Returns the resource name of the profile's test space.
    #[must_use]
    pub fn test_space(&self) -> Option<&str> {
        self.sender.policy.test_space.as_deref()
    }

    /// Returns how many seconds a send can be taken back before its first byte leaves.
    #[must_use]
    pub fn undo_send(&self) -> u64 {
        self.undo_send
    }

    /// Sets the `markupSyntax` that new drafts carry.
    pub fn set_markup(&mut self, markup: Option<&'static str>) {
        self.markup = markup;
    }

    /// Returns the request of a new draft for a space, which may be empty: with the markup that drafts carry.
    #[must_use]
    pub fn new_request(&self, space: &str) -> Value {
        let mut request = Map::new();
        if !space.is_empty() {
            request.insert("parent".to_owned(), space.into());
        }
        if let Some(markup) = self.markup {
            request.insert("message".to_owned(), json!({ "markupSyntax": markup }));
        }
        Value::Object(request)
    }

    /// Sets the profile and the server of this run, and the kept webhooks that may send, too.
    pub fn set_origin(&mut self, origin: Destination, webhooks: Vec<KeptWebhook>) {
        self.origin = Some(origin);
        self.webhooks = webhooks;
    }

    /// Sets the themes that can be chosen, each with a sentence, and the one that is used.
    pub fn set_themes(&mut self, themes: Vec<(String, String)>, theme: &str) {
        self.themes = themes;
        theme.clone_into(&mut self.theme);
    }

    /// Returns the themes that can be chosen, each with a sentence about it.
    #[must_use]
    pub fn themes(&self) -> &[(String, String)] {
        &self.themes
    }

    /// Returns the name of the theme that is used.
    #[must_use]
    pub fn theme(&self) -> &str {
        &self.theme
    }

    /// Records that another theme is used.
    pub fn use_theme(&mut self, theme: &str) {
        theme.clone_into(&mut self.theme);
    }

    /// Sets the profiles that can be chosen, and the webhooks that are kept.
    pub fn set_choices(&mut self, choices: Vec<ProfileChoice>, kept: Vec<KeptWebhook>) {
        self.choices = choices;
        self.kept = kept;
    }

    /// Sets the profiles that can be chosen, of which there is one more.
    pub fn renew_choices(&mut self, choices: Vec<ProfileChoice>) {
        self.choices = choices;
    }

    /// Takes the server of a profile whose secret alone knows it.
    pub fn set_server(&mut self, profile: &str, server: String) {
        if self.sender.profile == profile {
            self.own_server = Some(server);
        }
    }

    /// Returns the profiles that can be chosen.
    #[must_use]
    pub fn choices(&self) -> &[ProfileChoice] {
        &self.choices
    }

    /// Returns whether it is this profile that sends, a webhook in its place aside.
    #[must_use]
    pub fn is_by(&self, choice: &ProfileChoice) -> bool {
        self.origin.as_ref() == Some(&choice.destination())
            && self.sender.kind == choice.sender.kind
    }

    /// Has this profile send from now on; no server has answered yet.
    pub fn switch_to(&mut self, choice: &ProfileChoice) {
        self.sender = choice.sender.clone();
        self.origin = Some(choice.destination());
        self.connection = Connection::Connecting;
        self.own_server = None;
        self.blocked = None;
        self.webhook = None;
        // Who chooses the sandbox wants nothing to reach Google.
        self.webhooks = if choice.sender.is_sandbox {
            Vec::new()
        } else {
            self.kept.clone()
        };
    }

    /// Adds a webhook that was just kept, in the place of one of the same name.
    pub fn add_webhook(&mut self, webhook: &KeptWebhook) {
        for list in [&mut self.kept, &mut self.webhooks] {
            list.retain(|other| other.name != webhook.name);
            list.push(webhook.clone());
        }
    }

    /// Returns all webhooks that are kept, whether or not they may be chosen now.
    #[must_use]
    pub fn kept_webhooks(&self) -> &[KeptWebhook] {
        &self.kept
    }

    /// Returns the kept webhooks that may be chosen.
    #[must_use]
    pub fn webhooks(&self) -> &[KeptWebhook] {
        &self.webhooks
    }

    /// Returns the base URL of the server that the next message goes to; empty where that is not known.
    #[must_use]
    pub fn server(&self) -> &str {
        let kept = |name: &str| self.webhooks.iter().find(|webhook| webhook.name == name);
        if let Some(webhook) = kept(self.webhook()) {
            return &webhook.server;
        }
        if let Some(server) = &self.own_server {
            return server;
        }
        self.origin.as_ref().map_or(GOOGLE, |origin| &origin.server)
    }

    /// Returns the profile and the server of this run.
    #[must_use]
    pub fn origin(&self) -> Option<&Destination> {
        self.origin.as_ref()
    }

    /// Returns the resource name of the space of a kept webhook.
    #[must_use]
    pub fn space_of_webhook(&self, name: &str) -> Option<&str> {
        let kept = self.webhooks.iter().find(|webhook| webhook.name == name)?;
        Some(&kept.space)
    }

    /// Has a kept webhook send in the place of the profile; an empty name has the profile send again.
    pub fn use_webhook(&mut self, name: &str) {
        let sender = Sender {
            profile: String::new(),
            kind: SenderKind::Webhook,
            is_sandbox: false,
            policy: self.sender.policy.clone(),
            has_preview: false,
        };
        self.webhook = (!name.is_empty()).then(|| (name.to_owned(), sender));
    }

    /// Returns the name of the kept webhook that sends; empty where the profile does.
    #[must_use]
    pub fn webhook(&self) -> &str {
        self.webhook.as_ref().map_or("", |(name, _)| name)
    }

    /// Returns the sender of the profile, whether or not a webhook sends in its place.
    #[must_use]
    pub fn profile_sender(&self) -> &Sender {
        &self.sender
    }

    /// Has nothing sent in this run: the settings cannot be used, so who would send is not known.
    pub fn block(&mut self, problem: Diagnostic) {
        self.blocked = Some(problem);
    }

    /// Returns why nothing may be sent.
    #[must_use]
    pub fn blocked(&self) -> Option<&Diagnostic> {
        self.blocked.as_ref()
    }

    /// Takes the server's answer: the sender as it is known now, or why there is no connection.
    ///
    /// The answer to a profile that sends no longer changes nothing.
    pub fn connected(&mut self, answer: Result<Sender, Diagnostic>) {
        if answer
            .as_ref()
            .is_ok_and(|sender| self.origin.is_some() && sender.profile != self.sender.profile)
        {
            return;
        }
        self.connection = match answer {
            Ok(sender) => {
                self.sender = sender;
                Connection::Open
            }
            Err(problem) => Connection::Failed(problem),
        };
    }

    /// Returns the sender: the webhook that was chosen, or the profile's.
    #[must_use]
    pub fn sender(&self) -> &Sender {
        self.webhook
            .as_ref()
            .map_or(&self.sender, |(_, sender)| sender)
    }

    /// Returns all configured profiles, as the senders they would be.
    #[must_use]
    pub fn profiles(&self) -> &[Sender] {
        &self.profiles
    }

    /// Returns whether the server has answered, and if it refused, why.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Returns the key bindings.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns whether a line asks before each send.
    #[must_use]
    pub fn confirms(&self) -> bool {
        self.confirms
    }
}
