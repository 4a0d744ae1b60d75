//! Build script: tells the program its version, with commit and date where it is built from a clone, and packs it.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

fn main() -> io::Result<()> {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    // After each commit everything would be built anew, which whoever works on the program need not wait for.
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = if is_release {
        commit(Path::new(&root))
    } else {
        None
    };
    let mut out = io::stdout().lock();
    // Without this line any change of a file would run the script.
    writeln!(out, "cargo::rerun-if-changed=src/build.rs")?;
    for file in commit.iter().flat_map(|commit| &commit.files) {
        writeln!(out, "cargo::rerun-if-changed={file}")?;
    }
    if is_release && loads_packed_relocations() {
        writeln!(
            out,
            "cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs"
        )?;
    }
    let words = commit.map(|commit| format!(" ({})", commit.words));
    let words = words.unwrap_or_default();
    writeln!(out, "cargo::rustc-env=CHATQUILL_VERSION={version}{words}")
}

/// Returns whether the system that is built on, and for, starts a program whose relocations are packed.
///
/// Packed they take a hundredth of 390 kB, and the program starts sooner. The linkers of Linux know how since 2022; the
/// loader of an older glibc than 2.36 would refuse the program.
fn loads_packed_relocations() -> bool {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let target = variable("TARGET");
    target.ends_with("-linux-gnu") && target == variable("HOST") && glibc() >= Some((2, 36))
}

/// Returns the version of this system's C library: `getconf` prints `glibc 2.36`.
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let text = String::from_utf8(output.ok()?.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// The commit that is checked out.
struct Commit {
    /// Its short hash and its date.
    words: String,
    /// The files of git that change when another commit is checked out.
    files: Vec<String>,
}

/// Returns the commit of a clone; `None` where there is no git, or where the folder only lies within a clone.
fn commit(root: &Path) -> Option<Commit> {
    let top = git(root, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    let words = git(root, &["log", "-1", "--format=%h %cs"])?;
    let branch = git(root, &["symbolic-ref", "--quiet", "HEAD"]);
    let names = ["HEAD", "logs/HEAD", "packed-refs"].map(str::to_owned);
    let paths = names.into_iter().chain(branch);
    let files = paths.filter_map(|name| git(root, &["rev-parse", "--git-path", &name]));
    // A file that is named and missing would run the script in every build.
    let files = files.filter(|file| root.join(file).exists()).collect();
    Some(Commit { words, files })
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}
