//! The template of a message that follows a job: which blanks the job fills, and which the user.

use std::time::Duration;

use serde_json::Value;

use crate::chat::sender::SenderKind;
use crate::command::arguments::Live;
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::template_argument;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::finding::Finding;
use crate::message::live_text::{self, JobState, LiveText};
use crate::message::size;
use crate::message::template::Template;
use crate::message::template_field;

/// Fields of a message that follow the job, and their names in an `updateMask`.
const FIELDS: [(&str, &str); 3] = [
    ("text", "text"),
    ("cardsV2", "cards_v2"),
    ("accessoryWidgets", "accessory_widgets"),
];

/// A template, and what the user has filled in.
pub struct LiveTemplate {
    template: Template,
    /// The answers of the user, in the order of the fields; `None` where the job answers.
    answers: Vec<Option<String>>,
}

impl LiveTemplate {
    /// Opens the template that the options name, with their answers; `None` where they name none.
    ///
    /// # Errors
    /// Where there is no such template, a blank is unknown or left open, or the job fills none of them.
    pub fn open(setup: &Setup, options: &Live) -> Result<Option<Self>, Failure> {
        let Some(name) = &options.template else {
            return Ok(None);
        };
        let mut template = template_argument::find(&setup.paths, name)?;
        let is_live = |name: &str| live_text::BLANKS.contains(&name);
        let [.., output] = live_text::BLANKS;
        for field in &mut template.fields {
            if field.name == output {
                // A line for each, whatever the file says.
                field.kind = template_field::Kind::Lines;
            }
        }
        if !template.fields.iter().any(|field| is_live(&field.name)) {
            let what = format!("The template {name:?} has no blank that follows a job.");
            let remedy = format!(
                "Write {{{{state}}}} or {{{{output}}}} into it; a job fills {}.",
                live_text::BLANKS.join(", ")
            );
            return Err(Failure::usage(Diagnostic::new(what, remedy)));
        }
        let values = template_argument::values(&options.set)?;
        let answers = template_argument::answers(&template, name, &values, is_live)?;
        Ok(Some(Self { template, answers }))
    }

    /// Runs the checks on the message as it begins.
    ///
    /// # Errors
    /// Where they find an error.
    pub fn check(
        &self,
        live: &LiveText,
        space: &str,
        context: &CheckContext,
    ) -> Result<(), Failure> {
        let mut request = self.request(live, &JobState::Running, Duration::ZERO);
        if let Some(fields) = request.as_object_mut() {
            fields.insert("parent".to_owned(), space.into());
        }
        let found = check(&request, context);
        let Some(error) = found.iter().find(|finding| Finding::is_error(finding)) else {
            return Ok(());
        };
        let what = format!(
            "The template cannot be sent: {} ({})",
            error.message, error.path
        );
        Err(Failure::new(Kind::Check, Diagnostic::new(what, "")))
    }

    /// Returns the request for the state of a job, with as many of its last lines as fit.
    pub fn request(&self, live: &LiveText, state: &JobState, took: Duration) -> Value {
        let mut lines = live_text::LINES;
        loop {
            let blanks = live.blanks(state, took, lines);
            let of_job = |name: &str| {
                let found = blanks.iter().find(|(blank, _)| *blank == name);
                found.map_or(String::new(), |(_, value)| value.clone())
            };
            let fields = self.template.fields.iter().zip(&self.answers);
            let answers: Vec<String> = fields
                .map(|(field, answer)| answer.clone().unwrap_or_else(|| of_job(&field.name)))
                .collect();
            let request = self.template.fill(&answers);
            let bytes = request.get("message").map_or(0, size::bytes);
            if bytes <= size::LIMIT || lines == 0 {
                return request;
            }
            lines /= 2;
        }
    }

    /// Returns the `updateMask` of the fields that follow the job.
    pub fn mask(&self) -> String {
        let message = self.template.request().get("message");
        let is_set = |(field, _): &&(&str, &str)| message.and_then(|own| own.get(field)).is_some();
        let names = FIELDS.iter().filter(is_set).map(|(_, name)| *name);
        names.collect::<Vec<&str>>().join(",")
    }
}

/// Returns what the checks know of the sender.
pub fn context(kind: SenderKind, has_preview: bool) -> CheckContext {
    CheckContext {
        developer_preview: has_preview,
        adds_request_id: true,
        ..CheckContext::of(kind)
    }
}
