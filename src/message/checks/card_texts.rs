//! C52 to C59 and M33: the texts of cards, in HTML or in Markdown.

use std::ops::Range;

use crate::message::checks::addresses;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::card::{
    CHAT_MARKUP_IN_CARD, FONT_COLOR, FONT_CONTRAST, HTML_ATTRIBUTE, HTML_IN_MARKDOWN, HTML_TAG,
    HTML_UNBALANCED, TEXTSYNTAX_UNSET,
};
use crate::message::checks::rules::message::ADDRESS_SCHEME;
use crate::message::checks::rules::text::{UNBALANCED_MARKER, UNCLOSED_FENCE};
use crate::message::checks::text_context::CheckedText;
use crate::message::checks::wrong_syntax;
use crate::message::color::{self, Colour};
use crate::message::markup::html;
use crate::message::markup::parse::read;
use crate::message::markup::span::{
    Mark, MarkupError, MarkupErrorKind, ParsedMarkup, Piece, Syntax,
};
use crate::message::markup::tag;

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("TextParagraph", paragraph),
    ("DecoratedText", decorated),
    ("Section", section),
];

/// HTML tags that cards do not know, and the card tags with the same effect.
const INSTEAD: [(&str, &str); 5] = [
    ("strong", "b"),
    ("em", "i"),
    ("del", "s"),
    ("strike", "s"),
    ("ins", "u"),
];

fn paragraph(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let checked = CheckedText::of(here, "text");
    match here.text("textSyntax") {
        "MARKDOWN" => in_markdown(&checked, report),
        "HTML" => in_html(&checked, Kind::Html, report),
        _ => in_html(&checked, Kind::Open, report),
    }
}

fn decorated(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    for field in ["text", "topLabel", "bottomLabel"] {
        in_html(&CheckedText::of(here, field), Kind::Only, report);
    }
}

fn section(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    in_html(&CheckedText::of(here, "header"), Kind::Only, report);
}

/// Why a text is read as HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Its syntax is set to HTML.
    Html,
    /// Its syntax is not set.
    Open,
    /// The field has no syntax setting.
    Only,
}

fn in_html(checked: &CheckedText<'_>, kind: Kind, report: &mut Report<'_>) {
    // Most texts have no markup characters of any syntax in them.
    if !checked
        .text
        .bytes()
        .any(|byte| matches!(byte, b'<' | b'*' | b'_' | b'`' | b'['))
    {
        return;
    }
    let marked = read(checked.text, Syntax::CardHtml);
    for error in marked.errors.iter().take(wrong_syntax::MOST) {
        tags(checked, error, report);
    }
    marks(checked, &marked, report);
    let parts = words(&marked);
    if !markdown(checked, kind, &parts, report) {
        chat(checked, &parts, true, report);
    }
}

fn tags(checked: &CheckedText<'_>, error: &MarkupError, report: &mut Report<'_>) {
    let written = &checked.text[error.range.clone()];
    let shown = format_value::quoted(written);
    let range = error.range.clone();
    match error.kind {
        MarkupErrorKind::UnknownTag
            if tag::angled(written, 0).is_some_and(|inside| inside.starts_with("users/")) =>
        {
            let words = format!("{shown} is not a mention in a card.");
            report.add(checked.finding(&CHAT_MARKUP_IN_CARD, range, words));
        }
        MarkupErrorKind::UnknownTag => {
            let name = tag::tag(written, 0).map_or("", |tag| tag.name);
            let known = INSTEAD
                .iter()
                .find(|(other, _)| name.eq_ignore_ascii_case(other));
            let words = format!("Cards do not know the tag {shown}.");
            let finding = checked.finding(&HTML_TAG, range.clone(), words);
            report.add(match known {
                Some((_, own)) => {
                    let tag = written.replacen(name, own, 1);
                    finding.safely(format!("Write {tag}"), checked.rewrite(&range, tag))
                }
                None => finding,
            });
        }
        MarkupErrorKind::OpenTag => {
            let name = tag::tag(written, 0).map_or("", |tag| tag.name);
            let words = format!("The tag {shown} is not closed.");
            let end = checked.text.len()..checked.text.len();
            let fix = checked.rewrite(&end, format!("</{name}>"));
            report.add(
                checked
                    .finding(&HTML_UNBALANCED, range, words)
                    .perhaps("Close it at the end", fix),
            );
        }
        MarkupErrorKind::CrossedTag => {
            let words = format!(
                "The tag {shown} closes a tag that is not open, or has an open one inside."
            );
            report.add(checked.finding(&HTML_UNBALANCED, range, words));
        }
        MarkupErrorKind::Colour if written.starts_with('<') => {
            let words = format!("The tag {shown} has no color.");
            report.add(checked.finding(&FONT_COLOR, range, words));
        }
        MarkupErrorKind::Attribute => {
            let words = format!("Cards do not know the attribute {shown} here.");
            report.add(checked.finding(&HTML_ATTRIBUTE, range, words));
        }
        MarkupErrorKind::Colour => {
            let words = format!("The colour {shown} is not of the form #RRGGBB.");
            report.add(checked.finding(&FONT_COLOR, range, words));
        }
        _ => {}
    }
}

