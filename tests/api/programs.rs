//! The programs under `tests/programs`: six languages, four styles; each opens, is drawn, exported and opens again.

use std::fs;

use chatquill::chat::sender::SenderKind;
use chatquill::message::export::language::Language;
use chatquill::message::export::program::program;
use chatquill::message::import::open;
use chatquill::render::context::RenderContext;
use chatquill::render::folds::Folds;
use chatquill::render::image_store::ImageStore;
use chatquill::render::message::render;
use serde_json::Value;

use crate::round_trip::{canonical, files};

fn drawn(request: &Value) -> String {
    let (folds, pictures) = (Folds::open(), ImageStore::default());
    let context = RenderContext {
        is_desktop: false,
        kind: SenderKind::App,
        sender: "Chat app",
        time: "now",
        width: 80,
        folds: &folds,
        pictures: &pictures,
        names: &|_| None,
    };
    let lines = render(request, &context);
    lines.iter().map(|line| line.text() + "\n").collect()
}

#[test]
fn each_opens_as_the_message_it_sends() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files("programs", "") {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let Some(message) = name.split('_').nth(1) else {
            continue;
        };
        count += 1;
        let expected = file.with_file_name(format!("expected/{message}.json"));
        let expected = open(&fs::read_to_string(expected).unwrap())
            .unwrap()
            .request;
        let shown = file.file_name().unwrap().display();
        let opened = match open(&fs::read_to_string(&file).unwrap()) {
            Ok(opened) => opened,
            Err(error) => {
                wrong.push(format!("{shown}: {error}"));
                continue;
            }
        };
        let (message, meant) = (
            &canonical(&opened.request)["message"],
            &canonical(&expected)["message"],
        );
        if message != meant || !opened.blanks.is_empty() {
            wrong.push(format!("{shown}:\n{message}\n{meant}\n{:?}", opened.asides));
            continue;
        }
        if name.starts_with("builder")
            && !name.contains("text")
            && file
                .extension()
                .is_some_and(|end| end == "go" || end == "js")
        {
            assert_eq!(opened.request["parent"], "spaces/AAAAnightly", "{shown}");
        }
        let seen = drawn(&opened.request);
        let words = ["Nightly build", "Release", "Done"];
        assert!(
            words.iter().any(|words| seen.contains(words)),
            "{shown}\n{seen}"
        );
        for language in Language::ALL {
            let code = program(&opened.request, language, SenderKind::App);
            match open(&code) {
                Ok(again) if canonical(&again.request)["message"] == *meant => {}
                other => wrong.push(format!("{shown} as {language:?}: {other:?}")),
            }
        }
    }
    assert!(count >= 60, "{count}");
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
