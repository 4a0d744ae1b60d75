//! Explains an error in a sentence, and what to do about it.

use std::sync::LazyLock;

use crate::chat::error::{CERTIFICATE, Error, PROXY_SIGN_IN, is_of_endpoint};
use crate::chat::named_resources::NamedResources;
use crate::chat::sanitize;
use crate::diagnostics::diagnostic::{Diagnostic, SignInNeed};

/// One entry of `assets/errors.toml`: what it matches, and the explanation for it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    http: u16,
    status: Option<String>,
    #[serde(default)]
    says: String,
    reason: Option<String>,
    title: String,
    remedy: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "what the tests read"))]
    seen: Option<String>,
}

/// The methods of Google's service, the scope that each needs of a person, and the sign-in that allows it.
///
/// <https://developers.google.com/workspace/chat/authenticate-authorize>
const SCOPES: &[(&[&str], &str, SignInNeed)] = &[
    (
        &["GetMessage", "ListMessages"],
        "chat.messages.readonly",
        SignInNeed::Read,
    ),
    (
        &["UpdateMessage", "DeleteMessage"],
        "chat.messages",
        SignInNeed::Edit,
    ),
    (
        &["CreateReaction"],
        "chat.messages.reactions.create",
        SignInNeed::React,
    ),
    (
        &["CreateMessagePin", "ListMessagePins", "DeleteMessagePin"],
        "chat.spaces.pins",
        SignInNeed::Pin,
    ),
    (
        &["ListCustomEmojis"],
        "chat.customemojis.readonly",
        SignInNeed::Emoji,
    ),
    (&["SetUpSpace"], "chat.spaces.create", SignInNeed::Talk),
    (
        &["CreateMessage", "UploadAttachment"],
        "chat.messages.create",
        SignInNeed::Compose,
    ),
    (
        &["ListSpaces", "GetSpace", "FindDirectMessage"],
        "chat.spaces.readonly",
        SignInNeed::Compose,
    ),
    (
        &["ListMemberships", "GetMembership"],
        "chat.memberships.readonly",
        SignInNeed::Compose,
    ),
];

/// Returns the name of the scope that a sign-in asks for beside those of composing.
#[must_use]
pub fn scope_of(need: SignInNeed) -> Option<&'static str> {
    let row = SCOPES.iter().find(|(_, _, of_row)| *of_row == need);
    row.filter(|_| need != SignInNeed::Compose)
        .map(|(_, scope, _)| *scope)
}

#[derive(serde::Deserialize)]
struct Table {
    error: Vec<Row>,
}

fn read() -> Result<Table, toml::de::Error> {
    toml::from_str(include_str!("../../assets/errors.toml"))
}

/// The table, parsed when the first error is explained; a test keeps it readable.
static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| read().map(|table| table.error).unwrap_or_default());

impl Error {
    /// Explains the error to the user: a title, the server's message, and what to do.
    #[must_use]
    pub fn explain(&self) -> Diagnostic {
        let sign_in = self.sign_in();
        let (title, remedy): (String, String) = match self {
            Self::Api {
                http,
                status,
                message,
                named,
                ..
            } => {
                let (title, remedy) = api(*http, status, message, self.reason());
                self.missing_scope().unwrap_or_else(|| {
                    let remedy = with_names(remedy, named.as_deref());
                    (title.to_owned(), with_link(&remedy, self.help_link()))
                })
            }
            Self::Auth { code, description } => {
                let (title, remedy) = auth(code, description);
                (title.to_owned(), remedy.to_owned())
            }
            Self::NoToken { .. } => (
                "Google gave no access token".to_owned(),
                "Try again in a moment. If it stays so, a proxy or a login page may answer in Google's place.".to_owned(),
            ),
            Self::Credentials { remedy, .. } => {
                ("The credentials file cannot be used".to_owned(), remedy.clone())
            }
            Self::Network { to, why, reached } => network(to, why, *reached),
            Self::Timeout { to, .. } => (
                format!("{to} took too long"),
                "Try again in a moment.".to_owned(),
            ),
            Self::BadAnswer { to, .. } => (
                format!("{to} did not answer as Google Chat does"),
                "Check the address of the profile, and whether a proxy or a login page answers in its place.".to_owned(),
            ),
            Self::Address { .. } => (
                "The address cannot be used".to_owned(),
                "Use https://chat.googleapis.com, or http:// with a loopback address such as 127.0.0.1.".to_owned(),
            ),
            Self::Name { .. } => (
                "This is not a resource name".to_owned(),
                "Write a space as spaces/SPACE, a message as spaces/SPACE/messages/MESSAGE; `chatquill spaces` lists the spaces.".to_owned(),
            ),
            Self::OnlyCreates => (
                "A webhook creates messages only".to_owned(),
                "Use a profile with a service account or a person for this.".to_owned(),
            ),
            Self::OtherSpace { of_webhook } => (
                "The webhook belongs to another space".to_owned(),
                format!("Choose its space, {of_webhook}, or another sender."),
            ),
            Self::Denied(denial) => return denial.explain(),
            Self::Unrecorded { .. } => (
                "The disk refused the record of the call, so nothing was sent".to_owned(),
                "Make room on the disk, or check the permissions of the data folder.".to_owned(),
            ),
            Self::Tls { .. } => (
                "Secure connections are not possible".to_owned(),
                "Install the system's CA certificates (the package is often called ca-certificates).".to_owned(),
            ),
        };
        Diagnostic {
            title,
            detail: self.detail(),
            remedy,
            sign_in,
            ..Diagnostic::default()
        }
    }

