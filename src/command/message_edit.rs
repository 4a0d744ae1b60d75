//! `chatquill message edit`: changes a message, after the difference was shown.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::chat::error::Error;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::SenderArgs;
use crate::command::change::{INTERRUPTED, done};
use crate::command::choices::Markup;
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::message_arguments::MessageEdit;
use crate::command::patience::report_wait;
use crate::command::repeat::uninterrupted;
use crate::command::{input_file, output};
use crate::delivery::change::{Changer, Done};
use crate::delivery::draft_edit;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::checks::check::check;
use crate::message::checks::check_context::{CheckContext, RequestKind};
use crate::message::checks::rules::message::MESSAGE_EMPTY;
use crate::message::message_edit::{EDITABLE, Edit, MARKUP, marked};
use crate::message::{size, space_ref};
use crate::settings::connect::Connection;
use crate::store::edit_drafts;

/// Runs the command.
///
/// # Errors
/// Where the edit is refused, or it is not known whether it was made; with the exit status of its kind.
pub async fn run(
    setup: &Setup,
    who: &SenderArgs,
    scopes: &[&str],
    name: &str,
    options: &MessageEdit,
) -> Result<(), Failure> {
    let edit = edit(options)?;
    let connection = setup.connect_for(who, scopes).await?;
    // The difference is not read where the edit is refused anyway.
    connection.sender.policy.permits(name)?;
    judge(&edit, name, &connection)?;
    let fetched =
        uninterrupted(connection.client.get_message(name), "Nothing was changed.").await?;
    match fetched {
        Ok(message) => {
            let message = marked(&message);
            show(&edit, &message);
            let begun = options.file.as_deref().and_then(edit_drafts::target_of);
            let begun = begun.filter(|begun| begun.name == name);
            let forms = begun.map(|begun| begun.forms()).unwrap_or_default();
            if !options.yes && draft_edit::is_overtaken(&edit, &forms, &message) {
                return Err(changed_meanwhile());
            }
        }
        Err(error @ Error::Api { http: 403, .. }) => output::note(&format!(
            "the message cannot be read, so the difference is not shown: {}",
            sanitize::line(&error.to_string())
        )),
        Err(error) => return Err(error.into()),
    }
    connection.sender.policy.consents(options.yes)?;
    let changer = Changer::new(connection.client.clone(), setup.history());
    let call = changer.edit(name, &edit, report_wait);
    match done(uninterrupted(call, INTERRUPTED).await?)? {
        Done::Made(message) if options.json => output::result(&output::json(&message)),
        _ => output::result(&format!("Edited: {name}")),
    }
}

/// Returns the edit that the file and the options ask for.
fn edit(options: &MessageEdit) -> Result<Edit, Failure> {
    let mut message = match &options.file {
        Some(file) => of_file(file)?,
        None => Map::new(),
    };
    if let Some(text) = &options.text {
        let text = if text == "-" {
            let words = input_file::text(Path::new("-"))?;
            words.strip_suffix('\n').unwrap_or(&words).to_owned()
        } else {
            text.clone()
        };
        message.insert("text".to_owned(), json!(text));
    }
    if options.clear_cards && message.insert("cardsV2".to_owned(), json!([])).is_some() {
        return Err(Failure::usage(
            "The file has cards, and --clear-cards removes all. Leave out one of the two."
                .to_owned(),
        ));
    }
    if let Some(markup) = options.markup {
        let word = match markup {
            Markup::Chat => "MARKUP_SYNTAX_CHAT",
            Markup::Markdown => "MARKUP_SYNTAX_MARKDOWN",
        };
        message.insert(MARKUP.to_owned(), json!(word));
    }
    let has_text = message.contains_key("text");
    let has_markup = message.contains_key(MARKUP);
    let edit = Edit::of(message);
    if edit.is_empty() {
        return Err(Failure::usage(
            "There is nothing to edit: no text, cards, buttons or attachments are given."
                .to_owned(),
        ));
    }
    if has_markup && !has_text {
        return Err(Failure::usage(
            "The markup syntax says how a new text is read, and there is none. Add --text."
                .to_owned(),
        ));
    }
    Ok(edit)
}

