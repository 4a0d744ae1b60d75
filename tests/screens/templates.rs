//! The effects of the template gallery, the template form and the user's own templates.

use chatquill::app::events::effect::{DiskCommand, Effect};
use chatquill::app::events::event::{DiskReply, Reply, Size};
use chatquill::message::draft_file::OpenDraft;
use chatquill::store::templates::{TemplateFile, TemplateSaved};
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::fixtures::{self, RELEASE};
use crate::harness::Stage;
use crate::screen_text;
use crate::states;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

fn opened(stage: Stage) -> Stage {
    let draft = OpenDraft {
        id: "draft-4".into(),
        request: json!({}),
        ..OpenDraft::default()
    };
    stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(draft)))))
}

fn saved(stage: &Stage) -> Option<(&str, &Value)> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::SaveDraft { id, request }) => {
            Some((id.as_str(), request.as_ref()))
        }
        _ => None,
    })
}

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

#[test]
fn an_empty_draft_is_two_keys_away_however_slow_the_disk_is() {
    for keys in ["ctrl+n enter", "ctrl+n ctrl+n"] {
        let stage = Stage::writing(SIZE).write("old").keys(keys);
        let kept = Effect::Disk(DiskCommand::SaveDraft {
            id: "draft-3".into(),
            request: json!({"parent": RELEASE, "message": {"text": "old"}}).into(),
        });
        assert!(stage.effects.contains(&kept), "the old draft stays on disk");
        let stage = opened(stage.write("new"));
        let new = json!({"parent": RELEASE, "message": {"text": "new"}});
        assert_eq!(stage.app.document.draft().request(), &new, "{keys}");
        assert_eq!(stage.app.document.id(), "draft-4");
    }
}

#[test]
fn a_template_begins_a_draft_in_the_same_space() {
    let stage = states::gallery_filtered(SIZE)
        .keys("enter")
        .write("pigeon")
        .keys("enter")
        .write("3.0")
        .keys("ctrl+n");
    let asks = |effect: &&Effect| matches!(effect, Effect::Disk(DiskCommand::OpenDraft(_, None)));
    assert_eq!(stage.effects.iter().filter(asks).count(), 1);
    let stage = opened(stage);
    let (id, request) = saved(&stage).unwrap();
    assert_eq!(id, "draft-4");
    assert_eq!(request, stage.app.document.draft().request());
    let keys: Vec<&String> = request.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["parent", "message"]);
    assert_eq!(request["parent"], RELEASE);
    let text = request["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("🎉 *pigeon 3.0* is out."), "{text}");
    assert!(!request.to_string().contains("{{"));
    assert!(stage.app.overlay.dialog().is_none());
    // The answers are cleared after use: the next time the defaults are back.
    let again = stage.keys("ctrl+n").write("rel no").keys("enter");
    assert!(screen(&again).contains("Version 2.4"), "{}", screen(&again));
}

#[test]
fn what_is_filled_in_stays_until_it_is_used() {
    let filled = || states::blanks(SIZE).keys("enter right");
    for (away, back) in [
        ("esc", "enter"),
        ("esc down enter esc up", "enter"),
        ("esc esc ctrl+n down down down down down", "enter"),
        ("alt+2 ctrl+n down down down down down", "enter"),
    ] {
        let stage = filled().keys(away).keys(back);
        let words = screen(&stage);
        assert!(words.contains("What is broken The shop"), "{away}: {words}");
        assert!(words.contains("How bad SEV 2"), "{away}: {words}");
    }
    // When the disk refuses the new draft, the answers are kept, too.
    let refused = fixtures::forbidden().problem;
    let stage = filled()
        .keys("ctrl+n")
        .answer(Reply::Disk(DiskReply::Opened(Err(refused))));
    let words = screen(&stage.keys("ctrl+n down down down down down enter"));
    assert!(words.contains("What is broken The shop"), "{words}");
}

#[test]
fn the_form_goes_from_blank_to_blank() {
    for (keys, at) in [
        ("", 2),
        ("enter", 3),
        ("tab", 3),
        ("down", 3),
        ("shift+tab", 1),
        ("up up up", 1),
        ("shift+tab shift+tab", 8),
        ("shift+tab shift+tab tab", 1),
        ("enter enter enter down", 6),
    ] {
        let words = screen(&states::blanks(SIZE).keys(keys));
        assert!(words.contains(&format!("{at} of 8")), "{keys}: {words}");
    }
    let last = states::blanks(SIZE).keys("enter enter enter enter enter enter enter");
    let asks = |effect: &Effect| matches!(effect, Effect::Disk(DiskCommand::OpenDraft(..)));
    assert!(
        last.effects.iter().any(asks),
        "Enter on the last one writes the draft"
    );
}

#[test]
fn ones_own_templates_keep_the_cursor_on_its_row() {
    let stage = Stage::writing(SIZE)
        .keys("ctrl+n down down")
        .answer(Reply::Disk(DiskReply::Templates(Ok(fixtures::templates()))))
        .keys("enter");
    let words = screen(&stage);
    assert!(words.contains("━ Status update ━"), "{words}");
    // A reply that comes while a form is filled in goes into the gallery behind it.
    let stage = Stage::writing(SIZE)
        .keys("ctrl+n down enter")
        .answer(Reply::Disk(DiskReply::Templates(Ok(fixtures::templates()))))
        .keys("esc");
    assert!(screen(&stage).contains("★ Greeting"));
}

#[test]
fn a_draft_becomes_a_template_and_nothing_is_replaced_unasked() {
    let file = |replaces| TemplateFile {
        title: "Greeting".into(),
        content: json!({
            "template": {"title": "Greeting", "blanks": [
                {"name": "name", "prompt": "name"},
                {"name": "team", "prompt": "team"},
            ]},
            "message": {"text": "Hello {{name}}, welcome to {{team}}!"},
        }),
        replaces,
    };
    let asked = |stage: &Stage| {
        let files = stage.effects.iter().filter_map(|effect| match effect {
            Effect::Disk(DiskCommand::SaveTemplate(_, file)) => Some(file.clone()),
            _ => None,
        });
        files.collect::<Vec<_>>()
    };
    let reached = |name| {
        let found = states::ALL.iter().find(|(known, _)| *known == name);
        found.unwrap().1(SIZE)
    };
    let stage = reached("saving_a_template").keys("enter enter");
    assert_eq!(
        asked(&stage),
        [file(false)],
        "the second Enter waits for the first"
    );
    let taken = || reached("saving_taken");
    assert_eq!(asked(&taken().keys("enter")), [file(false), file(true)]);
    let other = taken().write("s").keys("enter");
    let titles: Vec<_> = asked(&other)
        .into_iter()
        .map(|file| (file.title, file.replaces))
        .collect();
    assert_eq!(titles[1], ("Greetings".into(), false));
    let path = "/data/templates/greeting.json";
    let done = stage.answer(Reply::Disk(DiskReply::TemplateSaved(Ok(
        TemplateSaved::Saved(path.into()),
    ))));
    let words = screen(&done);
    assert!(
        words.contains("Saved as a template") && words.contains(path),
        "{words}"
    );
    assert!(done.app.overlay.dialog().is_none());
    let empty = Stage::writing(SIZE).keys("alt+t");
    assert!(empty.app.overlay.dialog().is_none());
    assert!(screen(&empty).contains("The draft is empty: nothing to save"));
}
