//! The options of the plain composer, by the names that are typed for them.

use crate::app::controllers::options;
use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::app::panes::options::Row;
use crate::app::state::option_fields::{self, Field, MARKUPS, NOTIFICATIONS, REPLIES};
use crate::chat::sanitize;
use crate::document::did_you_mean::remedy;
use crate::message::field_change::{Change, Grouping};
use crate::message::message_id;
use crate::plain::line::line;

/// The names of the options here, as they are typed.
const OPTIONS: [(&str, Field); 9] = [
    ("viewer", Field::Viewer),
    ("thread", Field::Thread),
    ("reply", Field::Reply),
    ("id", Field::MessageId),
    ("notify", Field::Notification),
    ("markup", Field::Markup),
    ("fallback", Field::Fallback),
    ("quote", Field::Quote),
    ("files", Field::Files),
];

/// Reads the options, or sets one: `NAME VALUE`, where `none` unsets it.
#[must_use]
pub fn set(app: &mut App, typed: &str, effects: &mut Vec<Effect>) -> String {
    let (name, value) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let value = value.trim();
    let Some((word, field)) = OPTIONS
        .iter()
        .find(|(word, _)| *word == name.to_lowercase())
    else {
        let unknown = match name {
            "" => String::new(),
            name => {
                let words = OPTIONS.iter().map(|(word, _)| *word);
                let meant = remedy(name, words, "These are there:");
                format!("There is no option \"{}\". {meant}\n", sanitize::line(name))
            }
        };
        return unknown + &all(app);
    };
    let changes = match (field, value) {
        (field, "") => {
            let mut out = String::new();
            read_option(app, word, *field, &mut out);
            return out;
        }
        (Field::Quote, "none") => option_fields::cleared(Field::Quote),
        (Field::Files, "none") => {
            effects.extend(app.document.detach_all());
            option_fields::cleared(Field::Files)
        }
        (Field::Quote | Field::Files, _) => {
            return format!("{word} can only be read here, or taken off with none.\n");
        }
        (field, "none") => option_fields::cleared(*field),
        (Field::Viewer, "everyone") => option_fields::cleared(Field::Viewer),
        (Field::Viewer, user) if user.starts_with("users/") => option_fields::shown_to(user),
        (Field::Viewer, address) if address.contains('@') => {
            option_fields::shown_to(&format!("users/{address}"))
        }
        (Field::Viewer, called) => match people_called(app, called).as_slice() {
            [user] => option_fields::shown_to(user),
            [] => {
                return "Nobody here is called so. A viewer is the name of a member, users/ID, an e-mail address, or everyone.\n".to_owned();
            }
            several => {
                return format!(
                    "{} members are called so: {}.\n",
                    several.len(),
                    several.join(", ")
                );
            }
        },
        // As in the composer, whose field begins with it.
        (Field::MessageId, text) if !text.starts_with(message_id::PREFIX) => {
            option_fields::typed(*field, &format!("{}{text}", message_id::PREFIX))
        }
        (Field::Thread | Field::MessageId | Field::Fallback, text) => {
            option_fields::typed(*field, text)
        }
        (Field::Reply | Field::Notification | Field::Markup, text) => {
            let Some(value) = choice(*field, text) else {
                let all: Vec<&str> = values(*field).iter().map(|(_, words)| *words).collect();
                return format!("{word} is one of: {}.\n", all.join("; "));
            };
            let value = (!value.is_empty()).then(|| value.into());
            vec![Change::new(field.pointer(), value)]
        }
    };
    app.document.draft_mut().change(&changes, Grouping::Alone);
    app.check();
    let mut out = String::new();
    read_option(app, word, *field, &mut out);
    out
}

/// Returns whether an option names a member of a space whose members are not known yet.
#[must_use]
pub fn names_member(app: &App, typed: &str) -> bool {
    let (name, value) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let value = value.trim();
    let is_name = !matches!(value, "" | "none" | "everyone")
        && !value.starts_with("users/")
        && !value.contains('@');
    let space = app.document.draft().parent();
    name.eq_ignore_ascii_case("viewer") && is_name && app.members.of(space).is_none()
}

/// Returns the members of the draft's space of this name, case aside; where none is, those whose name begins so.
fn people_called(app: &App, called: &str) -> Vec<String> {
    let called = called.to_lowercase();
    let people = app.members.people(app.document.draft().parent());
    let found = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
        let fitting = people
            .iter()
            .filter(|person| fits(&person.name.to_lowercase()));
        fitting.map(|person| person.user.clone()).collect()
    };
    let exact = found(&|name| name == called);
    if exact.is_empty() {
        found(&|name| name.starts_with(&called))
    } else {
        exact
    }
}

fn values(field: Field) -> &'static [(&'static str, &'static str)] {
    match field {
        Field::Reply => REPLIES,
        Field::Notification => NOTIFICATIONS,
        Field::Markup => MARKUPS,
        Field::Viewer
        | Field::Thread
        | Field::MessageId
        | Field::Fallback
        | Field::Quote
        | Field::Files => &[],
    }
}

/// Returns the value that is meant by the beginning of its words.
fn choice(field: Field, typed: &str) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let begins = |words: &str| words.to_lowercase().starts_with(&typed);
    let mut found = values(field).iter().filter(|(_, words)| begins(words));
    found.next().map(|(value, _)| *value)
}

fn all(app: &App) -> String {
    let mut out = String::new();
    for (word, field) in OPTIONS {
        read_option(app, word, field, &mut out);
    }
    out
}

fn read_option(app: &App, word: &str, field: Field, out: &mut String) {
    let rows = options::rows(app);
    if let Some(Row { value, finding, .. }) = rows.into_iter().find(|row| row.field == field) {
        line(out, &format!("{word}: {value}"));
        if let Some(finding) = finding {
            line(
                out,
                &format!("  {:?}: {}", finding.severity, finding.message),
            );
        }
    }
}
