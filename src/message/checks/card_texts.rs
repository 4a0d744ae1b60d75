//! C52 to C57: the texts of cards, in HTML or in Markdown.

use std::ops::Range;

use crate::message::checks::collector::{Check, Report};
use crate::message::checks::format_value;
use crate::message::checks::object_context::Here;
use crate::message::checks::rules::card::{
    CHAT_MARKUP_IN_CARD, FONT_COLOR, HTML_IN_MARKDOWN, HTML_TAG, HTML_UNBALANCED, TEXTSYNTAX_UNSET,
};
use crate::message::checks::rules::text::{UNBALANCED_MARKER, UNCLOSED_FENCE};
use crate::message::checks::text_context::Spot;
use crate::message::checks::wrong_syntax;
use crate::message::markup::html;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Marked, Piece, Slip, SlipKind, Syntax};
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

fn paragraph(here: &Here<'_>, report: &mut Report<'_>) {
    let spot = Spot::of(here, "text");
    match here.text("textSyntax") {
        "MARKDOWN" => in_markdown(&spot, report),
        "HTML" => in_html(&spot, Kind::Html, report),
        _ => in_html(&spot, Kind::Open, report),
    }
}

fn decorated(here: &Here<'_>, report: &mut Report<'_>) {
    for field in ["text", "topLabel", "bottomLabel"] {
        in_html(&Spot::of(here, field), Kind::Only, report);
    }
}

