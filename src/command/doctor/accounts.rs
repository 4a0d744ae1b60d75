//! Looks at the profiles: their credentials, the server, the clock.

use std::path::Path;
use std::time::SystemTime;

use time::OffsetDateTime;

use crate::chat::endpoint;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::chat::sign_in;
use crate::command::doctor::examination::{Examined, Health, short};
use crate::command::doctor::machine::shared;
use crate::diagnostics::terminal;
use crate::settings::connect::{self, Connection};
use crate::settings::login;
use crate::settings::paths::Paths;
use crate::settings::profile::{Profile, ProfileSender, UserCredentials};
use crate::store::webhooks::Webhooks;

/// A clock that differs by more than this is told, in seconds; Google's own libraries allow a minute.
const SKEW: i64 = 30;

/// A clock that differs by more than this makes tokens invalid, in seconds.
const TOO_WRONG: i64 = 300;

/// Looks at a profile: its files, then a token and one reading call, unless `is_offline`.
pub async fn profile(profile: &Profile, paths: &Paths, is_offline: bool) -> Vec<Examined> {
    let what = format!("profile {}", sanitize::name(&profile.name));
    let mut found = Vec::new();
    found.extend(
        profile
            .credentials_file()
            .and_then(|file| permissions(&what, file)),
    );
    if profile.sender == ProfileSender::Sandbox {
        found.push(Examined::new(
            what,
            Health::Ok,
            "the embedded sandbox; nothing reaches Google",
        ));
        return found;
    }
    match connect::connect(Some(profile), None, paths).await {
        Err(error) => {
            let told = login::advised(error.diagnostic.clone(), profile);
            let mut words = error.diagnostic;
            words.remedy = String::new();
            found.push(
                Examined::new(what, Health::Error, terminal::text(&words)).remedy(told.remedy),
            );
        }
        Ok(connection) if is_offline => {
            let sender = connection.sender.kind;
            found.push(Examined::new(
                what,
                Health::Ok,
                format!("the credentials can be read ({sender})"),
            ));
        }
        Ok(connection) => {
            found.extend(call(what.clone(), profile, &connection).await);
            if found.iter().all(|line| line.health != Health::Error) {
                found.extend(scopes(&what, profile, paths).await);
            }
        }
    }
    found
}

/// Compares what a person granted with what composing needs.
async fn scopes(what: &str, profile: &Profile, paths: &Paths) -> Option<Examined> {
    let credentials = connect::person_credentials(paths, profile).ok()??;
    let needed = SenderKind::User.scopes();
    let granted = match sign_in::granted_scopes(&credentials).await {
        Ok(granted) => granted,
        Err(error) => {
            let words = format!("what is granted is not known: {error}");
            let line = Examined::new(what, Health::Info, sanitize::line(&words));
            return Some(line.remedy(login::advised(error.explain(), profile).remedy));
        }
    };
    let is_missing = |scope: &&&str| !granted.iter().any(|known| known == **scope);
    let missing: Vec<&str> = needed.iter().filter(is_missing).copied().collect();
    let short = |scope: &str| scope.rsplit('/').next().unwrap_or(scope).to_owned();
    if missing.is_empty() {
        let names: Vec<String> = needed.iter().map(|scope| short(scope)).collect();
        let words = format!("granted: {}", sanitize::line(&names.join(", ")));
        return Some(Examined::new(what, Health::Ok, words));
    }
    let names: Vec<String> = missing.iter().map(|scope| short(scope)).collect();
    let words = format!("not granted: {}", names.join(", "));
    let remedy = match profile.sender {
        ProfileSender::User(UserCredentials::ClientSecret(_)) => format!(
            "chatquill auth login --profile {}",
            sanitize::name(&profile.name)
        ),
        _ => "Sign in again with these scopes, or have chatquill sign in: chatquill help accounts"
            .to_owned(),
    };
    Some(Examined::new(what, Health::Warning, words).remedy(remedy))
}

