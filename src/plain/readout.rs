//! What the plain composer reads out: questions, notices, the state of the draft, the checks, what was sent.

use crate::app::controllers::dialogs::table;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::model::App;
use crate::app::state::outbox::State;
use crate::chat::sender::SenderKind;
use crate::message::checks::format_value::{count, grouped};
use crate::message::size;
use crate::plain::command::COMMANDS;
use crate::plain::line::line;

/// Returns the word for a kind of sender.
#[must_use]
pub fn kind_word(kind: SenderKind) -> &'static str {
    match kind {
        SenderKind::App => "app",
        SenderKind::User => "user",
        SenderKind::Webhook => "webhook",
    }
}

/// Reads out labels, each with its number from 1.
pub fn number<'a>(out: &mut String, labels: impl Iterator<Item = &'a str>) {
    for (label, at) in labels.zip(1..) {
        line(out, &format!("{at}: {label}"));
    }
}

/// Returns the place of a typed number, from 0, where it is one of so many.
#[must_use]
pub fn chosen(typed: &str, count: usize) -> Option<usize> {
    let number: usize = typed.trim().parse().ok()?;
    number.checked_sub(1).filter(|at| *at < count)
}

/// Reads out a notice, its kind first.
pub fn tell(out: &mut String, notice: &Notice) {
    let word = match notice.tone {
        Tone::Error => "Error: ",
        // What was done all the same comes with remarks, and is no warning itself.
        Tone::Warning if notice.topic == Topic::Import => "",
        Tone::Warning => "Warning: ",
        Tone::Question | Tone::Info | Tone::Success => "",
    };
    line(out, &format!("{word}{}", notice.title));
    for more in &notice.lines {
        line(out, more);
    }
}

/// Returns what a dialog asks, without its first line, which names keys.
#[must_use]
pub fn question(app: &App) -> String {
    let mut out = String::new();
    let label = app.destination_label();
    line(&mut out, &format!("To {label}."));
    let asked = table::controller(app).and_then(|controller| controller.question(app));
    for more in asked.iter().flat_map(|notice| &notice.lines) {
        line(&mut out, more);
    }
    out
}

/// Returns the question for a space.
#[must_use]
pub fn ask_for_space(app: &App) -> String {
    let webhooks = match app.panes.spaces.webhook_count() {
        0 => String::new(),
        1 => " and 1 webhook".to_owned(),
        count => format!(" and {count} webhooks"),
    };
    format!(
        "Which space? {} spaces{webhooks} are known. Type a part of a name, or its ID; an empty line lists them.\n",
        app.panes.spaces.space_count()
    )
}

/// Returns the state of the draft in a line.
#[must_use]
pub fn summary(app: &App) -> String {
    let draft = app.document.draft();
    let space = match draft.parent() {
        "" => "no space".to_owned(),
        _ => app.destination_label(),
    };
    let counts = app.findings.counts();
    let found = if draft.is_blank() {
        "empty".to_owned()
    } else {
        format!(
            "{}, {}",
            count(counts.errors, "error"),
            count(counts.warnings, "warning")
        )
    };
    format!(
        "{}: {space}; {} of {} bytes; {found}.",
        app.document.id(),
        grouped(draft.bytes()),
        grouped(size::LIMIT)
    )
}

/// Reads out what the checks found.
#[must_use]
pub fn checks(app: &App) -> String {
    let mut out = String::new();
    for finding in app.findings.open() {
        let severity = format!("{:?}", finding.severity);
        line(
            &mut out,
            &format!("{severity}: {} ({})", finding.message, finding.rule.id),
        );
        line(&mut out, &format!("  At {}.", finding.path));
        line(&mut out, &format!("  {}", finding.rule.help));
    }
    if out.is_empty() {
        line(&mut out, "The checks found nothing.");
    }
    out
}

/// Reads out what was sent in this run, and what became of it.
#[must_use]
pub fn sent(app: &App) -> String {
    let mut out = String::new();
    for entry in app.outbox.entries() {
        let state = match &entry.state {
            State::Held(_) | State::Sending { .. } => "on the way".to_owned(),
            State::Sent(sent) => format!("sent, {}", sent.name),
            State::NotSent(failed) if failed.unsure => "perhaps not sent".to_owned(),
            State::NotSent(_) => "not sent".to_owned(),
            State::GivenUp => "given up".to_owned(),
        };
        line(
            &mut out,
            &format!("{}: {}: {state}", entry.space, entry.excerpt),
        );
    }
    if out.is_empty() {
        line(&mut out, "Nothing was sent in this run.");
    }
    out
}

/// Reads out the commands.
#[must_use]
pub fn help() -> String {
    let mut out = String::new();
    for (word, _, what) in COMMANDS {
        line(&mut out, &format!("{word}: {what}"));
    }
    line(
        &mut out,
        "The beginning of a word is enough where it is one command's alone.",
    );
    out
}