fn section(here: &Here<'_>, report: &mut Report<'_>) {
    in_html(&Spot::of(here, "header"), Kind::Only, report);
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

fn in_html(spot: &Spot<'_>, kind: Kind, report: &mut Report<'_>) {
    // Most texts have no markup characters of any syntax in them.
    if !spot
        .text
        .bytes()
        .any(|byte| matches!(byte, b'<' | b'*' | b'_' | b'`' | b'['))
    {
        return;
    }
    let marked = read(spot.text, Syntax::CardHtml);
    for slip in marked.slips.iter().take(wrong_syntax::MOST) {
        tags(spot, slip, report);
    }
    let parts = words(&marked);
    if !markdown(spot, kind, &parts, report) {
        chat(spot, &parts, true, report);
    }
}

fn tags(spot: &Spot<'_>, slip: &Slip, report: &mut Report<'_>) {
    let written = &spot.text[slip.range.clone()];
    let shown = format_value::quoted(written);
    let range = slip.range.clone();
    match slip.kind {
        SlipKind::UnknownTag
            if tag::angled(written, 0).is_some_and(|inside| inside.starts_with("users/")) =>
        {
            let words = format!("{shown} is not a mention in a card.");
            report.add(spot.finding(&CHAT_MARKUP_IN_CARD, range, words));
        }
        SlipKind::UnknownTag => {
            let name = tag::tag(written, 0).map_or("", |tag| tag.name);
            let known = INSTEAD
                .iter()
                .find(|(other, _)| name.eq_ignore_ascii_case(other));
            let words = format!("Cards do not know the tag {shown}.");
            let finding = spot.finding(&HTML_TAG, range.clone(), words);
            report.add(match known {
                Some((_, own)) => {
                    let tag = written.replacen(name, own, 1);
                    finding.safely(format!("Write {tag}"), spot.rewrite(&range, tag))
                }
                None => finding,
            });
        }
        SlipKind::OpenTag => {
            let name = tag::tag(written, 0).map_or("", |tag| tag.name);
            let words = format!("The tag {shown} is not closed.");
            let end = spot.text.len()..spot.text.len();
            let fix = spot.rewrite(&end, format!("</{name}>"));
            report.add(
                spot.finding(&HTML_UNBALANCED, range, words)
                    .perhaps("Close it at the end", fix),
            );
        }
        SlipKind::CrossedTag => {
            let words = format!(
                "The tag {shown} closes a tag that is not open, or has an open one inside."
            );
            report.add(spot.finding(&HTML_UNBALANCED, range, words));
        }
        SlipKind::Colour => {
            let words = format!("The colour {shown} is not of the form #RRGGBB.");
            report.add(spot.finding(&FONT_COLOR, range, words));
        }
        _ => {}
    }
}

/// Returns the byte ranges of a text that are plain text.
fn words(marked: &Marked) -> Vec<Range<usize>> {
    let is_word = |piece: &Piece| *piece == Piece::Text;
    marked
        .spans
        .iter()
        .filter(|span| is_word(&span.piece))
        .map(|span| span.range.clone())
        .collect()
}

/// Reports Markdown in HTML, and returns whether there is any.
fn markdown(spot: &Spot<'_>, kind: Kind, parts: &[Range<usize>], report: &mut Report<'_>) -> bool {
    let find = |part: &Range<usize>| {
        wrong_syntax::doubled(spot.text, part, "**")
            .into_iter()
            .next()
            .or_else(|| {
                wrong_syntax::links(spot.text, part)
                    .into_iter()
                    .next()
                    .map(|(whole, _, _)| whole)
            })
            .or_else(|| {
                wrong_syntax::single(spot.text, part, '`')
                    .into_iter()
                    .next()
            })
            .or_else(|| {
                spot.text[part.clone()]
                    .find("```")
                    .map(|at| part.start + at..part.start + at + 3)
            })
    };
    let Some(found) = parts.iter().find_map(find) else {
        return false;
    };
    let shown = format_value::quoted(&spot.text[found.clone()]);
    report.add(match kind {
        Kind::Open => {
            let words = format!("{shown} is Markdown, but the text is read as HTML.");
            let fix = spot.here.set("textSyntax", "MARKDOWN");
            spot.finding(&TEXTSYNTAX_UNSET, found, words)
                .perhaps("Read it as Markdown", fix)
        }
        Kind::Html => {
            let words = format!("{shown} is Markdown, but textSyntax is HTML.");
            let fix = spot.here.set("textSyntax", "MARKDOWN");
            spot.finding(&HTML_IN_MARKDOWN, found, words)
                .perhaps("Read it as Markdown", fix)
        }
        Kind::Only => {
            let words = format!("{shown} is Markdown, but {} is always HTML.", spot.field);
            spot.finding(&HTML_IN_MARKDOWN, found, words)
        }
    });
    true
}

/// Reports Chat markup in a card.
///
/// A single star is italic in Markdown, so only in HTML is it wrong.
fn chat(spot: &Spot<'_>, parts: &[Range<usize>], is_html: bool, report: &mut Report<'_>) {
    for part in parts {
        for (whole, _, _) in wrong_syntax::chat_links(spot.text, part) {
            let words = format!(
                "{} is not a link in a card.",
                format_value::quoted(&spot.text[whole.clone()])
            );
            report.add(spot.finding(&CHAT_MARKUP_IN_CARD, whole, words));
        }
        if !is_html {
            continue;
        }
        for found in wrong_syntax::single(spot.text, part, '*') {
            let inner = &spot.text[found.start + 1..found.end - 1];
            let words = format!(
                "{} is shown as typed: cards write <b>words</b>.",
                format_value::quoted(&spot.text[found.clone()])
            );
            let fix = spot.rewrite(&found, format!("<b>{inner}</b>"));
            report.add(
                spot.finding(&CHAT_MARKUP_IN_CARD, found, words)
                    .perhaps("Write <b>", fix),
            );
        }
    }
}

fn in_markdown(spot: &Spot<'_>, report: &mut Report<'_>) {
    if spot.text.is_empty() {
        return;
    }
    let marked = read(spot.text, Syntax::CardMarkdown);
    for slip in marked.slips.iter().take(wrong_syntax::MOST) {
        let sign = &spot.text[slip.range.clone()];
        let (rule, words) = match slip.kind {
            SlipKind::Unclosed => (
                &UNBALANCED_MARKER,
                format!("{sign} opens here and is not closed in the line."),
            ),
            SlipKind::Fence => (&UNCLOSED_FENCE, "The code block is not closed.".to_owned()),
            _ => continue,
        };
        report.add(spot.finding(rule, slip.range.clone(), words));
    }
    // A break is the one tag that has been seen to work in Markdown.
    let known: Vec<&str> = html::TAGS
        .iter()
        .copied()
        .filter(|tag| *tag != "br")
        .collect();
    let parts = wrong_syntax::stretches(&marked);
    for part in &parts {
        for found in wrong_syntax::tags(spot.text, part, &known) {
            let words = format!(
                "{} is HTML, but textSyntax is MARKDOWN.",
                format_value::quoted(&spot.text[found.clone()])
            );
            report.add(spot.finding(&HTML_IN_MARKDOWN, found, words));
        }
        let mentions = spot.text[part.clone()].match_indices("<users/");
        for (at, _) in mentions.take(wrong_syntax::MOST) {
            let start = part.start + at;
            let Some(inside) = tag::angled(spot.text, start) else {
                continue;
            };
            let range = start..start + inside.len() + 2;
            let words = format!(
                "{} is not a mention in a card.",
                format_value::quoted(&spot.text[range.clone()])
            );
            report.add(spot.finding(&CHAT_MARKUP_IN_CARD, range, words));
        }
    }
    chat(spot, &parts, false, report);
}
