//! Tests of the drafts on disk.

use super::*;
use crate::message::attached_file::AttachedFile;
use crate::message::unparsed_json::UnparsedJson;

use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::ignored::Ignored;
use crate::message::sent::LastSent;
use serde_json::json;

fn folder() -> (tempfile::TempDir, Drafts) {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(folder.path().join("drafts"));
    (folder, drafts)
}

#[test]
fn a_draft_comes_back() {
    let (_folder, drafts) = folder();
    let (first, held, fault) = drafts.open_latest();
    assert_eq!((first.id.as_str(), fault.is_none()), ("draft-1", true));
    drafts
        .save("draft-1", &json!({"message": {"text": "你好"}}))
        .unwrap();
    drop(held);
    let (again, _held, _) = drafts.open_latest();
    assert_eq!(again.request, json!({"message": {"text": "你好"}}));
}

#[test]
fn files_and_a_title_without_words_are_found_at_the_next_start() {
    let (_folder, drafts) = folder();
    let (opened, mut held, _) = drafts.open_latest();
    let id = opened.id.as_str();
    assert!(drafts.begin(id).unwrap() && !drafts.begin(id).unwrap());
    drafts.note_own(held.as_mut().unwrap());
    let file = AttachedFile {
        path: "/tmp/a.png".into(),
        name: "a.png".into(),
        ..AttachedFile::default()
    };
    drafts.save_files(id, std::slice::from_ref(&file)).unwrap();
    drafts.save_title(id, "screens").unwrap();
    assert_eq!(drafts.keep_foreign(held.as_ref().unwrap()).unwrap(), None);
    drop(held);
    let (again, _held, _) = drafts.open_latest();
    assert_eq!((again.files, again.title.as_str()), (vec![file], "screens"));
}

#[test]
fn what_is_ignored_is_kept_beside_the_draft_and_goes_with_it() {
    let (_folder, drafts) = folder();
    let request = json!({"message": {"text": "tell @Ada"}});
    drafts.save("draft-1", &request).unwrap();
    let found = check(&request, &CheckContext::default());
    let ignored: Vec<Ignored> = found
        .iter()
        .map(|finding| Ignored::new(finding, &request))
        .collect();
    assert!(!ignored.is_empty());
    drafts.save_ignored("draft-1", &ignored).unwrap();
    assert_eq!(drafts.list(None).len(), 1, "it is no draft");
    let (opened, held) = drafts.open("draft-1").unwrap();
    assert_eq!((opened.request, opened.ignored), (request, ignored));
    drop(held);
    fs::write(drafts.ignored_file("draft-1"), "not JSON").unwrap();
    assert_eq!(drafts.open("draft-1").unwrap().0.ignored, []);
    drafts.delete("draft-1").unwrap();
    assert_eq!(fs::read_dir(&drafts.folder).unwrap().count(), 0);
    drafts.save_ignored("draft-1", &[]).unwrap();
}

#[test]
fn what_was_sent_is_kept_beside_the_draft_and_goes_with_it() {
    let (_folder, drafts) = folder();
    let request = json!({"parent": "spaces/A", "message": {"text": "sent 你好"}});
    let sent = LastSent {
        space: "# eng".into(),
        at: "2026-11-25T14:32:05+01:00".into(),
        request: request.clone(),
    };
    let kept = |id: &str| drafts.open(id).unwrap().0.sent;
    for id in ["draft-1", "draft-2"] {
        drafts.save(id, &request).unwrap();
        assert_eq!(kept(id), None);
    }
    drafts.save_last_sent("draft-1", &sent).unwrap();
    assert_eq!(kept("draft-1").as_deref(), Some(&sent));
    assert_eq!(kept("draft-2"), None, "it is another draft's");
    assert_eq!(drafts.list(None).len(), 2, "it is no draft");
    fs::write(drafts.sent_file("draft-1"), "not JSON").unwrap();
    assert_eq!(kept("draft-1"), None);
    drafts.save_last_sent("draft-1", &sent).unwrap();
    fs::remove_file(drafts.file("draft-1")).unwrap();
    let (draft, held) = drafts.start().unwrap();
    assert_eq!((draft.id.as_str(), draft.sent), ("draft-1", None));
    assert!(
        !drafts.sent_file("draft-1").exists(),
        "nor of a later draft"
    );
    drop(held);
    drafts.save_last_sent("draft-2", &sent).unwrap();
    drafts.delete("draft-2").unwrap();
    assert_eq!(fs::read_dir(&drafts.folder).unwrap().count(), 0);
}

#[test]
fn json_that_could_not_be_read_is_kept_beside_the_draft() {
    let (_folder, drafts) = folder();
    drafts
        .save("draft-1", &json!({"message": {"text": "x"}}))
        .unwrap();
    let rejected = vec![UnparsedJson {
        part: "/message/cardsV2/0".into(),
        was: json!({"cardId": "a"}),
        text: "{\"cardId\": ".into(),
        line: 1,
    }];
    drafts.save_unparsed("draft-1", &rejected).unwrap();
    let (opened, held) = drafts.open("draft-1").unwrap();
    assert_eq!(opened.unparsed, rejected);
    drop(held);
    drafts.delete("draft-1").unwrap();
    assert_eq!(fs::read_dir(&drafts.folder).unwrap().count(), 0);
}

