//! The ways to send for real: a webhook is kept by a paste, a person signs in.

use chatquill::app::events::effect::{DiskCommand, Effect, SignInCommand, TerminalCommand};
use chatquill::app::events::event::ProfileChoice;
use chatquill::app::events::event::{
    AddedProfile, BackgroundEvent, DiskReply, Event, KeptWebhook, Reply, Sender, SignInReply, Size,
};
use chatquill::app::events::ticket::Ticket;
use chatquill::chat::endpoint::GOOGLE;
use chatquill::chat::sender::SenderKind;
use chatquill::diagnostics::diagnostic::{Diagnostic, SignInNeed};
use chatquill::view::theme::Theme;

use crate::fixtures;
use crate::harness::{Stage, ticket};
use crate::screen_text;

/// The URL of a webhook as a web page damages it.
pub const URL: &str = "<https://chat.googleapis.com/v1/spaces/AAAAincident/messages?key=MARKkey&#38;token=MARKtoken%3D>";

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

/// Returns the program while the profile `me` signs in.
pub fn signing_in(size: Size) -> Stage {
    let mut stage = Stage::writing(size);
    let me = ProfileChoice {
        sender: Sender {
            profile: "me".into(),
            kind: SenderKind::User,
            is_sandbox: false,
            ..fixtures::sandbox()
        },
        server: GOOGLE.into(),
        signs_in: true,
        fault: None,
    };
    stage.app.session.set_choices(vec![me], Vec::new());
    stage.keys("alt+w down enter")
}

fn screen(stage: &Stage) -> String {
    let screen = screen_text::text(&stage.draw(&Theme::named("dark").unwrap()));
    assert!(!screen.contains("MARK"), "{screen}");
    screen
}

fn sees(stage: &Stage, words: &str) {
    let screen = screen(stage);
    assert!(screen.contains(words), "{words}\n{screen}");
}

fn last_ticket(stage: &Stage) -> Ticket {
    stage.effects.iter().rev().find_map(ticket).unwrap()
}

fn kept(stage: Stage, answer: Result<KeptWebhook, Diagnostic>) -> Stage {
    let ticket = last_ticket(&stage);
    stage.event(Event::Replied(
        ticket,
        Reply::Disk(DiskReply::WebhookKept(answer)),
    ))
}

#[test]
fn a_webhook_pasted_among_the_spaces_is_kept_under_a_name_and_chosen() {
    let stage = Stage::connected(SIZE, crate::harness::Setting::default()).paste(URL);
    sees(&stage, "Keep a webhook");
    sees(&stage, "repaired; it posts into spaces/AAAAincident");
    assert_eq!(stage.app.document.draft().parent(), "");
    let stage = stage.write("team-a").keys("enter");
    let asked = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::KeepWebhook(_, name, webhook)) => Some((name, webhook)),
        _ => None,
    });
    let (name, webhook) = asked.unwrap();
    assert_eq!(
        (name.as_str(), webhook.space()),
        ("team-a", "spaces/AAAAincident")
    );
    assert!(
        webhook
            .reveal()
            .reveal()
            .ends_with("?key=MARKkey&token=MARKtoken%3D")
    );
    assert!(!format!("{:?}", stage.effects).contains("MARK"));
    // A name that is taken is told, and the URL need not be pasted again.
    let stage = kept(
        stage,
        Err(Diagnostic::new(
            "there is a webhook of this name",
            "Choose another name.",
        )),
    );
    sees(&stage, "Choose another name");
    let stage = stage.write("2").keys("enter");
    let stage = kept(
        stage,
        Ok(KeptWebhook {
            name: "team-a2".into(),
            space: "spaces/AAAAincident".into(),
            server: GOOGLE.into(),
        }),
    );
    sees(&stage, "→ ~ team-a2");
    sees(&stage, "(webhook)");
    assert_eq!(stage.app.document.draft().parent(), "spaces/AAAAincident");
    let stage = stage.write("Hello").keys("ctrl+s");
    sees(&stage, "Send to ~ team-a2?");
}

