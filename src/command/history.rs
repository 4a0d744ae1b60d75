//! `chatquill history`: lists what was sent, shows it, sends it again.

use serde_json::json;

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::SenderArgs;
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::history_arguments::{
    History as Action, HistoryList, HistoryResend, HistoryShow,
};
use crate::command::repeat::{Channel, report_progress, uninterrupted};
use crate::command::{output, show, table};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::Outcome;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::request::Outgoing;
use crate::message::{message_ref, space_ref};
use crate::render::sender::called;
use crate::settings::clock::Clock;
use crate::settings::connect;
use crate::settings::profile::Profile;
use crate::store::history_entry::{Entry, State, words};
use crate::store::outbox::Origin;

/// Characters of a random ID that a list shows; they are enough to find it.
const SHORT: usize = 8;

/// Runs the command.
///
/// # Errors
/// Where the history cannot be read, or the message is not sent; with the exit status of its kind.
pub async fn run(setup: &Setup, who: &SenderArgs, action: &Action) -> Result<(), Failure> {
    let entries = setup.history().entries().map_err(|error| {
        Failure::later(format!(
            "The history cannot be read: {error}. Check the folder history in the data folder."
        ))
    })?;
    match action {
        Action::List(options) => list(&entries, who, options),
        Action::Show(options) => show_entry(find(&entries, &options.id)?, options),
        Action::Resend(options) => {
            let entry = find(&entries, &options.id)?;
            Box::pin(resend(setup, who, entry, options)).await
        }
    }
}

fn list(entries: &[Entry], who: &SenderArgs, options: &HistoryList) -> Result<(), Failure> {
    let wanted = words(options.filter.as_deref().unwrap_or(""));
    let fits = |entry: &&Entry| {
        let of_profile = who.profile.as_deref();
        of_profile.is_none_or(|name| entry.origin.profile == name)
            && options
                .space
                .as_deref()
                .is_none_or(|space| is_to(entry, space))
            && entry.has_words(&wanted)
    };
    let found: Vec<&Entry> = entries
        .iter()
        .filter(fits)
        .take(options.limit.unwrap_or(usize::MAX))
        .collect();
    if options.json {
        return output::result(&table::json_list(found.iter().map(|entry| entry.json())));
    }
    if found.is_empty() {
        output::note(if entries.is_empty() {
            "nothing was sent to Google Chat yet; what goes to the embedded sandbox is not kept, for it ends with its program"
        } else {
            "no send fits; what went to the embedded sandbox is not kept"
        });
        return Ok(());
    }
    output::result(&table(&found))
}

/// Returns whether a send went to a space, given as people do: by ID, address, or exact name, case aside.
fn is_to(entry: &Entry, space: &str) -> bool {
    let parent = &entry.message.parent;
    space_ref::space(space).is_some_and(|name| name == *parent)
        || *parent == format!("spaces/{space}")
        || (!entry.space_name.is_empty() && entry.space_name.to_lowercase() == space.to_lowercase())
}

fn table(entries: &[&Entry]) -> String {
    let clock = Clock::here();
    let rows: Vec<[String; 6]> = entries
        .iter()
        .map(|entry| {
            [
                short(entry.id()),
                clock.time_of(&entry.since),
                entry.state.word().to_owned(),
                sanitize::name(place(entry)),
                sanitize::name(&by(entry)),
                sanitize::line(&entry.title),
            ]
        })
        .collect();
    table::columns(&rows)
}

/// Returns the start of a random ID, or the whole of one that a person chose.
fn short(id: &str) -> String {
    let is_uuid = id.len() == 36 && id.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let shown: String = if is_uuid {
        id.chars().take(SHORT).collect()
    } else {
        id.to_owned()
    };
    sanitize::name(&shown)
}

fn place(entry: &Entry) -> &str {
    if entry.space_name.is_empty() {
        &entry.message.parent
    } else {
        &entry.space_name
    }
}

fn by(entry: &Entry) -> String {
    let name = match entry.message.webhook.as_str() {
        "" => entry.origin.profile.as_str(),
        webhook => webhook,
    };
    match (name, entry.sender.as_str()) {
        (profile, "") => profile.to_owned(),
        (profile, kind) => format!("{profile} ({kind})"),
    }
}

/// Returns the one send with this ID or message name, or whose ID begins with it.
fn find<'a>(entries: &'a [Entry], id: &str) -> Result<&'a Entry, Failure> {
    let name = message_ref::message_name(id);
    let is_it = |entry: &&Entry| entry.id() == id || name.as_deref() == Some(entry.name());
    if let Some(exact) = entries.iter().find(is_it) {
        return Ok(exact);
    }
    let begins = |entry: &&Entry| !id.is_empty() && entry.id().starts_with(id);
    let found: Vec<&Entry> = entries.iter().filter(begins).collect();
    match found[..] {
        [one] => Ok(one),
        [] => Err(Failure::usage(Diagnostic::new(
            format!("The history has no send {id:?}."),
            "chatquill history list shows their IDs.",
        ))),
        _ => Err(Failure::usage(Diagnostic::new(
            format!("{} sends begin with {id:?}.", found.len()),
            "Give more of the ID.",
        ))),
    }
}

