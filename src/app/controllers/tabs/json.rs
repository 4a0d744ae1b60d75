//! The JSON tab: the request as it is sent.

use ratatui::layout::Rect;

use crate::app::controllers::edit_send;
use crate::app::controllers::goto;
use crate::app::controllers::tabs::scroll_motion::scroll_motion;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::app::panes::cards::fresh::Fresh;
use crate::app::panes::preview::url_wrap;
use crate::app::state::findings::Findings;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;
use crate::message::draft::{Draft, at};
use crate::message::export::json;
use crate::message::export::language::Language;

/// The controller of the tab.
pub struct JsonController;

/// The cells between the sign of a finding and the text.
pub const GAP: u16 = 1;

impl TabController for JsonController {
    fn title(&self) -> &'static str {
        "JSON"
    }

    fn place(&self) -> Place {
        Place::Json
    }

    fn shown_by(&self) -> Action {
        Action::ShowJson
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult {
        let json = &mut app.panes.preview.json;
        match action {
            Action::ToggleCompact => json.toggle(),
            Action::Back if json.marked().is_some() => json.reveal(None),
            Action::Choose => {
                let marked = json.marked().map(str::to_owned);
                if let Some(pointer) = marked.or_else(|| json.pointer_at(1)) {
                    goto::jump(app, &format!("{}{pointer}", at::MESSAGE), None);
                }
            }
            action => match scroll_motion(action) {
                Some(motion) => json.step(motion),
                None => return EventResult::Ignored,
            },
        }
        EventResult::Consumed
    }

    fn layout(&self, app: &mut App, Rect { width, height, .. }: Rect, _: &mut Vec<Effect>) {
        let width = width.saturating_sub(GAP);
        if let Some((target, edit)) = app.document.edit().zip(edit_send::edit(app)) {
            let address = edit_send::address(target, &edit);
            let revision = app.document.draft().revision();
            let json = &mut app.panes.preview.json;
            json.note(app.findings.version(), || {
                notes(&app.findings, app.panes.cards.fresh(), app.document.draft())
            });
            let address = url_wrap::folded(&address, width.saturating_sub(1));
            json.show(revision, &address, &edit.message, None);
            json.layout(width, height);
            return;
        }
        let lags = app.document.has_stale_derived();
        let (draft, json) = (app.document.draft(), &mut app.panes.preview.json);
        let printed = json.revision();
        let only = printed.and_then(|revision| draft.only_change_since(revision));
        let only = only.and_then(goto::below_message);
        if lags && printed.is_some() && only.is_none() {
            // It is reprinted as a whole, so it follows the frame.
            return;
        }
        json.note(app.findings.version(), || {
            notes(&app.findings, app.panes.cards.fresh(), app.document.draft())
        });
        // The last column is the scrollbar's.
        let address = url_wrap::folded(&draft.address(), width.saturating_sub(1));
        json.show(draft.revision(), &address, draft.message(), only);
        json.layout(width, height);
    }

    fn scroll(&self, app: &mut App, by: i32) {
        app.panes.preview.json.scroll(by);
    }

    fn click(&self, app: &mut App, (_, row): (u16, u16), times: u8) {
        if let Some(pointer) = app.panes.preview.json.pointer_at(row.into()) {
            let place = format!("{}{pointer}", at::MESSAGE);
            goto::mark_part(app, &place);
            if times == 2 {
                goto::jump(app, &place, None);
            }
        }
    }

    fn text(&self, app: &App) -> String {
        app.panes.preview.json.copy()
    }

    fn file_name(&self, _: &App) -> &'static str {
        Language::Json.file_name()
    }

    /// Returns the request pretty-printed, as a person reads the file; it means the same as what is sent.
    fn file_text(&self, app: &App) -> String {
        json::pretty(app.document.draft().request())
    }

    fn is_of_use(&self, _: &App, _: Action) -> bool {
        true
    }

    fn revision(&self, app: &App) -> Option<u64> {
        app.panes.preview.json.revision()
    }
}

/// Returns where the findings are in the JSON tab, which shows the message and above it the address; a part that was
/// just added has none yet.
fn notes(findings: &Findings, fresh: &Fresh, draft: &Draft) -> Vec<(String, Severity)> {
    let place = |finding: &Finding| match goto::below_message(&finding.path) {
        Some(below) => below.to_owned(),
        None => format!(
            "?{}",
            finding.path.trim_start_matches('/').replace('/', ".")
        ),
    };
    let open = findings.open().iter();
    open.filter(|finding| !fresh.holds(&finding.path, draft))
        .map(|finding| (place(finding), finding.severity))
        .collect()
}