#[test]
fn what_is_no_whole_webhook_is_told_and_not_kept() {
    let torn = "https://chat.googleapis.com/v1/spaces/A/messages?key=MARKkey";
    let stage = Stage::writing(SIZE).keys("alt+w");
    sees(&stage, "Send for real");
    sees(&stage, "Workspace account");
    let stage = stage.paste(torn);
    sees(&stage, "no token");
    let known = stage.effects.len();
    let stage = stage.keys("enter");
    sees(&stage, "Paste the webhook's URL first");
    assert_eq!(stage.effects.len(), known);
    // Typed by a terminal that does not bracket pastes, it is no name either.
    let typed: String = URL.to_owned();
    let stage = stage.write(&typed);
    sees(&stage, "•••");
    let stage = stage.keys("enter");
    sees(&stage, "repaired; it posts into");
    let stage = stage.keys("esc");
    assert!(!screen(&stage).contains("Keep a webhook"));
}

#[test]
fn a_profile_is_added_by_the_path_of_a_file_and_no_secret_is_drawn() {
    let stage = Stage::writing(SIZE).keys("alt+w down down ctrl+c");
    let copy = Effect::Terminal(TerminalCommand::Copy(
        "chatquill init --key-file FILE".into(),
    ));
    assert!(stage.effects.contains(&copy));
    let stage = stage.keys("enter");
    sees(&stage, "Add a profile");
    sees(&stage, "key of a service account");
    let stage = stage.keys("enter");
    sees(&stage, "Type the path");
    // What the file holds is not taken.
    let stage = stage.paste("{\"private_key\": \"MARKkey\"}");
    sees(&stage, "Give its path");
    assert!(!screen(&stage).contains("MARK"));
    let stage = stage.paste("~/key.json").keys("enter");
    let Some(Effect::SignIn(SignInCommand::AddProfile(ticket, path))) = stage.effects.last() else {
        panic!("{:?}", stage.effects.last());
    };
    assert_eq!(path, "~/key.json");
    let ticket = *ticket;
    let news = |stage: Stage, reply| stage.event(Event::Replied(ticket, Reply::SignIn(reply)));
    let why = Diagnostic::new("It cannot be read.", "Correct the path.");
    let stage = news(stage, SignInReply::NotAdded(why));
    sees(&stage, "Correct the path");
    let stage = stage.keys("enter");
    let Some(Effect::SignIn(SignInCommand::AddProfile(ticket, _))) = stage.effects.last() else {
        panic!("{:?}", stage.effects.last());
    };
    let (ticket, choices) = (*ticket, stage.app.session.choices().to_vec());
    let sender = Sender {
        profile: "bot-2".into(),
        is_sandbox: false,
        ..stage.app.session.sender().clone()
    };
    let choice = ProfileChoice {
        sender,
        server: GOOGLE.into(),
        signs_in: false,
        fault: None,
    };
    let added = AddedProfile {
        name: "bot-2".into(),
        file: "/home/ada/.config/chatquill/config.toml".into(),
        choices: choices.into_iter().chain([choice]).collect(),
    };
    let reply = SignInReply::Added(Box::new(added));
    let stage = stage.event(Event::Replied(ticket, Reply::SignIn(reply)));
    sees(&stage, "The profile \"bot-2\" is in /home/ada");
    let is_connect =
        |effect: &Effect| matches!(effect, Effect::Connect { profile, .. } if profile == "bot-2");
    assert!(stage.effects.iter().any(is_connect), "{:?}", stage.effects);
}

