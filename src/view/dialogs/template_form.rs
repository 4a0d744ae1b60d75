//! Draws the form that asks for the fields of a template.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::template_answer::TemplateAnswer;
use crate::app::dialogs::template_form::{Advice, TemplateForm};
use crate::app::dialogs::template_layout::{self, FormLayout};
use crate::app::model::App;
use crate::message::template_field::{Kind, TemplateField};
use crate::view::border;
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::text_area::{self, TextStyles};
use crate::view::theme::Theme;

/// Draws the box and returns the cursor's cell.
pub fn draw(
    app: &App,
    form: &TemplateForm,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let count = form.template.fields.len();
    let aside = format!("{} of {count}", form.cursor() + 1);
    border::draw_dialog(&form.template.title, &aside, area, theme, buffer);
    let parts = template_layout::form(form, area);
    label::draw_wrapped(&form.template.about, parts.about, theme.dim, buffer);
    let mut caret = None;
    let mut top = 0_u16;
    for (field, entry, is_here) in form.rows() {
        let height = form.height_of(entry, is_here);
        let y = top.checked_sub(form.offset());
        top += height;
        let Some(y) = y.filter(|y| *y < parts.form.height) else {
            continue;
        };
        let row = Rect {
            y: parts.form.y + y,
            height: height.min(parts.form.height - y),
            ..parts.form
        };
        let at = draw_blank((field, entry, is_here), parts.prompt, theme, row, buffer);
        caret = caret.or(at.filter(|_| is_here));
    }
    if !parts.foot.is_empty() {
        draw_foot(app, form, &parts, theme, buffer);
    }
    caret
}

/// Draws what is wrong with the answer under the cursor, or its prompt in full, or a hint.
fn draw_foot(
    app: &App,
    form: &TemplateForm,
    parts: &FormLayout,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let prompt = form.template.fields.get(form.cursor());
    let cut = prompt.filter(|field| label::width(&field.prompt) >= parts.prompt);
    let (words, look) = match (form.advice(app.session.keymap()), cut) {
        ((Advice::Fault, why), _) => (format!("⚠ {why}"), theme.warning),
        ((Advice::Help, _), Some(field)) => (field.prompt.clone(), theme.dim),
        ((Advice::Help, help), None) => (help, theme.dim),
    };
    label::draw(&words, parts.foot, look, buffer);
}

fn draw_blank(
    (field, entry, is_here): (&TemplateField, &TemplateAnswer, bool),
    prompt: u16,
    theme: &Theme,
    row: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let name = Rect {
        width: prompt.saturating_sub(1),
        height: 1,
        ..row
    };
    let look = if is_here { theme.brand } else { theme.label };
    label::draw(&field.prompt, name, look, buffer);
    let value = label::beside(row, prompt);
    match (entry, &field.kind) {
        (TemplateAnswer::Line(typed), _) if is_here => {
            line_input::draw(typed, value, &line_styles(theme), buffer)
        }
        (TemplateAnswer::Line(typed), _) => {
            label::draw(typed.text(), value, theme.value, buffer);
            None
        }
        (TemplateAnswer::Lines(typed), _) if is_here => {
            let styles = TextStyles {
                text: theme.text.into(),
                selection: theme.selection.into(),
                placeholder: theme.placeholder.into(),
                scrollbar: theme.scrollbar.into(),
            };
            text_area::draw(typed, value, &styles, buffer)
        }
        (TemplateAnswer::Lines(typed), _) => {
            let lines = typed.lines();
            let more = match lines.len() {
                0 | 1 => String::new(),
                count => format!("+{} lines", count - 1).replace("+1 lines", "+1 line"),
            };
            let rest = label::draw_right(&more, value, theme.dim, buffer);
            let first = lines.first().map_or("", String::as_str);
            label::draw(first, rest, theme.value, buffer);
            None
        }
        (TemplateAnswer::Choice(at), Kind::Choice(choices)) => {
            draw_choices(choices, *at, is_here, theme, value, buffer);
            None
        }
        (TemplateAnswer::Choice(_), _) => None,
    }
}

/// Draws all choices in one row; where they do not fit, those from the chosen one on.
fn draw_choices(
    choices: &[String],
    at: usize,
    is_here: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let cells: u16 = choices.iter().map(|choice| label::width(choice) + 3).sum();
    let first = if cells > area.width + 1 { at } else { 0 };
    let mut rest = area;
    for (place, choice) in choices.iter().enumerate().skip(first) {
        let (words, look) = match (place == at, is_here) {
            (true, true) => (format!(" {choice} "), theme.current),
            (true, false) => (format!(" {choice} "), theme.value),
            (false, true) => (format!(" {choice} "), theme.dim),
            (false, false) => continue,
        };
        // What is not focused begins where the other answers begin.
        let words = if is_here { words } else { choice.clone() };
        let taken = label::draw(&words, rest, look, buffer);
        rest = label::beside(rest, taken + 1);
    }
}
