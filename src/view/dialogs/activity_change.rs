//! Draws what is asked before a message of the activity is changed: the question, and the choice of an emoji.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::controllers::dialogs::activity::Parts;
use crate::app::controllers::row_actions;
use crate::app::controllers::send_parts;
use crate::app::dialogs::activity::{Activity, Question};
use crate::app::dialogs::emoji_choice::EmojiChoice;
use crate::app::dialogs::listed_send::ListedSend;
use crate::app::events::message_change::ChangeKind;
use crate::app::model::App;
use crate::app::screen::footer;
use crate::input::keymap::Place;
use crate::view::key_hints;
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::theme::Theme;

/// The cells of the column of emoji.
const EMOJI: u16 = 4;

/// Draws the question in place of the details of the message that it names.
pub fn draw_question(
    app: &App,
    question: &Question,
    send: &ListedSend<'_>,
    theme: &Theme,
    parts: &Parts,
    buffer: &mut Buffer,
) {
    let space = row_actions::space_label(app, send);
    let parts_sent = send.live.map_or(1, send_parts::count);
    let asked = match &question.kind {
        ChangeKind::Delete if parts_sent > 1 => format!(
            "Delete part 1 of {parts_sent} in {space} for everybody? The other parts stay: each is a message of its own."
        ),
        ChangeKind::Delete => format!("Delete this message in {space} for everybody?"),
        ChangeKind::React(emoji) => format!("React with {emoji} to this message in {space}?"),
        ChangeKind::Pin => format!("Pin this message in {space}?"),
        ChangeKind::Unpin => format!("Take this message in {space} from the pinned ones?"),
        ChangeKind::Edit(_) => format!("Edit this message in {space}?"),
    };
    let mut rest = label::below(parts.details, 1);
    let rows = label::draw_wrapped(&asked, rest, theme.warning, buffer);
    rest = label::below(rest, rows);
    let rows = label::draw_wrapped(send.title(), rest, theme.text, buffer);
    rest = label::below(rest, rows);
    let is_production = app.session.sender().policy.is_production;
    if is_production {
        let word = question.kind.word();
        let typed = format!("PRODUCTION: type \"{word}\" › {}▏", question.typed.text());
        label::draw(&typed, rest, theme.warning, buffer);
    } else if question.kind == ChangeKind::Delete {
        label::draw("Nothing brings it back.", rest, theme.text, buffer);
    }
    let place = if is_production {
        Place::Filter
    } else {
        Place::ConfirmChange
    };
    let hints = footer::hints(app.session.keymap(), place);
    key_hints::draw(hints, parts.hints, theme, buffer);
}

/// Draws the choice of an emoji over the list; returns the cursor's cell.
pub fn draw_choice(
    app: &App,
    activity: &Activity,
    choice: &EmojiChoice,
    theme: &Theme,
    parts: &Parts,
    buffer: &mut Buffer,
) -> Option<Position> {
    label::draw("›", parts.search, theme.sign, buffer);
    let field = label::beside(parts.search, 2);
    let styles = line_styles(theme);
    let caret = line_input::draw(choice.line(), field, &styles, buffer);
    if choice.line().is_empty() {
        let words = "find, or type an emoji or :name: of a custom one";
        line_input::draw_placeholder(words, field, &styles, buffer);
    }
    let title = activity.chosen(&app.outbox).map_or("", |send| send.title());
    let asked = match choice.chosen() {
        Some(emoji) => format!("React with {emoji} to: {title}"),
        None => "No such emoji. Type one, or the :name: of a custom one.".to_owned(),
    };
    let list = Rect {
        height: parts.list.height + parts.details.height.saturating_sub(1),
        ..parts.list
    };
    let height = usize::from(list.height);
    let skipped = (choice.cursor() + 1).saturating_sub(height);
    let mut current = None;
    for ((emoji, words, is_current), row) in choice.rows().skip(skipped).zip(list.rows()) {
        let look = if is_current {
            buffer.set_style(row, theme.current.0);
            current = Some(row.as_position());
            theme.current
        } else {
            theme.text
        };
        label::draw(emoji, row, look, buffer);
        label::draw(words, label::beside(row, EMOJI), look, buffer);
    }
    let below = Rect {
        y: list.bottom(),
        height: parts.details.height.min(1),
        ..parts.details
    };
    label::draw(&asked, below, theme.info, buffer);
    let hints = footer::hints(app.session.keymap(), Place::Filter);
    key_hints::draw(hints, parts.hints, theme, buffer);
    current.filter(|_| choice.line().is_empty()).or(caret)
}