#[test]
fn a_sign_in_shows_and_copies_its_page_and_ends_in_the_profile() {
    let stage = signing_in(SIZE);
    sees(&stage, "being prepared");
    let ticket = last_ticket(&stage);
    let news = |stage: Stage, reply| stage.event(Event::Replied(ticket, Reply::SignIn(reply)));
    let url = "http://127.0.0.1:9/auth?state=s".to_owned();
    let stage = news(
        stage,
        SignInReply::Started {
            url: url.clone(),
            port: 4242,
        },
    );
    sees(&stage, &url);
    sees(&stage, "ssh -L 4242:127.0.0.1:4242 HOST");
    sees(&stage, "redirect_uri_mismatch");
    assert!(
        stage
            .effects
            .contains(&Effect::Terminal(TerminalCommand::Copy(url)))
    );
    let stage = stage.paste("http://127.0.0.1:4242/?code=MARKcode");
    assert!(matches!(
        stage.effects.last(),
        Some(Effect::SignIn(SignInCommand::Paste(code))) if code.reveal().ends_with("MARKcode")
    ));
    let stage = news(
        stage,
        SignInReply::NotACode("there is no code in it".into()),
    );
    sees(&stage, "there is no code in it");
    // A message is not sent while it waits; the composer goes on.
    let stage = news(stage, SignInReply::Answered);
    sees(&stage, "being tried");
    let told = Diagnostic::new("signed in as ada@example.com for the profile me", "");
    let stage = news(
        stage,
        SignInReply::Done {
            profile: "me".into(),
            told,
        },
    );
    sees(&stage, "signed in as ada@example.com");
    sees(&stage, "me (user)");
    let is_connect =
        |effect: &Effect| matches!(effect, Effect::Connect { profile, .. } if profile == "me");
    assert!(stage.effects.iter().any(is_connect));
    let stage = stage.news(BackgroundEvent::Saved("draft-3".into()));
    assert!(!screen(&stage).contains("Sign in"));
}

#[test]
fn what_is_typed_while_a_sign_in_waits_is_answered() {
    let stage = signing_in(SIZE);
    let ticket = last_ticket(&stage);
    let started = SignInReply::Started {
        url: "http://127.0.0.1:9/auth?state=s".to_owned(),
        port: 4242,
    };
    let stage = stage.event(Event::Replied(ticket, Reply::SignIn(started)));
    let asked = stage.effects.len();
    let stage = stage.write("4/0Adeu");
    sees(
        &stage,
        "Paste the address that the browser ended at, or the code",
    );
    assert_eq!(stage.effects.len(), asked, "nothing is asked");
}

#[test]
fn a_sign_in_is_cancelled_by_leaving_it_and_a_denial_is_told() {
    let stage = signing_in(SIZE).keys("esc");
    assert_eq!(
        stage.effects.last(),
        Some(&Effect::SignIn(SignInCommand::Cancel))
    );
    sees(&stage, "nobody is signed in");
    let stage = signing_in(SIZE);
    let ticket = last_ticket(&stage);
    let denied = Diagnostic::new(
        "Nobody is signed in: access was denied on Google's page",
        "Sign in again.",
    );
    let stage = stage.event(Event::Replied(
        ticket,
        Reply::SignIn(SignInReply::Failed(denied)),
    ));
    sees(&stage, "access was denied");
}

#[test]
fn a_scope_that_was_missing_is_asked_for_by_the_next_sign_in_which_names_its_key() {
    let mut stage = signing_in(SIZE).keys("esc");
    let choice = stage.app.session.choices()[0].clone();
    stage.app.session.switch_to(&choice);
    let lacks = Diagnostic::new(
        "The credentials lack the scope chat.messages",
        "A person grants it by signing in again.",
    );
    let stage = stage.news(BackgroundEvent::Connected(Err(
        lacks.signs_in(SignInNeed::Edit)
    )));
    sees(&stage, "Alt+W signs in here, with the browser.");
    let stage = stage.keys("alt+w down enter");
    let asked = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::SignIn(SignInCommand::Begin(_, profile, allows)) => Some((profile, allows)),
        _ => None,
    });
    assert_eq!(asked, Some((&"me".to_owned(), &vec![SignInNeed::Edit])));
}