/// Makes one reading call, which also needs a token.
async fn call(what: String, profile: &Profile, connection: &Connection) -> Vec<Examined> {
    let host = endpoint::place(connection.client.base().url());
    if let Some(space) = connection.client.webhook_space() {
        let words =
            format!("a webhook into {space} on {host}; only a message shows whether it works");
        return vec![Examined::new(what, Health::Info, words)];
    }
    match connection.client.probe().await {
        Ok(answer) => {
            let spaces = answer
                .value
                .get("spaces")
                .and_then(serde_json::Value::as_array);
            let count = spaces.map_or(0, Vec::len);
            let words = if count == 0 {
                format!("{host} answers, but the sender belongs to no space")
            } else if connection.sender.kind == SenderKind::App {
                format!(
                    "{host} answers; reading works, but sending still fails where the app is not configured in the Cloud console: only a message shows it"
                )
            } else {
                format!(
                    "{host} answers; reading works, and only a message shows whether sending does"
                )
            };
            let line = if count == 0 {
                Examined::new(what, Health::Warning, words)
                    .remedy("Add the app, or the person, to a space.")
            } else {
                Examined::new(what, Health::Ok, words)
            };
            let mut found = vec![line];
            found.extend(answer.date.map(clock));
            found
        }
        Err(error) => {
            let told = login::advised(error.explain(), profile);
            let words = sanitize::line(&format!("{host}: {error}"));
            vec![Examined::new(what, Health::Error, words).remedy(told.remedy)]
        }
    }
}

/// Compares this machine's clock with the server's.
fn clock(server: OffsetDateTime) -> Examined {
    let off = (OffsetDateTime::from(SystemTime::now()) - server).whole_seconds();
    let (health, remedy) = match off.abs() {
        off if off <= SKEW => {
            let words = "agrees with the server's";
            return Examined::new("clock", Health::Ok, words);
        }
        off if off <= TOO_WRONG => (
            Health::Warning,
            "Set the clock, for example with an NTP service.",
        ),
        _ => (
            Health::Error,
            "Set the clock: Google refuses keys signed at a wrong time.",
        ),
    };
    let side = if off > 0 { "ahead of" } else { "behind" };
    let words = format!(
        "this machine's clock is {} s {side} the server's",
        off.abs()
    );
    Examined::new("clock", health, words).remedy(remedy)
}

/// Warns of a secret that others than its owner may read.
fn permissions(what: &str, file: &Path) -> Option<Examined> {
    let mode = shared(file)?;
    let place = short(file);
    Some(
        Examined::new(
            what,
            Health::Warning,
            format!("others may read {place} (mode {mode:o})"),
        )
        .remedy(format!("chmod 600 {place}")),
    )
}

/// Looks at the webhooks that are kept under names; nothing is posted.
#[must_use]
pub fn webhooks(paths: &Paths) -> Vec<Examined> {
    let list = match Webhooks::new(paths.webhooks()).list() {
        Ok(list) => list,
        Err(error) => {
            let words = format!("they cannot be listed: {error}");
            return vec![
                Examined::new("webhooks", Health::Error, words).remedy("Check the folder."),
            ];
        }
    };
    let lines = list.iter().map(|named| {
        let what = format!("webhook {}", sanitize::name(&named.name));
        match &named.webhook {
            Ok(webhook) => Examined::new(
                what,
                Health::Info,
                format!("into {}; not tried, for that would post", webhook.space()),
            ),
            Err(error) => Examined::new(what, Health::Error, error.to_string()).remedy(format!(
                "chatquill webhook add {} --replace",
                sanitize::name(&named.name)
            )),
        }
    });
    lines.collect()
}

/// Looks at the proxy that the environment names, without its password.
#[must_use]
pub fn proxy(variable: impl Fn(&str) -> Option<String>) -> Option<Examined> {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let (name, value) = names.iter().find_map(|name| {
        let value = variable(name).filter(|value| !value.is_empty())?;
        Some((name, value))
    })?;
    let shown = match value.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => value,
    };
    let words = format!("{name} is {}", sanitize::name(&shown));
    Some(Examined::new("proxy", Health::Info, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_without_its_password() {
        let line =
            proxy(|name| (name == "HTTPS_PROXY").then(|| "http://me:mark@proxy:3128".into()));
        let line = line.unwrap();
        assert_eq!(line.found, "HTTPS_PROXY is …@proxy:3128");
        assert!(proxy(|_| None).is_none());
    }

    #[test]
    fn a_clock_is_judged_by_how_wrong_it_is() {
        let now = OffsetDateTime::from(SystemTime::now());
        for (off, health) in [
            (0, Health::Ok),
            (20, Health::Ok),
            (-100, Health::Warning),
            (100, Health::Warning),
            (-1000, Health::Error),
        ] {
            let found = clock(now + time::Duration::seconds(off));
            assert_eq!(found.health, health, "{off}");
        }
    }
}
