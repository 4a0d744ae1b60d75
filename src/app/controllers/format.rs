//! Formats of the text: bold, italic, strike, code and links, in the syntax of the draft.

use crate::app::dialogs::dialog::Dialog;
use crate::app::model::App;
use crate::editor::line_input::LineInput;
use crate::editor::surround::Surround;
use crate::input::action::Action;
use crate::message::checks::text_syntax::TextSyntax;
use crate::message::markup::span::Syntax;
use crate::message::markup::tag;

/// Formats the selection, or the word at the cursor. Returns whether the action is a format.
pub fn act(app: &mut App, action: Action) -> bool {
    let is_markdown = syntax(app) == Syntax::Markdown;
    let mark = match action {
        Action::Bold if is_markdown => "**",
        Action::Italic if is_markdown => "*",
        Action::Strike if is_markdown => "~~",
        Action::Bold => "*",
        Action::Italic => "_",
        Action::Strike => "~",
        Action::Code => "`",
        Action::Link => {
            ask_address(app);
            return true;
        }
        Action::FormatText => {
            app.overlay.ask(Dialog::Format);
            return true;
        }
        _ => return false,
    };
    let text = &app.panes.text;
    let is_block = text
        .selected_text()
        .is_some_and(|words| words.trim().contains('\n'));
    let is_selected = text.selection().is_some();
    let mut change = if action == Action::Code && is_block {
        text.fence("```")
    } else {
        text.surround(mark)
    };
    if !is_selected {
        // What is typed next goes on behind the word; it would take the place of a selection.
        change.selected.start = change.selected.end;
    }
    apply(app, change);
    true
}

/// Surrounds the selection with a mark that was typed over it. Returns whether it did.
pub fn wrap_typed(app: &mut App, typed: char) -> bool {
    if app.panes.text.selection().is_none() {
        return false;
    }
    let mark = match typed {
        '*' => "*",
        '_' => "_",
        '~' if syntax(app) == Syntax::Markdown => "~~",
        '~' => "~",
        '`' => "`",
        _ => return false,
    };
    let change = app.panes.text.wrap(mark);
    apply(app, change);
    true
}

/// Makes a link of the selection where an address is pasted over it. Returns whether it did.
pub fn link_pasted(app: &mut App, pasted: &str) -> bool {
    let address = pasted.trim();
    let words = app.panes.text.selected_text().unwrap_or_default();
    let words = words.trim();
    let is_label = !words.is_empty() && !words.contains('\n') && !tag::is_web(words);
    if !is_label || !is_address(address) {
        return false;
    }
    link(app, address);
    true
}

/// Puts in the link to the address that was asked for. Returns whether it is one.
pub fn link_typed(app: &mut App, address: &str) -> bool {
    let address = address.trim();
    let full = if address.contains("://") || address.starts_with("mailto:") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let is_it = !address.is_empty() && is_address(&full);
    if is_it {
        link(app, &full);
    }
    is_it
}

/// Asks for the address of a link; an address at the cursor is proposed.
fn ask_address(app: &mut App) {
    let words = app.panes.text.words_at_cursor();
    let proposed = if tag::is_web(&words) {
        words.as_str()
    } else {
        ""
    };
    let line = LineInput::new(proposed);
    app.overlay.ask(Dialog::LinkAddress(line));
}

fn link(app: &mut App, address: &str) {
    let words = app.panes.text.words_at_cursor();
    let label = match words.lines().next().unwrap_or_default().trim() {
        "" => address.split_once("://").map_or(address, |(_, rest)| rest),
        label => label,
    };
    let (new, start) = if syntax(app) == Syntax::Markdown {
        (format!("[{label}]({address})"), 1)
    } else {
        (format!("<{address}|{label}>"), address.len() + 2)
    };
    let is_new = words.is_empty();
    // A label that nobody has written yet is selected, so that typing replaces it.
    let selected = if is_new {
        start..start + label.len()
    } else {
        new.len()..new.len()
    };
    let change = app.panes.text.replace_selected(new, selected);
    apply(app, change);
}

/// Returns whether a text is one address that a link can lead to.
fn is_address(text: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '|');
    let is_known = tag::is_web(text) || text.starts_with("mailto:");
    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
    is_known && text.chars().all(is_plain) && !rest.trim_start_matches('/').is_empty()
}

/// Returns the syntax that the draft's text is read in.
fn syntax(app: &App) -> Syntax {
    let message = app.document.draft().message();
    TextSyntax::of(message, Some(app.sender_kind())).syntax()
}

/// Applies a change as an undo step of its own.
fn apply(app: &mut App, change: Surround) {
    let before = app.panes.text.caret_offset();
    app.document.draft_mut().end_group();
    app.apply_splice(&change.splice, before);
    app.document.draft_mut().end_group();
    app.panes.text.select(change.selected);
}
