//! The plain composer: what is asked for, and what a line of the user does. It works on the same [`App`] as the screen.

use std::path::Path;

use crate::app::controllers::dialogs::save_file;
use crate::app::controllers::{import, open_file};
use crate::app::dialogs::dialog::{Dialog, GUARD};
use crate::app::events::effect::Effect;
use crate::app::events::event::Event;
use crate::app::events::notice::Notice;
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::picker::list::{Item, Pick, Purpose};
use crate::app::state::outbox::State;
use crate::app::update::dispatch;
use crate::app::update::handle_event::update;
use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::input::action::Action;
use crate::message::draft::at;
use crate::message::export::json::pretty;
use crate::message::field_change::{Change, Grouping};
use crate::plain::blank::{blank, not_a_choice};
use crate::plain::command::{COMMANDS, Command};
use crate::plain::line::line;
use crate::plain::options;
use crate::plain::readout::{
    ask_for_space, checks, chosen, help, kind_word, number, question, sent, summary, tell,
};
use crate::render::plain;

/// The most spaces that are read out; a part of a name finds the others.
const MOST: usize = 20;

/// What helps where the disk refuses the draft.
const ELSEWHERE: &str = "\"save FILE\" writes it to another place.";

/// How the blanks of a template are left.
const LEAVES: &str = "Blanks are asked for, one by one. A line with a single dot leaves them.";

/// What the next line answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// Nothing is asked yet.
    #[default]
    Nothing,
    /// A part of a space's name.
    Space,
    /// The number of one of these spaces, by their resource names.
    SpaceNumber(Vec<String>),
    /// The lines of the text, as far as they are written.
    Text(Vec<String>),
    /// A command.
    Command,
    /// Yes, to send.
    Confirm,
    /// The word that a production profile wants.
    Guard,
    /// The number of one of the messages of a file.
    Message,
    /// The answer for a blank of a template.
    Blank,
}

/// The plain composer.
#[derive(Debug, Default)]
pub struct Composer {
    asked: Asked,
    /// What was said last of what the program reports by itself.
    told: Option<Notice>,
    /// The template that is looked for while the user's own are listed.
    template: Option<String>,
    /// The option that waits for the members of the space, one of whom it names.
    option: Option<String>,
    /// Why the send under way waits, as it was said last.
    waits: Option<String>,
    /// The state of the draft as it was said last.
    summary: String,
}

impl Composer {
    /// Returns what is said at the start.
    #[must_use]
    pub fn greeting(app: &App) -> String {
        let sender = app.session.sender();
        let who = match (sender.is_sandbox, sender.kind) {
            (true, kind) => format!(
                "Sender: the embedded sandbox, as {}. Nothing reaches Google.",
                kind_word(kind)
            ),
            (false, kind) => format!("Sender: profile {}, {}.", sender.profile, kind_word(kind)),
        };
        let guard = if sender.policy.is_production {
            "\nThis is a production profile."
        } else {
            ""
        };
        format!(
            "chatquill, in plain lines. \"help\" lists the commands.\n{who}{guard}\nDraft: {}.",
            app.document.id()
        )
    }

    /// Returns whether the program waits for an answer, so that no line is read yet.
    #[must_use]
    pub fn is_waiting(&self, app: &App) -> bool {
        let is_listing = match app.overlay.dialog() {
            Some(Dialog::TemplateGallery(gallery)) => gallery.picker.awaits.is_some(),
            Some(Dialog::SaveFile(saving)) => saving.awaits.is_some(),
            _ => false,
        };
        let needs_spaces = matches!(self.asked, Asked::Nothing | Asked::Space);
        app.outbox.under_way().next().is_some()
            || app.pending_open.is_pending()
            || is_listing
            || app.panes.spaces.is_finding_person()
            || (self.option.is_some() && app.members.is_pending())
            || (needs_spaces && app.panes.spaces.is_listing())
    }

    /// Returns whether the names of conversations are on their way, which the list of spaces is read out with.
    #[must_use]
    pub fn is_naming(&self, app: &App) -> bool {
        matches!(self.asked, Asked::Nothing | Asked::Space) && app.panes.spaces.is_naming()
    }

    /// Returns what is said where the disk refuses the draft at the end.
    #[must_use]
    pub fn refusal(problem: &Diagnostic) -> String {
        format!(
            "Error: {}.\n{ELSEWHERE} \"quit\" once more quits without the last words.\n",
            problem.sentence()
        )
    }

