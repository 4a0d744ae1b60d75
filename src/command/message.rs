//! `chatquill message`: reads, edits and deletes a message, reacts to it, pins it.

use serde_json::{Value, json};

use crate::chat::client::Client;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::SenderArgs;
use crate::command::change::{INTERRUPTED, done};
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::message_arguments::{
    Message as Action, MessageDelete, MessageGet, MessagePin, MessageReact,
};
use crate::command::patience::report_wait;
use crate::command::repeat::uninterrupted;
use crate::command::{message_edit, output, show, table};
use crate::delivery::change::{Changer, Done};
use crate::delivery::emoji::{self, EmojiError, custom_name};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::message_edit::marked;
use crate::message::message_id;
use crate::message::message_ref::{self, message_name};
use crate::render::sender::called;
use crate::settings::clock::Clock;
use crate::settings::connect::Connection;

/// What a command does to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Reads it.
    Read,
    /// Changes its content.
    Edit,
    /// Deletes it.
    Delete,
    /// Reacts to it.
    React,
    /// Reacts to it with an emoji of the organisation.
    ReactCustom,
    /// Pins it, or takes it from the pinned ones.
    Pin,
}

impl Verb {
    fn of(action: &Action) -> Self {
        match action {
            Action::Get(_) => Self::Read,
            Action::Edit(_) => Self::Edit,
            Action::Delete(_) => Self::Delete,
            Action::React(options) if custom_name(&options.emoji).is_some() => Self::ReactCustom,
            Action::React(_) => Self::React,
            Action::Pin(_) | Action::Unpin(_) => Self::Pin,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Read => "read messages",
            Self::Edit => "edit messages",
            Self::Delete => "delete messages",
            Self::React | Self::ReactCustom => "react to messages",
            Self::Pin => "pin messages",
        }
    }

    /// Returns the scopes that a person needs for it.
    ///
    /// <https://developers.google.com/workspace/chat/authenticate-authorize>
    fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Read => &["https://www.googleapis.com/auth/chat.messages.readonly"],
            Self::Edit | Self::Delete => &["https://www.googleapis.com/auth/chat.messages"],
            Self::React => &["https://www.googleapis.com/auth/chat.messages.reactions.create"],
            Self::ReactCustom => &[
                "https://www.googleapis.com/auth/chat.messages.reactions.create",
                "https://www.googleapis.com/auth/chat.customemojis.readonly",
            ],
            Self::Pin => &["https://www.googleapis.com/auth/chat.spaces.pins"],
        }
    }

    /// Refuses what the kind of sender may not do, before a socket opens.
    fn permit(self, kind: SenderKind) -> Result<(), Failure> {
        let (who, remedy) = match (kind, self) {
            (SenderKind::Webhook, Self::Read | Self::React | Self::ReactCustom | Self::Pin) => (
                "A webhook only creates messages; it",
                "Use a profile of a person (sender = \"user\").",
            ),
            (SenderKind::Webhook, _) => (
                "A webhook only creates messages; it",
                "Use a profile of the app or person that sent the message.",
            ),
            (SenderKind::App, Self::React | Self::ReactCustom | Self::Pin) => (
                "Google Chat lets only people do that; an app",
                "Use a profile of a person (sender = \"user\").",
            ),
            _ => return Ok(()),
        };
        let what = format!("{who} cannot {}.", self.words());
        Err(Failure::new(
            Kind::Permission,
            Diagnostic::new(what, remedy),
        ))
    }
}

/// Runs the command.
///
/// # Errors
/// Where the message cannot be read or changed; with the exit status of its kind.
pub async fn run(setup: &Setup, who: &SenderArgs, action: &Action) -> Result<(), Failure> {
    let verb = Verb::of(action);
    let given = match action {
        Action::Get(options) => &options.name,
        Action::Edit(options) => &options.name,
        Action::Delete(options) => &options.name,
        Action::React(options) => &options.name,
        Action::Pin(options) | Action::Unpin(options) => &options.name,
    };
    let name = message_name(given).ok_or_else(|| {
        Failure::usage(Diagnostic::new(
            format!("{given:?} is no message."),
            "Give spaces/SPACE/messages/MESSAGE, as chatquill history list --json has it, or the message's address in a browser.",
        ))
    })?;
    verb.permit(kind(setup, who, verb)?)?;
    judge(action, &name)?;
    if let Action::Edit(options) = action {
        return message_edit::run(setup, who, verb.scopes(), &name, options).await;
    }
    let connection = setup.connect_for(who, verb.scopes()).await?;
    let changer = Changer::new(connection.client.clone(), setup.history());
    match action {
        Action::Get(options) => get(&connection, &name, options).await,
        Action::Delete(options) => delete(&changer, &name, options).await,
        Action::React(options) => react(&connection, &changer, &name, options).await,
        Action::Pin(options) => pin(&connection, &changer, &name, options).await,
        Action::Unpin(options) => unpin(&connection, &changer, &name, options).await,
        Action::Edit(_) => Ok(()),
    }
}

/// Returns the kind of sender; without a profile, `--sandbox` and `--as`, nothing is done.
fn kind(setup: &Setup, who: &SenderArgs, verb: Verb) -> Result<SenderKind, Failure> {
    let asked = who.kind.map(SenderKind::from);
    match setup.profile(who)? {
        Some(profile) => Ok(asked.unwrap_or_else(|| profile.kind())),
        None if who.sandbox => Ok(asked.unwrap_or(SenderKind::App)),
        None => asked.ok_or_else(|| {
            Failure::new(
                Kind::Permission,
                Diagnostic::new(
                    format!("No profile is chosen, so nobody is there to {}.", verb.words()),
                    "Choose one with --profile, or default_profile in the config file; --sandbox and --as use an embedded sandbox.",
                ),
            )
        }),
    }
}

