//! Actions on a finding: going to its place, applying its quick fix, ignoring it.

use crate::app::controllers::goto::{self, EditTarget};
use crate::app::events::event::Sender;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::state::option_fields::Field;
use crate::chat::sender::SenderKind;
use crate::input::action::Action;
use crate::message::checks::check_context::schema_sender;
use crate::message::checks::finding::Finding;
use crate::message::path_label;
use crate::message::undo_steps::Mark;

/// Goes to the place of the finding under the cursor and focuses it.
pub fn go(app: &mut App) {
    if let Some(finding) = current(app) {
        goto::jump(app, &finding.path, finding.part.as_ref());
    }
}

/// Applies the quick fix of the finding under the cursor, in one undo step.
pub fn fix(app: &mut App) {
    let Some(finding) = current(app) else {
        return;
    };
    let Some(fix) = finding.fix else {
        let key = app.session.keymap().name_of(app.place(), Action::Choose);
        app.overlay.show(
            Notice::new(Tone::Info, "There is no automatic fix").with(format!(
                "The text below says what to do; {key} goes to the place."
            )),
        );
        return;
    };
    let is_part = goto::edit_target(&finding.path) == EditTarget::Cards;
    let mark = Mark {
        caret: app.panes.text.caret_offset(),
        node: is_part.then(|| finding.path.clone()),
    };
    app.panes.preview.checks.release();
    let is_done = app.document.draft_mut().apply_fix(fix.edits, mark.clone());
    app.show_change(&mark);
    app.overlay.show(if is_done {
        let key = app.session.keymap().key_of(app.place(), Action::Undo);
        let back = key.map_or(String::new(), |key| format!("{key} undoes it"));
        Notice::new(Tone::Success, format!("Done: {}", fix.words)).with(back)
    } else {
        Notice::new(Tone::Error, "The draft has changed since this was found")
    });
}

/// Ignores the warning under the cursor for this draft, or takes that back.
pub fn ignore(app: &mut App) {
    let Some(finding) = current(app) else {
        return;
    };
    if !finding.may_be_ignored() {
        app.overlay.show(
            Notice::new(Tone::Info, "An error cannot be ignored")
                .with(finding.rule.outcome.sentence().unwrap_or_default()),
        );
        return;
    }
    let cursor = app.panes.preview.checks.cursor();
    app.panes.preview.checks.release();
    app.findings.toggle_ignored(cursor, app.document.draft());
}

fn current(app: &App) -> Option<Finding> {
    let cursor = app.panes.preview.checks.cursor();
    app.findings.all().get(cursor).cloned()
}

/// Returns where a finding is, in words.
#[must_use]
pub fn place_of(app: &App, finding: &Finding) -> String {
    let place = place_at(&finding.path);
    let start = finding.part.as_ref().map(|part| part.start);
    let line = start
        .and_then(|start| path_label::line(app.document.draft().request(), &finding.path, start));
    match line {
        Some(line) => format!("{place}, line {line}"),
        None => place,
    }
}

/// Returns where a JSON Pointer into the request leads, in words.
#[must_use]
pub fn place_at(path: &str) -> String {
    match (Field::at(path), goto::edit_target(path)) {
        (Some(field), _) => field.label().to_owned(),
        (None, EditTarget::Spaces) => "space".to_owned(),
        _ => path_label::words(path),
    }
}

/// Returns which configured profile could send what the sender cannot; empty where that is not the problem.
#[must_use]
pub fn profile_that_can(app: &App, finding: &Finding) -> String {
    let Some(able) = finding.able else {
        return String::new();
    };
    let profiles = app.session.profiles().iter();
    let able_ones: Vec<&Sender> = profiles
        .filter(|profile| able.allows(schema_sender(profile.kind, profile.has_preview)))
        .collect();
    let named = |profile: &Sender| format!("{} ({})", profile.profile, profile.kind);
    match able_ones.as_slice() {
        [] if app.session.sender().is_sandbox && app.session.sender().profile.is_empty() => {
            let kinds = [SenderKind::App, SenderKind::User, SenderKind::Webhook];
            let kind = kinds
                .into_iter()
                .find(|kind| able.allows(schema_sender(*kind, false)));
            kind.map_or(String::new(), |kind| {
                format!("Started with --as {kind} you could send it.")
            })
        }
        [] => "None of your profiles could send it.".to_owned(),
        [one] => format!(
            "Your profile {} could send it: chatquill --profile {}.",
            named(one),
            one.profile
        ),
        [first, others @ ..] => {
            let others: Vec<String> = others.iter().map(|profile| named(profile)).collect();
            format!(
                "Your profiles {} and {} could send it: chatquill --profile {}.",
                named(first),
                others.join(", "),
                first.profile
            )
        }
    }
}

#[cfg(test)]
mod tests;