/// Checks where the links of a text lead, and whether its colours can be read.
fn marks(checked: &CheckedText<'_>, marked: &ParsedMarkup, report: &mut Report<'_>) {
    let mut told = 0;
    for span in &marked.spans {
        let finding = match &span.piece {
            Piece::Open(Mark::Link(address)) => link(checked, &span.range, address),
            Piece::Open(Mark::Colour(colour)) => contrast(checked, colour),
            _ => None,
        };
        if let Some(finding) = finding {
            report.add(finding);
            told += 1;
            if told == wrong_syntax::MOST {
                return;
            }
        }
    }
}

fn link(checked: &CheckedText<'_>, tag: &Range<usize>, address: &Range<usize>) -> Option<Finding> {
    if address.is_empty() {
        let words = "The link has no address.".to_owned();
        return Some(checked.finding(&ADDRESS_SCHEME, tag.clone(), words));
    }
    let words = addresses::fault(&checked.text[address.clone()])?;
    Some(checked.finding(&ADDRESS_SCHEME, address.clone(), words))
}

fn contrast(checked: &CheckedText<'_>, colour: &Range<usize>) -> Option<Finding> {
    let written = &checked.text[colour.clone()];
    let own = Colour::hex(written)?;
    let ratio = color::contrast(own, color::WHITE);
    if ratio >= color::READABLE {
        return None;
    }
    let Colour { red, green, blue } = own.readable_on(color::WHITE);
    let darker = format!("#{red:02x}{green:02x}{blue:02x}");
    let words = format!("{written} on white has a contrast of {ratio:.1}:1, less than 4.5:1.");
    let fix = checked.rewrite(colour, darker.clone());
    let finding = checked.finding(&FONT_CONTRAST, colour.clone(), words);
    Some(finding.perhaps(format!("Write {darker}"), fix))
}

/// Returns the byte ranges of a text that are plain text.
fn words(marked: &ParsedMarkup) -> Vec<Range<usize>> {
    let is_word = |piece: &Piece| *piece == Piece::Text;
    marked
        .spans
        .iter()
        .filter(|span| is_word(&span.piece))
        .map(|span| span.range.clone())
        .collect()
}

/// Reports Markdown in HTML, and returns whether there is any.
fn markdown(
    checked: &CheckedText<'_>,
    kind: Kind,
    parts: &[Range<usize>],
    report: &mut Report<'_>,
) -> bool {
    let find = |part: &Range<usize>| {
        wrong_syntax::doubled(checked.text, part, "**")
            .into_iter()
            .next()
            .or_else(|| {
                wrong_syntax::links(checked.text, part)
                    .into_iter()
                    .next()
                    .map(|(whole, _, _)| whole)
            })
            .or_else(|| {
                wrong_syntax::single(checked.text, part, '`')
                    .into_iter()
                    .next()
            })
            .or_else(|| {
                checked.text[part.clone()]
                    .find("```")
                    .map(|at| part.start + at..part.start + at + 3)
            })
    };
    let Some(found) = parts.iter().find_map(find) else {
        return false;
    };
    let shown = format_value::quoted(&checked.text[found.clone()]);
    report.add(match kind {
        Kind::Open => {
            let words = format!("{shown} is Markdown, but the text is read as HTML.");
            let fix = checked.object.set("textSyntax", "MARKDOWN");
            checked
                .finding(&TEXTSYNTAX_UNSET, found, words)
                .perhaps("Read it as Markdown", fix)
        }
        Kind::Html => {
            let words = format!("{shown} is Markdown, but textSyntax is HTML.");
            let fix = checked.object.set("textSyntax", "MARKDOWN");
            checked
                .finding(&HTML_IN_MARKDOWN, found, words)
                .perhaps("Read it as Markdown", fix)
        }
        Kind::Only => {
            let words = format!("{shown} is Markdown, but {} is always HTML.", checked.field);
            checked.finding(&HTML_IN_MARKDOWN, found, words)
        }
    });
    true
}

