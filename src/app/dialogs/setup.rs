//! The dialog that leads to sending for real: a webhook, a sign-in, or an app's key.

use crate::app::events::ticket::Ticket;
use crate::chat::webhook::Webhook;
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;

/// A way to send for real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By an incoming webhook.
    Webhook,
    /// As a person, who signs in.
    SignIn,
    /// As a Chat app, by the key of its service account.
    Key,
}

impl Way {
    /// All ways, the shortest first.
    pub const ALL: [Self; 3] = [Self::Webhook, Self::SignIn, Self::Key];

    /// Returns what it is, in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Webhook => "By a webhook: into one space, with nothing but its URL",
            Self::SignIn => "As yourself: sign in with the browser, into all your spaces",
            Self::Key => "As a Chat app: with the JSON key of a service account",
        }
    }

    /// Returns its three steps.
    #[must_use]
    pub fn steps(self) -> [&'static str; 3] {
        match self {
            Self::Webhook => [
                "In Chat: the space's menu, Apps & integrations, Webhooks, Add",
                "Choose this row and paste the URL, which is shown nowhere",
                "Give it a name: it stands among the spaces, and is chosen",
            ],
            Self::SignIn => [
                "In the Cloud console: make a Desktop app OAuth client, get its JSON",
                "Choose this row, give the path of the JSON; Google's page opens",
                "Grant access there; then choose a space",
            ],
            Self::Key => [
                "In the Cloud console: configure the Chat app, and make a key (JSON)",
                "In Chat: add the app to the space, under Apps & integrations",
                "Choose this row and give the path of the key; then choose the space",
            ],
        }
    }

    /// Returns the command that prepares it in a shell.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Webhook => "chatquill init --webhook",
            Self::SignIn => "chatquill init --client-secret FILE",
            Self::Key => "chatquill init --key-file FILE",
        }
    }
}

/// The dialog.
#[derive(Debug)]
pub enum Setup {
    /// The ways are shown; the cursor is on this one.
    Ways(usize),
    /// A webhook is kept.
    Webhook(Box<WebhookForm>),
    /// A profile is added.
    Account(Box<AccountForm>),
    /// A person signs in.
    SignIn(SignInForm),
}

/// What a profile is added by: the path of a JSON file, whose content is never asked for.
#[derive(Debug)]
pub struct AccountForm {
    /// How it is sent.
    pub way: Way,
    /// The path that is typed.
    pub path: LineInput,
    /// The ticket of the disk, while the profile is being added.
    pub awaits: Option<Ticket>,
    /// Why the file cannot be taken; empty where nothing is wrong.
    pub fault: String,
}

impl AccountForm {
    /// Creates the form of a way.
    #[must_use]
    pub fn new(way: Way) -> Self {
        Self {
            way,
            path: LineInput::new(""),
            awaits: None,
            fault: String::new(),
        }
    }

    /// Takes a pasted path; what a file holds is a secret, and does not belong on the screen.
    pub fn paste(&mut self, text: &str) {
        let text = text.trim();
        if text.contains(['{', '\n']) {
            "This is what the file holds. Give its path, so that no secret is on the screen."
                .clone_into(&mut self.fault);
            return;
        }
        self.fault = String::new();
        self.path.paste(text.trim_start_matches("file://"));
    }

    /// Handles an action in the path. Returns whether it was consumed.
    pub fn act(&mut self, action: Action) -> bool {
        actions::dialog_line(&mut self.path, action)
    }

    /// Returns the path, where one was typed.
    #[must_use]
    pub fn given(&self) -> Option<String> {
        let path = self.path.text().trim();
        (!path.is_empty()).then(|| path.to_owned())
    }

    /// Says why the file cannot be taken.
    pub fn refuse(&mut self, why: String) {
        self.awaits = None;
        self.fault = why;
    }
}

/// What a webhook is kept by: its URL, which nothing draws, and its name.
#[derive(Debug)]
pub struct WebhookForm {
    /// The name that is typed.
    pub name: LineInput,
    /// The ticket of the disk, while the webhook is being kept.
    pub awaits: Option<Ticket>,
    webhook: Option<Webhook>,
    /// Why what was pasted is no webhook, or why it is not kept.
    fault: String,
}

impl WebhookForm {
    /// Creates the form with a name proposed that is none of these.
    #[must_use]
    pub fn new(taken: &[String]) -> Self {
        let is_free = |name: &String| !taken.contains(name);
        let numbered = (2..).map(|number| format!("alerts-{number}"));
        let mut names = std::iter::once("alerts".to_owned()).chain(numbered);
        let mut name = LineInput::new(&names.find(is_free).unwrap_or_default());
        name.select_all();
        Self {
            name,
            awaits: None,
            webhook: None,
            fault: String::new(),
        }
    }

    /// Takes a pasted text: a webhook's URL, or else a part of the name.
    pub fn paste(&mut self, text: &str) {
        if self.webhook.is_some() && !Webhook::is_meant(text) {
            self.name.paste(text);
            return;
        }
        match Webhook::parse(text) {
            Ok(webhook) => {
                self.webhook = Some(webhook);
                self.fault = String::new();
            }
            Err(error) => {
                self.fault = format!("{}. {}", sentence(&error.to_string()), error.remedy());
            }
        }
    }

    /// Handles an action in the name. Returns whether it was consumed.
    pub fn act(&mut self, action: Action) -> bool {
        actions::dialog_line(&mut self.name, action)
    }

    /// Returns whether a URL is in the name: a terminal that does not bracket pastes types it there.
    #[must_use]
    pub fn is_url_typed(&self) -> bool {
        self.name.text().contains("://")
    }

    /// Takes a URL that was typed as one that was pasted.
    pub fn take_typed(&mut self) {
        if self.is_url_typed() {
            let typed = std::mem::take(&mut self.name).text().to_owned();
            self.webhook = None;
            self.paste(&typed);
        }
    }

    /// Says why the webhook is not kept.
    pub fn refuse(&mut self, why: String) {
        self.awaits = None;
        self.fault = why;
    }

    /// Returns the name and the webhook, once both are there.
    #[must_use]
    pub fn filled(&self) -> Option<(String, Webhook)> {
        let name = self.name.text().trim();
        let webhook = self.webhook.clone()?;
        (!name.is_empty()).then(|| (name.to_owned(), webhook))
    }

    /// Returns what is known of the URL, without its secret.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.webhook {
            None => "not pasted yet".to_owned(),
            Some(webhook) if webhook.was_repaired() => {
                format!("pasted, and repaired; it posts into {}", webhook.space())
            }
            Some(webhook) => format!("pasted; it posts into {}", webhook.space()),
        }
    }

    /// Returns what is wrong; empty where nothing is.
    #[must_use]
    pub fn fault(&self) -> &str {
        &self.fault
    }

    /// Returns whether its URL was pasted.
    #[must_use]
    pub fn has_url(&self) -> bool {
        self.webhook.is_some()
    }
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}", letters.as_str())
}

/// A sign-in under way.
#[derive(Debug)]
pub struct SignInForm {
    /// The profile that signs in.
    pub profile: String,
    /// The ticket of the sign-in.
    pub ticket: Ticket,
    /// The URL of Google's page; empty until it is known.
    pub url: String,
    /// The port that the browser comes back to.
    pub port: u16,
    /// Whether an answer came, and is being taken to Google.
    pub is_answered: bool,
    /// What is wrong with what was pasted; empty where nothing is.
    pub fault: String,
}
