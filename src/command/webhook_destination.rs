//! A webhook as the destination of `chatquill send`: one kept under a name, that of the profile, or the sandbox's.

use serde_json::Value;

use crate::chat::error::Error;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::chat::webhook::Webhook;
use crate::chat::write_policy::WritePolicy;
use crate::command::arguments::{Kind, Send, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::send;
use crate::command::space_argument::{self, SpaceArgument};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::sandbox::seed;
use crate::settings::connect;
use crate::settings::profile::{Profile, ProfileSender};
use crate::store::webhooks::{self, Webhooks};

/// The settings and options of a send by a webhook.
pub struct WebhookDestination {
    /// The settings, whose sender is the webhook.
    pub setup: Setup,
    /// The options; a webhook's name has become its space.
    pub options: Send,
    /// The resource name of its only space.
    space: String,
}

impl WebhookDestination {
    /// Finds the webhook that a message is sent by; `None` where an app or a person sends.
    ///
    /// # Errors
    /// Where its URL cannot be read, or a name is that of a space as well.
    pub async fn find(
        setup: &Setup,
        who: &SenderArgs,
        options: &Send,
    ) -> Result<Option<Self>, Failure> {
        let profile = setup.profile(who)?;
        let is_embedded = match profile {
            Some(profile) => profile.sender == ProfileSender::Sandbox,
            None => who.sandbox || who.kind.is_some(),
        };
        if is_embedded {
            return Ok((who.kind == Some(Kind::Webhook)).then(|| Self {
                setup: setup.clone(),
                options: options.clone(),
                space: seed::webhook_space(),
            }));
        }
        if let Some((name, webhook)) = kept(setup, options)? {
            tell_apart(setup, who, profile, &name, &webhook).await?;
            return Ok(Some(Self::kept(setup, profile, options, name, webhook)));
        }
        let Some(profile) = profile.filter(|profile| profile.kind() == SenderKind::Webhook) else {
            return Ok(None);
        };
        let webhook = connect::webhook(profile).await?;
        let space = webhook.space().to_owned();
        let sender = ProfileSender::ReadWebhook {
            webhook,
            kept: None,
        };
        let profile = Profile {
            sender,
            ..profile.clone()
        };
        Ok(Some(Self {
            setup: setup.by(profile),
            options: options.clone(),
            space,
        }))
    }

    fn kept(
        setup: &Setup,
        profile: Option<&Profile>,
        options: &Send,
        name: String,
        webhook: Webhook,
    ) -> Self {
        // It belongs to no profile, but what a chosen profile forbids stays forbidden.
        let policy = profile.map_or_else(WritePolicy::default, |profile| profile.policy.clone());
        let space = webhook.space().to_owned();
        let mut options = options.clone();
        options.targets.spaces = vec![space.clone()];
        Self {
            setup: setup.by(Profile::of_webhook(name, webhook, policy)),
            options,
            space,
        }
    }

    /// Sets the space of a request that names none.
    ///
    /// # Errors
    /// Where it names another one than the webhook's.
    pub fn place(&self, request: &mut Value) -> Result<(), Failure> {
        let is_named = self.options.space().is_some();
        match send::parent(request) {
            "" if is_named => Ok(()),
            "" => {
                send::set_parent(request, &self.space);
                Ok(())
            }
            parent if parent == self.space => Ok(()),
            _ => Err(Failure::from(Error::OtherSpace {
                of_webhook: self.space.clone(),
            })),
        }
    }
}

/// Returns the kept webhook that `--space` names.
fn kept(setup: &Setup, options: &Send) -> Result<Option<(String, Webhook)>, Failure> {
    let webhooks = Webhooks::new(setup.paths.webhooks());
    let spaces = &options.targets.spaces;
    for space in spaces {
        let SpaceArgument::Name(name) = space_argument::parse(space)? else {
            continue;
        };
        let webhook = match webhooks.get(&name) {
            Ok(webhook) => webhook,
            Err(webhooks::Error::Missing | webhooks::Error::Name) => continue,
            Err(error) => {
                return Err(Failure::usage(Diagnostic::new(
                    format!("The webhook {name:?} cannot be used: {error}."),
                    error.remedy(&name),
                )));
            }
        };
        if spaces.len() > 1 || options.targets.spaces_from.is_some() {
            return Err(Failure::usage(Diagnostic::new(
                format!(
                    "{name:?} is a webhook, which sends by itself, and several spaces are named."
                ),
                "Send by the webhook with a command of its own.",
            )));
        }
        return Ok(Some((name, webhook)));
    }
    Ok(None)
}

/// Refuses a name that is both a webhook's and that of a space of the profile.
///
/// A list that cannot be had does not keep the webhook from its work: it needs no other credentials.
async fn tell_apart(
    setup: &Setup,
    who: &SenderArgs,
    profile: Option<&Profile>,
    name: &str,
    webhook: &Webhook,
) -> Result<(), Failure> {
    if profile.is_none_or(|profile| profile.kind() == SenderKind::Webhook) {
        return Ok(());
    }
    let spaces = match setup.connect(who).await {
        Ok(connection) => space_argument::lines_of(&connection.client, name).await,
        Err(_) => String::new(),
    };
    if spaces.is_empty() {
        return Ok(());
    }
    let shown = sanitize::name(name);
    Err(Failure::usage(Diagnostic {
        detail: format!("  {}  the webhook {shown}\n{spaces}", webhook.space()),
        ..Diagnostic::new(
            format!("Both a webhook and a space are called {shown:?}."),
            "Name the space by its ID, spaces/…; or rename the webhook: chatquill webhook add OTHER, then webhook rm.",
        )
    }))
}