/// Reports Chat markup in a card.
///
/// A single star is italic in Markdown, so only in HTML is it wrong.
fn chat(checked: &CheckedText<'_>, parts: &[Range<usize>], is_html: bool, report: &mut Report<'_>) {
    for part in parts {
        for (whole, _, _) in wrong_syntax::chat_links(checked.text, part) {
            let words = format!(
                "{} is not a link in a card.",
                format_value::quoted(&checked.text[whole.clone()])
            );
            report.add(checked.finding(&CHAT_MARKUP_IN_CARD, whole, words));
        }
        if !is_html {
            continue;
        }
        for found in wrong_syntax::single(checked.text, part, '*') {
            let inner = &checked.text[found.start + 1..found.end - 1];
            let words = format!(
                "{} is shown as typed: cards write <b>words</b>.",
                format_value::quoted(&checked.text[found.clone()])
            );
            let fix = checked.rewrite(&found, format!("<b>{inner}</b>"));
            report.add(
                checked
                    .finding(&CHAT_MARKUP_IN_CARD, found, words)
                    .perhaps("Write <b>", fix),
            );
        }
    }
}

fn in_markdown(checked: &CheckedText<'_>, report: &mut Report<'_>) {
    if checked.text.is_empty() {
        return;
    }
    let marked = read(checked.text, Syntax::CardMarkdown);
    for error in marked.errors.iter().take(wrong_syntax::MOST) {
        let sign = &checked.text[error.range.clone()];
        let (rule, words) = match error.kind {
            MarkupErrorKind::Unclosed => (
                &UNBALANCED_MARKER,
                format!("{sign} opens here and is not closed in the line."),
            ),
            MarkupErrorKind::Fence => (&UNCLOSED_FENCE, "The code block is not closed.".to_owned()),
            // What is a link all the same is checked with the links.
            MarkupErrorKind::Scheme if !sign.starts_with("mailto:") => match addresses::fault(sign)
            {
                Some(words) => (&ADDRESS_SCHEME, words),
                None => continue,
            },
            _ => continue,
        };
        report.add(checked.finding(rule, error.range.clone(), words));
    }
    // A break is the one tag that has been seen to work in Markdown.
    let known: Vec<&str> = html::TAGS
        .iter()
        .copied()
        .filter(|tag| *tag != "br")
        .collect();
    marks(checked, &marked, report);
    let parts = wrong_syntax::stretches(&marked);
    for part in &parts {
        for found in wrong_syntax::tags(checked.text, part, &known) {
            let words = format!(
                "{} is HTML, but textSyntax is MARKDOWN.",
                format_value::quoted(&checked.text[found.clone()])
            );
            report.add(checked.finding(&HTML_IN_MARKDOWN, found, words));
        }
        let mentions = checked.text[part.clone()].match_indices("<users/");
        for (at, _) in mentions.take(wrong_syntax::MOST) {
            let start = part.start + at;
            let Some(inside) = tag::angled(checked.text, start) else {
                continue;
            };
            let range = start..start + inside.len() + 2;
            let words = format!(
                "{} is not a mention in a card.",
                format_value::quoted(&checked.text[range.clone()])
            );
            report.add(checked.finding(&CHAT_MARKUP_IN_CARD, range, words));
        }
    }
    chat(checked, &parts, false, report);
}