    /// Explains why no direct message with a person can be had.
    ///
    /// Google does not say what is wrong with a person; its words stand below.
    #[must_use]
    pub fn explain_person(&self, user: &str) -> Diagnostic {
        let address = user.strip_prefix("users/").filter(|id| id.contains('@'));
        let shown = sanitize::name(address.unwrap_or(user));
        let mut told = self.explain();
        let is_about_person = matches!(self, Self::Api { http: 400 | 404, status, message, .. }
            if status != "FAILED_PRECONDITION" && !message.to_ascii_lowercase().contains("app not found"));
        if is_about_person {
            told.title = format!("No conversation with {shown} can be had");
            "Check the address; a person outside the organisation may have to write first. A space with both works, too.".clone_into(&mut told.remedy);
        }
        told
    }

    /// Returns what a new sign-in has to allow so that it helps; `None` where it does not help.
    fn sign_in(&self) -> Option<SignInNeed> {
        match self {
            Self::Api { .. } => self.lacking_scope().map(|(_, allow)| allow),
            Self::Auth { code, .. } if code == "no_refresh_token" => Some(SignInNeed::Compose),
            Self::Auth { code, description } if code == "invalid_grant" => {
                let remedy = grant(description);
                let is_ended = [ENDED, NEW_SESSION, NEW_GRANT].contains(&remedy);
                is_ended.then_some(SignInNeed::Compose)
            }
            _ => None,
        }
    }

    /// Returns the scope that is missing and what `auth login` allows it by, as far as the server names the method.
    fn lacking_scope(&self) -> Option<(Option<&'static str>, SignInNeed)> {
        let Self::Api { http, message, .. } = self else {
            return None;
        };
        let says = "insufficient authentication scopes";
        let is_told = *http == 403 && message.to_ascii_lowercase().contains(says);
        if self.reason() != Some("ACCESS_TOKEN_SCOPE_INSUFFICIENT") && !is_told {
            return None;
        }
        let is_it = |row: &&(&[&str], &str, SignInNeed)| {
            self.method().is_some_and(|method| row.0.contains(&method))
        };
        let row = SCOPES.iter().find(is_it);
        Some(
            row.map_or((None, SignInNeed::Compose), |(_, scope, allow)| {
                (Some(*scope), *allow)
            }),
        )
    }

    /// Returns which scope is missing and how to grant it, where the server names the method that needs it.
    fn missing_scope(&self) -> Option<(String, String)> {
        let (scope, _) = self.lacking_scope()?;
        Some((
            format!("The credentials lack the scope {}", scope?),
            "A person grants it by signing in again.".to_owned(),
        ))
    }

    /// Returns the server's own status and message, with the fields it names.
    fn detail(&self) -> String {
        let Self::Api {
            http,
            status,
            message,
            ..
        } = self
        else {
            return self.to_string();
        };
        let mut detail = format!("{http} {status}: {message}");
        for (field, description) in self.violations() {
            if !message.contains(description) || !message.contains(field) {
                detail.extend(["\n", field, ": ", description]);
            }
        }
        detail
    }
}

/// Explains a connection that was not made, or broke: a title, and what to do.
fn network(to: &str, why: &str, reached: bool) -> (String, String) {
    let (title, remedy) = if why.contains(CERTIFICATE) {
        (
            format!("The certificate of {to} is not trusted"),
            "A proxy may stand between, or the clock be wrong: add your organisation's root certificate to those of the system (on Linux SSL_CERT_FILE can name it), or correct the clock.",
        )
    } else if why.contains(PROXY_SIGN_IN) {
        (
            "The proxy asks for a user and a password".to_owned(),
            "Write them into its address: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.",
        )
    } else {
        let title = if reached {
            format!("The connection to {to} broke")
        } else {
            format!("No connection to {to}")
        };
        (title, "Check the network and the proxy, then try again.")
    };
    (title, remedy.to_owned())
}

/// Fills in what the call named; where that is not known, what it may have named.
fn with_names(remedy: &str, named: Option<&NamedResources>) -> String {
    let words = named.map_or_else(
        || "the space, the thread, the viewer and the message that are named".to_owned(),
        NamedResources::words,
    );
    remedy.replace("{named}", &words)
}

fn with_link(remedy: &str, link: Option<&str>) -> String {
    match link {
        Some(link) => format!("{remedy} Google points to {link}"),
        None => remedy.to_owned(),
    }
}