    /// Returns what the program reports by itself, where it is new.
    pub fn news(&mut self, app: &App) -> String {
        let mut out = String::new();
        if let Some(entry) = app.outbox.under_way().next()
            && let State::Sending { waits, .. } = &entry.state
            && *waits != self.waits
        {
            self.waits.clone_from(waits);
            let why = waits.as_deref().unwrap_or("");
            line(&mut out, &format!("Sending to {}. {why}", entry.space));
        }
        let notice = app.overlay.notice();
        if notice != self.told.as_ref() {
            self.told = notice.cloned();
            if let Some(notice) = notice {
                tell(&mut out, notice);
                if app.document.is_unsaved() {
                    line(&mut out, ELSEWHERE);
                }
            }
        }
        out
    }

    /// Returns the question for the next line, once nothing is waited for; it may settle what the program asks itself.
    pub fn prompt(&mut self, app: &mut App, effects: &mut Vec<Effect>) -> String {
        if let Some(name) = self.template.take() {
            return self.list_templates(app, &name, effects);
        }
        if let Some(option) = self.option.take() {
            let said = options::set(app, &option, effects);
            return self.back_to_command(&said);
        }
        match app.overlay.dialog() {
            Some(Dialog::Confirm | Dialog::ConfirmResend(_) | Dialog::ConfirmResume(_)) => {
                self.asked = Asked::Confirm;
                let mut out = question(app);
                line(
                    &mut out,
                    "Send it? Type yes to send; anything else returns.",
                );
                out
            }
            Some(Dialog::Guard(..)) => {
                self.asked = Asked::Guard;
                let mut out = question(app);
                let asks =
                    format!("This is production. Type {GUARD} to send; anything else returns.");
                line(&mut out, &asks);
                out
            }
            Some(Dialog::Picker(picker)) if picker.purpose == Purpose::Message => {
                self.asked = Asked::Message;
                let mut out = format!("{}.\n", picker.title());
                number(
                    &mut out,
                    picker.items().iter().map(|item| item.label.as_str()),
                );
                line(
                    &mut out,
                    "Which one? Type its number; an empty line opens none.",
                );
                out
            }
            Some(Dialog::TemplateForm(form)) => {
                let field = form.template.fields.get(form.cursor());
                self.asked = Asked::Blank;
                let answer = form.answers().into_iter().nth(form.cursor());
                let mut out = String::new();
                if form.cursor() == 0 {
                    line(&mut out, LEAVES);
                }
                field.map_or_else(String::new, |field| {
                    out + &blank(&field.prompt, &field.kind, &answer.unwrap_or_default())
                })
            }
            Some(Dialog::SaveFile(saving)) => {
                let why = match saving.fault.as_str() {
                    "" => "Not written: the file already exists. \"save\" takes another name.",
                    fault => fault,
                };
                let said = format!("{why}\n");
                app.overlay.close();
                said + &self.next_question(app)
            }
            Some(_) => {
                app.overlay.close();
                self.next_question(app)
            }
            None => self.next_question(app),
        }
    }

    fn next_question(&mut self, app: &App) -> String {
        match &self.asked {
            Asked::Nothing if app.document.draft().parent().is_empty() => {
                self.asked = Asked::Space;
                ask_for_space(app)
            }
            Asked::Space => ask_for_space(app),
            Asked::SpaceNumber(_) => {
                "Which space? Type its number, or a part of a name.\n".to_owned()
            }
            Asked::Text(_) => String::new(),
            Asked::Nothing
            | Asked::Command
            | Asked::Confirm
            | Asked::Guard
            | Asked::Message
            | Asked::Blank => {
                self.asked = Asked::Command;
                let now = summary(app);
                if self.summary == now {
                    return "Command?\n".to_owned();
                }
                self.summary = now;
                format!("{}\nCommand?\n", self.summary)
            }
        }
    }

