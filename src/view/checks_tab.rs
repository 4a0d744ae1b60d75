//! The Checks tab: the findings, the gravest first, and what there is to say about one of them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::state::App;
use crate::message::checks::finding::Finding;
use crate::view::label;
use crate::view::severity;
use crate::view::theme::Theme;

/// Draws the list above, and all that is known of the finding under the cursor below.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let tab = &app.preview.checks;
    let findings = app.findings.all();
    let Some(current) = findings.get(tab.cursor()) else {
        let words = "✔ Nothing is wrong with this message";
        label::draw_wrapped(words, area, theme.success, buffer);
        return;
    };
    let rows = findings
        .iter()
        .enumerate()
        .skip(tab.top())
        .take(tab.height());
    let mut rest = area;
    for ((number, finding), row) in rows.zip(area.rows()) {
        let (sign, look) = severity::sign_and_look(finding.severity, theme);
        let (sign_look, look) = if number == tab.cursor() {
            buffer.set_style(row, theme.current.0);
            (theme.current, theme.current)
        } else {
            (look, theme.text)
        };
        label::draw(sign, row, sign_look, buffer);
        label::draw(&finding.message, label::beside(row, 2), look, buffer);
        rest = label::below(rest, 1);
    }
    draw_details(current, theme, label::below(rest, 1), buffer);
}

fn draw_details(finding: &Finding, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut rest = area;
    let (_, look) = severity::sign_and_look(finding.severity, theme);
    for (words, look) in [
        (finding.message.as_str(), look),
        (finding.rule.help, theme.text),
        (finding.rule.source, theme.dim),
    ] {
        let rows = label::draw_wrapped(words, rest, look, buffer);
        rest = label::below(rest, rows);
    }
}
