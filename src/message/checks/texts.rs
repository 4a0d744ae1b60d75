//! X: the text of the message, in the syntax it is in.

use std::collections::HashMap;
use std::ops::Range;

use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::mentions;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::text::{
    CHAT_IN_MARKDOWN, CONTROL_CHARS, FALLBACK_MISSING, FALLBACK_WITHOUT_CARDS, HEADING_TABLE_IMAGE,
    HTML_IN_TEXT, LINK_SCHEME, MARKDOWN_IN_CHAT, MARKUP_UNSET, NESTED_INDENT, UNBALANCED_MARKER,
    UNCLOSED_FENCE,
};
use crate::message::checks::text_context::CheckedText;
use crate::message::checks::text_syntax::TextSyntax;
use crate::message::checks::wrong_syntax;
use crate::message::markup::markdown::numbered;
use crate::message::markup::parse::read;
use crate::message::markup::span::{MarkupErrorKind, ParsedMarkup, Syntax};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[("Message", text), ("Message", fallback)];

/// HTML tags that people write out of habit.
const HTML: [&str; 29] = [
    "b",
    "i",
    "u",
    "s",
    "a",
    "p",
    "br",
    "em",
    "strong",
    "del",
    "strike",
    "code",
    "pre",
    "font",
    "span",
    "div",
    "ul",
    "ol",
    "li",
    "img",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "hr",
    "blockquote",
];

fn text(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let text = here.text("text");
    if text.is_empty() {
        return;
    }
    let read_as = TextSyntax::new(here.text("markupSyntax"), text, report.context.sender);
    let syntax = read_as.syntax();
    let marked = read(text, syntax);
    let checked = CheckedText::of(here, "text");
    if read_as.is_doubtful(text) {
        unset(&checked, read_as, report);
    }
    slips(&checked, &marked, report);
    let parts = wrong_syntax::stretches(&marked);
    for part in &parts {
        match syntax {
            _ if read_as.is_guess() => {}
            Syntax::Chat => markdown(&checked, part, report),
            _ => chat(&checked, part, report),
        }
        plain(&checked, part, report);
    }
    control(&checked, report);
    mentions::check(&checked, syntax, &marked, &parts, report);
}

fn unset(checked: &CheckedText<'_>, read_as: TextSyntax, report: &mut Report<'_>) {
    let words = format!(
        "No syntax is set for the text; it is read as {} here.",
        read_as.name()
    );
    let word = read_as.value();
    report.add(
        Finding::new(&MARKUP_UNSET, checked.object.at(checked.field), words).perhaps(
            format!("Set {word}"),
            checked.object.set("markupSyntax", word),
        ),
    );
}

fn slips(checked: &CheckedText<'_>, marked: &ParsedMarkup, report: &mut Report<'_>) {
    let mut told: HashMap<MarkupErrorKind, usize> = HashMap::new();
    for error in &marked.errors {
        let count = told.entry(error.kind).or_default();
        *count += 1;
        if *count > wrong_syntax::MOST {
            continue;
        }
        let sign = &checked.text[error.range.clone()];
        let (rule, words) = match error.kind {
            MarkupErrorKind::Unclosed => (
                &UNBALANCED_MARKER,
                format!("{sign} opens here and is not closed in the line."),
            ),
            MarkupErrorKind::Fence => (&UNCLOSED_FENCE, "The code block is not closed.".to_owned()),
            MarkupErrorKind::Indent => {
                let spaces = format_value::count(sign.len(), "space");
                (
                    &NESTED_INDENT,
                    format!("The item is indented by {spaces}, not by four or eight."),
                )
            }
            MarkupErrorKind::Scheme => (
                &LINK_SCHEME,
                format!(
                    "{} is not an http or https address.",
                    format_value::quoted(sign)
                ),
            ),
            _ => continue,
        };
        let finding = checked.finding(rule, error.range.clone(), words);
        report.add(match error.kind {
            MarkupErrorKind::Fence => {
                let end = checked.text.len();
                let line = if checked.text.ends_with('\n') {
                    "```"
                } else {
                    "\n```"
                };
                finding.perhaps(
                    "Close it at the end",
                    checked.rewrite(&(end..end), line.to_owned()),
                )
            }
            MarkupErrorKind::Indent => {
                let spaces = " ".repeat(sign.len().div_ceil(4) * 4);
                finding.safely("Indent by four", checked.rewrite(&error.range, spaces))
            }
            _ => finding,
        });
    }
}

