//! The options `--template` and `--set`: a template by its name, and the values of its blanks.

use serde_json::Value;

use crate::command::failure::{Failure, Kind};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean;
use crate::message::blank_values::{self, BlankValues};
use crate::message::builtin_templates;
use crate::message::template::Template;
use crate::message::template_field::TemplateField;
use crate::settings::paths::Paths;
use crate::store::templates::Templates;

/// Returns the values of `--set`, with those of the environment.
///
/// # Errors
/// Where one is not written as `BLANK=VALUE`.
pub fn values(given: &[String]) -> Result<BlankValues, Failure> {
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    BlankValues::new(given, environment).map_err(Failure::usage)
}

/// Returns the values of the blanks of a template, in their order; those that may be open are `None` without one.
///
/// The defaults of a template are examples of its form, and none of them is sent unseen.
///
/// # Errors
/// Where another blank is open, a value is none of the choices, or `--set` names no blank of it.
pub fn answers(
    template: &Template,
    name: &str,
    values: &BlankValues,
    may_be_open: impl Fn(&str) -> bool,
) -> Result<Vec<Option<String>>, Failure> {
    let owner = format!("The template {name:?}");
    let answers = values.answers(&template.fields, &owner);
    let answers = answers.map_err(Failure::usage)?;
    let both = template.fields.iter().zip(&answers);
    let open = both.filter(|(field, answer)| answer.is_none() && !may_be_open(&field.name));
    let open: Vec<&TemplateField> = open.map(|(field, _)| field).collect();
    if open.is_empty() {
        return Ok(answers);
    }
    let title = format!("{owner} has blanks that are not filled in.");
    Err(Failure::usage(Diagnostic::new(title, to_fill(&open))))
}

/// Returns how blanks are filled in.
#[must_use]
pub fn to_fill(open: &[&TemplateField]) -> String {
    let option = |field: &&TemplateField| format!("--set {}=…", field.name);
    let options: Vec<String> = open.iter().map(option).collect();
    let variable = open
        .first()
        .map(|field| blank_values::variable(&field.name));
    let variable = variable.unwrap_or_default();
    format!(
        "Add {}. The environment fills in a blank, too, by a variable such as {variable}.",
        options.join(" ")
    )
}

/// Returns the request of a template, all of whose blanks are filled in.
///
/// # Errors
/// Where there is no such template, or a blank is unknown or open.
pub fn request(paths: &Paths, name: &str, given: &[String]) -> Result<Value, Failure> {
    let template = find(paths, name)?;
    let answers = answers(&template, name, &values(given)?, |_| false)?;
    let answers: Vec<String> = answers.into_iter().flatten().collect();
    Ok(template.fill(&answers))
}

/// Finds a template by its file's name or its title: one of the user's own, else a built-in one.
///
/// # Errors
/// Where there is none, or it cannot be read.
pub fn find(paths: &Paths, name: &str) -> Result<Template, Failure> {
    let own = Templates::new(paths.templates()).list();
    let own = own.map_err(|error| {
        let what = format!("The folder of templates cannot be read: {error}.");
        Failure::new(Kind::Usage, what)
    })?;
    let mut names = Vec::new();
    for kept in own {
        match kept.template {
            Ok(template) if kept.name == name || template.title == name => return Ok(template),
            Ok(_) => names.push(kept.name),
            Err(why) if kept.name == name => {
                let what = format!("The template {name:?} cannot be read: {why}.");
                return Err(Failure::usage(what));
            }
            Err(_) => {}
        }
    }
    for (built_in, template) in builtin_templates::named() {
        let template = template.map_err(|error| Failure::usage(format!("{error}.")))?;
        if built_in == name || template.title == name {
            return Ok(template);
        }
        names.push(built_in.to_owned());
    }
    let known = names.iter().map(String::as_str);
    let otherwise = format!("There are {}.", names.join(", "));
    let remedy = did_you_mean::remedy(name, known, otherwise);
    Err(Failure::usage(Diagnostic::new(
        format!("There is no template {name:?}."),
        remedy,
    )))
}
