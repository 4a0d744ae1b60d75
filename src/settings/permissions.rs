//! Warns of files and folders that others may read or write.

use std::path::Path;

use crate::chat::sanitize;
use crate::platform::files;
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;

/// The permission of group and others to read.
const OTHERS_READ: u32 = 0o044;

/// The permission of group and others to write.
const OTHERS_WRITE: u32 = 0o022;

/// Returns a warning, as a sentence with a remedy, for each folder of ours that others may write, and for the
/// profile's credentials if others may read them.
#[must_use]
pub fn warnings(paths: &Paths, profile: Option<&Profile>) -> Vec<String> {
    let mut warnings = Vec::new();
    for folder in paths.roots() {
        if allows(folder, OTHERS_WRITE) {
            let folder = shown(folder);
            warnings.push(format!(
                "others may write the folder {folder}, and so change what is sent. Run chmod go-w {folder}"
            ));
        }
    }
    let file = profile.and_then(|profile| profile.credentials_file());
    if let Some(file) = file
        && allows(file, OTHERS_READ)
    {
        let file = shown(file);
        warnings.push(format!(
            "others may read the credentials {file}, and send in your name. Run chmod 600 {file}"
        ));
    }
    warnings
}

fn shown(path: &Path) -> String {
    sanitize::line(&path.display().to_string())
}

/// Returns whether a file has any of these permissions; a missing one has none.
fn allows(path: &Path, permissions: u32) -> bool {
    files::permissions(path).is_some_and(|own| own & permissions != 0)
}
