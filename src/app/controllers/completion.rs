//! The completion in the text pane: it follows what is typed, and puts the chosen row into the draft.

use ratatui::layout::Rect;

use crate::app::events::effect::Effect;
use crate::app::events::pane::Pane;
use crate::app::layout::{self, Regions};
use crate::app::model::App;
use crate::app::panes::completion::{self, Kind, Stand};
use crate::chat::sender::SenderKind;
use crate::editor::change::Splice;
use crate::input::action::Action;
use crate::message::checks::text_syntax::TextSyntax;

/// Returns whether the menu is on the screen, for the text as it is.
#[must_use]
pub fn is_shown(app: &App) -> bool {
    app.panes.completion.area().is_some() && holds(app)
}

/// Handles an action in the menu. Returns whether it was consumed; without a menu in sight none is.
pub fn act(app: &mut App, action: Action) -> bool {
    if !is_shown(app) {
        return false;
    }
    match action {
        Action::Up | Action::Down => app.panes.completion.step(action == Action::Down),
        Action::Back => app.panes.completion.close(),
        Action::Choose => take(app),
        _ => return false,
    }
    true
}

/// Shows, narrows or closes the menu after an action in the text pane.
///
/// Only typing opens one: who moves through a text wants none.
pub fn follow(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    let goes_on = match action {
        Action::Insert(_) => true,
        Action::DeleteBefore => app.panes.completion.has_rows(),
        _ => false,
    };
    if goes_on {
        refresh(app);
        request_members(app, effects);
        request_emoji(app, effects);
    } else {
        app.panes.completion.hide();
    }
}

/// Fills the menu again, since more members are known.
pub fn members_came(app: &mut App) {
    if app.panes.completion.kind() == Some(Kind::Member) && holds(app) {
        refresh(app);
    }
}

/// Fills the menu again, since the custom emoji are known.
pub fn emoji_came(app: &mut App) {
    if app.panes.completion.kind() == Some(Kind::Emoji) && holds(app) {
        refresh(app);
    }
}

/// Lays the menu out beside the cursor.
pub fn layout(app: &mut App, regions: &Regions) {
    if !app.panes.completion.has_rows() {
        return;
    }
    let cell = regions
        .text
        .filter(|_| app.overlay.dialog().is_none() && holds(app))
        .and_then(|area| caret_cell(app, area));
    let top = regions.tabs.map_or(regions.top.bottom(), Rect::bottom);
    let column = regions.text.unwrap_or_default();
    let room = Rect {
        y: top,
        height: regions.notice.y.saturating_sub(top),
        ..column
    };
    app.panes.completion.layout(cell, room);
}

/// Takes the row at a cell of the screen. Returns whether the cell belongs to the menu.
pub fn click(app: &mut App, column: u16, row: u16) -> bool {
    let area = app.panes.completion.area().filter(|_| holds(app));
    let is_inside = area.is_some_and(|area| area.contains((column, row).into()));
    if is_inside && app.panes.completion.click(column, row) {
        take(app);
    }
    is_inside
}

/// Returns whether neither the text nor the cursor has changed since the rows were found.
fn holds(app: &App) -> bool {
    let stand = app.panes.completion.stand();
    app.panes.focus() == Pane::Text
        && stand.revision == app.document.draft().revision()
        && app.panes.text.selection().is_none()
        && stand.caret == app.panes.text.caret_offset()
}

/// Returns the screen's cell of the cursor.
fn caret_cell(app: &App, area: Rect) -> Option<(u16, u16)> {
    let content = layout::content(Pane::Text, area);
    let (column, row) = app.panes.text.caret_cell()?;
    Some((content.x.checked_add(column)?, content.y.checked_add(row)?))
}

/// Finds the rows for the word at the cursor.
fn refresh(app: &mut App) {
    let text = &app.panes.text;
    let caret = text.caret();
    let line = text.lines().get(caret.line).map_or("", String::as_str);
    let query = completion::query(line, caret.byte);
    let caret_offset = text.caret_offset();
    let line_start = caret_offset - caret.byte;
    let draft = app.document.draft();
    let is_code = || completion::is_in_block(draft.text().get(..line_start).unwrap_or(""));
    let Some(query) = query.filter(|_| !is_code()) else {
        app.panes.completion.hide();
        return;
    };
    let rows = match query.kind {
        Kind::Emoji => {
            let custom = may_use_custom_emoji(app).then(|| app.custom_emoji.names());
            completion::emoji(query.typed, custom.unwrap_or_default())
        }
        Kind::Member => {
            let syntax = TextSyntax::of(draft.message(), Some(app.sender_kind())).syntax();
            completion::members(app.members.people(draft.parent()), query.typed, syntax)
        }
    };
    let stand = Stand {
        start: line_start + query.start,
        caret: caret_offset,
        revision: draft.revision(),
    };
    app.panes.completion.show(rows, stand, query.kind);
}

/// Lists the members of the space, once one of them is to be named.
fn request_members(app: &mut App, effects: &mut Vec<Effect>) {
    if app.panes.completion.kind() == Some(Kind::Member) {
        let space = app.document.draft().parent();
        effects.extend(app.members.request(space, &mut app.tickets));
    }
}

/// Lists the custom emoji, once an emoji is to be named by somebody who may use them.
fn request_emoji(app: &mut App, effects: &mut Vec<Effect>) {
    if app.panes.completion.kind() == Some(Kind::Emoji) && may_use_custom_emoji(app) {
        effects.extend(app.custom_emoji.request(&mut app.tickets));
    }
}

/// Returns whether the sender may use custom emoji: Chat shows those of apps and webhooks as typed.
fn may_use_custom_emoji(app: &App) -> bool {
    app.sender_kind() == SenderKind::User
}

/// Puts the row under the cursor in the place of the word, as an undo step of its own.
fn take(app: &mut App) {
    let Stand { start, caret, .. } = app.panes.completion.stand();
    let text = app.document.draft().text();
    let row = app.panes.completion.current();
    let splice = row.zip(text.get(start..caret)).map(|(row, word)| Splice {
        at: start,
        removed: word.to_owned(),
        inserted: row.insert.clone(),
    });
    app.panes.completion.hide();
    if let Some(splice) = splice {
        app.document.draft_mut().end_group();
        app.apply_splice(&splice, caret);
        app.document.draft_mut().end_group();
    }
}
