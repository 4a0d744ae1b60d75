//! `chatquill check`: checks files, prints findings, and exits with a status that says how it went.

use std::fs;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{self, ScopedJoinHandle};

use crate::chat::sender::SenderKind;
use crate::command::arguments::{Check, Format, SenderArgs};
use crate::command::check::format_machine::{self, SarifLog};
use crate::command::check::format_text::{self, Colours};
use crate::command::check::input_files::{InputFile, files};
use crate::command::check::report::{Counts, FileReport, UnusableFile, placed};
use crate::command::check::{fix, rules};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{input_file, output};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::{duplicate_keys, left_to_program};
use crate::message::import::Found;
use crate::message::size;
use crate::settings::paths::PathOptions;
use crate::store::input_file::{file_name, find_all, of_text};

/// How many files are checked before what was found in them is printed.
const BLOCK: usize = 512;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(options: &Check, who: &SenderArgs, folders: &PathOptions) -> Result<(), Failure> {
    if options.rules {
        return output::result(&rules::list());
    }
    if let Some(name) = &options.explain {
        return output::result(&rules::page(name)?);
    }
    let context = setting(who, folders)?;
    let mut printer = Printer::new(options.format);
    let mut unusable = None;
    let mut fixed = 0;
    let all = files(&options.files);
    // A file that is named twice must not be written by two threads.
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = if options.fix { 1 } else { processors };
    for block in all.chunks(BLOCK) {
        for looked in in_parallel(block, threads, |file| look(file, options, &context)) {
            fixed += looked.fixed;
            for note in &looked.notes {
                output::note(note);
            }
            match looked.reports {
                Ok(messages) => messages
                    .iter()
                    .try_for_each(|message| printer.print(message))?,
                Err(failure) => {
                    let file = UnusableFile {
                        name: looked.name,
                        failure: Box::new(failure),
                    };
                    printer.print_unusable(&file)?;
                    // The other files are checked all the same.
                    if let Some(earlier) = unusable.replace(*file.failure) {
                        output::note(&earlier.words());
                    }
                }
            }
        }
    }
    printer.end()?;
    if options.fix && printer.counts.undecided > 0 {
        output::note(&format_text::undecided(fixed, printer.counts.undecided));
    }
    verdict(&printer.counts, options, unusable)
}

/// Prints what was found in a format, file by file.
struct Printer {
    format: Format,
    counts: Counts,
    log: SarifLog,
}

impl Printer {
    fn new(format: Format) -> Self {
        Self {
            format,
            counts: Counts::default(),
            log: SarifLog::default(),
        }
    }

    fn print(&mut self, file: &FileReport) -> Result<(), Failure> {
        self.counts.add(file);
        match self.format {
            Format::Human if file.findings.is_empty() => Ok(()),
            Format::Human => {
                output::result(&format_text::format_findings(file, Colours::of_output()))
            }
            Format::Json => output::result(&output::json(&format_machine::json(file))),
            Format::Github => format_machine::github(file)
                .iter()
                .try_for_each(|line| output::result(line)),
            Format::Sarif => {
                self.log.add(file);
                Ok(())
            }
        }
    }

    /// Prints a file that cannot be checked; people read of it on standard error.
    fn print_unusable(&mut self, file: &UnusableFile) -> Result<(), Failure> {
        match self.format {
            Format::Human => Ok(()),
            Format::Json => output::result(&output::json(&format_machine::unusable_json(file))),
            Format::Github => output::result(&format_machine::unusable_github(file)),
            Format::Sarif => {
                self.log.add_unusable(file);
                Ok(())
            }
        }
    }

    fn end(&self) -> Result<(), Failure> {
        match self.format {
            Format::Sarif => output::result(&output::pretty(&self.log.whole())),
            Format::Human | Format::Json | Format::Github => Ok(()),
        }
    }
}

/// Returns the check context: the requested kind of sender, else that of the profile; unknown without either.
fn setting(who: &SenderArgs, folders: &PathOptions) -> Result<CheckContext, Failure> {
    let kind = who.kind.map(SenderKind::from);
    let mut context = CheckContext {
        sender: kind,
        adds_request_id: true,
        ..CheckContext::default()
    };
    if kind.is_none() || who.profile.is_some() {
        let setup = Setup::read(folders)?;
        if let Some(profile) = setup.config.profile(who.profile.as_deref())? {
            context.sender = kind.or(Some(profile.kind()));
            context.developer_preview = profile.developer_preview;
        }
    }
    Ok(context)
}

