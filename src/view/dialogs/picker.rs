//! Draws a picker.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::controllers::dialogs::picker::parts;
use crate::app::controllers::dialogs::viewer;
use crate::app::model::App;
use crate::app::picker::list::{Item, Picker, Purpose};
use crate::input::action::Action;
use crate::view::border;
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::theme::{StyleSpec, Theme};

/// Draws the box and returns the cursor's cell: on the row under the cursor until something is typed.
///
/// A screen reader follows the cursor.
pub fn draw(
    app: &App,
    picker: &Picker,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aside = match (picker.awaits, picker.count()) {
        (Some(_), _) => "loading…".to_owned(),
        (None, (all, shown)) if all == shown => all.to_string(),
        (None, (all, shown)) => format!("{shown} of {all}"),
    };
    let inside = border::draw_dialog(picker.title(), &aside, area, theme, buffer);
    label::draw("›", inside, theme.sign, buffer);
    let field = Rect {
        x: inside.x + 2,
        width: inside.width.saturating_sub(2),
        height: 1,
        ..inside
    };
    let caret = line_input::draw(picker.line(), field, &line_styles(theme), buffer);
    if picker.line().is_empty() {
        line_input::draw_placeholder("type to filter", field, &line_styles(theme), buffer);
    }
    let (list, foot) = parts(picker, area);
    let mut current = None;
    for ((item, marks, is_current), y) in picker.rows_in_sight().zip(list.y..list.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        let (look, faint) = if is_current {
            (theme.current, theme.current)
        } else {
            (theme.text, theme.dim)
        };
        if is_current {
            current = Some(row.as_position());
        }
        buffer.set_style(row, look.0);
        let row = Rect {
            x: row.x + 1,
            width: row.width.saturating_sub(2),
            ..row
        };
        let row = draw_detail(item, row, faint, buffer);
        let mark = theme.mark_on(is_current);
        label::draw_marked(&item.label, marks, row, (look.into(), mark), buffer);
    }
    if picker.is_empty() && picker.awaits.is_none() && picker.note.is_empty() {
        let words = match picker.takes_typed {
            _ if picker.purpose == Purpose::Viewer && viewer::typed(picker).is_none() => {
                "No matches; users/ID or an e-mail address can be typed.".to_owned()
            }
            _ if picker.purpose == Purpose::Viewer => {
                let key = app.session.keymap().name_of(app.place(), Action::Choose);
                format!("No match; {key} uses the text as typed.")
            }
            _ if matches!(
                picker.purpose,
                Purpose::Draft | Purpose::File | Purpose::Attachment
            ) =>
            {
                let key = app.session.keymap().name_of(app.place(), Action::Choose);
                format!("No matches; {key} takes the text as the path of a file.")
            }
            Some(_) => {
                let key = app.session.keymap().name_of(app.place(), Action::Choose);
                format!("No match; {key} uses the text as typed.")
            }
            None => "No matches.".to_owned(),
        };
        label::draw(&words, label::beside(list, 1), theme.dim, buffer);
    }
    label::draw_wrapped(&picker.note, foot, theme.warning, buffer);
    current.filter(|_| picker.line().is_empty()).or(caret)
}

/// Draws the detail of a row at its right end, and returns the area that is left for the label.
///
/// The detail is cut where the label needs the room: it has two thirds of the row at least.
fn draw_detail(item: &Item, row: Rect, look: StyleSpec, buffer: &mut Buffer) -> Rect {
    /// The cells between the two.
    const GAP: u16 = 2;
    /// The fewest cells in which a cut detail is worth showing.
    const FEWEST: u16 = 6;
    let wanted = label::width(&item.detail);
    let free = row.width.saturating_sub(label::width(&item.label) + GAP);
    let cells = wanted.min(free.max(row.width / 3));
    if cells == 0 || cells < wanted.min(FEWEST) {
        return row;
    }
    let name = row.width - cells;
    label::draw(&item.detail, label::beside(row, name), look, buffer);
    Rect {
        width: name.saturating_sub(GAP),
        ..row
    }
}