/// Reports Markdown in Chat markup.
fn markdown(checked: &CheckedText<'_>, part: &Range<usize>, report: &mut Report<'_>) {
    let text = checked.text;
    for (sign, chat, means) in [("**", "*", "bold"), ("~~", "~", "struck through")] {
        for found in wrong_syntax::doubled(text, part, sign) {
            let inner = &text[found.start + sign.len()..found.end - sign.len()];
            let words =
                format!("Chat markup writes {means} as {chat}words{chat}, not {sign}words{sign}.");
            let written = format!("{chat}{inner}{chat}");
            report.add(
                checked
                    .finding(&MARKDOWN_IN_CHAT, found.clone(), words)
                    .safely(format!("Write {chat}"), checked.rewrite(&found, written)),
            );
        }
    }
    for (whole, label, address) in wrong_syntax::links(text, part) {
        let words = "Chat markup writes a link as <address|label>.".to_owned();
        let written = format!("<{}|{}>", &text[address], &text[label]);
        report.add(
            checked
                .finding(&MARKDOWN_IN_CHAT, whole.clone(), words)
                .safely("Write <address|label>", checked.rewrite(&whole, written)),
        );
    }
    // One line is enough: the others of the list are the same.
    let item =
        wrong_syntax::lines(text, part).find_map(|(range, line)| Some((range, numbered(line)?)));
    if let Some((range, (length, _))) = item {
        let is_line_start = range.start == 0 || text[..range.start].ends_with('\n');
        if is_line_start {
            let words = "Chat markup has no numbered lists.".to_owned();
            report.add(checked.finding(
                &MARKDOWN_IN_CHAT,
                range.start..range.start + length,
                words,
            ));
        }
    }
}

/// Reports Chat markup in Markdown.
fn chat(checked: &CheckedText<'_>, part: &Range<usize>, report: &mut Report<'_>) {
    let text = checked.text;
    let links = wrong_syntax::chat_links(text, part);
    let strikes = wrong_syntax::single(text, part, '~');
    // A single star means italic in Markdown; only next to other Chat markup it is meant as bold.
    let is_chat = !links.is_empty() || !strikes.is_empty();
    for (whole, address, label) in links {
        let words = "Markdown writes a link as [label](address).".to_owned();
        let written = format!("[{}]({})", &text[label], &text[address]);
        report.add(
            checked
                .finding(&CHAT_IN_MARKDOWN, whole.clone(), words)
                .safely("Write [label](address)", checked.rewrite(&whole, written)),
        );
    }
    for found in strikes {
        let words = "Markdown writes struck through as ~~words~~, not ~words~.".to_owned();
        let written = format!("~{}~", &text[found.clone()]);
        report.add(
            checked
                .finding(&CHAT_IN_MARKDOWN, found.clone(), words)
                .safely("Write ~~", checked.rewrite(&found, written)),
        );
    }
    if is_chat {
        for found in wrong_syntax::single(text, part, '*') {
            let words = "Markdown reads *words* as italic; bold is **words**.".to_owned();
            let written = format!("*{}*", &text[found.clone()]);
            report.add(
                checked
                    .finding(&CHAT_IN_MARKDOWN, found.clone(), words)
                    .perhaps("Write **", checked.rewrite(&found, written)),
            );
        }
    }
}

/// Reports what neither syntax has.
fn plain(checked: &CheckedText<'_>, part: &Range<usize>, report: &mut Report<'_>) {
    for found in wrong_syntax::tags(checked.text, part, &HTML) {
        let words = format!(
            "{} is shown as typed: a message text has no HTML.",
            &checked.text[found.clone()]
        );
        report.add(checked.finding(&HTML_IN_TEXT, found, words));
    }
    let drawings = wrong_syntax::lines(checked.text, part)
        .filter_map(|(range, line)| Some((range, wrong_syntax::drawing(line)?)));
    for (range, what) in drawings.take(wrong_syntax::MOST) {
        let words = format!("A text cannot have {what}: it is shown as typed.");
        report.add(checked.finding(&HEADING_TABLE_IMAGE, range, words));
    }
}

fn control(checked: &CheckedText<'_>, report: &mut Report<'_>) {
    let is_control = |byte: u8| byte < 0x20 && byte != b'\n' && byte != b'\t';
    let Some(at) = checked.text.bytes().position(is_control) else {
        return;
    };
    let byte = checked.text.as_bytes()[at];
    let words = format!("The text has the control character U+{byte:04X}.");
    let clean: String = checked
        .text
        .replace("\r\n", "\n")
        .chars()
        .filter(|&c| u32::from(c) > 0xff || !is_control(c as u8))
        .collect();
    report.add(
        checked
            .finding(&CONTROL_CHARS, at..at + 1, words)
            .safely("Remove them", checked.object.set("text", clean)),
    );
}

fn fallback(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let has_cards = here.is_set("cardsV2") || here.is_set("cards");
    let has_text = !here.text("text").trim().is_empty();
    if has_cards && !has_text && !here.is_set("fallbackText") {
        let words = "The message has only cards, which a notification does not show.";
        report.add(Finding::new(
            &FALLBACK_MISSING,
            here.at("fallbackText"),
            words,
        ));
    }
    if !has_cards && here.is_set("fallbackText") {
        let words = "The message has a fallbackText, but no cards.";
        report.add(
            Finding::new(&FALLBACK_WITHOUT_CARDS, here.at("fallbackText"), words)
                .perhaps("Remove it", here.remove("fallbackText")),
        );
    }
}
