//! The `$EDITOR` process, on a copy of the text.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Child, Command};

use tempfile::NamedTempFile;

use crate::app::events::effect::EditorBuffer;
use crate::cells::grapheme;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::edit::LIMIT;
use crate::platform::process::{self, Change};

/// Editors that take a line to start at as `+LINE` before the file.
const TAKE_LINE: [&str; 9] = [
    "vi",
    "vim",
    "nvim",
    "nano",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "ne",
];

/// Opens a text in `$VISUAL` or `$EDITOR` and returns it as the user left it.
///
/// The terminal must be released meanwhile.
///
/// # Errors
/// Where no editor is set or found, or it ends with a failure; the text is as it was then.
pub fn edit(manuscript: &EditorBuffer) -> Result<String, Diagnostic> {
    let set = |name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let editor = set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned());
    run(&editor, manuscript).map_err(|why| {
        let (title, remedy) = if why.kind() == io::ErrorKind::InvalidData {
            (
                "The text from the editor cannot be taken; nothing was changed".to_owned(),
                "Correct it there, then open it or paste it here.",
            )
        } else {
            (
                format!("The editor \"{editor}\" failed; nothing was changed"),
                "If it does not run here, set VISUAL or EDITOR to one that runs in a terminal, such as vim or nano.",
            )
        };
        Diagnostic {
            detail: why.to_string(),
            ..Diagnostic::new(title, remedy)
        }
    })
}

fn run(editor: &str, manuscript: &EditorBuffer) -> io::Result<String> {
    let EditorBuffer { text, suffix, line } = manuscript;
    let mut file = tempfile::Builder::new()
        .prefix("chatquill-")
        .suffix(suffix)
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // The variable may hold arguments, so the shell splits it; the file name is passed separately, untouched.
    // Ctrl+C and Ctrl+\ reach the shell as well: it waits on, so that the editor decides what they mean.
    let program = editor.split_whitespace().next().unwrap_or_default();
    let name = Path::new(program).file_name().and_then(OsStr::to_str);
    let start = match line {
        2.. if name.is_some_and(|name| TAKE_LINE.contains(&name)) => format!("+{line} "),
        _ => String::new(),
    };
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("trap : INT QUIT; {editor} {start}\"$1\""))
        .arg("sh")
        .arg(file.path())
        .spawn()?;
    let path = file.path().to_owned();
    let edited = wait(&mut child).and_then(|()| read(&path));
    let edited = edited.map_err(|why| kept(file, text, &why))?;
    let clean = grapheme::cleaned(&edited);
    // Editors end a file with a line end of their own.
    let without = clean
        .strip_suffix('\n')
        .filter(|_| !text.ends_with('\n'))
        .unwrap_or(&clean);
    Ok(without.to_owned())
}

fn read(path: &Path) -> io::Result<String> {
    let size = fs::metadata(path)?.len();
    if size > LIMIT as u64 {
        return Err(unfit(format!(
            "the text has {size} bytes, and at most {LIMIT} can be edited here"
        )));
    }
    String::from_utf8(fs::read(path)?).map_err(|error| {
        unfit(format!(
            "the file it saved is not UTF-8 text, from byte {} on",
            error.utf8_error().valid_up_to() + 1
        ))
    })
}

/// Returns the error of a text that the editor left, and that cannot be taken.
fn unfit(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Returns the error with the path at which the text is kept, which would be lost otherwise.
fn kept(file: NamedTempFile, text: &str, why: &io::Error) -> io::Error {
    let is_untouched = fs::read(file.path()).is_ok_and(|left| left == text.as_bytes());
    if is_untouched {
        return io::Error::new(why.kind(), why.to_string());
    }
    let told = match file.keep() {
        Ok((_, path)) => format!("{why}; the text is in {}", path.display()),
        Err(error) => format!("{why}; the text is lost: {error}"),
    };
    io::Error::new(why.kind(), told)
}

/// Waits for the end of the editor.
///
/// When the user stops it with Ctrl+Z, this program stops as well, or the shell would never come to the front;
/// resumed, both continue.
fn wait(editor: &mut Child) -> io::Result<()> {
    loop {
        match process::wait(editor)? {
            Change::Exited(0) => return Ok(()),
            Change::Exited(code) => {
                return Err(io::Error::other(format!("it ended with status {code}")));
            }
            Change::Killed(signal) => {
                return Err(io::Error::other(format!("it was ended by signal {signal}")));
            }
            Change::Stopped => process::stop(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(editor: &str, text: &str) -> io::Result<String> {
        let manuscript = EditorBuffer {
            text: text.to_owned(),
            suffix: ".md",
            line: 1,
        };
        super::run(editor, &manuscript)
    }

    #[test]
    fn what_the_editor_leaves_comes_back() {
        assert_eq!(run("sed -i s/a/b/", "aé\nc").unwrap(), "bé\nc");
        assert_eq!(run("sed -i s/x/x/", "a\n").unwrap(), "a\n");
        assert!(run("false", "a").is_err());
        assert!(run("no-such-editor-here", "a").is_err());
    }
    #[test]
    fn line_ends_and_controls_are_cleaned_like_a_paste() {
        let editor = r#"printf 'a\r\nb\033[1m\n' > "$1"; true"#;
        assert_eq!(run(editor, "x").unwrap(), "a\nb");
    }

    #[test]
    fn work_that_cannot_be_taken_is_kept() {
        for (editor, left, words) in [
            (r#"printf work > "$1"; exit 3;"#, &b"work"[..], "status 3"),
            (r#"printf 'a\377' > "$1"; true"#, b"a\xff", "not UTF-8"),
        ] {
            let error = run(editor, "x").unwrap_err();
            let is_unfit = error.kind() == io::ErrorKind::InvalidData;
            assert_eq!(is_unfit, words == "not UTF-8", "{error}");
            let why = error.to_string();
            let (reason, path) = why.split_once("; the text is in ").unwrap();
            assert!(reason.contains(words), "{why}");
            assert_eq!(fs::read(path).unwrap(), left);
            fs::remove_file(path).unwrap();
        }
        let why = run("false", "x").unwrap_err().to_string();
        assert!(!why.contains("is in"), "{why}");
    }
}
