//! Find and replace in the text: a bar in the message line, all matches marked, the current one selected.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::find_bar::{FindBar, FindField};
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::editor::actions;
use crate::editor::change::Splice;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the bar.
pub struct FindController;

impl DialogController for FindController {
    fn place(&self, _: &App) -> Place {
        Place::Find
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        let Some(Dialog::Find(bar)) = app.overlay.dialog() else {
            return None;
        };
        Some(lines(app, bar))
    }

    fn layout(&self, app: &mut App, _: Rect) {
        refresh(app);
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::Find(bar)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match (action, bar.field) {
            (Action::Choose, FindField::Replacement) | (Action::ReplaceMatch, _) => replace(app),
            (Action::ReplaceAll, _) => replace_all(app),
            (Action::Choose | Action::Down, _) => step(app, true),
            (Action::Up, _) => step(app, false),
            (Action::NextPane | Action::PreviousPane, _) => bar.turn(),
            (Action::Back, _) => close(app),
            (action, _) if actions::dialog_line(bar.line_mut(), action) => refresh(app),
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::Find(bar)) = app.overlay.dialog_mut() {
            bar.line_mut().paste(text);
        }
        refresh(app);
        EventResult::Consumed
    }

    fn click(&self, app: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        close(app);
        EventResult::Consumed
    }
}

/// Opens the bar; it looks for the words that are selected, or for those that were looked for last.
pub fn open(app: &mut App) {
    let text = &app.panes.text;
    let selected = text.selected_text().filter(|words| !words.contains('\n'));
    let origin = text
        .selected_range()
        .map_or(text.caret_offset(), |range| range.start);
    let (words, replacement) = app.ui.found();
    let words = selected.unwrap_or_else(|| words.to_owned());
    let bar = FindBar::new(&words, replacement, origin);
    app.panes.focus_on(Pane::Text);
    app.overlay.ask(Dialog::Find(Box::new(bar)));
    refresh(app);
}

/// Finds the matches anew where words or text are others, and shows the current one.
fn refresh(app: &mut App) {
    let draft = app.document.draft();
    let Some(Dialog::Find(bar)) = app.overlay.dialog_mut() else {
        return;
    };
    if bar.find(draft.text(), draft.revision()) {
        show(app);
    }
}

/// Selects the current match, which brings it into view.
fn show(app: &mut App) {
    let Some(Dialog::Find(bar)) = app.overlay.dialog() else {
        return;
    };
    match bar.current() {
        Some(range) => app.panes.text.select(range),
        None => app.panes.text.drop_selection(),
    }
}

fn step(app: &mut App, is_next: bool) {
    if let Some(Dialog::Find(bar)) = app.overlay.dialog_mut() {
        bar.step(is_next);
    }
    show(app);
}

/// Replaces the current match, and goes to the one after it.
fn replace(app: &mut App) {
    let Some(Dialog::Find(bar)) = app.overlay.dialog_mut() else {
        return;
    };
    let new = bar.replacement.text().to_owned();
    let Some(range) = bar.current() else {
        return;
    };
    bar.go_on_from(range.start + new.len());
    change(app, range.start, range.end, new);
    refresh(app);
}

/// Replaces all matches, as one undo step.
fn replace_all(app: &mut App) {
    let Some(Dialog::Find(bar)) = app.overlay.dialog_mut() else {
        return;
    };
    let (Some(first), Some(last)) = (bar.matches().first(), bar.matches().last()) else {
        return;
    };
    let text = app.document.draft().text();
    let (start, end, count) = (first.start, last.end, bar.matches().len());
    let mut new = String::new();
    let mut at = start;
    for range in bar.matches() {
        new.push_str(&text[at..range.start]);
        new.push_str(bar.replacement.text());
        at = range.end;
    }
    bar.go_on_from(start + new.len());
    change(app, start, end, new);
    refresh(app);
    let key = app.session.keymap().name_of(Place::Text, Action::Undo);
    let times = if count == 1 { "once" } else { "times" };
    let title = match count {
        1 => format!("Replaced {times}; in the text {key} takes it back"),
        count => format!("Replaced {count} {times}; in the text {key} takes all back"),
    };
    app.overlay
        .show(Notice::new(Tone::Info, title).topic(Topic::Refusal));
}

/// Puts `new` in place of a range of the text, as an undo step of its own.
fn change(app: &mut App, start: usize, end: usize, new: String) {
    let Some(removed) = app.document.draft().text().get(start..end) else {
        return;
    };
    let splice = Splice {
        at: start,
        removed: removed.to_owned(),
        inserted: new,
    };
    app.document.draft_mut().end_group();
    app.apply_splice(&splice, start);
    app.document.draft_mut().end_group();
}

/// Closes the bar; the cursor stays at the match.
fn close(app: &mut App) {
    if let Some(Dialog::Find(bar)) = app.overlay.take_dialog() {
        app.ui.keep_found(bar.words.text(), bar.replacement.text());
        if let Some(range) = bar.current() {
            app.panes.text.go_to(range.start);
        }
    }
}

/// Returns the bar as lines: both fields, the count, and the keys.
fn lines(app: &App, bar: &FindBar) -> Notice {
    let field = |name: &str, field: FindField| {
        let line = match field {
            FindField::Words => &bar.words,
            FindField::Replacement => &bar.replacement,
        };
        let (before, after) = line.text().split_at(line.caret());
        let cursor = if bar.field == field { "▏" } else { "" };
        format!("{name} › {before}{cursor}{after}")
    };
    let keymap = app.session.keymap();
    let key = |action| keymap.name_of(Place::Find, action);
    let keys = match bar.field {
        FindField::Words => format!(
            "{} next, {} previous, {} to replace, {} closes.",
            key(Action::Choose),
            key(Action::Up),
            key(Action::NextPane),
            key(Action::Back)
        ),
        FindField::Replacement => format!(
            "{} replaces this one, {} all, {} skips it, {} closes.",
            key(Action::Choose),
            key(Action::ReplaceAll),
            key(Action::Down),
            key(Action::Back)
        ),
    };
    let tone = if bar.matches().is_empty() && !bar.words.is_empty() {
        Tone::Warning
    } else {
        Tone::Question
    };
    let title = format!("{}   {}", field("Find", FindField::Words), bar.count());
    Notice::new(tone, title.trim_end())
        .with(field("Replace with", FindField::Replacement))
        .with(keys)
}
