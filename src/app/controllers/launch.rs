//! Controller of the draft that the command line fills in: its template, and its space once that is known.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::app::controllers::{new_draft, people};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_form::{FormOrigin, TemplateForm};
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::panes::spaces::Freshness;
use crate::app::state::launch::{AwaitedSpace, Launch, WantedSpace};
use crate::document::did_you_mean::remedy;
use crate::message::draft_file::OpenDraft;
use crate::message::preset::Preset;
use crate::message::space_ref;
use crate::message::template::Template;

/// Fills in the open draft, which is new; asks for the blanks of a template that have no value.
pub fn begin(app: &mut App, launch: Launch) {
    let Launch {
        space: _,
        preset,
        template,
    } = launch;
    let Some(template) = template else {
        let request = app.document.draft().request().clone();
        open(app, request, &preset);
        return;
    };
    // The command line was refused before if they did not fit.
    let owner = format!("The template {:?}", template.title);
    let given = preset.values.answers(&template.fields, &owner);
    let given = given.unwrap_or_else(|_| vec![None; template.fields.len()]);
    match given.iter().cloned().collect::<Option<Vec<String>>>() {
        Some(answers) => open(app, template.fill(&answers), &preset),
        None => ask(app, template, FormOrigin::Preset(Box::new(preset)), &given),
    }
}

/// Asks for the blanks of a template, with these values in them, from the first that has none.
pub fn ask(app: &mut App, template: Rc<Template>, origin: FormOrigin, given: &[Option<String>]) {
    let kept = app.ui.template_answers(&template.title).map(<[_]>::to_vec);
    let fields = template.fields.iter().zip(0..);
    let proposed = fields.map(|(field, at)| {
        let given = given.get(at).cloned().flatten();
        let kept = kept.as_ref().and_then(|kept: &Vec<String>| kept.get(at));
        given
            .or_else(|| kept.cloned())
            .unwrap_or_else(|| field.default.clone())
    });
    let proposed: Vec<String> = proposed.collect();
    let mut form = TemplateForm::new(template, origin, Some(&proposed));
    let first = given.iter().position(Option::is_none);
    form.go_to(first.unwrap_or_default());
    app.overlay.open(Dialog::TemplateForm(Box::new(form)));
}

/// Opens the draft of a template whose form is finished.
pub fn finish(app: &mut App, template: &Template, answers: &[String], preset: &Preset) {
    app.ui.forget_template_answers(&template.title);
    open(app, template.fill(answers), preset);
}

/// Opens the draft of a template whose form was left: what has a value is filled in, the rest stays `{{name}}`.
pub fn leave(app: &mut App, template: &Template, preset: &Preset) {
    let given = preset.values.answers(&template.fields, "");
    let given = given.unwrap_or_default().into_iter();
    let given: Vec<String> = given.map(Option::unwrap_or_default).collect();
    open(app, template.fill_answered(&given), preset);
}

/// Puts a request into the open draft, which is new, with what is set in it.
fn open(app: &mut App, request: Value, preset: &Preset) {
    let mut fields = match request {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    preset.apply(&mut fields);
    let opened = OpenDraft {
        id: app.document.id().clone(),
        ..OpenDraft::default()
    };
    new_draft::fill(app, opened, "", Value::Object(fields));
}

/// Begins to look for the space that the command line names.
pub fn look(app: &mut App, effects: &mut Vec<Effect>) {
    match app.panes.spaces.wanted().map(|wanted| &wanted.space) {
        Some(WantedSpace::Person(user)) => {
            let user = user.clone();
            app.panes.spaces.stop_looking();
            people::find(app, user, effects);
        }
        Some(WantedSpace::Named(_)) | None => {}
    }
}

/// Returns the space that the command line names, once the list of spaces has one of that name; tells where it has
/// none or several once it is complete.
pub fn found(app: &mut App) -> Option<String> {
    let AwaitedSpace { space, draft } = app.panes.spaces.wanted()?.clone();
    let WantedSpace::Named(name) = space else {
        return None;
    };
    if draft != *app.document.id() {
        app.panes.spaces.stop_looking();
        return None;
    }
    let mut named = app.panes.spaces.named(&name);
    let is_complete = *app.panes.spaces.freshness() == Freshness::Fresh;
    if named.len() == 1 {
        app.panes.spaces.stop_looking();
        return named.pop();
    }
    if app.panes.spaces.is_listing() {
        return None;
    }
    app.panes.spaces.stop_looking();
    // A space that the sender may write to need not be in its list.
    let by_id = space_ref::space(&name).filter(|_| named.is_empty());
    if by_id.is_some() {
        return by_id;
    }
    let title = match named.len() {
        0 => format!("No space is called {name:?}"),
        count => format!("{count} spaces are called {name:?}"),
    };
    if is_complete {
        let notice = Notice::new(Tone::Warning, title);
        app.overlay.show(notice.with(remedy(
            &name,
            app.panes.spaces.display_names(),
            "What is like it is listed among the spaces.",
        )));
    }
    app.panes.spaces.paste(&name);
    None
}
