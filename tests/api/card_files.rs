//! The card files under `tests/cards`: together they use all that a message can hold, each comes back as it was
//! saved, and none has an error for the sender it is meant for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chatquill::chat::sender::SenderKind;
use chatquill::document::schema::{Field, Schema, Type, Where};
use chatquill::message::checks::check::check;
use chatquill::message::checks::check_context::CheckContext;
use chatquill::message::checks::rule::Severity;
use chatquill::message::import::open;
use chatquill::store::drafts::Drafts;
use serde_json::Value;

const ROOT: &str = "CreateMessageRequest";

/// Returns the check context of each folder: who its files are meant for.
fn senders() -> [(&'static str, CheckContext); 4] {
    let mut preview = CheckContext::of(SenderKind::User);
    preview.developer_preview = true;
    [
        ("", CheckContext::of(SenderKind::App)),
        ("user", CheckContext::of(SenderKind::User)),
        ("preview", preview),
        ("webhook", CheckContext::of(SenderKind::Webhook)),
    ]
}

fn files(folder: &str) -> Vec<PathBuf> {
    let cards = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cards");
    let mut files: Vec<PathBuf> = fs::read_dir(cards.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no file for {folder}");
    files
}

fn all_files() -> Vec<PathBuf> {
    let folders = senders().map(|(folder, _)| files(folder));
    folders.into_iter().flatten().collect()
}

fn request(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    let opened = open(&text);
    assert!(opened.is_ok(), "{}: {opened:?}", path.display());
    opened.unwrap().request
}

#[test]
fn they_use_every_field_and_every_word() {
    let schema = Schema::builtin();
    let root = schema.get(ROOT).unwrap();
    let mut missing = BTreeSet::new();
    usable(schema, root, &mut missing);
    assert!(missing.len() > 300, "{}", missing.len());
    let files = all_files();
    assert!(files.len() >= 60, "only {} card files", files.len());
    for file in files {
        used(schema, root, &request(&file), &mut missing);
    }
    let missing: Vec<String> = missing.into_iter().collect();
    assert!(
        missing.is_empty(),
        "no card file uses\n{}",
        missing.join("\n")
    );
}

/// Returns whether a message can hold a field, and may.
fn is_usable(field: &Field) -> bool {
    matches!(field.scope, Where::Message | Where::ChatOnly)
}

/// Collects every `Type.field`, and `Type.field = WORD` of its enum values, from a type down.
fn usable(schema: &Schema, kind: &Type, out: &mut BTreeSet<String>) {
    for field in kind.fields.iter().filter(|field| is_usable(field)) {
        let name = format!("{}.{}", kind.name, field.name);
        let words = field.choices().iter();
        out.extend(words.map(|word| format!("{name} = {}", word.name)));
        if out.insert(name)
            && let Some(below) = schema.type_of(field)
        {
            usable(schema, below, out);
        }
    }
}

/// Removes from `missing` what a value uses.
fn used(schema: &Schema, kind: &Type, value: &Value, missing: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().unwrap() {
        let Some(field) = kind.field(key) else {
            continue;
        };
        let name = format!("{}.{key}", kind.name);
        let one = std::slice::from_ref(value);
        for value in value.as_array().map_or(one, Vec::as_slice) {
            missing.remove(&name);
            if let Some(word) = value.as_str() {
                missing.remove(&format!("{name} = {word}"));
            }
            if let Some(below) = schema.type_of(field) {
                used(schema, below, value, missing);
            }
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    let schema = Schema::builtin();
    let root = schema.get(ROOT).unwrap();
    let mut missing = BTreeSet::new();
    usable(schema, root, &mut missing);
    for file in all_files()
        .iter()
        .filter(|file| !file.ends_with("carousel.json"))
        .filter(|file| !file.ends_with("reminder_carousel.json"))
    {
        used(schema, root, &request(file), &mut missing);
    }
    for name in ["Widget.carousel", "CarouselCard.footerWidgets"] {
        assert!(missing.contains(name), "{missing:?}");
    }
}

#[test]
fn each_comes_back_as_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(folder.path().to_owned());
    for file in all_files() {
        let request = request(&file);
        drafts.save("draft-1", &request).unwrap();
        let saved = fs::read(folder.path().join("draft-1.json")).unwrap();
        let again = open(std::str::from_utf8(&saved).unwrap()).unwrap().request;
        drafts.save("draft-2", &again).unwrap();
        let twice = fs::read(folder.path().join("draft-2.json")).unwrap();
        assert!(saved == twice, "{} came back changed", file.display());
        let (opened, _held) = drafts.open("draft-1").unwrap();
        assert_eq!(opened.request.to_string(), request.to_string());
    }
}

#[test]
fn none_has_an_error_for_the_sender_it_is_meant_for() {
    for (folder, setting) in senders() {
        for file in files(folder) {
            let found = check(&request(&file), &setting);
            let wrong: Vec<_> = found
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", file.display());
        }
    }
}