fn show_entry(entry: &Entry, options: &HistoryShow) -> Result<(), Failure> {
    let request = entry.request();
    if options.json {
        let mut shown = entry.json();
        shown["request"] = json!(request);
        return output::result(&output::json(&shown));
    }
    let clock = Clock::here();
    let (word, time) = (entry.state.word(), clock.time_of(&entry.since));
    let mut state = format!("{word} at {time}");
    if matches!(entry.state, State::Edited | State::Deleted) {
        let changed = clock.time_of(&entry.changed);
        state = format!("sent at {time}, {word} at {changed}");
    }
    let size = format!("{} bytes", entry.bytes);
    let facts = [
        ("ID", entry.id()),
        ("State", &state),
        ("Reason", &entry.reason),
        ("Space", &entry.message.parent),
        ("Space name", &entry.space_name),
        ("Sender", &by(entry)),
        ("Server", &entry.origin.base),
        ("Size", &size),
        ("Message", entry.name()),
        ("Thread", entry.thread()),
        ("Link", &entry.link),
    ];
    let rows: Vec<[String; 2]> = facts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| [format!("{label}:"), sanitize::line(value)])
        .collect();
    let facts = table::columns(&rows);
    let Some(request) = request else {
        return output::result(&format!(
            "{facts}\n\nThe message itself was too large to be kept."
        ));
    };
    let kind = match entry.sender.as_str() {
        "user" => SenderKind::User,
        "webhook" => SenderKind::Webhook,
        _ => SenderKind::App,
    };
    let drawn = show::draw(&request, (kind, called(kind)), &time, None, options.color)?;
    output::result(&format!("{facts}\n\n{drawn}"))
}

async fn resend(
    setup: &Setup,
    who: &SenderArgs,
    entry: &Entry,
    options: &HistoryResend,
) -> Result<(), Failure> {
    let Some(request) = entry.request() else {
        return Err(Failure::usage(
            "The message was too large to be kept, so it cannot be sent again.".to_owned(),
        ));
    };
    if entry.state != State::Failed && !options.yes {
        let (what, verb) = match entry.state {
            State::Unknown => ("It may have arrived", "may"),
            State::Deleted => ("It was sent, and deleted", "would"),
            State::Sent | State::Edited | State::Failed => ("It was sent", "would"),
        };
        return Err(Failure::usage(Diagnostic::new(
            format!(
                "{what}: {:?} to {}. This {verb} post it a second time.",
                sanitize::line(&entry.title),
                sanitize::name(place(entry))
            ),
            "Add --yes to post it all the same.",
        )));
    }
    if entry.message.parameter("messageId").is_some() {
        output::note("its own message ID belongs to the first one, and is left out");
    }
    let origin = match &who.profile {
        None => entry.origin.clone(),
        Some(name) => chosen(setup, name)?,
    };
    let remedy = "Restore the profile in the config file, or name another with --profile.";
    let webhook = match &who.profile {
        None => entry.message.webhook.as_str(),
        Some(_) => "",
    };
    let channel = Channel::open(setup, &origin, webhook, remedy).await?;
    channel.connection.sender.policy.consents(options.yes)?;
    let message = Outgoing::of(&request);
    let deliver = |intent| {
        let delivery = &channel.delivery;
        delivery.deliver(message.clone(), intent, |progress| {
            report_progress(&progress);
        })
    };
    let calls = async {
        match deliver(Intent::New).await {
            // The user was asked, and wants a second one.
            Outcome::OldDoubt(_) => deliver(Intent::SendAnyway).await,
            outcome => outcome,
        }
    };
    let remedy = "The message may be in Chat all the same; chatquill outbox list tells.";
    let outcome = Box::pin(uninterrupted(calls, remedy)).await?;
    channel.report(outcome, Clock::here(), options.json)
}

/// Returns the origin of sends through a profile that the user names.
fn chosen(setup: &Setup, name: &str) -> Result<Origin, Failure> {
    let profile = setup.config.profile(Some(name))?;
    let Some(base) = connect::base(profile, None)? else {
        return Err(Failure::usage(Diagnostic::new(
            format!("The profile {name:?} is an embedded sandbox, which ends with the command."),
            "Name another with --profile.",
        )));
    };
    Ok(Origin {
        profile: name.to_owned(),
        base: base.text().to_owned(),
        is_sandbox: false,
        is_webhook: profile.map(Profile::kind) == Some(SenderKind::Webhook),
    })
}