/// Refuses what cannot be done to this message, before a socket opens.
fn judge(action: &Action, name: &str) -> Result<(), Failure> {
    let id = name.rsplit('/').next().unwrap_or("");
    match action {
        Action::Delete(options) if !options.yes => Err(Failure::usage(Diagnostic::new(
            format!("This would delete {name}, and nothing brings it back."),
            "Add --yes to delete it.",
        ))),
        Action::React(_) if id.starts_with(message_id::PREFIX) => {
            Err(Failure::usage(Diagnostic::new(
                "Google Chat takes reactions to a message by its system name only.",
                format!("chatquill message get {name} prints that name."),
            )))
        }
        Action::React(options)
            if options.emoji.is_ascii() && custom_name(&options.emoji).is_none() =>
        {
            Err(Failure::usage(Diagnostic::new(
                format!("{:?} is no emoji.", options.emoji),
                "Give one such as 👍, or :name: of a custom one.",
            )))
        }
        _ => Ok(()),
    }
}

async fn get(connection: &Connection, name: &str, options: &MessageGet) -> Result<(), Failure> {
    let fetched = uninterrupted(connection.client.get_message(name), "").await?;
    let message = fetched?;
    if options.json {
        return output::result(&output::json(&message));
    }
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let clock = Clock::here();
    let time = |pointer| {
        text(pointer)
            .map(|at| clock.time_of(at))
            .unwrap_or_default()
    };
    let own = text("/name").unwrap_or(name);
    let facts = [
        ("Message", own.to_owned()),
        (
            "Own ID",
            text("/clientAssignedMessageId").unwrap_or("").to_owned(),
        ),
        ("Thread", text("/thread/name").unwrap_or("").to_owned()),
        ("Sent", time("/createTime")),
        ("Edited", time("/lastUpdateTime")),
        (
            "Link",
            message_ref::link(own, text("/space/spaceUri")).unwrap_or_default(),
        ),
    ];
    let rows: Vec<[String; 2]> = facts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| [format!("{label}:"), sanitize::line(value)])
        .collect();
    let kind = match text("/sender/type") {
        Some("HUMAN") => SenderKind::User,
        _ => SenderKind::App,
    };
    let sender = text("/sender/displayName").map(sanitize::name);
    let sender = sender.unwrap_or_else(|| called(kind).to_owned());
    let request = json!({ "message": marked(&message) });
    let drawn = show::draw(
        &request,
        (kind, &sender),
        &time("/createTime"),
        options.width,
        options.color,
    )?;
    output::result(&format!("{}\n\n{drawn}", table::columns(&rows)))
}

async fn delete(changer: &Changer, name: &str, options: &MessageDelete) -> Result<(), Failure> {
    let call = changer.delete(name, options.force, report_wait);
    done(uninterrupted(call, INTERRUPTED).await?)?;
    output::result(&format!("Deleted: {name}"))
}

async fn react(
    connection: &Connection,
    changer: &Changer,
    name: &str,
    options: &MessageReact,
) -> Result<(), Failure> {
    connection.sender.policy.consents(options.yes)?;
    let calls = async {
        let emoji = emoji(&connection.client, &options.emoji).await?;
        done(changer.react(name, &emoji, report_wait).await)
    };
    let outcome = uninterrupted(calls, INTERRUPTED).await??;
    let told = sanitize::line(&options.emoji);
    report(
        &outcome,
        options.json,
        &format!("Reacted with {told}: {name}"),
    )
}

/// Returns the API's `Emoji`; a custom one is looked up by its name.
async fn emoji(client: &Client, text: &str) -> Result<Value, Failure> {
    emoji::emoji(client, text)
        .await
        .map_err(|error| match error {
            EmojiError::Call(error) => Failure::from(error),
            EmojiError::Unknown(_) => Failure::usage(Diagnostic::new(
                error.to_string(),
                "Give an emoji such as 👍, or the exact name of a custom one.",
            )),
        })
}

async fn pin(
    connection: &Connection,
    changer: &Changer,
    name: &str,
    options: &MessagePin,
) -> Result<(), Failure> {
    connection.sender.policy.consents(options.yes)?;
    let call = changer.pin(name, report_wait);
    let outcome = done(uninterrupted(call, INTERRUPTED).await?)?;
    report(&outcome, options.json, &format!("Pinned: {name}"))
}

async fn unpin(
    connection: &Connection,
    changer: &Changer,
    name: &str,
    options: &MessagePin,
) -> Result<(), Failure> {
    connection.sender.policy.consents(options.yes)?;
    let call = changer.unpin(name, report_wait);
    let outcome = done(uninterrupted(call, INTERRUPTED).await?)?;
    report(&outcome, options.json, &format!("Unpinned: {name}"))
}

fn report(outcome: &Done, as_json: bool, words: &str) -> Result<(), Failure> {
    if *outcome == Done::Already {
        output::note("it was so already; nothing changed");
    }
    match outcome {
        Done::Made(made) if as_json => output::result(&output::json(made)),
        Done::Already if as_json => output::result("{}"),
        _ => output::result(words),
    }
}
