//! The senders that can be chosen, as the composer knows them before a server is asked.

use crate::app::events::event::ProfileChoice;
use crate::app::events::event::Sender;
use crate::chat::endpoint::GOOGLE;
use crate::chat::sender::SenderKind;
use crate::chat::write_policy::WritePolicy;
use crate::settings::config::Config;
use crate::settings::profile::{Profile, ProfileSender, UserCredentials};

/// Returns the base URL of a profile's server, `sandbox` for an embedded one; empty where a secret alone knows it.
#[must_use]
pub fn server(profile: Option<&Profile>) -> String {
    let server = match profile {
        _ if is_sandbox(profile) => "sandbox",
        Some(profile) if profile.kind() == SenderKind::Webhook => "",
        Some(profile) => profile.api_base.as_deref().unwrap_or(GOOGLE),
        None => GOOGLE,
    };
    server.trim_end_matches('/').to_owned()
}

/// Returns what can be chosen as the sender: the profiles, broken ones with their fault, and the embedded sandbox.
#[must_use]
pub fn choices(config: &Config) -> Vec<ProfileChoice> {
    let whole = config.profiles.values().map(|profile| ProfileChoice {
        sender: sender_of(Some(profile), None),
        server: server(Some(profile)),
        signs_in: matches!(
            profile.sender,
            ProfileSender::User(UserCredentials::ClientSecret(_))
        ),
        fault: None,
    });
    let broken = config.broken.iter().filter_map(|(name, faults)| {
        Some(ProfileChoice {
            sender: Sender {
                profile: name.clone(),
                is_sandbox: false,
                ..sender_of(None, None)
            },
            server: String::new(),
            signs_in: false,
            fault: Some(faults.first()?.diagnostic.clone()),
        })
    });
    let kinds = [SenderKind::App, SenderKind::User, SenderKind::Webhook];
    let sandbox = kinds.into_iter().map(|kind| ProfileChoice {
        sender: sender_of(None, Some(kind)),
        server: server(None),
        signs_in: false,
        fault: None,
    });
    whole.chain(broken).chain(sandbox).collect()
}

/// Returns whether a profile, or none, sends to an embedded sandbox.
#[must_use]
pub fn is_sandbox(profile: Option<&Profile>) -> bool {
    profile.is_none_or(|profile| profile.sender == ProfileSender::Sandbox)
}

/// Returns the sender of a profile; `kind` is the one of the command line.
#[must_use]
pub fn sender_of(profile: Option<&Profile>, kind: Option<SenderKind>) -> Sender {
    let is_sandbox = is_sandbox(profile);
    Sender {
        profile: profile.map_or(String::new(), |profile| profile.name.clone()),
        kind: kind
            .or(profile.filter(|_| !is_sandbox).map(Profile::kind))
            .unwrap_or(SenderKind::App),
        is_sandbox,
        policy: profile.map_or_else(WritePolicy::default, |profile| profile.policy.clone()),
        has_preview: profile.is_some_and(|profile| profile.developer_preview),
    }
}
