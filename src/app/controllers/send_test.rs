//! Controller of a test send: the draft goes to the test space of the profile, and stays as it is.

use crate::app::controllers::{goto, send, send_parts, send_policy};
use crate::app::dialogs::dialog::{Dialog, GuardedSend};
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::state::findings::{self, CheckInputs};
use crate::delivery::intent::Intent;
use crate::editor::line_input::LineInput;
use crate::message::draft::at;
use crate::message::request::Outgoing;
use crate::message::test_request;

/// Sends the draft to the test space, or reports what prevents that.
///
/// Nothing is asked, as the space is one for tests; a guarded profile wants its word all the same.
pub fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    if stopped(app) {
        app.ui.pass_over_enter();
    } else if app.session.sender().policy.is_production {
        app.overlay
            .ask(Dialog::Guard(LineInput::default(), GuardedSend::Test));
    } else {
        go(app, effects);
    }
}

/// Sends the draft to the test space.
pub fn go(app: &mut App, effects: &mut Vec<Effect>) {
    // The draft may have changed since the question was asked.
    if stopped(app) {
        return;
    }
    let Some(space) = app.session.test_space() else {
        return;
    };
    app.overlay.close();
    app.overlay.clear_notice();
    let draft = app.document.draft();
    // Of no draft: nothing leaves this one.
    let message = Outgoing {
        attachments: app.document.files().to_vec(),
        ..Outgoing::of(&test_request::for_space(draft.request(), space))
    };
    let excerpt = message.heading();
    send::dispatch(app, message, Intent::New, excerpt, effects);
}

fn stopped(app: &mut App) -> bool {
    if send::blocked(app) {
        return true;
    }
    app.check();
    send_parts::plan(app);
    let Some((path, notice)) = obstacle(app) else {
        return false;
    };
    if let Some(path) = path {
        goto::jump(app, &path, None);
    }
    app.overlay.show(notice);
    true
}

/// Returns what prevents a test send, and the place in the request where it is fixed.
fn obstacle(app: &App) -> Option<(Option<String>, Notice)> {
    let stop = |why: &str| Notice::new(Tone::Error, format!("Not sent: {why}"));
    let Some(space) = app.session.test_space() else {
        let notice = stop("the profile has no test space");
        let remedy = match app.session.profile_sender().profile.as_str() {
            "" => "Add a profile with test_space = \"spaces/ID\" to the config file.".to_owned(),
            profile => format!("Add test_space = \"spaces/ID\" to [profiles.{profile}]."),
        };
        return Some((None, notice.with(remedy)));
    };
    if app.document.edit().is_some() {
        let notice = stop("an edit changes the message it was opened for, and no other");
        return Some((None, notice));
    }
    if !app.session.webhook().is_empty() {
        let notice = stop("the chosen webhook writes to its own space only");
        return Some((
            None,
            notice.with("Choose a space, so that the profile sends."),
        ));
    }
    if let Some(notice) = send_policy::denied(app, space) {
        return Some((None, notice));
    }
    let draft = app.document.draft();
    if app.document.is_blank() {
        let notice = stop("the message is empty").with("Write something first.");
        return Some((Some(at::TEXT.to_owned()), notice));
    }
    let inputs = CheckInputs {
        sender: app.session.sender(),
        space: app.panes.spaces.find(space),
        members: &app.members,
        outbox: &app.outbox,
        edit: None,
        files: app.document.files(),
    };
    let request = test_request::for_space(draft.request(), space);
    let errors = findings::errors_in(&request, inputs);
    let finding = errors
        .into_iter()
        .find(|finding| !send_parts::is_solved(app, finding))?;
    let notice = Notice::new(Tone::Error, format!("Not sent. {}", finding.message))
        .with(send_parts::why_not(app, &finding));
    Some((Some(finding.path), notice))
}
