//! Fixtures of the screens: spaces, people, the sender.

use chatquill::delivery::outcome::Leftover;
use chatquill::message::draft_file::DraftEntry;
use chatquill::message::request::Outgoing;
use chatquill::store::directory::{Folder, FolderEntry};
use chatquill::store::history_entry::{Entry as PastEntry, State as PastState};
use chatquill::store::outbox::{Origin, Receipt, Record, State};
use chatquill::store::templates::OwnTemplate;
use std::path::PathBuf;
use std::time::Duration;

use chatquill::app::events::event::{NotSent, Sender, Sent};
use chatquill::app::events::past_send::PastSend;
use chatquill::chat::resources::{Member, Role, Space, SpaceKind, Threading, UserKind};
use chatquill::chat::sender::SenderKind;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::message::template::Template;

/// The space that messages are sent to, where a state needs one.
pub const RELEASE: &str = "spaces/AAAArelease1";

/// The thread of the sent message.
pub const THREAD: &str = "spaces/AAAArelease1/threads/hW3Kq0pXyLo";

fn space(name: &str, kind: SpaceKind, label: &str, threading: Threading, minute: u32) -> Space {
    Space {
        name: format!("spaces/{name}"),
        kind,
        display_name: label.to_owned(),
        threading,
        last_active: Some(format!("2026-11-20T09:{minute:02}:00Z")),
        ..Space::default()
    }
}

/// Returns the spaces as the server lists them.
pub fn spaces() -> Vec<Space> {
    use chatquill::chat::resources::SpaceKind::{DirectMessage, GroupChat, Space as Named};
    use chatquill::chat::resources::Threading::{Grouped, Threaded, Unthreaded};
    vec![
        space("AAAArelease1", Named, "eng-release", Threaded, 59),
        space("AAAAincident", Named, "eng-incidents", Threaded, 58),
        space("AAAAdm000001", DirectMessage, "", Unthreaded, 57),
        space("AAAAtaipei01", Named, "台北辦公室 🧋", Threaded, 56),
        space("AAAAlunch001", Named, "lunch", Unthreaded, 55),
        space("AAAAgroup001", GroupChat, "", Unthreaded, 54),
        space(
            "AAAAplanning",
            Named,
            "Q1 planning – réunion d’équipe",
            Threaded,
            53,
        ),
        space("AAAAdm000002", DirectMessage, "", Unthreaded, 52),
        space("AAAAsupport1", Named, "support-triage", Threaded, 51),
        space("AAAAarchive1", Named, "eng-archive", Grouped, 50),
        Space {
            members_may_post: Some(false),
            ..space("AAAAnews0001", Named, "company-news", Threaded, 49)
        },
        space(
            "AAAAlongname",
            Named,
            "migration-of-the-billing-database-to-the-new-region",
            Threaded,
            48,
        ),
        space("AAAAarabic01", Named, "فريق الترجمة", Threaded, 47),
        space("AAAAdesign01", Named, "design", Threaded, 46),
        space("AAAAmoon0001", Named, "👩🏽‍🚀 moon crew", Threaded, 45),
    ]
}

/// Returns the members of a space; those of the release space where it has none of its own.
pub fn members(space: &str) -> Vec<Member> {
    let people: &[(u8, &str)] = match space {
        "spaces/AAAAdm000001" => &[(2, "Grace Hopper")],
        "spaces/AAAAdm000002" => &[(5, "王小明")],
        "spaces/AAAAgroup001" => &[(1, "Ada Lovelace"), (2, "Grace Hopper"), (5, "王小明")],
        _ => &[
            (1, "Ada Lovelace"),
            (2, "Grace Hopper"),
            (3, "Alan Turing"),
            (4, "Katherine Johnson"),
            (5, "王小明"),
            (6, "Zoë 👩🏽‍🚀 Müller"),
            (9, "محمد الخوارزمي"),
        ],
    };
    let human = people.iter().map(|(number, name)| Member {
        user: format!("users/10000000000000000000{number}"),
        display_name: (*name).to_owned(),
        email: (*number < 5).then(|| {
            let first = name.split(' ').next().unwrap_or(name).to_lowercase();
            format!("{first}@example.com")
        }),
        kind: UserKind::Human,
        role: Role::Member,
    });
    let bot = Member {
        user: "users/app".into(),
        display_name: "Build Bot".into(),
        kind: UserKind::Bot,
        ..Member::default()
    };
    human.chain([bot]).collect()
}

/// Returns the sender of a new user: an app on the sandbox.
pub fn sandbox() -> Sender {
    Sender {
        profile: String::new(),
        kind: SenderKind::App,
        is_sandbox: true,
        policy: WritePolicy::default(),
        has_preview: false,
    }
}

/// Returns a person of a profile, who may not do what only apps may.
pub fn person() -> Sender {
    Sender {
        profile: "me".into(),
        kind: SenderKind::User,
        is_sandbox: false,
        policy: WritePolicy::default(),
        has_preview: false,
    }
}

/// Returns an app with a production profile, whose messages go to people who must not be bothered by mistake.
pub fn production() -> Sender {
    Sender {
        profile: "build-bot".into(),
        kind: SenderKind::App,
        policy: WritePolicy {
            profile: "build-bot".into(),
            is_production: true,
            ..WritePolicy::default()
        },
        ..person()
    }
}

