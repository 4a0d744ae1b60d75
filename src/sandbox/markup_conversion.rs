//! Converts markup between Chat's own syntax and Markdown.

use std::borrow::Cow;

/// Marks of Markdown and what Chat writes for them; longer ones first.
const TO_CHAT: [(&str, &str); 5] = [
    ("**", "*"),
    ("__", "*"),
    ("~~", "~"),
    ("*", "_"),
    ("_", "_"),
];
/// Marks of Chat and what Markdown writes for them.
const TO_MARKDOWN: [(&str, &str); 3] = [("*", "**"), ("_", "*"), ("~", "~~")];

/// Converts a text to the requested syntax.
#[must_use]
pub fn shown(text: &str, is_markdown: bool, wants_markdown: bool) -> Cow<'_, str> {
    if is_markdown == wants_markdown {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    convert(text, is_markdown, &mut out);
    Cow::Owned(out)
}

/// Returns the length in bytes of a code span or fence at the start of a text; 0 if there is none.
#[must_use]
pub fn code(text: &str) -> usize {
    if let Some(inside) = text.strip_prefix("```") {
        return inside.find("```").map_or(0, |end| end + 6);
    }
    let Some(inside) = text.strip_prefix('`') else {
        return 0;
    };
    let line = inside.split('\n').next().unwrap_or(inside);
    line.find('`').map_or(0, |end| end + 2)
}

fn convert(text: &str, from_markdown: bool, out: &mut String) {
    let mut place = 0;
    while place < text.len() {
        let (before, rest) = text.split_at(place);
        let is_line_start = before.is_empty() || before.ends_with('\n');
        let taken = match code(rest) {
            0 if is_line_start && rest.starts_with('>') => quote(rest, from_markdown, out),
            0 => 0,
            code => {
                out.push_str(&rest[..code]);
                code
            }
        };
        let taken = if taken > 0 {
            taken
        } else {
            tag(rest, from_markdown, out)
        };
        let taken = if taken > 0 {
            taken
        } else {
            marked(before, rest, from_markdown, out)
        };
        if taken > 0 {
            place += taken;
            continue;
        }
        let letter = rest.chars().next().map_or(1, char::len_utf8);
        out.push_str(&rest[..letter]);
        place += letter;
    }
}

/// Converts the marker of a quoted line, which only Markdown follows with a space.
fn quote(rest: &str, from_markdown: bool, out: &mut String) -> usize {
    out.push_str(if from_markdown { ">" } else { "> " });
    if rest.starts_with("> ") { 2 } else { 1 }
}

/// Converts a link with a label, or a mention.
fn tag(rest: &str, from_markdown: bool, out: &mut String) -> usize {
    let found = if from_markdown {
        tag_of_markdown(rest)
    } else {
        tag_of_chat(rest)
    };
    let Some((written, length)) = found else {
        return 0;
    };
    out.push_str(&written);
    length
}

fn tag_of_markdown(rest: &str) -> Option<(String, usize)> {
    if let Some(inside) = rest.strip_prefix('[') {
        let (label, after) = inside.split_once("](")?;
        let (url, _) = after.split_once(')')?;
        let length = 1 + label.len() + 2 + url.len() + 1;
        let good = !label.contains(['\n', '[', ']']) && !url.contains(char::is_whitespace);
        return good.then(|| (format!("<{url}|{label}>"), length));
    }
    let after = rest.strip_prefix("<chat-user data-user=\"")?;
    let (name, after) = after.split_once("\">")?;
    let after = after.strip_prefix("</chat-user>").unwrap_or(after);
    Some((format!("<{name}>"), rest.len() - after.len()))
}

fn tag_of_chat(rest: &str) -> Option<(String, usize)> {
    let (inside, _) = rest.strip_prefix('<')?.split_once('>')?;
    let length = inside.len() + 2;
    if inside.starts_with("users/") && !inside.contains(char::is_whitespace) {
        let tag = format!("<chat-user data-user=\"{inside}\"></chat-user>");
        return Some((tag, length));
    }
    let (url, label) = inside.split_once('|')?;
    let good =
        url.starts_with("http") && !url.contains(char::is_whitespace) && !label.contains('\n');
    good.then(|| (format!("[{label}]({url})"), length))
}

/// Converts text between two marks, which must touch the text inside and be separated from other words.
fn marked(before: &str, rest: &str, from_markdown: bool, out: &mut String) -> usize {
    if before.ends_with(char::is_alphanumeric) {
        return 0;
    }
    let marks: &[(&str, &str)] = if from_markdown {
        &TO_CHAT
    } else {
        &TO_MARKDOWN
    };
    for (mark, other) in marks {
        let Some(inside) = rest.strip_prefix(mark) else {
            continue;
        };
        let Some(end) = closing(inside, mark) else {
            continue;
        };
        out.push_str(other);
        convert(&inside[..end], from_markdown, out);
        out.push_str(other);
        return end + 2 * mark.len();
    }
    0
}

fn closing(inside: &str, mark: &str) -> Option<usize> {
    let line = inside.split('\n').next().unwrap_or(inside);
    if line.starts_with(char::is_whitespace) {
        return None;
    }
    line.match_indices(mark)
        .map(|(place, _)| place)
        .find(|&place| {
            let (words, after) = (&line[..place], &line[place + mark.len()..]);
            let is_double = mark.len() == 1 && (after.starts_with(mark) || words.ends_with(mark));
            !words.is_empty()
                && !words.ends_with(char::is_whitespace)
                && !after.starts_with(char::is_alphanumeric)
                && !is_double
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_syntaxes_are_turned_into_each_other() {
        for (chat, markdown) in [
            ("plain", "plain"),
            ("a *bold* word", "a **bold** word"),
            ("_italic_ and ~gone~", "*italic* and ~~gone~~"),
            ("*bold _and italic_*", "**bold *and italic***"),
            ("<https://e.com|there>", "[there](https://e.com)"),
            (
                "hi <users/12>!",
                "hi <chat-user data-user=\"users/12\"></chat-user>!",
            ),
            ("`*code*` *b*", "`*code*` **b**"),
            ("```\n*x*\n```", "```\n*x*\n```"),
            ("* one\n* two", "* one\n* two"),
            (">said", "> said"),
            ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
            ("你好 *世界* 🌎", "你好 **世界** 🌎"),
        ] {
            assert_eq!(shown(chat, false, true), markdown, "{chat}");
            if chat != "*bold _and italic_*" {
                assert_eq!(shown(markdown, true, false), chat, "{markdown}");
            }
        }
        assert_eq!(shown("__b__ _i_", true, false), "*b* _i_");
        assert_eq!(shown("*b*", false, false), "*b*");
    }
}
