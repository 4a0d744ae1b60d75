//! `chatquill check`: checks files, prints findings, and exits with a status that says how it went.

use std::fs;
use std::path::Path;

use crate::chat::sender::SenderKind;
use crate::command::arguments::{Check, Format, SenderArgs};
use crate::command::check::format_text::{self, Colours};
use crate::command::check::input_files::{InputFile, files};
use crate::command::check::report::FileReport;
use crate::command::check::{fix, format_machine, rules};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{input_file, output};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::rule::Severity;
use crate::message::import::open;
use crate::message::request::Outgoing;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(options: &Check, who: &SenderArgs, data_dir: Option<&Path>) -> Result<(), Failure> {
    if options.rules {
        return output::result(&rules::list());
    }
    if let Some(name) = &options.explain {
        return output::result(&rules::page(name)?);
    }
    let context = setting(who, data_dir)?;
    let mut checked = Vec::new();
    let mut unusable = None;
    for file in files(&options.files)? {
        match look(&file, options, &context) {
            Ok(Some(file)) => {
                report(&file, options.format)?;
                checked.push(file);
            }
            Ok(None) => {}
            Err(failure) => {
                // The other files are checked all the same.
                if let Some(earlier) = unusable.replace(failure) {
                    output::note(&earlier.words());
                }
            }
        }
    }
    if options.format == Format::Sarif {
        output::result(&output::pretty(&format_machine::sarif(&checked)))?;
    }
    verdict(&checked, options, unusable)
}

/// Returns the check context: the requested kind of sender, else that of the profile; unknown without either.
fn setting(who: &SenderArgs, data_dir: Option<&Path>) -> Result<CheckContext, Failure> {
    let kind = who.kind.map(SenderKind::from);
    let mut context = CheckContext {
        sender: kind,
        adds_request_id: true,
        ..CheckContext::default()
    };
    if kind.is_none() || who.profile.is_some() {
        let setup = Setup::read(data_dir)?;
        if let Some(profile) = setup.config.profile(who.profile.as_deref())? {
            context.sender = kind.or(Some(profile.kind()));
            context.developer_preview = profile.developer_preview;
        }
    }
    Ok(context)
}

/// Checks one file; `None` if it is other JSON that happened to be in a folder.
fn look(
    file: &InputFile,
    options: &Check,
    context: &CheckContext,
) -> Result<Option<FileReport>, Failure> {
    let name = input_file::name(&file.path);
    let mut text = input_file::text(&file.path)?;
    if options.fix && file.path != Path::new("-") {
        let (mended, made) = fix::fixed(&text, context);
        if made > 0 {
            fs::write(&file.path, &mended).map_err(|error| {
                let what = format!("It cannot be written: {error}.");
                Failure::usage(Diagnostic::from(what).in_file(&*name, None))
            })?;
            let plural = if made == 1 { "" } else { "es" };
            output::note(&format!("{name}: {made} fix{plural}"));
            text = mended;
        }
    }
    let opened = match open(&text) {
        Ok(opened) => opened,
        Err(error) if file.is_found && error.is_other => {
            output::note(&format!(
                "{name}: {} The file is skipped.",
                error.diagnostic.title
            ));
            return Ok(None);
        }
        Err(error) => return Err(Failure::of_document(&name, &error)),
    };
    if !options.fix {
        input_file::report_import(&name, &opened);
    }
    let findings = check(&opened.request, context);
    let (form, bytes) = (opened.form, Outgoing::of(&opened.request).bytes());
    Ok(Some(FileReport {
        name,
        text,
        form,
        bytes,
        findings,
    }))
}

fn report(file: &FileReport, format: Format) -> Result<(), Failure> {
    match format {
        Format::Human if file.findings.is_empty() => Ok(()),
        Format::Human => output::result(&format_text::format_findings(file, Colours::of_output())),
        Format::Json => output::result(&output::json(&format_machine::json(file))),
        Format::Github => format_machine::github(file)
            .iter()
            .try_for_each(|line| output::result(line)),
        Format::Sarif => Ok(()),
    }
}

fn verdict(
    checked: &[FileReport],
    options: &Check,
    unusable: Option<Failure>,
) -> Result<(), Failure> {
    let has = |severity: Severity| {
        let mut all = checked.iter().flat_map(|file| &file.findings);
        all.any(|finding| finding.severity == severity)
    };
    if let Some(failure) = unusable {
        return Err(failure);
    }
    if has(Severity::Error) || (options.strict && has(Severity::Warning)) {
        return Err(Failure::refused(format_text::summary(checked)));
    }
    if options.format == Format::Human {
        output::note(&format_text::summary(checked));
    }
    Ok(())
}
