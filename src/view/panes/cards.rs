//! Draws the cards pane: the outline, and the form of the part under its cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use serde_json::Value;

use crate::app::controllers::{card_help, cards};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::cards::layout::CardsLayout;
use crate::app::panes::cards::row_text::{self, ValueState};
use crate::app::panes::cards::value_editor::Typing;
use crate::document::form::Row;
use crate::document::outline::Node;
use crate::document::schema::Schema;
use crate::document::summary;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::checks::card_structure;
use crate::message::checks::rule::Severity;
use crate::message::draft::at;
use crate::view::border::{self, Focus};
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::panes::text::text_styles;
use crate::view::scrollbar::{self, Extent};
use crate::view::text_area;
use crate::view::theme::{StyleSpec, Theme};

/// Draws the pane and returns the cursor's cell: in the value that is edited, else on the row under the cursor.
pub fn draw(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    border::draw("Cards", &aside(app), area, focus, theme, buffer);
    let parts = cards::parts(app, area);
    if app.panes.cards.nodes().is_empty() {
        draw_nothing(app, theme, parts.outline, buffer);
        return None;
    }
    let current = draw_outline(app, theme, parts.outline, focus, buffer);
    if parts.form.is_empty() {
        return current;
    }
    draw_rule(app, theme, parts.rule, buffer);
    let caret = draw_form(app, theme, &parts, focus, buffer);
    if app.panes.cards.is_in_form() {
        caret
    } else {
        current
    }
}

/// Returns how many widgets the card under the cursor has, and how many it may have.
fn aside(app: &App) -> String {
    let list = app.panes.cards.cursor().strip_prefix(at::CARDS);
    let place = list.and_then(|below| below.split('/').nth(1));
    let sections = place.and_then(|place| {
        let path = format!("{}/{place}/card/sections", at::CARDS);
        app.document.draft().get(&path)?.as_array()
    });
    let widgets = |section: &Value| section.get("widgets")?.as_array().map(Vec::len);
    match sections {
        Some(sections) => {
            let count: usize = sections.iter().filter_map(widgets).sum();
            format!("{count} of {} widgets", card_structure::WIDGETS)
        }
        None => String::new(),
    }
}

fn draw_nothing(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let words = if app.panes.focus() == Pane::Cards {
        let key = app.session.keymap().key_of(app.place(), Action::Add);
        key.map(|key| format!("None yet: {key} adds a card, or buttons below the message"))
    } else {
        let key = app
            .session
            .keymap()
            .key_of(Place::Everywhere, Action::FocusCards);
        key.map(|key| format!("None yet: {key} goes here to build one"))
    };
    let words = words.unwrap_or_else(|| "None yet".to_owned());
    label::draw_wrapped(&words, label::beside(area, 1), theme.dim, buffer);
}

/// Draws the outline; returns the first cell of the row under its cursor.
fn draw_outline(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut current = None;
    let cards = &app.panes.cards;
    let here = cards.line();
    let rows = cards.nodes().iter().enumerate().skip(cards.in_sight().top);
    for ((line, node), y) in rows.zip(area.y..area.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let lit = match (Some(line) == here, focus, cards.is_in_form()) {
            (false, ..) => None,
            (true, Focus::Here, false) => Some(theme.current),
            (true, ..) => Some(theme.current_dim),
        };
        if lit.is_some() {
            current = Some(row.as_position());
        }
        draw_node(app, node, lit, theme, row, buffer);
    }
    let (top, rows) = (cards.in_sight().top, cards.nodes().len());
    scrollbar::draw(Extent { top, rows }, area, theme.scrollbar.into(), buffer);
    current
}

fn draw_node(
    app: &App,
    node: &Node<'_>,
    lit: Option<StyleSpec>,
    theme: &Theme,
    row: Rect,
    buffer: &mut Buffer,
) {
    if let Some(look) = lit {
        buffer.set_style(row, look.0);
    }
    let look = |own: StyleSpec| lit.unwrap_or(own);
    let held = app.document.draft().get(&node.path).unwrap_or(&Value::Null);
    let schema = Schema::builtin();
    let face = summary::display_type(schema, node.kind, held);
    // Deep parts keep half of the row for their text.
    let indent = (node.depth * 2).min(row.width / 2);
    let mut rest = label::beside(row, 1 + indent);
    rest.width = rest.width.saturating_sub(3);
    let fold = match (node.has_children, node.is_folded) {
        (true, true) => "▸ ",
        (true, false) => "▾ ",
        (false, _) => "  ",
    };
    rest = label::beside(rest, label::draw(fold, rest, look(theme.dim), buffer));
    let words = summary::summary(schema, node.kind, held);
    if face.sign.is_empty() {
        let taken = label::draw(&face.label, rest, look(theme.label), buffer);
        rest = label::beside(rest, taken + 2);
    } else {
        let taken = label::draw(&face.sign, rest, look(theme.sign), buffer);
        rest = label::beside(rest, taken + 1);
        if words.is_empty() {
            label::draw(&face.label, rest, look(theme.dim), buffer);
        }
    }
    label::draw(&words, rest, look(theme.text), buffer);
    draw_mark(app, &node.path, theme, row, buffer);
}

/// Draws the sign of the gravest finding at a path or below it, at the right end of a row.
fn draw_mark(app: &App, path: &str, theme: &Theme, row: Rect, buffer: &mut Buffer) {
    let worst = card_help::worst(app, path).map(|finding| finding.severity);
    let (sign, look) = match worst {
        Some(Severity::Error) => ("✘", theme.error),
        Some(Severity::Warning) => ("⚠", theme.warning),
        _ => return,
    };
    let row = Rect {
        width: row.width.saturating_sub(1),
        ..row
    };
    let cell = label::beside(row, row.width.saturating_sub(1));
    label::draw(sign, cell, Style::from(look), buffer);
}

