//! Parses the two-part body of an upload: `multipart/related` by RFC 2387.

use super::status::Status;

/// One part of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// The media type; empty if the part has none.
    pub kind: &'a str,
    /// Its bytes.
    pub body: &'a [u8],
}

/// Returns the parts of a body of this media type, in order; 400 if it is not a multipart one.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn parts<'a>(content_type: &str, body: &'a [u8]) -> Result<Vec<Part<'a>>, Status> {
    let bad = |why: &str| Status::invalid(format!("Malformed multipart body: {why}"));
    let boundary = boundary(content_type).ok_or_else(|| bad("there is no boundary."))?;
    let mark = format!("--{boundary}").into_bytes();
    let mut rest = match find(body, &mark) {
        // The first boundary may be at the very beginning; what precedes it is ignored.
        Some(at) if at == 0 || body[..at].ends_with(b"\n") => &body[at + mark.len()..],
        _ => return Err(bad("its boundary is not there.")),
    };
    let next = [b"\r\n", &mark[..]].concat();
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let inside = after_line(rest).ok_or_else(|| bad("a boundary is not a line."))?;
        let (end, skip) = match find(inside, &next) {
            Some(end) => (end, next.len()),
            // Some clients end their lines with a line feed alone.
            None => match find(inside, &next[1..]) {
                Some(end) => (end, next.len() - 1),
                None => return Err(bad("it has no end.")),
            },
        };
        parts.push(part(&inside[..end]).ok_or_else(|| bad("a part has no empty line."))?);
        rest = &inside[end + skip..];
    }
    Ok(parts)
}

/// Returns the `boundary` of a media type, without quotation marks.
fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/related") {
        return None;
    }
    let value = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("boundary")
            .then_some(value)
    })?;
    let value = value.trim().trim_matches('"');
    (!value.is_empty()).then_some(value)
}

fn part(inside: &[u8]) -> Option<Part<'_>> {
    let (head, body) = if let Some(body) = inside.strip_prefix(b"\r\n") {
        (&b""[..], body)
    } else if let Some(body) = inside.strip_prefix(b"\n") {
        (&b""[..], body)
    } else if let Some(at) = find(inside, b"\r\n\r\n") {
        (&inside[..at], &inside[at + 4..])
    } else {
        let at = find(inside, b"\n\n")?;
        (&inside[..at], &inside[at + 2..])
    };
    let head = std::str::from_utf8(head).unwrap_or("");
    let kind = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("content-type")
            .then(|| value.trim())
    });
    Some(Part {
        kind: kind.unwrap_or(""),
        body,
    })
}

fn after_line(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().position(|&byte| byte == b'\n')?;
    text[..end]
        .iter()
        .all(u8::is_ascii_whitespace)
        .then(|| &text[end + 1..])
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(step) = text[from..].iter().position(|&byte| byte == first) {
        let at = from + step;
        if text[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let related = "multipart/related; boundary=\"==b==\"";
        let json: (&str, &[u8]) = ("application/json", b"{\"filename\": \"a.png\"}");
        for (kind, body, wanted) in [
            (
                related,
                "--==b==\r\nContent-Type: application/json\r\nMIME-Version: 1.0\r\n\r\n{\"filename\": \"a.png\"}\r\n--==b==\r\nContent-Type: image/png\r\n\r\n\u{89}PNG\r\n--==\r\n--==b==--",
                Some(vec![json, ("image/png", "\u{89}PNG\r\n--==".as_bytes())]),
            ),
            (
                "Multipart/Related; type=x; boundary=b",
                "preamble\n--b\ncontent-type: application/json\n\n{\"filename\": \"a.png\"}\n--b\n\nx\n\n--b--\n",
                Some(vec![json, ("", b"x\n")]),
            ),
            (related, "--==b==--", Some(vec![])),
            (related, "--==b==\r\nx", None),
            (related, "--==b==\r\n\r\nx", None),
            (related, "nothing", None),
            ("multipart/related", "--b--", None),
            ("multipart/form-data; boundary=b", "--b--", None),
            ("application/json", "{}", None),
        ] {
            let found = parts(kind, body.as_bytes()).ok();
            let found = found.map(|parts| {
                let pair = |part: Part<'static>| (part.kind, part.body);
                parts.into_iter().map(pair).collect::<Vec<_>>()
            });
            assert_eq!(found, wanted, "{body}");
        }
    }
}