fn api(
    http: u16,
    status: &str,
    message: &str,
    reason: Option<&str>,
) -> (&'static str, &'static str) {
    let message = message.to_ascii_lowercase();
    let is_mute = message.is_empty() || GIVEN.contains(&message.as_str());
    if is_mute && http == 400 {
        return (
            "Google cannot accept the request",
            "No reason was given: if it holds a message, `chatquill check FILE` may find the fault.",
        );
    }
    let fits = |row: &&Row| {
        row.http == http
            && row.status.as_deref().is_none_or(|wanted| wanted == status)
            && message.contains(&row.says)
            && (row.reason.is_none() || reason == row.reason.as_deref())
    };
    // Google gives a reason with these, a proxy or a wrong address does not.
    let is_elsewhere = is_mute && matches!(http, 401 | 403 | 404);
    match ROWS.iter().find(fits).filter(|_| !is_elsewhere) {
        Some(row) => (&row.title, &row.remedy),
        None if http >= 500 => (
            "Google Chat cannot be reached through its gateway",
            "Wait a moment, then try again.",
        ),
        None if is_mute => (
            "The call was refused",
            "No reason was given: check the address of the profile, and whether a proxy or a login page answers in Google's place.",
        ),
        None => ("Google refused the call", "Google's message says why."),
    }
}

/// Messages that this program gives where the answer has none.
const GIVEN: [&str; 2] = [
    "the answer had no message",
    "the answer was not in the form of the chat api",
];

fn auth(code: &str, description: &str) -> (&'static str, &'static str) {
    let title = "Google gave no access token";
    let says = |part: &str| description.to_ascii_lowercase().contains(part);
    let remedy = match code {
        code if is_of_endpoint(code, description) => "Wait a moment, then try again.",
        "invalid_grant" => grant(description),
        "unauthorized_client" => {
            "Ask a Workspace administrator to grant domain-wide delegation for each of the scopes, which may take a day to work; or use another profile."
        }
        "invalid_client" | "deleted_client" => NEW_CLIENT,
        "invalid_request" if says("client_secret") => NEW_CLIENT,
        "invalid_request" if says("impersonation") => {
            "subject in the profile must be the address of a person in the organisation: correct it."
        }
        "disabled_client" => {
            "The service account or the OAuth client was disabled: enable it in the Google Cloud console, or use another profile."
        }
        "invalid_scope" => "Check that the account may use Google Chat's scopes.",
        "access_denied" | "invalid_account" => {
            "The account may be suspended or blocked: ask the administrator, or use another account."
        }
        "no_refresh_token" => {
            "Remove the app at https://myaccount.google.com/connections, then sign in again."
        }
        _ => "Check the profile's credentials file.",
    };
    (title, remedy)
}

const NEW_CLIENT: &str = "The ID or the secret of the OAuth client is wrong, or it was deleted: download its JSON again (Google Cloud console, Google Auth Platform, Clients), then sign in again.";

/// What Google's descriptions of `invalid_grant` mean, the first that fits, in lower case.
///
/// <https://developers.google.com/identity/protocols/oauth2/service-account#jwterrorcodes>
const GRANTS: &[(&str, &str)] = &[
    (
        "invalid jwt signature",
        "The key no longer belongs to the account: make a new key for the service account.",
    ),
    ("email or user id", NO_PERSON),
    ("not a valid email", NO_PERSON),
    (
        "account not found",
        "The service account was deleted: make another one with a key, or use another profile.",
    ),
    (
        "no valid verifier",
        "Google knows no such service account: make another one with a key, or use another profile.",
    ),
    (
        "account has been deleted",
        "The account was deleted: sign in with another one.",
    ),
    ("expired or revoked", ENDED),
    ("rapt", NEW_SESSION),
    ("reauth", NEW_SESSION),
    ("redeemed", NEW_CODE),
    ("auth code", NEW_CODE),
    ("code verifier", NEW_CODE),
    ("audience", "Check token_uri in the credentials file."),
    ("short-lived", CLOCK),
    ("iat and exp", CLOCK),
];

const ENDED: &str = "The sign-in has ended or was revoked: sign in again. With an app in testing it lasts seven days.";
const NEW_GRANT: &str = "An app needs a new key; a person signs in again. If that does not help, check this machine's clock.";
const NO_PERSON: &str = "Google knows no person of this address: correct subject in the profile.";
const NEW_SESSION: &str = "The organisation ends each sign-in after some time: sign in again. For jobs take an app or a webhook.";
/// What to do about a code that Google does not take.
pub const NEW_CODE: &str = "The code was used already, or is not whole: start the sign-in anew.";
const CLOCK: &str = "Check this machine's clock; it must be right to within a few minutes.";

fn grant(description: &str) -> &'static str {
    let description = description.to_ascii_lowercase();
    let fits = |(part, _): &&(&str, &str)| description.contains(part);
    GRANTS
        .iter()
        .find(fits)
        .map_or(NEW_GRANT, |(_, remedy)| remedy)
}

#[cfg(test)]
mod tests;
