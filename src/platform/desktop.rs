//! The desktop of each system: what opens an address, what keeps a copy, what is known of its terminals.

/// Returns whether windows come up only where a variable names a display.
#[must_use]
pub fn needs_display() -> bool {
    cfg!(target_os = "linux")
}

/// Returns the programs that open an address, the one to try first in front.
#[must_use]
pub fn openers() -> &'static [&'static str] {
    if cfg!(target_os = "macos") {
        &["open"]
    } else {
        // Under WSL xdg-open opens a folder instead, and says that all went well.
        &["wslview", "xdg-open"]
    }
}

/// Returns the programs that copy and paste without a display, if the system has some.
#[must_use]
pub fn clipboard() -> Option<(&'static str, &'static str)> {
    cfg!(target_os = "macos").then_some(("pbcopy", "pbpaste"))
}

/// Returns whether terminals speak UTF-8 whatever the locale says.
#[must_use]
pub fn is_always_utf8() -> bool {
    cfg!(target_os = "macos")
}

/// Returns whether terminals send Alt as they come; Option is none in those of a Mac.
#[must_use]
pub fn has_alt() -> bool {
    !cfg!(target_os = "macos")
}
