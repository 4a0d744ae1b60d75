//! The Checks tab: the findings of the message.

use ratatui::layout::Rect;

use crate::app::controllers::card_help;
use crate::app::controllers::quick_fix;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::app::panes::preview::checks::FindingNotes;
use crate::app::state::findings::Findings;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the tab.
pub struct ChecksController;

impl TabController for ChecksController {
    fn title(&self) -> &'static str {
        "Checks"
    }

    fn place(&self) -> Place {
        Place::Checks
    }

    fn shown_by(&self) -> Action {
        Action::ShowChecks
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult {
        match action {
            Action::Choose => quick_fix::go(app),
            Action::Fix => quick_fix::fix(app),
            Action::Ignore => quick_fix::ignore(app),
            action => {
                return EventResult::of(app.panes.preview.checks.act(action, &app.findings));
            }
        }
        EventResult::Consumed
    }

    fn layout(&self, app: &mut App, Rect { width, height, .. }: Rect, _: &mut Vec<Effect>) {
        let mut tab = std::mem::take(&mut app.panes.preview.checks);
        tab.layout(&app.findings, (width, height), |finding| FindingNotes {
            place: quick_fix::place_of(app, finding),
            able: quick_fix::profile_that_can(app, finding),
        });
        app.panes.preview.checks = tab;
    }

    fn scroll(&self, app: &mut App, by: i32) {
        app.panes.preview.checks.scroll(by);
    }

    fn click(&self, app: &mut App, (_, row): (u16, u16), times: u8) {
        if app.panes.preview.checks.click(row, &app.findings) && times == 2 {
            quick_fix::go(app);
        }
    }

    fn text(&self, app: &App) -> String {
        format_findings(&app.findings)
    }

    fn file_name(&self, _: &App) -> &'static str {
        "checks.txt"
    }

    fn is_of_use(&self, app: &App, action: Action) -> bool {
        if !matches!(action, Action::Choose | Action::Fix | Action::Ignore) {
            return true;
        }
        let cursor = app.panes.preview.checks.cursor();
        let current = app.findings.all().get(cursor);
        current.is_some_and(|finding| match action {
            Action::Fix => finding.fix.is_some(),
            Action::Ignore => finding.may_be_ignored(),
            _ => true,
        })
    }

    fn count(&self, app: &App) -> usize {
        app.findings.open().len() - card_help::fresh_findings(app).count()
    }
}

/// Formats the findings, a paragraph each.
fn format_findings(findings: &Findings) -> String {
    let mut paragraphs = findings.all().iter().map(|finding| {
        let rule = finding.rule;
        let head = finding.severity.word();
        format!(
            "{head}[{}] {}\n  at {}\n  {}",
            rule.id, finding.message, finding.path, rule.help
        )
    });
    let first = paragraphs
        .next()
        .unwrap_or_else(|| "No problems.".to_owned());
    paragraphs.fold(first, |all, next| format!("{all}\n\n{next}"))
}
