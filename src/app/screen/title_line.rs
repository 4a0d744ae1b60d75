//! The title line: the draft, where it goes, and who sends.

use crate::app::model::App;
use crate::app::state::destination::place_of;
use crate::app::state::session::Connection;
use crate::cells::grapheme;
use crate::message::title::heading;

/// The least width at which the line has the program's name, in cells.
const ROOMY: u16 = 60;

/// The cells of the space's name that are kept rather than given to a longer sender.
const TARGET: u16 = 24;

/// The texts of the line.
pub struct TitleLine {
    /// The program's name; empty where there is no room for it.
    pub brand: &'static str,
    /// The draft's name, and whether it is saved.
    pub draft: String,
    /// The message in Chat that the draft changes; empty where it is a new one.
    pub edited: String,
    /// Where the message goes; empty where that is not chosen.
    pub target: String,
    /// Who sends, on which server; at the right.
    pub sender: String,
}

/// Returns the line for so many cells.
#[must_use]
pub fn title_line(app: &App, width: u16) -> TitleLine {
    // Drafts are saved automatically, so only a failure is worth a word.
    let unsaved = if app.document.is_unsaved() {
        " ● not saved"
    } else {
        ""
    };
    let brand = if width < ROOMY { "" } else { "chatquill" };
    let name = match app.document.title() {
        "" => app.document.id(),
        title => title,
    };
    let draft = format!("{name}{unsaved}");
    let target = match app.document.draft().parent() {
        "" => String::new(),
        _ => format!("→ {}", app.destination_label()),
    };
    let edited = app.document.edit().map_or_else(String::new, |target| {
        format!("edits: {}", heading(&target.before))
    });
    let parts = [brand, &draft, &edited, &target];
    let parts = parts.into_iter().filter(|words| !words.is_empty());
    let needed: u16 = parts.map(|words| cells(words).min(TARGET) + 2).sum();
    let fits = |sender: &&String| needed + cells(sender) <= width;
    let senders = senders(app);
    let sender = senders.iter().find(fits).or(senders.last());
    TitleLine {
        brand,
        edited,
        target,
        sender: sender.cloned().unwrap_or_default(),
        draft,
    }
}

/// Returns whether the sender stands in a column of a line of so many cells, in which a cell at each end is free.
#[must_use]
pub fn has_sender_at(app: &App, width: u16, column: u16) -> bool {
    let inside = width.saturating_sub(2);
    let taken = cells(&title_line(app, inside).sender).min(inside);
    let end = 1 + inside;
    (end - taken..end).contains(&column)
}

fn cells(text: &str) -> u16 {
    grapheme::column_of(text, text.len())
}

/// Returns the sender and the server, from the longest form to the shortest.
fn senders(app: &App) -> [String; 5] {
    if app.session.blocked().is_some() {
        return [
            "the config file cannot be used · nothing is sent until it is corrected",
            "config cannot be used · nothing is sent",
            "config broken: nothing is sent",
            "nothing is sent",
            "nothing is sent",
        ]
        .map(str::to_owned);
    }
    let sender = app.session.sender();
    let who = if !app.session.webhook().is_empty() {
        format!("{} (webhook)", app.session.webhook())
    } else if sender.profile.is_empty() {
        sender.kind.to_string()
    } else {
        format!("{} ({})", sender.profile, sender.kind)
    };
    let server = if sender.is_sandbox {
        "sandbox".to_owned()
    } else {
        place_of(app.session.server())
    };
    let policy = &sender.policy;
    let (place, least) = match (sender.is_sandbox, policy.is_production) {
        (_, _) if policy.is_read_only => (format!("{server} · read-only"), "read-only".to_owned()),
        (true, _) | (false, false) => (server.clone(), server),
        (false, true) => (format!("{server} · PRODUCTION"), "PRODUCTION".to_owned()),
    };
    let state = state(app);
    let least = if matches!(app.session.connection(), Connection::Failed(_)) {
        state.clone()
    } else {
        least
    };
    let joined = |words: &[&str]| {
        let words = words.iter().filter(|word| !word.is_empty());
        words.copied().collect::<Vec<_>>().join(" · ")
    };
    [
        joined(&[&who, &place, &format!("{state}{}", webhooks(app))]),
        joined(&[&who, &place, &state]),
        joined(&[&who, &place]),
        joined(&[&who, &least]),
        least,
    ]
}

/// Returns the number of webhooks that stand among the spaces, after that of the spaces; empty where there is none.
fn webhooks(app: &App) -> String {
    match app.panes.spaces.webhook_count() {
        _ if *app.session.connection() != Connection::Open => String::new(),
        0 => String::new(),
        1 => ", 1 webhook".to_owned(),
        count => format!(", {count} webhooks"),
    }
}

fn state(app: &App) -> String {
    let count = app.panes.spaces.space_count();
    match app.session.connection() {
        Connection::Connecting => "connecting".to_owned(),
        Connection::Failed(_) => "not connected".to_owned(),
        Connection::Open => {
            let (more, waits) = match app.panes.spaces.waits() {
                "" if app.panes.spaces.is_listing() => ("+", ""),
                "" => ("", ""),
                _ => ("", ", trying again"),
            };
            let spaces = if count == 1 { "space" } else { "spaces" };
            format!("{count}{more} {spaces}{waits}")
        }
    }
}