    /// Handles a line. Returns what is said of it.
    pub fn take(&mut self, app: &mut App, typed: &str, effects: &mut Vec<Effect>) -> String {
        app.overlay.clear_notice();
        self.told = None;
        let said = match std::mem::take(&mut self.asked) {
            Asked::Nothing | Asked::Command => self.command(app, typed, effects),
            Asked::Space => self.find_space(app, typed, effects),
            Asked::SpaceNumber(names) => match chosen(typed, names.len()) {
                Some(at) => self.choose_space(app, &names[at], effects),
                None => self.find_space(app, typed, effects),
            },
            Asked::Text(lines) => self.text_line(app, lines, typed),
            Asked::Confirm => {
                let is_yes = typed.trim().eq_ignore_ascii_case("yes");
                let action = if is_yes { Action::Choose } else { Action::Back };
                dispatch::act(app, action, effects);
                self.back_to_command(if is_yes { "" } else { "Not sent.\n" })
            }
            Asked::Guard => {
                if typed.trim() == GUARD {
                    effects.extend(update(app, Event::Paste(GUARD.to_owned())));
                    dispatch::act(app, Action::Choose, effects);
                    self.back_to_command("")
                } else {
                    dispatch::act(app, Action::Back, effects);
                    self.back_to_command("Not sent.\n")
                }
            }
            Asked::Message => self.choose_message(app, typed, effects),
            Asked::Blank if typed.trim() == "." => {
                dispatch::act(app, Action::Back, effects);
                self.back_to_command("The blanks are left.\n")
            }
            Asked::Blank => {
                if let Some(said) = not_a_choice(app, typed) {
                    return said;
                }
                if !typed.is_empty() {
                    effects.extend(update(app, Event::Paste(typed.to_owned())));
                }
                dispatch::act(app, Action::Choose, effects);
                String::new()
            }
        };
        effects.extend(update(app, Event::Idle));
        said
    }

    fn back_to_command(&mut self, said: &str) -> String {
        self.asked = Asked::Command;
        said.to_owned()
    }

    fn command(&mut self, app: &mut App, typed: &str, effects: &mut Vec<Effect>) -> String {
        self.asked = Asked::Command;
        let Some((command, rest)) = Command::of(typed) else {
            return match typed.trim() {
                "" => String::new(),
                other => {
                    let words = COMMANDS.iter().map(|(word, ..)| *word);
                    let first = other.split_whitespace().next().unwrap_or(other);
                    let meant = remedy(first, words, "\"help\" lists them.");
                    format!(
                        "There is no command \"{}\". {meant}\n",
                        sanitize::line(other)
                    )
                }
            };
        };
        match command {
            Command::Space if rest.is_empty() => {
                self.asked = Asked::Space;
                String::new()
            }
            Command::Space => self.find_space(app, rest, effects),
            Command::Text | Command::Add => self.begin_text(app, command),
            Command::Edit => {
                app.panes.focus_on(Pane::Text);
                dispatch::act(app, Action::EditExternally, effects);
                String::new()
            }
            Command::Option => {
                if options::names_member(app, rest) {
                    let space = app.document.draft().parent().to_owned();
                    effects.extend(app.members.request(&space, &mut app.tickets));
                    self.option = Some(rest.to_owned());
                    return String::new();
                }
                options::set(app, rest, effects)
            }
            Command::Open if rest.is_empty() => "Which file? open FILE.\n".to_owned(),
            Command::Open => {
                open_file::read(app, Path::new(rest).to_owned(), effects);
                String::new()
            }
            Command::Template => {
                dispatch::act(app, Action::ShowTemplates, effects);
                self.template = Some(rest.to_owned());
                String::new()
            }
            Command::Show => plain::lines(app.document.draft().request()).join("\n") + "\n",
            Command::Checks => checks(app),
            Command::Json => pretty(app.document.draft().request()) + "\n",
            Command::Undo => act(app, Action::Undo, "Undone.\n", effects),
            Command::Redo => act(app, Action::Redo, "Redone.\n", effects),
            Command::New => act(app, Action::NewDraft, "", effects),
            Command::Save if rest.is_empty() => "Into which file? save FILE.\n".to_owned(),
            Command::Save => {
                save_file::write_draft(app, rest, effects);
                String::new()
            }
            Command::Send => send(app, effects),
            Command::Sent => sent(app),
            Command::Help => help(),
            Command::Quit => {
                effects.push(Effect::Quit);
                String::new()
            }
        }
    }

