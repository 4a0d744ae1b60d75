//! Controller of the preview pane's tabs: keys, layout, the wheel, clicks.

use ratatui::layout::Rect;

use crate::app::controllers::goto;
use crate::app::controllers::preview_card;
use crate::app::controllers::preview_pager;
use crate::app::controllers::quick_fix;
use crate::app::controllers::save_file;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::app::panes::preview::checks::FindingNotes;
use crate::app::panes::preview::tabs::Tab;
use crate::app::panes::preview::url_wrap;
use crate::app::state::findings::{Counts, Findings};
use crate::editor::motion::Motion;
use crate::editor::tab_strip::TabStrip;
use crate::input::action::Action;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;
use crate::message::draft::at;

/// Handles an action in the current tab. Returns whether it was consumed.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    match action {
        Action::NextTab => app.preview.tab = app.preview.tab.stepped(1),
        Action::PreviousTab => app.preview.tab = app.preview.tab.stepped(-1),
        Action::Copy => effects.push(Effect::Terminal(TerminalCommand::Copy(save_file::content(
            app,
        )))),
        Action::SaveFile => save_file::ask(app),
        action => return in_tab(app, action, effects),
    }
    true
}

fn in_tab(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    match app.preview.tab {
        Tab::Json => in_json(app, action),
        Tab::Card => preview_card::in_card(app, action, effects),
        Tab::Code => preview_pager::in_code(app, action),
        Tab::Diff => preview_pager::in_diff(app, action),
        Tab::Checks => in_checks(app, action),
    }
}

fn in_json(app: &mut App, action: Action) -> bool {
    let json = &mut app.preview.json;
    match action {
        Action::ToggleCompact => json.toggle(),
        Action::Back if json.marked().is_some() => json.reveal(None),
        Action::Choose => {
            let marked = json.marked().map(str::to_owned);
            if let Some(pointer) = marked.or_else(|| json.pointer_at(1)) {
                goto::jump(app, &format!("{}{pointer}", at::MESSAGE), None);
            }
        }
        Action::Up => json.step(Motion::Up),
        Action::Down => json.step(Motion::Down),
        Action::PageUp => json.step(Motion::PageUp),
        Action::PageDown => json.step(Motion::PageDown),
        Action::First => json.step(Motion::First),
        Action::Last => json.step(Motion::Last),
        _ => return false,
    }
    true
}

fn in_checks(app: &mut App, action: Action) -> bool {
    match action {
        Action::Choose => quick_fix::go(app),
        Action::Fix => quick_fix::fix(app),
        Action::Ignore => quick_fix::ignore(app),
        action => return app.preview.checks.act(action, &app.findings),
    }
    true
}

/// Returns whether an action of the focused pane would do something now, so that its key hint is shown.
#[must_use]
pub fn is_of_use(app: &App, action: Action) -> bool {
    match app.focus {
        Pane::Preview => {}
        // Without any part there is nothing to fill in, delete or copy.
        Pane::Cards if app.cards.nodes().is_empty() => {
            return matches!(action, Action::Add | Action::Paste);
        }
        Pane::Cards if action == Action::Toggle && app.cards.is_in_form() => {
            return app.cards.turns(&app.draft);
        }
        _ => return true,
    }
    let is_asked = match app.preview.tab {
        Tab::Json | Tab::Code => false,
        Tab::Diff => {
            return action != Action::ToggleBaseline || app.preview.diff.last_sent().is_some();
        }
        Tab::Card => {
            let card = &app.preview.card;
            return match action {
                Action::NextControl | Action::ExpandAll => card.opens(),
                Action::Choose | Action::NextPart => card.shows(),
                Action::ToggleImages => card.holds_pictures(),
                Action::Right => card.is_cut(),
                _ => true,
            };
        }
        Tab::Checks => matches!(action, Action::Choose | Action::Fix | Action::Ignore),
    };
    if !is_asked {
        return true;
    }
    let current = app.findings.all().get(app.preview.checks.cursor());
    current.is_some_and(|finding| match action {
        Action::Fix => finding.fix.is_some(),
        Action::Ignore => finding.may_be_ignored(),
        _ => true,
    })
}

/// Shows a tab and focuses it.
pub fn show(app: &mut App, tab: Tab) {
    app.dialog = None;
    app.preview.tab = tab;
    app.focus_on(Pane::Preview);
}

