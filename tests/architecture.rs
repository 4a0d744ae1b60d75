//! Checks the architecture of the sources: layers (floors), homes of external crates, no cycles, `mod.rs` faces.
//!
//! The rules are the tables below. Code under `#[cfg(test)]` keeps to the floors of the folders of `src/` as well,
//! but may use any crate, may import the files that use it, and may import upwards within its folder.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use imports::{Import, Reader, line};
use syn::spanned::Spanned;

#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/key_names.rs"]
mod key_names;
#[path = "architecture/self_test.rs"]
mod self_test;

/// A folder or file below `src/` and its floor in the folder that holds it.
///
/// It imports from lower floors and from itself, never from its neighbours. A folder of which no part is listed here
/// has no floors within.
const FLOORS: &[(&str, u8)] = &[
    ("diagnostics", 0),
    ("platform", 0),
    ("cells", 1),
    ("document", 1),
    ("chat", 1),
    ("input", 1),
    ("message", 2),
    ("editor", 2),
    ("images", 2),
    ("render", 3),
    ("store", 3),
    ("delivery", 4),
    ("app", 5),
    ("app/events", 1),
    ("app/picker", 2),
    ("app/layout", 2),
    ("app/state", 3),
    ("app/panes", 4),
    ("app/panes/spaces", 1),
    ("app/panes/cards", 1),
    ("app/panes/completion", 1),
    ("app/panes/options", 1),
    ("app/panes/preview", 2),
    ("app/panes/pane_set", 3),
    ("app/dialogs", 5),
    ("app/model", 6),
    ("app/controllers", 7),
    ("app/screen", 8),
    ("app/update", 9),
    ("sandbox", 5),
    ("settings", 6),
    ("view", 6),
    ("plain", 6),
    ("runtime", 7),
    ("command", 7),
    ("main", 8),
];

/// An external path and the folders or files that may name it; a path that is not listed may be used everywhere.
const HOMES: &[(&str, &[&str])] = &[
    ("crossterm", &["runtime/"]),
    ("ratatui::crossterm", &["runtime/"]),
    (
        "ratatui",
        &[
            "view/",
            "render/",
            "runtime/",
            "app/layout.rs",
            "cells/",
            "app/update/mouse.rs",
            "app/controllers/dialogs/",
            "app/controllers/tabs/",
            "app/dialogs/template_layout.rs",
            "app/update/reconcile.rs",
            "app/controllers/preview.rs",
            "app/controllers/cards.rs",
            "app/controllers/completion.rs",
            "app/panes/completion.rs",
            "app/panes/cards/layout.rs",
            "app/panes/cards/mouse.rs",
        ],
    ),
    ("tui_textarea", &["editor/buffer.rs"]),
    ("rustix", SYSTEM),
    ("signal_hook", SYSTEM),
    ("filedescriptor", SYSTEM),
    ("libc", SYSTEM),
    ("nix", SYSTEM),
    ("std::os", SYSTEM),
    ("tokio::signal", SYSTEM),
    ("tokio::io::unix", SYSTEM),
    (
        "tokio",
        &[
            "runtime/",
            "command/",
            "chat/",
            "delivery/",
            "sandbox/",
            "settings/connect.rs",
            "settings/secret_source.rs",
            "images/fetch.rs",
            "platform/",
        ],
    ),
    (
        "reqwest",
        &["chat/", "images/url_policy.rs", "images/fetch.rs"],
    ),
    ("yup_oauth2", &["chat/"]),
    ("axum", &["sandbox/"]),
    (
        "ring",
        &["sandbox/", "chat/sign_in.rs", "store/attachment.rs"],
    ),
    ("png", &["images/"]),
    ("gif", &["images/"]),
    ("zune_jpeg", &["images/"]),
    ("std::fs", DISK),
    ("tempfile", DISK),
    ("ignore", &["command/"]),
    ("std::time::SystemTime", CHANCE),
    ("time::OffsetDateTime::now_utc", CHANCE),
    ("uuid", CHANCE),
    ("std::hash::RandomState", CHANCE),
];
/// What only some systems have.
const SYSTEM: &[&str] = &["platform/", "store/drafts/tests.rs"];
const DISK: &[&str] = &["runtime/", "command/", "settings/", "store/", "platform/"];
const CHANCE: &[&str] = &[
    "chat/sign_in.rs",
    "runtime/",
    "command/",
    "delivery/",
    "settings/",
    "store/",
    "sandbox/",
];

/// The sources by their path below `src/`.
type Sources = BTreeMap<String, String>;

#[test]
fn the_house_keeps_its_order() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Sources::new();
    collect(&src, &src, &mut sources);
    assert!(sources.contains_key("lib.rs") && sources.contains_key("main.rs"));
    let faults = faults(&sources);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn collect(root: &Path, folder: &Path, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, sources);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            sources.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Returns every violation of a rule, one sentence each, with file and line.