    fn begin_text(&mut self, app: &App, command: Command) -> String {
        let old = app.document.draft().text();
        let kept = match command {
            Command::Add if !old.is_empty() => old.split('\n').map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        self.asked = Asked::Text(kept);
        "Text, line by line; a line with a single dot ends it.\n".to_owned()
    }

    fn text_line(&mut self, app: &mut App, mut lines: Vec<String>, typed: &str) -> String {
        if typed != "." {
            lines.push(typed.to_owned());
        }
        // Each line is a part of the draft at once, so that none is lost.
        let text = lines.join("\n");
        let caret = text.len();
        let value = (!text.is_empty()).then(|| text.into());
        app.document
            .draft_mut()
            .change(&[Change::new(at::TEXT, value)], Grouping::WithSame);
        app.sync_text(caret);
        self.asked = if typed == "." {
            Asked::Command
        } else {
            Asked::Text(lines)
        };
        String::new()
    }

    fn find_space(&mut self, app: &mut App, typed: &str, effects: &mut Vec<Effect>) -> String {
        let typed = typed.trim();
        let found = app.panes.spaces.matches(typed);
        match found.as_slice() {
            [] => {
                self.asked = Asked::Space;
                let names = app.panes.spaces.display_names();
                let meant = remedy(typed, names, "An empty line lists those that are known.");
                format!(
                    "No space is called \"{}\". {meant}\n",
                    sanitize::line(typed)
                )
            }
            [(name, _)] => {
                let name = name.clone();
                self.choose_space(app, &name, effects)
            }
            several => {
                let mut out = format!("{} spaces.\n", several.len());
                let label = |(name, label): &(String, String)| {
                    if app.panes.spaces.is_name_pending(name) {
                        format!("{label}, whose name is not known yet")
                    } else {
                        label.clone()
                    }
                };
                let labels: Vec<String> = several.iter().take(MOST).map(label).collect();
                number(&mut out, labels.iter().map(String::as_str));
                if several.len() > MOST {
                    line(&mut out, "And more; type more of the name.");
                }
                let names = several.iter().take(MOST).map(|(name, _)| name.clone());
                self.asked = Asked::SpaceNumber(names.collect());
                out
            }
        }
    }

    fn choose_space(&mut self, app: &mut App, name: &str, effects: &mut Vec<Effect>) -> String {
        dispatch::choose_space(app, name.to_owned(), effects);
        let said = format!("Space: {}.\n", app.destination_label());
        if app.document.draft().text().is_empty() {
            return said + &self.begin_text(app, Command::Text);
        }
        self.back_to_command(&said)
    }

    fn choose_message(&mut self, app: &mut App, typed: &str, effects: &mut Vec<Effect>) -> String {
        self.asked = Asked::Command;
        let picks = match app.overlay.dialog() {
            Some(Dialog::Picker(picker)) => picker.items().iter().map(|item| item.pick.clone()),
            _ => return String::new(),
        };
        let mut picks: Vec<Pick> = picks.collect();
        app.overlay.close();
        match chosen(typed, picks.len()).map(|at| picks.swap_remove(at)) {
            Some(Pick::Message(several, at)) => {
                import::choose(app, &several, at, effects);
                String::new()
            }
            _ => "None is opened.\n".to_owned(),
        }
    }

    /// Lists the templates, or begins a draft with the one of this name.
    fn list_templates(&mut self, app: &mut App, name: &str, effects: &mut Vec<Effect>) -> String {
        let Some(Dialog::TemplateGallery(gallery)) = app.overlay.dialog_mut() else {
            return self.next_question(app);
        };
        let is_template = |item: &&Item| matches!(item.pick, Pick::Template(_));
        let items: Vec<Item> = gallery
            .picker
            .items()
            .iter()
            .filter(is_template)
            .cloned()
            .collect();
        let wanted = name.to_lowercase();
        let is_called = |item: &&Item| item.label.to_lowercase().starts_with(&wanted);
        let mut found = items.iter().filter(is_called);
        let mut out = String::new();
        match (found.next(), found.next()) {
            (Some(only), None) if !wanted.is_empty() => {
                gallery.picker.seek(&only.pick);
                dispatch::act(app, Action::Choose, effects);
                effects.extend(update(app, Event::Idle));
                if self.is_waiting(app) {
                    return out;
                }
                return self.prompt(app, effects);
            }
            _ => {
                app.overlay.close();
                for item in items.iter().filter(is_called) {
                    line(&mut out, &format!("Template: {}", item.label));
                }
                if out.is_empty() {
                    let names = items.iter().map(|item| item.label.as_str());
                    let meant = remedy(name, names, "\"template\" lists them.");
                    line(&mut out, &format!("There is no such template. {meant}"));
                }
            }
        }
        out + &self.next_question(app)
    }
}

fn act(app: &mut App, action: Action, said: &str, effects: &mut Vec<Effect>) -> String {
    dispatch::act(app, action, effects);
    // Where nothing could be done, a notice says so.
    match app.overlay.notice() {
        Some(_) => String::new(),
        None => said.to_owned(),
    }
}

fn send(app: &mut App, effects: &mut Vec<Effect>) -> String {
    if app.document.draft().parent().is_empty() {
        return "Not sent: no space is chosen. \"space\" chooses one.\n".to_owned();
    }
    if app.document.draft().is_blank() {
        return "Not sent: the message is empty. \"text\" writes one.\n".to_owned();
    }
    dispatch::act(app, Action::Send, effects);
    match app.findings.counts().errors {
        0 => String::new(),
        _ => "\"checks\" reads what has to be corrected.\n".to_owned(),
    }
}