/// Reads the fields of a file that an edit may change; the others are named on standard error.
fn of_file(file: &Path) -> Result<Map<String, Value>, Failure> {
    let opened = input_file::request(file)?;
    input_file::warn(file, &opened.request);
    let message = opened.request.get("message").and_then(Value::as_object);
    let mut kept = message.cloned().unwrap_or_default();
    let is_kept = |field: &str| field == MARKUP || EDITABLE.iter().any(|(name, _)| *name == field);
    let left: Vec<String> = kept
        .keys()
        .filter(|field| !is_kept(field))
        .map(|field| sanitize::name(field))
        .collect();
    if !left.is_empty() {
        output::note(&format!(
            "an edit cannot change {}; left out",
            left.join(", ")
        ));
    }
    kept.retain(|field, _| is_kept(field));
    Ok(kept)
}

/// Refuses what Google Chat would refuse, before a socket opens.
fn judge(edit: &Edit, name: &str, connection: &Connection) -> Result<(), Failure> {
    let sender = &connection.sender;
    if sender.kind == SenderKind::User && edit.mask.iter().any(|path| path != "text") {
        return Err(Failure::new(
            Kind::Permission,
            Diagnostic::new(
                "A person can edit the text of a message only; cards, buttons and attachments are for apps.",
                "Give --text alone, or use the profile of the app that sent the message.",
            ),
        ));
    }
    let bytes = size::bytes(&edit.message);
    if bytes > size::LIMIT {
        return Err(Failure::refused(format!(
            "What changes has {bytes} bytes; Google Chat takes messages of up to {}. Shorten it.",
            size::LIMIT
        )));
    }
    let request = json!({
        "parent": space_ref::space_of(name),
        "message": edit.message,
    });
    let context = CheckContext {
        developer_preview: sender.developer_preview,
        request_kind: RequestKind::Patch {
            name: name.to_owned(),
            update_mask: edit.update_mask(),
            allow_missing: false,
        },
        ..CheckContext::of(sender.kind)
    };
    // What an edit leaves alone may be what the message consists of.
    let is_whole = edit.mask.len() == EDITABLE.len();
    let errors: Vec<String> = check(&request, &context)
        .iter()
        .filter(|finding| !finding.may_be_ignored())
        .filter(|finding| is_whole || *finding.rule != MESSAGE_EMPTY)
        .map(|finding| {
            let place = sanitize::line(&finding.path);
            format!("{place}: {}", sanitize::line(&finding.message))
        })
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(Failure::refused(Diagnostic {
        title: "Google Chat would refuse the edit, so nothing was changed.".to_owned(),
        detail: errors.join("\n"),
        ..Diagnostic::default()
    }))
}

/// Returns the failure of an edit that would replace what somebody else wrote since it began.
pub fn changed_meanwhile() -> Failure {
    Failure::usage(Diagnostic::new(
        "Somebody changed the message in Chat since this edit began, so nothing was sent.",
        "The difference above is to what stands there now. --yes replaces it.",
    ))
}

/// Shows on standard error what the edit changes.
pub fn show(edit: &Edit, message: &Value) {
    for (field, lines) in edit.differences(message) {
        if lines.is_empty() {
            output::note(&format!("{field}: no difference"));
        } else {
            output::note(&format!("{field}:\n{}", lines.join("\n")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_names_what_it_changes_and_never_the_markup() {
        let options = MessageEdit {
            text: Some("hi".into()),
            clear_cards: true,
            markup: Some(Markup::Markdown),
            ..MessageEdit::default()
        };
        let edit = edit(&options).unwrap();
        assert_eq!(edit.mask, ["text", "cards_v2"]);
        assert_eq!(
            edit.message,
            json!({"text": "hi", "cardsV2": [], "markupSyntax": "MARKUP_SYNTAX_MARKDOWN"})
        );
    }

    #[test]
    fn markup_without_a_text_is_no_edit() {
        let options = MessageEdit {
            clear_cards: true,
            markup: Some(Markup::Chat),
            ..MessageEdit::default()
        };
        assert!(edit(&options).is_err());
    }
}