fn faults(sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    let mut within: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in sources {
        if !text.starts_with("//!") {
            faults.push(format!("{file}:1: a file opens with one `//!` sentence"));
        }
        let tree = match syn::parse_file(text) {
            Ok(tree) => tree,
            Err(error) => {
                faults.push(format!("{file}:{}: {error}", error.span().start().line));
                continue;
            }
        };
        if file == "lib.rs" || file.ends_with("mod.rs") {
            faults.extend(face(file, &tree));
        }
        let reader = Reader::read(file, &tree);
        faults.extend(reader.handed_on.iter().map(|line| {
            format!("{file}:{line}: a name is handed on by `pub use`; import it where it lives")
        }));
        if !file.starts_with("platform/") && !file.ends_with("/tests.rs") {
            faults.extend(reader.conditional.iter().map(|line| {
                format!("{file}:{line}: what only some systems have lives in platform/")
            }));
        }
        for import in reader.imports() {
            if import.path[0] != "crate" {
                faults.extend(homeless(file, &import));
                continue;
            }
            faults.extend(upward(file, &import));
            let Some(target) = lives(sources, &import.path[1..]) else {
                continue;
            };
            if !import.test && target != file && folder(target) == folder(file) {
                within.entry(file).or_default().insert(target);
            }
        }
    }
    faults.extend(circles(&within));
    faults
}

/// Returns the folder of `src/` a file belongs to; files at the top are folders of their own.
fn folder(file: &str) -> &str {
    file.split('/')
        .next()
        .unwrap_or(file)
        .trim_end_matches(".rs")
}

fn floor(part: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == part)
        .map(|(_, floor)| *floor)
}

/// Returns whether the parts of a folder have floors; those of `src/` itself do.
fn has_floors(folder: &str) -> bool {
    folder.is_empty()
        || FLOORS
            .iter()
            .any(|(name, _)| name.rsplit_once('/').is_some_and(|(of, _)| of == folder))
}

/// Returns the file where a path inside the crate is defined: the longest part of it that is a module.
fn lives<'s>(sources: &'s Sources, path: &[String]) -> Option<&'s str> {
    (1..=path.len()).rev().find_map(|end| {
        let stem = path[..end].join("/");
        [format!("{stem}.rs"), format!("{stem}/mod.rs")]
            .iter()
            .find_map(|name| sources.get_key_value(name))
            .map(|(name, _)| name.as_str())
    })
}

/// Validates a face: its `//!` sentence and `pub mod name;` lines.
fn face(file: &str, tree: &syn::File) -> Vec<String> {
    let is_line = |item: &syn::Item| {
        matches!(item, syn::Item::Mod(line)
            if line.content.is_none() && matches!(line.vis, syn::Visibility::Public(_)))
    };
    let odd = tree.items.iter().filter(|item| !is_line(item));
    odd.map(|item| {
        format!(
            "{file}:{}: a face holds `pub mod` lines only",
            line(item.span())
        )
    })
    .collect()
}

/// Returns the violation of an import whose target is not on a lower floor, in the innermost folder that holds both.
fn upward(file: &str, import: &Import) -> Option<String> {
    let own: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    let other = &import.path[1..];
    let shared = own.iter().zip(other).take_while(|(a, b)| *a == b).count();
    let (from, to) = (own.get(shared)?, other.get(shared)?);
    let folder = own[..shared].join("/");
    let is_test = import.test || file.ends_with("/tests.rs");
    if *from == "lib" || !has_floors(&folder) || (is_test && !folder.is_empty()) {
        return None;
    }
    let whole = |part: &str| match folder.as_str() {
        "" => part.to_owned(),
        folder => format!("{folder}/{part}"),
    };
    let (from, to) = (whole(from), whole(to));
    let nowhere = |part: &str| {
        let line = import.line;
        format!("{file}:{line}: `{part}` has no floor in tests/architecture.rs")
    };
    match (floor(&from), floor(&to)) {
        (Some(own), Some(other)) if other < own => None,
        (Some(own), Some(other)) => Some(format!(
            "{file}:{}: {from} (floor {own}) imports from {to} (floor {other})",
            import.line
        )),
        (None, _) => Some(nowhere(&from)),
        (_, None) => Some(nowhere(&to)),
    }
}

fn homeless(file: &str, import: &Import) -> Option<String> {
    if import.test {
        return None;
    }
    let path = format!("{}::", import.path.join("::"));
    let lost = |(name, homes): &&(&str, &[&str])| {
        path.starts_with(&format!("{name}::")) && !homes.iter().any(|home| file.starts_with(home))
    };
    HOMES.iter().find(lost).map(|(name, homes)| {
        format!(
            "{file}:{}: `{name}` lives only in {}",
            import.line,
            homes.join(", ")
        )
    })
}

/// Returns each cycle of imports once, from its first file in the alphabet.
fn circles(graph: &BTreeMap<&str, BTreeSet<&str>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for start in graph.keys() {
        let mut came: BTreeMap<&str, &str> = BTreeMap::new();
        let mut waiting = VecDeque::from([*start]);
        while let Some(file) = waiting.pop_front() {
            for next in graph.get(file).into_iter().flatten() {
                if !came.contains_key(next) {
                    came.insert(next, file);
                    waiting.push_back(next);
                }
            }
        }
        let Some(mut step) = came.get(start).copied() else {
            continue;
        };
        let mut round = vec![*start];
        while step != *start {
            round.insert(1, step);
            step = came[step];
        }
        let first = (0..round.len()).min_by_key(|at| round[*at]).unwrap_or(0);
        round.rotate_left(first);
        round.push(round[0]);
        found.insert(format!("a circle of imports: {}", round.join(" -> ")));
    }
    found
}