#[test]
fn a_draft_is_emptied_only_of_what_was_sent() {
    let (_folder, drafts) = folder();
    let request =
        json!({"parent": "spaces/A", "messageId": "client-1", "message": {"text": "sent"}});
    let sent = Outgoing {
        draft: "draft-1".into(),
        ..Outgoing::of(&request)
    };
    drafts.save("draft-1", &request).unwrap();
    let (_, held) = drafts.open("draft-1").unwrap();
    assert!(matches!(drafts.empty_sent(&sent), Err(Error::Taken(_))));
    drop(held);
    let changed =
        json!({"parent": "spaces/A", "messageId": "client-1", "message": {"text": "sent!"}});
    drafts.save("draft-1", &changed).unwrap();
    assert!(!drafts.empty_sent(&sent).unwrap());
    assert_eq!(drafts.read("draft-1").unwrap(), changed);
    drafts.save("draft-1", &request).unwrap();
    assert!(drafts.empty_sent(&sent).unwrap());
    let left = Draft::new(drafts.read("draft-1").unwrap());
    assert_eq!(
        (left.parent(), left.text(), left.query().len()),
        ("spaces/A", "", 0)
    );
}

#[test]
fn two_programs_never_have_the_same_draft() {
    let (_folder, drafts) = folder();
    let (_, first, _) = drafts.open_latest();
    drafts
        .save("draft-1", &json!({"message": {"text": "mine"}}))
        .unwrap();
    let (second, other, _) = drafts.open_latest();
    assert_eq!(second.id, "draft-2");
    assert!(drafts.list(other.as_ref())[0].is_open_elsewhere);
    assert!(matches!(drafts.delete("draft-1"), Err(Error::Taken(_))));
    drop(first);
    drafts.delete("draft-1").unwrap();
    assert_eq!(drafts.list(other.as_ref()), []);
    drop(other);
    let left = fs::read_dir(&drafts.folder).unwrap().count();
    assert_eq!(left, 0, "no lock is left behind");
}

#[test]
fn a_broken_draft_is_told_and_left_alone() {
    let (_folder, drafts) = folder();
    drafts
        .save("draft-1", &json!({"message": {"text": "x"}}))
        .unwrap();
    fs::write(drafts.file("draft-1"), "{\n  \"message\": ,").unwrap();
    let (opened, _held, fault) = drafts.open_latest();
    assert_eq!(opened.id, "draft-2");
    let words = fault.unwrap().to_string();
    assert!(words.contains("draft-1.json:2:14"), "{words}");
    assert_eq!(
        fs::read_to_string(drafts.file("draft-1")).unwrap(),
        "{\n  \"message\": ,"
    );
}

#[test]
fn a_draft_that_is_no_utf8_is_told_with_its_place() {
    let (_folder, drafts) = folder();
    drafts
        .save("draft-1", &json!({"message": {"text": "x"}}))
        .unwrap();
    fs::write(drafts.file("draft-1"), b"{\n  \"text\": \"caf\xe9\"}").unwrap();
    let error = drafts.open("draft-1").map(|_| ()).unwrap_err();
    assert!(matches!(error, Error::Broken { .. }), "{error:?}");
    let words = error.to_string();
    assert!(words.contains("draft-1.json:2:15"), "{words}");
    assert!(words.contains("not UTF-8"), "{words}");
}

#[test]
fn an_untouched_draft_leaves_no_file() {
    let (_folder, drafts) = folder();
    drafts.save("draft-1", &empty()).unwrap();
    assert_eq!(drafts.list(None), []);
}

#[test]
fn spans_are_told_in_words() {
    for (seconds, words) in [
        (3, "just now"),
        (60, "1 minute ago"),
        (7_300, "2 hours ago"),
        (200_000, "2 days ago"),
    ] {
        assert_eq!(ago(Duration::from_secs(seconds)), words);
    }
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_harms_nothing_and_a_draft_that_is_a_pipe_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(folder.path().join("drafts"));
    fs::create_dir(&drafts.folder).unwrap();
    let target = folder.path().join("words");
    fs::write(&target, "somebody's").unwrap();
    std::os::unix::fs::symlink(&target, drafts.lock_file("draft-1")).unwrap();
    let (draft, _held) = drafts.start().unwrap();
    assert_eq!(draft.id, "draft-1");
    assert_eq!(fs::read_to_string(&target).unwrap(), "somebody's");

    let pipe = drafts.file("draft-2");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    assert!(matches!(drafts.open("draft-2"), Err(Error::Disk(..))));
    std::os::unix::fs::symlink("/dev/zero", drafts.file("draft-3")).unwrap();
    assert!(matches!(drafts.open("draft-3"), Err(Error::Disk(..))));
}
