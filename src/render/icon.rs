//! Icons, as glyphs.

use serde_json::Value;

use crate::message::icons;
use crate::render::json_access::{member, text};
use crate::render::line::Line;
use crate::render::style::{Role, TextStyle};

/// Width in cells of a column with an icon, with the gap behind it.
pub const COLUMN: u16 = 3;

/// Returns the glyph of an `Icon`, or `None` if Chat draws none.
#[must_use]
pub fn glyph(icon: &Value) -> Option<&'static str> {
    match member(icon, &["knownIcon", "materialIcon", "iconUrl"])? {
        ("knownIcon", name) => {
            let found = icons::find(name.as_str()?)?;
            found
                .name
                .starts_with(|letter: char| letter.is_ascii_uppercase())
                .then_some(found.glyph)
        }
        ("materialIcon", symbol) => {
            let name = text(symbol, "name");
            icons::is_symbol(name).then(|| icons::find(name).map_or(UNKNOWN, |icon| icon.glyph))
        }
        (_, url) if url.as_str().is_some_and(|url| !url.is_empty()) => {
            Some(if text(icon, "imageType") == "CIRCLE" {
                "◉"
            } else {
                "▣"
            })
        }
        _ => None,
    }
}

/// Glyph for a symbol that has none here.
const UNKNOWN: &str = "◇";

/// Draws an icon in a column of its own, two cells and a gap.
#[must_use]
pub fn column(icon: &Value) -> Line {
    let mut line = Line::default();
    if let Some(glyph) = glyph(icon) {
        line.write(glyph, Role::Icon);
        line.pad(COLUMN);
    }
    line
}

/// Draws icon and label next to each other, as on buttons and chips.
///
/// A symbol without a glyph is shown by its name if nothing else says what it is.
#[must_use]
pub fn with_label(icon: Option<&Value>, label: &str, style: TextStyle) -> Line {
    let mut line = Line::default();
    if let Some(icon) = icon
        && let Some(glyph) = glyph(icon)
    {
        line.write(glyph, style);
        if glyph == UNKNOWN && label.is_empty() {
            let name = icon
                .get("materialIcon")
                .map_or("", |icon| text(icon, "name"));
            line.write(" ", style);
            line.write(name, style);
        }
        if !label.is_empty() {
            line.write(" ", style);
        }
    }
    line.write(label, style);
    line
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_chat_does_not_draw_has_no_glyph() {
        for (icon, drawn) in [
            (json!({"knownIcon": "STAR"}), Some("★")),
            (json!({"knownIcon": "STARR"}), None),
            (json!({"knownIcon": "star"}), None),
            (json!({"materialIcon": {"name": "star"}}), Some("★")),
            (json!({"materialIcon": {"name": "STAR"}}), None),
            (json!({"materialIcon": {"name": "no_such"}}), None),
            (json!({"materialIcon": {"name": "yard"}}), Some("◇")),
            (json!({"iconUrl": "https://e.com/a.png"}), Some("▣")),
            (
                json!({"iconUrl": "https://e.com/a.png", "imageType": "CIRCLE"}),
                Some("◉"),
            ),
            (json!({"iconUrl": ""}), None),
            (json!({}), None),
            (json!("STAR"), None),
        ] {
            assert_eq!(glyph(&icon), drawn, "{icon}");
        }
        let yard = json!({"materialIcon": {"name": "yard"}});
        let line = |label| with_label(Some(&yard), label, TextStyle::default()).text();
        assert_eq!((line(""), line("Go")), ("◇ yard".into(), "◇ Go".into()));
    }
}