/// Returns Chat's response to a created message.
pub fn sent() -> Sent {
    Sent {
        name: format!("{RELEASE}/messages/hW3Kq0pXyLo.hW3Kq0pXyLo"),
        thread: THREAD.into(),
        took: Duration::from_millis(412),
        at: "2026-11-25T14:32:05+01:00".into(),
        earlier: None,
    }
}

/// Returns a send of the draft `draft-7` that an earlier run left in doubt.
pub fn leftover(request_id: &str) -> Leftover {
    Leftover {
        day: String::new(),
        record: Record {
            message: Outgoing {
                request_id: request_id.into(),
                draft: "draft-7".into(),
                parent: RELEASE.into(),
                query: Vec::new(),
                body: r#"{"text":"Was on its way"}"#.into(),
                ..Outgoing::default()
            },
            origin: Origin {
                profile: "build-bot".into(),
                base: "https://chat.googleapis.com".into(),
                is_sandbox: false,
                is_webhook: false,
            },
            since: "2026-11-25T14:30:00Z".into(),
            state: State::Unknown,
            reason: String::new(),
            sent: None,
        },
        is_ours: true,
    }
}

/// Returns Chat's error for an app that is not in the space.
pub fn forbidden() -> NotSent {
    NotSent {
        day: String::new(),
        problem: Diagnostic {
            title: "The app is not in this space".into(),
            detail: "403 PERMISSION_DENIED: This Chat app is not a member of this space.".into(),
            remedy: "Add the app to the space in Google Chat, then send again.".into(),
            ..Diagnostic::default()
        },
        request_id: "7d1f1a52-0000-4000-8000-000000000001".into(),
        unsure: false,
    }
}

/// Returns a folder with folders in it, and files of all kinds.
pub fn folder() -> Folder {
    let path = PathBuf::from("/home/ada/messages");
    let entry = |name: &str, is_folder, bytes| FolderEntry {
        path: path.join(name),
        is_folder,
        bytes,
    };
    let entries = vec![
        entry("archive", true, 4_096),
        entry("台北", true, 4_096),
        entry(".settings.json", false, 120),
        entry("about-this-message.js", false, 2_318),
        entry("red\u{1b}[31m\u{202e}.json", false, 17),
        entry("release-notes.json", false, 28_410),
    ];
    Folder { path, entries }
}

/// Returns three drafts on disk, the latest first; the first is the open one.
pub fn drafts() -> Vec<DraftEntry> {
    let entry = |id: &str, excerpt: &str, parent: &str, bytes, saved: &str| DraftEntry {
        id: id.into(),
        excerpt: excerpt.into(),
        parent: parent.into(),
        bytes,
        saved: saved.into(),
        is_open_elsewhere: false,
        edit: None,
    };
    vec![
        entry("draft-3", "", "", 2, "just now"),
        entry(
            "draft-2",
            "收到,台北這邊也沒有問題 👍",
            "spaces/AAAAtaipei01",
            63,
            "5 minutes ago",
        ),
        DraftEntry {
            is_open_elsewhere: true,
            ..entry(
                "draft-1",
                "Release *2.4* is out, with a very long first line that no list has r…",
                RELEASE,
                28_410,
                "yesterday",
            )
        },
    ]
}

/// Returns templates of the user's own, one of which cannot be read.
pub fn templates() -> Vec<OwnTemplate> {
    let greeting = r#"{
        "template": {"title": "Greeting", "about": "For whoever is new."},
        "message": {"text": "Hello {{name}}, welcome to {{team}}!"}
    }"#;
    ["greeting", "half"]
        .into_iter()
        .zip([greeting, "{\n  \"text\": ,\n}"])
        .map(|(name, text)| OwnTemplate {
            name: name.into(),
            template: Template::parse(text, name).map_err(|error| error.to_string()),
        })
        .collect()
}

/// Returns a send of an earlier run, to this space.
pub fn past_send(request_id: &str, space: &str, state: PastState, text: &str) -> PastSend {
    let record = Record {
        message: Outgoing {
            request_id: request_id.into(),
            parent: space.into(),
            body: serde_json::json!({ "text": text }).to_string(),
            ..Outgoing::default()
        },
        origin: Origin::default(),
        since: "2026-11-24T08:12:44Z".into(),
        state: State::Sent,
        reason: String::new(),
        sent: (state != PastState::Failed).then(|| Receipt {
            name: format!("{space}/messages/{request_id}.{request_id}"),
            thread: format!("{space}/threads/{request_id}"),
            ..Receipt::default()
        }),
    };
    let mut entry = PastEntry::of(&record, state);
    entry.origin.profile = "me".into();
    entry.origin.base = "https://chat.googleapis.com".into();
    entry.sender = "user".into();
    PastSend {
        title: entry.title.clone(),
        space: String::new(),
        day: "2026-11-24".into(),
        time: "09:12 on 2026-11-24".into(),
        searched: entry.searched(),
        entry,
    }
}

/// Returns the sends of earlier runs, the latest first.
pub fn past_sends() -> Vec<PastSend> {
    let lunch = "spaces/AAAAlunch001";
    vec![
        past_send("p1", RELEASE, PastState::Sent, "Build 17 is green"),
        past_send("p2", lunch, PastState::Edited, "Soup at noon"),
        past_send("p3", RELEASE, PastState::Failed, "Build 16 broke"),
        past_send("p4", RELEASE, PastState::Deleted, "Oops"),
    ]
}