/// Draws the line between the outline and the form, which names the part.
fn draw_rule(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.width == 1 {
        for y in area.y..area.bottom() {
            buffer.set_string(area.x, y, "│", theme.border.0);
        }
        return;
    }
    for x in area.x..area.right() {
        buffer.set_string(x, area.y, "─", theme.border.0);
    }
    let Some(node) = app
        .panes
        .cards
        .line()
        .and_then(|line| app.panes.cards.nodes().get(line))
    else {
        return;
    };
    let held = app.document.draft().get(&node.path).unwrap_or(&Value::Null);
    let face = summary::display_type(Schema::builtin(), node.kind, held);
    label::draw(
        &format!(" {} ", face.label),
        label::beside(area, 1),
        theme.title,
        buffer,
    );
}

fn draw_form(
    app: &App,
    theme: &Theme,
    parts: &CardsLayout,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let cards = &app.panes.cards;
    let rows = cards.rows(app.document.draft());
    let here = cards.row_of(&rows);
    let has_keys = focus == Focus::Here && cards.is_in_form();
    let told = rows.get(here).filter(|_| has_keys);
    if let Some((row, entry)) = rows.get(here).zip(cards.editor())
        && let Typing::Lines(typed) = &entry.typing
    {
        draw_help(app, told, theme, parts, parts.help, buffer);
        let first = Rect {
            height: 1,
            ..parts.form
        };
        draw_row(app, row, Some(theme.current), theme, parts, first, buffer);
        return text_area::draw(typed, parts.lines(), &text_styles(theme), buffer);
    }
    let mut caret = None;
    let area = parts.form;
    let top = cards.form_in_sight().top;
    let below = card_help::rows(app, parts);
    let seen = here.saturating_sub(top);
    for ((at, row), number) in rows.iter().enumerate().skip(top).zip(0..) {
        let Some(place) = parts.row(number, seen, below) else {
            break;
        };
        let lit = (at == here && has_keys).then_some(theme.current);
        let current = lit.map(|_| place.as_position());
        let typed = draw_row(app, row, lit, theme, parts, place, buffer);
        caret = typed.or(current).or(caret);
    }
    if let Some(place) = parts.row(seen, seen, 0) {
        let place = Rect {
            y: place.y + 1,
            height: below,
            ..place
        };
        draw_help(app, told, theme, parts, place, buffer);
    }
    let extent = Extent {
        top: cards.form_in_sight().top,
        rows: rows.len(),
    };
    scrollbar::draw(extent, area, theme.scrollbar.into(), buffer);
    caret
}

fn draw_row(
    app: &App,
    row: &Row<'_>,
    lit: Option<StyleSpec>,
    theme: &Theme,
    parts: &CardsLayout,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let name = Rect {
        width: parts.name_width().min(area.width),
        ..area
    };
    if let Some(look) = lit {
        buffer.set_style(name, look.0);
    }
    let shown = row_text::value(row, app.document.draft().request());
    let quiet = shown.state == ValueState::Unset;
    let look = lit.unwrap_or(if quiet { theme.dim } else { theme.label });
    let fold = match (row.folds(), row.is_folded) {
        (true, true) => "▸",
        (true, false) => "▾",
        // A required value is distinguished without colour, too.
        (false, _) if shown.state == ValueState::Wanted => "*",
        (false, _) => " ",
    };
    let indent = parts.indent(row);
    let words = format!("{}{fold}{}", " ".repeat(indent.into()), row_text::name(row));
    label::draw(
        &words,
        Rect {
            width: name.width.saturating_sub(1),
            ..name
        },
        look,
        buffer,
    );
    let value = label::beside(area, name.width + 1);
    let value = Rect {
        width: value.width.saturating_sub(1),
        ..value
    };
    if let Some(entry) = app
        .panes
        .cards
        .editor()
        .filter(|entry| entry.key == row.key())
        && let Typing::Line(typed) = &entry.typing
    {
        return line_input::draw(typed, value, &line_styles(theme), buffer);
    }
    let mut rest = value;
    if let Some(colour) = shown.colour {
        let swatch = theme.depth.nearest(colour);
        let taken = label::draw("██", rest, Style::new().fg(swatch), buffer);
        rest = label::beside(rest, taken + 1);
    }
    let look = match shown.state {
        ValueState::Set => theme.value,
        ValueState::Unset => theme.dim,
        ValueState::Wanted => theme.warning,
        ValueState::Odd => theme.error,
    };
    label::draw(&shown.text, rest, look, buffer);
    if let Some(place) = row.place() {
        draw_mark(app, &place, theme, area, buffer);
    }
    None
}

/// Draws what is wrong with the row, or its help, into an area.
fn draw_help(
    app: &App,
    row: Option<&Row<'_>>,
    theme: &Theme,
    parts: &CardsLayout,
    area: Rect,
    buffer: &mut Buffer,
) {
    let area = label::beside(area, 1);
    let Some(row) = row else {
        return;
    };
    let help = card_help::help(app, row);
    let look = match help.severity {
        Some(Severity::Error) => theme.error,
        Some(_) => theme.warning,
        None => theme.dim,
    };
    label::draw_wrapped(&card_help::shown(row, &help, parts), area, look, buffer);
}
