//! The blanks of a template in plain lines: how one is asked for, and which line is no answer.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_answer::choice_named;
use crate::app::model::App;
use crate::chat::sanitize;
use crate::message::template_field::Kind;

/// Returns that a line is none of the choices of the blank that is asked for; it is asked for again.
pub fn not_a_choice(app: &App, typed: &str) -> Option<String> {
    let Some(Dialog::TemplateForm(form)) = app.overlay.dialog() else {
        return None;
    };
    match &form.template.fields.get(form.cursor())?.kind {
        Kind::Choice(choices) if !typed.trim().is_empty() => {
            let is_known = choice_named(choices, typed).is_some();
            let typed = sanitize::line(typed.trim());
            (!is_known).then(|| format!("\"{typed}\" is none of the choices.\n"))
        }
        Kind::Choice(_) | Kind::Lines | Kind::Text | Kind::Address => None,
    }
}

/// Returns the question for a blank; an empty line takes the answer that it has.
pub fn blank(prompt: &str, kind: &Kind, default: &str) -> String {
    let choices = match kind {
        Kind::Choice(choices) => format!(" One of: {}.", choices.join(", ")),
        Kind::Lines | Kind::Text | Kind::Address => String::new(),
    };
    let proposed = match default {
        "" => String::new(),
        default => format!(" An empty line takes \"{default}\"."),
    };
    sanitize::line(&format!("{prompt}?{choices}{proposed}")) + "\n"
}
