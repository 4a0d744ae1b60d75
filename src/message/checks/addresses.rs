//! M33 and M35: addresses that Chat does not open, or opens as another one.

use crate::document::schema::{Field, Kind};
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::message::{ADDRESS_ENTITY, ADDRESS_SCHEME};
use crate::message::checks::url;

/// Checks the value of a field that is an address.
///
/// That of an image must be https, which its bound says. That of a link that is not whole is told of by C26.
pub fn field(here: &ObjectContext<'_>, field: &Field, key: &str, report: &mut Report<'_>) {
    let address = here.text(key);
    if field.kind != Kind::Address || address.is_empty() {
        return;
    }
    if let Some(at) = address.find("&amp;") {
        let words = "&amp; in an address is no ampersand.".to_owned();
        let fix = here.set(key, address.replace("&amp;", "&"));
        report.add(
            Finding::new(&ADDRESS_ENTITY, here.at(key), words)
                .part(at..at + "&amp;".len())
                .perhaps("Write & alone", fix),
        );
    }
    if field.limit.https {
        return;
    }
    let is_link = here.kind.name == "OpenLink";
    if let Some(words) = fault(address)
        && (!is_link || url::is_whole(address))
    {
        report.add(Finding::new(&ADDRESS_SCHEME, here.at(key), words));
    }
}

/// Returns why Chat does not open an address; `None` if it does, as far as is known.
#[must_use]
pub fn fault(address: &str) -> Option<String> {
    let shown = format_value::quoted(address);
    if !url::is_whole(address) {
        return Some(incomplete(address));
    }
    let scheme = url::scheme(address).filter(|scheme| !url::is_opened(scheme))?;
    Some(format!(
        "The address {shown} is not opened: its scheme is {scheme}."
    ))
}

/// Returns what is wrong with an address that is not whole.
#[must_use]
pub fn incomplete(address: &str) -> String {
    let shown = format_value::quoted(address);
    if url::is_whole(&url::without_spaces(address)) {
        format!("The address {shown} has white space in it.")
    } else {
        format!("The address {shown} is not complete.")
    }
}
