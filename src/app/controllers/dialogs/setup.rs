//! The dialog that leads to sending for real.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{DialogController, WIDTH, close_on_back};
use crate::app::controllers::profiles;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::setup::{AccountForm, Setup, SignInForm, Way, WebhookForm};
use crate::app::events::effect::{DiskCommand, Effect, SignInCommand, TerminalCommand};
use crate::app::events::event::ProfileChoice;
use crate::app::events::event::{AddedProfile, KeptWebhook, SignInReply};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::layout;
use crate::app::model::App;
use crate::app::state::destination::WEBHOOKS;
use crate::chat::secret::Secret;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct SetupController;

impl DialogController for SetupController {
    fn place(&self, _: &App) -> Place {
        Place::Setup
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        let height = match open(app)? {
            Setup::Ways(_) => 16,
            Setup::Webhook(_) | Setup::Account(_) => 11,
            Setup::SignIn(_) => 22,
        };
        Some((widest.min(WIDTH), height))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        let width = layout::inside(area).width.saturating_sub(8);
        if let Some(Dialog::Setup(setup)) = app.overlay.dialog_mut() {
            match setup.as_mut() {
                Setup::Webhook(form) => form.name.layout(width),
                Setup::Account(form) => form.path.layout(width),
                Setup::Ways(_) | Setup::SignIn(_) => {}
            }
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::Setup(setup)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match (setup.as_mut(), action) {
            (Setup::Ways(row), Action::Up) => {
                *row = row.checked_sub(1).unwrap_or(Way::ALL.len() - 1);
            }
            (Setup::Ways(row), Action::Down) => *row = (*row + 1) % Way::ALL.len(),
            (Setup::Ways(row), Action::Choose) => {
                let way = Way::ALL.get(*row).copied().unwrap_or(Way::Webhook);
                begin(app, way, effects);
            }
            (Setup::Ways(row), Action::Copy) => {
                let way = Way::ALL.get(*row).copied().unwrap_or(Way::Webhook);
                copy(way.command(), effects);
            }
            (Setup::Webhook(form), Action::Choose) => {
                if form.awaits.is_some() {
                    return EventResult::Consumed;
                }
                form.take_typed();
                match form.filled() {
                    Some((name, webhook)) => {
                        let ticket = app.tickets.draw();
                        form.awaits = Some(ticket);
                        let keep = DiskCommand::KeepWebhook(ticket, name, webhook);
                        effects.push(Effect::Disk(keep));
                    }
                    None if form.has_url() => {
                        form.refuse("Give it a name, such as alerts.".to_owned());
                    }
                    None => form.refuse("Paste the webhook's URL first.".to_owned()),
                }
            }
            (Setup::Account(form), Action::Choose) => {
                if form.awaits.is_some() {
                    return EventResult::Consumed;
                }
                match form.given() {
                    Some(path) => {
                        let ticket = app.tickets.draw();
                        form.awaits = Some(ticket);
                        let add = SignInCommand::AddProfile(ticket, path);
                        effects.push(Effect::SignIn(add));
                    }
                    None => form.refuse("Type the path of the JSON file first.".to_owned()),
                }
            }
            (Setup::SignIn(form), Action::Copy | Action::Choose) if !form.url.is_empty() => {
                let url = form.url.clone();
                copy(&url, effects);
            }
            (Setup::SignIn(form), Action::Back) => {
                let who = form.profile.clone();
                effects.push(Effect::SignIn(SignInCommand::Cancel));
                app.overlay.close();
                app.overlay.show(Notice::new(
                    Tone::Info,
                    format!("Cancelled: nobody is signed in for the profile {who:?}"),
                ));
            }
            (_, Action::Back) => return close_on_back(app, action),
            (Setup::Webhook(form), action) => return EventResult::of(form.act(action)),
            (Setup::Account(form), action) => return EventResult::of(form.act(action)),
            // What is typed would be dropped; a paste is taken at once.
            (Setup::SignIn(form), Action::Insert(_)) => {
                let why = "Paste the address that the browser ended at, or the code; it is not typed here.";
                why.clone_into(&mut form.fault);
            }
            (Setup::Ways(_), Action::Insert(_)) => {}
            (Setup::SignIn(_) | Setup::Ways(_), _) => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        let names = taken(app);
        let Some(Dialog::Setup(setup)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match setup.as_mut() {
            // Whoever pastes a URL has chosen.
            Setup::Ways(_) => {
                let mut form = Box::new(WebhookForm::new(&names));
                form.paste(text);
                **setup = Setup::Webhook(form);
            }
            Setup::Webhook(form) => form.paste(text),
            Setup::Account(form) => form.paste(text),
            Setup::SignIn(_) => {}
        }
        EventResult::Consumed
    }

    fn unfinished(&self, app: &App) -> Option<String> {
        match open(app)? {
            Setup::Ways(_) => None,
            Setup::Webhook(_) => Some("a webhook is being kept".to_owned()),
            Setup::Account(_) => Some("a profile is being added".to_owned()),
            Setup::SignIn(_) => Some("a sign-in is under way".to_owned()),
        }
    }

    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), times: u8) -> EventResult<Action> {
        if let Some(Dialog::Setup(setup)) = app.overlay.dialog_mut()
            && let Setup::Ways(row) = setup.as_mut()
            && let Some(line) = cell.1.checked_sub(layout::inside(area).y)
        {
            *row = (usize::from(line) / 4).min(Way::ALL.len() - 1);
            if times == 2 {
                return EventResult::Then(Action::Choose);
            }
        }
        EventResult::Consumed
    }
}

fn open(app: &App) -> Option<&Setup> {
    match app.overlay.dialog() {
        Some(Dialog::Setup(setup)) => Some(setup),
        _ => None,
    }
}

fn form(app: &mut App, ticket: Ticket) -> Option<&mut SignInForm> {
    match app.overlay.dialog_mut() {
        Some(Dialog::Setup(setup)) => match setup.as_mut() {
            Setup::SignIn(form) if form.ticket == ticket => Some(form),
            Setup::SignIn(_) | Setup::Ways(_) | Setup::Webhook(_) | Setup::Account(_) => None,
        },
        _ => None,
    }
}

fn copy(text: &str, effects: &mut Vec<Effect>) {
    effects.push(Effect::Terminal(TerminalCommand::Copy(text.to_owned())));
}

fn taken(app: &App) -> Vec<String> {
    let kept = app.session.kept_webhooks().iter();
    kept.map(|webhook| webhook.name.clone()).collect()
}

/// Shows the ways to send for real.
pub fn show(app: &mut App) {
    app.overlay.open(Dialog::Setup(Box::new(Setup::Ways(0))));
}

/// Returns what a text means that is pasted while a sign-in waits: the address that the browser ended at, or its code.
pub fn answer(app: &mut App, text: &str) -> Option<SignInCommand> {
    match app.overlay.dialog_mut() {
        Some(Dialog::Setup(setup)) => match setup.as_mut() {
            Setup::SignIn(form) => {
                form.fault = String::new();
                Some(SignInCommand::Paste(Secret::new(text.trim())))
            }
            Setup::Ways(_) | Setup::Webhook(_) | Setup::Account(_) => None,
        },
        _ => None,
    }
}

/// Offers to keep the webhook whose URL was pasted.
pub fn keep_pasted(app: &mut App, text: &str) {
    let names = taken(app);
    let mut form = Box::new(WebhookForm::new(&names));
    form.paste(text);
    app.overlay
        .open(Dialog::Setup(Box::new(Setup::Webhook(form))));
}

/// Begins a way: the account is added where there is none yet.
fn begin(app: &mut App, way: Way, effects: &mut Vec<Effect>) {
    match way {
        Way::Webhook => {
            let names = taken(app);
            let form = Box::new(WebhookForm::new(&names));
            app.overlay
                .open(Dialog::Setup(Box::new(Setup::Webhook(form))));
        }
        Way::SignIn => match profile_to_sign_in(app) {
            Some(profile) => sign_in(app, profile, effects),
            None => add_account(app, way),
        },
        Way::Key => add_account(app, way),
    }
}

fn add_account(app: &mut App, way: Way) {
    let form = Box::new(AccountForm::new(way));
    app.overlay
        .open(Dialog::Setup(Box::new(Setup::Account(form))));
}

/// Returns the profile that signs in: the one that sends, else the first.
fn profile_to_sign_in(app: &App) -> Option<String> {
    let choices = app.session.choices();
    let mut signing = choices.iter().filter(|choice| choice.signs_in);
    let now = signing.clone().find(|choice| app.session.is_by(choice));
    let choice = now.or_else(|| signing.next())?;
    Some(choice.sender.profile.clone())
}

fn sign_in(app: &mut App, profile: String, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    // What was refused in this run for want of a scope is asked for.
    let lacking = app.overlay.past().filter_map(|notice| notice.sign_in);
    let mut allows: Vec<_> = lacking.collect();
    allows.sort_unstable();
    allows.dedup();
    effects.push(Effect::SignIn(SignInCommand::Begin(
        ticket,
        profile.clone(),
        allows,
    )));
    let form = SignInForm {
        profile,
        ticket,
        url: String::new(),
        port: 0,
        is_answered: false,
        fault: String::new(),
    };
    app.overlay
        .open(Dialog::Setup(Box::new(Setup::SignIn(form))));
}

/// Takes the webhook that was kept, or why it was not. Returns the name under which it stands among the spaces.
pub fn on_kept(
    app: &mut App,
    ticket: Ticket,
    answer: Result<KeptWebhook, Diagnostic>,
) -> Option<String> {
    let is_open = match app.overlay.dialog_mut() {
        Some(Dialog::Setup(setup)) => match setup.as_mut() {
            Setup::Webhook(form) if form.awaits == Some(ticket) => match &answer {
                Ok(_) => true,
                Err(problem) => {
                    form.refuse(problem.sentence());
                    return None;
                }
            },
            Setup::Webhook(_) | Setup::Ways(_) | Setup::SignIn(_) | Setup::Account(_) => false,
        },
        _ => false,
    };
    let kept = match answer {
        Ok(kept) => kept,
        Err(problem) => {
            app.overlay.show(problem);
            return None;
        }
    };
    let name = format!("{WEBHOOKS}{}", kept.name);
    app.panes
        .spaces
        .add_webhooks(std::iter::once(kept.name.as_str()));
    app.session.add_webhook(&kept);
    if !is_open {
        return None;
    }
    app.overlay.close();
    let label = app.panes.spaces.label_of(&name);
    app.overlay.show(Notice::new(
        Tone::Success,
        format!("✔ Kept: {label} is chosen; write the message and send it"),
    ));
    Some(name)
}

/// Takes news of a sign-in.
pub fn on_sign_in(app: &mut App, ticket: Ticket, reply: SignInReply, effects: &mut Vec<Effect>) {
    let is_open = form(app, ticket).is_some();
    match reply {
        SignInReply::Started { url, port } => {
            if let Some(form) = form(app, ticket) {
                copy(&url, effects);
                (form.url, form.port) = (url, port);
            }
        }
        SignInReply::Answered => {
            if let Some(form) = form(app, ticket) {
                form.is_answered = true;
            }
        }
        SignInReply::NotACode(why) => {
            if let Some(form) = form(app, ticket) {
                form.fault = why;
            }
        }
        SignInReply::Added(added) => on_added(app, ticket, *added, effects),
        SignInReply::NotAdded(problem) => match account(app, ticket) {
            Some(form) => form.refuse(problem.sentence()),
            None => app.overlay.show(problem),
        },
        SignInReply::Failed(problem) => {
            if is_open {
                app.overlay.close();
            }
            let key = app.session.keymap();
            let key = key.name_of(app.place(), Action::ShowSetup);
            let notice = Notice {
                sign_in: None,
                ..Notice::from(problem)
            };
            app.overlay
                .show(notice.with(format!("{key} begins a sign-in.")));
        }
        SignInReply::Done { profile, told } => {
            if is_open {
                app.overlay.close();
            }
            let choices = app.session.choices();
            let index = choices
                .iter()
                .position(|choice| choice.sender.profile == profile && choice.fault.is_none());
            let is_current = index
                .and_then(|index| choices.get(index))
                .is_some_and(|choice| app.session.is_by(choice));
            match index {
                Some(index) if is_open && !is_current => profiles::choose(app, index, effects),
                _ if is_current => reconnect(app, effects),
                _ => {}
            }
            let mut notice = Notice::new(Tone::Success, format!("✔ {}", told.title));
            if !told.detail.is_empty() {
                notice = notice.with(told.detail);
            }
            app.overlay.show(notice);
        }
    }
}

/// Has the profile that sends go on with its new credentials.
fn reconnect(app: &mut App, effects: &mut Vec<Effect>) {
    let sender = app.session.profile_sender();
    effects.push(Effect::Connect {
        profile: sender.profile.clone(),
        kind: sender.kind,
    });
    effects.push(app.panes.spaces.refresh(&mut app.tickets));
}

fn account(app: &mut App, ticket: Ticket) -> Option<&mut AccountForm> {
    match app.overlay.dialog_mut() {
        Some(Dialog::Setup(setup)) => match setup.as_mut() {
            Setup::Account(form) if form.awaits == Some(ticket) => Some(form),
            Setup::Account(_) | Setup::SignIn(_) | Setup::Ways(_) | Setup::Webhook(_) => None,
        },
        _ => None,
    }
}

/// Takes a profile that was added: a person signs in for it, any other sends from now on.
fn on_added(app: &mut App, ticket: Ticket, added: AddedProfile, effects: &mut Vec<Effect>) {
    let is_open = account(app, ticket).is_some();
    let is_it = |choice: &ProfileChoice| choice.sender.profile == added.name;
    let index = added.choices.iter().position(is_it);
    let signs_in = added
        .choices
        .iter()
        .any(|choice| is_it(choice) && choice.signs_in);
    app.session.renew_choices(added.choices);
    if is_open && signs_in {
        sign_in(app, added.name, effects);
        return;
    }
    if is_open {
        app.overlay.close();
    }
    if let (true, Some(index)) = (is_open, index) {
        profiles::choose(app, index, effects);
    }
    let title = format!("✔ The profile {:?} is in {}", added.name, added.file);
    let notice = Notice::new(Tone::Success, title);
    app.overlay
        .show(notice.with("Choose a space, write the message and send it."));
}