/// Lays out the current tab for the pane's content; the others are left alone.
pub fn layout(app: &mut App, content: Rect, effects: &mut Vec<Effect>) {
    let Rect { width, height, .. } = content;
    match app.preview.tab {
        Tab::Json => {
            let lags = app.has_stale_derived();
            let (draft, json) = (&app.draft, &mut app.preview.json);
            let printed = json.revision();
            let only = printed.and_then(|revision| draft.only_change_since(revision));
            let only = only.and_then(goto::below_message);
            if lags && printed.is_some() && only.is_none() {
                // It is reprinted as a whole, so it follows the frame.
                return;
            }
            json.note(app.findings.version(), || notes(&app.findings));
            // The last column is the scrollbar's.
            let address = url_wrap::folded(&draft.address(), width.saturating_sub(1));
            json.show(draft.revision(), &address, draft.message(), only);
            json.layout(width, height);
        }
        Tab::Card => preview_card::layout(app, (width, height), effects),
        Tab::Code => preview_pager::layout_code(app, content),
        Tab::Diff => preview_pager::layout_diff(app, content),
        Tab::Checks => layout_checks(app, (width, height)),
    }
}

fn layout_checks(app: &mut App, size: (u16, u16)) {
    let mut tab = std::mem::take(&mut app.preview.checks);
    tab.layout(&app.findings, size, |finding| FindingNotes {
        place: quick_fix::place_of(app, finding),
        able: quick_fix::profile_that_can(app, finding),
    });
    app.preview.checks = tab;
}

/// Returns where the findings are in the JSON tab, which shows the message and above it the address.
fn notes(findings: &Findings) -> Vec<(String, Severity)> {
    let place = |finding: &Finding| match goto::below_message(&finding.path) {
        Some(below) => below.to_owned(),
        None => format!(
            "?{}",
            finding.path.trim_start_matches('/').replace('/', ".")
        ),
    };
    let open = findings.open().iter();
    open.map(|finding| (place(finding), finding.severity))
        .collect()
}

/// Scrolls the current tab by so many rows of the wheel.
pub fn scroll(app: &mut App, by: i32) {
    match app.preview.tab {
        Tab::Json => app.preview.json.scroll(by),
        Tab::Card => app.preview.card.scroll(by),
        Tab::Code => app.preview.code.pager.scroll(by),
        Tab::Diff => app.preview.diff.pager.scroll(by),
        Tab::Checks => app.preview.checks.scroll(by),
    }
}

/// Handles a click into the content of the current tab; the cell is counted from its corner.
pub fn click(app: &mut App, (column, row): (u16, u16), times: u8) {
    match app.preview.tab {
        Tab::Diff => {}
        Tab::Card => {
            if let Some(part) = app.preview.card.click(column, row) {
                goto::mark_part(app, &part);
                if times == 2 {
                    goto::jump(app, &part, None);
                }
            }
        }
        Tab::Code => {
            let area = app.regions().preview.unwrap_or_default();
            let width = layout::content(Pane::Preview, area).width;
            app.preview.code.click(column, row, width);
        }
        Tab::Json => {
            if let Some(pointer) = app.preview.json.pointer_at(row.into()) {
                let place = format!("{}{pointer}", at::MESSAGE);
                goto::mark_part(app, &place);
                if times == 2 {
                    goto::jump(app, &place, None);
                }
            }
        }
        Tab::Checks => {
            if app.preview.checks.click(row, &app.findings) && times == 2 {
                quick_fix::go(app);
            }
        }
    }
}

/// Returns the row of titles in the border of the pane, and its layout.
#[must_use]
pub fn titles(app: &App, area: Rect) -> (Rect, [String; Tab::ALL.len()], TabStrip) {
    let row = layout::title(area);
    let words = Tab::ALL.map(|tab| title(app, tab));
    let titles = words.each_ref().map(String::as_str);
    let strip = TabStrip::new(&titles, app.preview.tab.number(), row.width);
    (row, words, strip)
}

/// Returns the tab whose title lies at a cell of the screen.
#[must_use]
pub fn tab_at(app: &App, area: Rect, column: u16, row: u16) -> Option<Tab> {
    let (titles, _, strip) = titles(app, area);
    let is_there = titles.contains((column, row).into());
    let number = strip
        .at(column.saturating_sub(titles.x))
        .filter(|_| is_there)?;
    Tab::ALL.get(number).copied()
}

/// Returns the title of a tab, with the count of what it lists.
fn title(app: &App, tab: Tab) -> String {
    let Counts { errors, warnings } = app.findings.counts();
    let count = if tab == Tab::Checks {
        errors + warnings
    } else {
        0
    };
    match count {
        0 => tab.title().to_owned(),
        count => format!("{} {count}", tab.title()),
    }
}
