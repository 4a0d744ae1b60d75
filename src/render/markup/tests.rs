//! Texts of each syntax, rendered.

use super::*;
use crate::chat::sender::SenderKind;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;

fn drawn(source: &str, syntax: Syntax, width: u16) -> String {
    let folds = Folds::default();
    let context = RenderContext {
        is_desktop: false,
        kind: SenderKind::App,
        sender: "build-bot",
        time: "now",
        width,
        folds: &folds,
        pictures: &ImageStore::default(),
        names: &|user| (user == "users/7").then(|| "Ada Lovelace".to_owned()),
    };
    let lines = block(source, syntax, TextStyle::default(), width, &context);
    let mut out = String::new();
    for line in &lines {
        assert!(line.width() <= width);
        for piece in line.pieces() {
            let mut words = piece.text.clone();
            for (modifier, sign) in [
                (Modifier::BOLD, "*"),
                (Modifier::ITALIC, "_"),
                (Modifier::UNDERLINED, "+"),
                (Modifier::CROSSED_OUT, "~"),
            ] {
                if piece.style.modifier.contains(modifier) {
                    words = format!("{sign}{words}{sign}");
                }
            }
            let seen = match piece.style.role {
                Role::Code => format!("`{}`", words.trim_end()),
                Role::Link => format!("[{words}]"),
                Role::Mention => format!("{{{words}}}"),
                _ => words,
            };
            out.push_str(&seen);
        }
        out.push('/');
    }
    out.pop();
    out
}

#[test]
fn each_syntax_is_drawn() {
    for (syntax, source, seen) in [
        (Syntax::Chat, "*b* _i_ ~s~ `c` x", "*b* _i_ ~s~ `c` x"),
        (
            Syntax::Chat,
            "<https://e.com|notes> https://e.com",
            "[notes] [https://e.com]",
        ),
        (
            Syntax::Chat,
            "<users/7> <users/8> <users/all>",
            "{@Ada Lovelace} {@users/8} {@all}",
        ),
        (Syntax::Chat, "a\n* b\n    * c\nd", "a/• b/  ◦ c/d"),
        (Syntax::Chat, "> q\nr\n\ns", "▎ q/r//s"),
        (Syntax::Chat, "a\n```\nx\n y\n```\nb", "a/▏`x`/▏` y`/b"),
        (
            Syntax::Markdown,
            "**b** *i* ~~s~~ [l](https://e.com)",
            "*b* _i_ ~s~ [l]",
        ),
        (Syntax::Markdown, "1. a\n2. b\n\nc", "1. a/2. b//c"),
        (
            Syntax::Markdown,
            "<chat-user data-user=\"users/7\"></chat-user> <chat-citation data-id=\"a\">w</chat-citation>",
            "{@Ada Lovelace} w[1]",
        ),
        (
            Syntax::CardHtml,
            "a<br><b>b</b>&lt;<u>u</u><strong>s</strong>",
            "a/*b*<+u+s",
        ),
        (
            Syntax::CardHtml,
            "a\n<ol>\n <li>b</li>\n <li>c<ul><li>d</li></ul></li>\n</ol>\ne",
            "a/1. b/2. c/  ◦ d/e",
        ),
        (
            Syntax::CardHtml,
            "<pre><code>x\ny</code></pre>z",
            "▏`x`/▏`y`/z",
        ),
        (Syntax::CardMarkdown, "- **b** ~s~", "• *b* ~s~"),
        (Syntax::Chat, "", ""),
    ] {
        assert_eq!(drawn(source, syntax, 60), seen, "{source}");
    }
}

#[test]
fn wrapped_items_hang() {
    assert_eq!(drawn("* one two", Syntax::Chat, 6), "• one/  two");
    assert_eq!(drawn("> one two", Syntax::Chat, 6), "▎ one/▎ two");
    assert_eq!(drawn("* one", Syntax::Chat, 3), "•/one");
    for width in 1..8 {
        drawn("* 你好 x\n> y\n```\ncode\n```", Syntax::Chat, width);
    }
}