/// Calls a function for each item, on so many threads; returns the results in the order of the items.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let share = items.len().div_ceil(threads);
    thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = items
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<_>>()))
            .collect();
        let join = |part: ScopedJoinHandle<'_, Vec<R>>| match part.join() {
            Ok(results) => results,
            Err(panic) => resume_unwind(panic),
        };
        parts.into_iter().flat_map(join).collect()
    })
}

/// What came of a file.
struct Looked {
    /// Its name for a user.
    name: String,
    /// Notes beside the findings, line by line.
    notes: Vec<String>,
    /// How many fixes were made in it.
    fixed: usize,
    /// The findings of each of its messages; why there are none.
    reports: Result<Vec<FileReport>, Failure>,
}

/// Checks the messages of a file.
fn look(file: &Result<InputFile, UnusableFile>, options: &Check, context: &CheckContext) -> Looked {
    let (mut notes, mut fixed) = (Vec::new(), 0);
    let (name, reports) = match file {
        Ok(file) => {
            let name = file_name(&file.path);
            let reports = reports(&name, file, options, context, (&mut notes, &mut fixed));
            (name, reports)
        }
        Err(folder) => (folder.name.clone(), Err((*folder.failure).clone())),
    };
    Looked {
        name,
        notes,
        fixed,
        reports,
    }
}

/// Returns the findings of a file's messages; none if it is other JSON that happened to be in a folder.
fn reports(
    name: &str,
    file: &InputFile,
    options: &Check,
    context: &CheckContext,
    (notes, fixed): (&mut Vec<String>, &mut usize),
) -> Result<Vec<FileReport>, Failure> {
    let mut text = input_file::text(&file.path)?;
    if options.fix && file.path != Path::new("-") {
        let (mended, made) = fix::fixed(&text, context);
        *fixed = made;
        if made > 0 {
            fs::write(&file.path, &mended).map_err(|error| {
                let what = format!("It cannot be written: {error}.");
                Failure::usage(Diagnostic::from(what).in_file(name, None))
            })?;
            let plural = if made == 1 { "" } else { "es" };
            notes.push(format!("{name}: {made} fix{plural}"));
            text = mended;
        }
    }
    let all = match find_all(&text, &file.path) {
        Ok(all) => all,
        Err(error) if file.is_found && error.is_other => {
            let why = &error.diagnostic.title;
            notes.push(format!("{name}: {why} The file is skipped."));
            return Ok(Vec::new());
        }
        Err(error) => return Err(Failure::usage(of_text(&file.path, &text, &error))),
    };
    all.into_iter()
        .map(|(number, found)| report(name, number, &found, options, context, notes))
        .collect()
}

/// Checks one message of a file.
fn report(
    name: &str,
    number: Option<usize>,
    found: &Found<'_>,
    options: &Check,
    context: &CheckContext,
    notes: &mut Vec<String>,
) -> Result<FileReport, Failure> {
    let opened = found
        .open()
        .map_err(|error| Failure::of_document(name, &error))?;
    let mut findings = check(&opened.request, context);
    left_to_program::remove(&mut findings, &opened);
    findings.extend(duplicate_keys::check(&found.source, found.form));
    findings.sort_by_key(|finding| finding.severity);
    let report = FileReport {
        name: name.to_owned(),
        number,
        bytes: size::of_request(&opened.request),
        findings: placed(found, findings),
        text: found.source.text().to_owned(),
        notes: input_file::remarks(&opened),
    };
    if !options.fix {
        let name = report.message_name();
        notes.extend(report.notes.iter().map(|note| format!("{name}: {note}")));
    }
    Ok(report)
}

fn verdict(counts: &Counts, options: &Check, unusable: Option<Failure>) -> Result<(), Failure> {
    if let Some(failure) = unusable {
        return Err(failure);
    }
    if counts.errors > 0 || (options.strict && counts.warnings > 0) {
        return Err(Failure::refused(format_text::summary(counts)));
    }
    if options.format == Format::Human {
        output::note(&format_text::summary(counts));
    }
    Ok(())
}
