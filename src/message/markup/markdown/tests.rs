//! Texts, and the spans they are parsed into.

use super::*;
use crate::message::markup::span::Mention;

/// Draws the spans as text: what is not shown in braces, marks by their first letter.
fn drawn(source: &str, syntax: Syntax) -> String {
    let marked = read(source, syntax);
    let mut at = 0;
    let mut out = String::new();
    for span in &marked.spans {
        assert_eq!(
            span.range.start, at,
            "no gaps: {source:?} {:?}",
            marked.spans
        );
        at = span.range.end;
        let words = &source[span.range.clone()];
        let letter = |mark: &Mark| format!("{mark:?}").chars().next().unwrap();
        let shown = match &span.piece {
            Piece::Text => words.to_owned(),
            Piece::Code => format!("`{words}`"),
            Piece::Open(Mark::Link(to)) => format!("{{L {}:", &source[to.clone()]),
            Piece::Open(mark) => format!("{{{}:", letter(mark)),
            Piece::Close(_) => '}'.to_string(),
            Piece::Bullet { depth } => format!("•{depth} "),
            Piece::Number { depth, number } => format!("№{depth}.{number} "),
            Piece::Quote => "│ ".to_owned(),
            Piece::Address => format!("<{words}>"),
            Piece::Mention(mention) => match mention {
                Mention::All => "@all".to_owned(),
                Mention::User(id) => format!("@{}", &source[id.clone()]),
                Mention::Email(id) => format!("@mail {}", &source[id.clone()]),
            },
            Piece::Emoji => "(emoji)".to_owned(),
            Piece::Hidden => String::new(),
            other => panic!("{other:?}"),
        };
        out.push_str(&shown);
    }
    assert_eq!(at, source.len(), "all of it: {source:?}");
    for error in &marked.errors {
        let told = format!(" !{:?} {:?}", error.kind, &source[error.range.clone()]);
        out.push_str(&told);
    }
    out
}

#[test]
fn chat_markup_is_read() {
    for (source, picture) in [
        ("plain, 你好 👋", "plain, 你好 👋"),
        (
            "a *bold* _i_ ~s~ `c*d*`",
            "a {B:bold} {I:i} {S:s} {C:`c*d*`}",
        ),
        ("*bold _and italic_*", "{B:bold {I:and italic}}"),
        ("snake_case_name 2*3*4 5 * 6", "snake_case_name 2*3*4 5 * 6"),
        ("*open", "*open !Unclosed \"*\""),
        ("*a _b* c_", "{B:a _b} c_ !Unclosed \"_\""),
        ("~5 minutes", "~5 minutes"),
        ("*a\nb*", "*a\nb* !Unclosed \"*\""),
        (
            "* one\n    - two\n  - three",
            "•0 one\n•1 two\n•0 three !Indent \"  \"",
        ),
        ("1. one", "1. one"),
        (">said *so*", "│ said {B:so}"),
        ("```\na *b*\n```", "{C:`a *b*\n`}"),
        ("```a *b*", "```a {B:b} !Fence \"```\""),
        (
            "<https://e.com/a_b_c|the docs>",
            "{L https://e.com/a_b_c:the docs}",
        ),
        (
            "<https://e.com> https://e.com/a_b_c.",
            "<https://e.com> <https://e.com/a_b_c>.",
        ),
        ("<here|label>", "<here|label> !Scheme \"here\""),
        (
            "<users/12> <users/all> <users/a@b.c>",
            "@12 @all @mail a@b.c",
        ),
        (
            "<users/> <users/a b>",
            "<users/> <users/a b> !Mention \"<users/>\" !Mention \"<users/a b>\"",
        ),
        (
            ":party-parrot: 12:30:45 <customEmojis/1>",
            "(emoji) 12:30:45 (emoji)",
        ),
        ("`a", "`a !Unclosed \"`\""),
        ("**", "**"),
    ] {
        assert_eq!(drawn(source, Syntax::Chat), picture, "{source:?}");
    }
}

#[test]
fn markdown_is_read() {
    for (source, picture) in [
        (
            "**b** __b__ *i* _i_ ~~s~~ ~x~",
            "{B:b} {B:b} {I:i} {I:i} {S:s} ~x~",
        ),
        ("***both*** **b *i***", "{B:{I:both}} {B:b {I:i}}"),
        ("*i **b***", "{I:i {B:b}}"),
        ("snake_case a\\*b\\*", "snake_case a*b*"),
        ("**open", "**open !Unclosed \"**\""),
        ("[docs](https://e.com)", "{L https://e.com:docs}"),
        ("[docs](e.com) [x]", "[docs](e.com) [x] !Scheme \"e.com\""),
        ("1. one\n    2. two\n- x", "№0.1 one\n№1.2 two\n•0 x"),
        ("> said", "│ said"),
        ("```rust\nfn x\n```", "{C:`fn x\n`}"),
        ("``a`b`` `` ` `` `c`", "{C:`a`b`} {C:```} {C:`c`}"),
        (
            "<chat-user data-user=\"users/12\"></chat-user> <chat-user data-email=\"a@b.c\">",
            "@12 @mail a@b.c",
        ),
        ("<chat-user>", "<chat-user> !Mention \"<chat-user>\""),
        ("<chat-citation data-id=\"a1\">so</chat-citation>", "{C:so}"),
        ("<users/1> <b>", "<users/1> <b>"),
    ] {
        assert_eq!(drawn(source, Syntax::Markdown), picture, "{source:?}");
    }
}

#[test]
fn card_markdown_is_read() {
    for (source, picture) in [
        (
            "**b** ~s~ ~~x~~ [d](https://e.com)",
            "{B:b} {S:s} ~~x~~ {L https://e.com:d}",
        ),
        ("> no quote", "> no quote"),
        ("<b> :smile:", "<b> :smile:"),
    ] {
        assert_eq!(drawn(source, Syntax::CardMarkdown), picture, "{source:?}");
    }
}

#[test]
fn any_text_is_read_without_gaps() {
    use proptest::prelude::*;
    proptest!(|(source in "[a*_~`<>|\\[\\]()/:. \\n\\\\0-9é👋h-]{0,40}")| {
        for syntax in [Syntax::Chat, Syntax::Markdown, Syntax::CardMarkdown, Syntax::CardHtml] {
            let marked = crate::message::markup::parse::read(&source, syntax);
            let mut at = 0;
            for span in &marked.spans {
                prop_assert_eq!(span.range.start, at);
                at = span.range.end;
                prop_assert!(source.is_char_boundary(at));
            }
            prop_assert_eq!(at, source.len());
        }
    });
}
