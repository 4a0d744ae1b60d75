//! The person's own editor, on a copy of the text.

use std::fs;
use std::io::{self, Write as _};
use std::process::{Child, Command};

use rustix::io::Errno;
use rustix::process::{Pid, WaitOptions, waitpid};

use crate::app::problem::Problem;
use crate::shell::signals;

/// Lets the person edit `text` in `$VISUAL` or `$EDITOR` and returns what they left. The terminal
/// must be the shell's meanwhile.
///
/// # Errors
/// Where no editor is set or found, or it ends with a failure; the text is as it was then.
pub fn edit(text: &str) -> Result<String, Problem> {
    let set = |name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let editor = set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned());
    run(&editor, text).map_err(|why| Problem {
        title: format!("The editor \"{editor}\" did not do it; the text is as it was"),
        detail: why.to_string(),
        remedy: "Set VISUAL or EDITOR to an editor that runs in a terminal, such as vim or nano."
            .into(),
    })
}

fn run(editor: &str, text: &str) -> io::Result<String> {
    let mut file = tempfile::Builder::new()
        .prefix("chatquill-")
        .suffix(".md")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // The variable may hold arguments, so the shell splits it; the file name goes beside it untouched.
    let child = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(file.path())
        .spawn()?;
    wait(&child)?;
    let edited = fs::read_to_string(file.path())?;
    // Editors end a file with a line end of their own.
    let had_end = text.ends_with('\n');
    Ok(if had_end {
        edited
    } else {
        edited
            .strip_suffix('\n')
            .map_or(edited.clone(), str::to_owned)
    })
}

/// Waits for the end of the editor. When the person stops it with Ctrl+Z, this program stops as well,
/// or the shell would never come to the front; resumed, both go on.
fn wait(editor: &Child) -> io::Result<()> {
    loop {
        let status = match waitpid(Some(Pid::from_child(editor)), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) => status,
            Ok(None) | Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        match (status.exit_status(), status.terminating_signal()) {
            (Some(0), _) => return Ok(()),
            (Some(code), _) => {
                return Err(io::Error::other(format!("it ended with status {code}")));
            }
            (None, Some(signal)) => {
                return Err(io::Error::other(format!("it was ended by signal {signal}")));
            }
            (None, None) => signals::stop(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_editor_leaves_comes_back() {
        assert_eq!(run("sed -i s/a/b/", "aé\nc").unwrap(), "bé\nc");
        assert_eq!(run("sed -i s/x/x/", "a\n").unwrap(), "a\n");
        assert!(run("false", "a").is_err());
        assert!(run("no-such-editor-here", "a").is_err());
    }
}
