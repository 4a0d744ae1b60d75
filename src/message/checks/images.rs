//! C28 to C37: images and icons.

use crate::document::did_you_mean::suggest_word;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::image::{
    ICON_EMPTY, IMAGE_ALT, IMAGE_FORMAT, IMAGE_PRIVATE, IMAGE_SIZE, KNOWN_ICON, MATERIAL_NAME,
};
use crate::message::checks::url;
use crate::message::icons;

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("Image", image),
    ("CardHeader", header),
    ("ImageComponent", tile),
    ("SelectionItem", choice),
    ("Icon", icon),
    ("MaterialIcon", symbol),
];

/// File name extensions of images that are not drawn.
const OTHER_FORMATS: [&str; 8] = ["gif", "svg", "webp", "bmp", "tif", "tiff", "avif", "ico"];

/// Maximum size in bytes that Google's guide advises.
const LARGEST: u64 = 2_000_000;

fn image(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    picture(here, "imageUrl", report);
    described(here, "imageUrl", "altText", report);
}

fn header(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    picture(here, "imageUrl", report);
    described(here, "imageUrl", "imageAltText", report);
}

fn tile(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    picture(here, "imageUri", report);
    described(here, "imageUri", "altText", report);
}

fn choice(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    picture(here, "startIconUri", report);
}

fn described(here: &ObjectContext<'_>, field: &str, alt: &str, report: &mut Report<'_>) {
    if here.is_set(field) && !here.is_set(alt) {
        let words = format!("The image has no {alt}.");
        report.add(Finding::new(&IMAGE_ALT, here.path(), words));
    }
}

fn picture(here: &ObjectContext<'_>, field: &str, report: &mut Report<'_>) {
    let url = here.text(field);
    if url.is_empty() {
        return;
    }
    if let Some(end) = url::ending(url).filter(|end| OTHER_FORMATS.contains(&end.as_str())) {
        let words = format!("The image is a .{end} file, neither PNG nor JPG.");
        report.add(Finding::new(&IMAGE_FORMAT, here.at(field), words));
    }
    let host = url::host(url);
    if url::is_private(host) {
        let words = format!(
            "Google's servers cannot reach {}.",
            format_value::quoted(host)
        );
        report.add(Finding::new(&IMAGE_PRIVATE, here.at(field), words));
    }
    if let Some(bytes) = report
        .context
        .known
        .picture_bytes
        .get(url)
        .filter(|&&bytes| bytes > LARGEST)
    {
        let words = format!("The image has {bytes} bytes; Google advises at most 2 MB.");
        report.add(Finding::new(&IMAGE_SIZE, here.at(field), words));
    }
}

fn icon(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    picture(here, "iconUrl", report);
    // An empty text names no icon.
    if !here.is_set("knownIcon") && !here.is_set("iconUrl") && !here.has("materialIcon") {
        let words = "The icon has none of knownIcon, materialIcon and iconUrl.";
        report.add(Finding::new(&ICON_EMPTY, here.path(), words));
    }
    let name = here.text("knownIcon");
    let is_known = icons::known().iter().any(|icon| icon.name == name);
    if name.is_empty() || is_known {
        return;
    }
    let path = here.at("knownIcon");
    let shown = format_value::quoted(name);
    report.add(
        match suggest_word(name, icons::known().iter().map(|icon| icon.name)) {
            Some(meant) => {
                let words = format!("There is no known icon {shown}. Did you mean {meant}?");
                Finding::new(&KNOWN_ICON, path, words)
                    .perhaps(format!("Write {meant}"), here.set("knownIcon", meant))
            }
            None => Finding::new(
                &KNOWN_ICON,
                path,
                format!("There is no known icon {shown}."),
            ),
        },
    );
}

/// Reports the name of a Material symbol that has the right form but is not in the set.
fn symbol(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let name = here.text("name");
    let is_written_well = name
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    if name.is_empty() || !is_written_well || icons::is_symbol(name) {
        return;
    }
    let path = here.at("name");
    let shown = format_value::quoted(name);
    // Compares far fewer names: nobody mistakes the first letter.
    let alike = icons::symbols().filter(|known| known.as_bytes()[0] == name.as_bytes()[0]);
    report.add(match suggest_word(name, alike) {
        Some(meant) => {
            let words = format!("There is no Material symbol {shown}. Did you mean {meant}?");
            Finding::new(&MATERIAL_NAME, path, words)
                .perhaps(format!("Write {meant}"), here.set("name", meant))
        }
        None => Finding::new(
            &MATERIAL_NAME,
            path,
            format!("There is no Material symbol {shown}."),
        ),
    });
}
