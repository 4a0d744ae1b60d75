//! The user's own templates on disk: one file each, named by its title.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde_json::Value;

use crate::message::template::Template;
use crate::store::{atomic_write, regular_file};

/// Maximum bytes of a template that is read; a message has 32,000.
const LIMIT: u64 = 4 << 20;

/// Maximum characters of a file name.
const LONGEST: usize = 60;

/// The folder of the templates.
#[derive(Clone, Debug)]
pub struct Templates {
    folder: PathBuf,
}

/// A template of the user's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnTemplate {
    /// The name of its file, without the extension.
    pub name: String,
    /// The template, or why it cannot be read.
    pub template: Result<Template, String>,
}

/// A template that the user saves.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateFile {
    /// Its title, from which the file gets its name.
    pub title: String,
    /// What the file holds.
    pub content: Value,
    /// Whether it may replace an existing one.
    pub replaces: bool,
}

/// Result of saving a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateSaved {
    /// It was saved in this file.
    Saved(String),
    /// A template with this file name exists already; nothing was written.
    Taken(String),
}

impl Templates {
    /// Creates the store of the templates in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Lists all templates by their file names, those that cannot be read with the reason.
    ///
    /// A folder that does not exist holds none.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn list(&self) -> io::Result<Vec<OwnTemplate>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut own: Vec<OwnTemplate> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let path = entry.path();
                let name = path.file_stem()?.to_str()?.to_owned();
                let is_template =
                    path.extension().is_some_and(|end| end == "json") && !name.starts_with('.');
                is_template.then(|| OwnTemplate {
                    template: read(&path, &name),
                    name,
                })
            })
            .collect();
        own.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(own)
    }

    /// Writes a template under a name made of its title.
    ///
    /// An existing one is replaced only with `replaces`.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save(&self, title: &str, content: &Value, replaces: bool) -> io::Result<TemplateSaved> {
        let name = file_name(title);
        let path = self.folder.join(format!("{name}.json"));
        let mut bytes = serde_json::to_vec_pretty(content)?;
        bytes.push(b'\n');
        if replaces {
            atomic_write::write(&path, &bytes)?;
        } else {
            let staged = atomic_write::stage(&path, &bytes)?;
            match staged.persist_noclobber(&path) {
                Ok(_) => atomic_write::sync(&path)?,
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                    return Ok(TemplateSaved::Taken(name));
                }
                Err(error) => return Err(error.error),
            }
        }
        Ok(TemplateSaved::Saved(path.display().to_string()))
    }
}

fn read(path: &std::path::Path, name: &str) -> Result<Template, String> {
    let told = |error: io::Error| error.to_string();
    let text = regular_file::read_text(path, LIMIT).map_err(told)?;
    Template::parse(&text, name).map_err(|error| error.to_string())
}

/// Returns the file name for a title: its letters and digits in lower case, with hyphens between.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.chars().count() >= LONGEST {
            break;
        }
    }
    match name.trim_end_matches('-') {
        "" => "template".into(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn folder() -> (tempfile::TempDir, Templates) {
        let folder = tempfile::tempdir().unwrap();
        let templates = Templates::new(folder.path().join("templates"));
        (folder, templates)
    }

    #[test]
    fn titles_become_names_of_files() {
        for (title, name) in [
            ("Release notes", "release-notes"),
            ("  Wöchentlich: 你好 (2) ", "wöchentlich-你好-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("🎉", "template"),
            (&"ab ".repeat(60), &"ab-".repeat(20)[..59]),
        ] {
            assert_eq!(file_name(title), name);
        }
    }

    #[test]
    fn what_is_saved_is_listed() {
        let (_folder, templates) = folder();
        assert_eq!(templates.list().unwrap(), []);
        let content = json!({"template": {"title": "Hello!"}, "message": {"text": "Hi {{who}}"}});
        let saved = templates.save("Hello!", &content, false).unwrap();
        assert!(matches!(&saved, TemplateSaved::Saved(path) if path.ends_with("/hello.json")));
        let own = templates.list().unwrap();
        assert_eq!(own.len(), 1);
        let template = own[0].template.as_ref().unwrap();
        assert_eq!((&*own[0].name, &*template.title), ("hello", "Hello!"));
        assert_eq!(template.fields[0].name, "who");
    }

    #[test]
    fn nothing_is_replaced_unasked() {
        let (_folder, templates) = folder();
        let file = |text: &str| json!({"message": {"text": text}});
        templates.save("A", &file("one"), false).unwrap();
        let again = templates.save("a?", &file("two"), false).unwrap();
        assert_eq!(again, TemplateSaved::Taken("a".into()));
        let text = |own: &[OwnTemplate]| own[0].template.as_ref().unwrap().request().clone();
        assert_eq!(text(&templates.list().unwrap()), file("one"));
        templates.save("a?", &file("two"), true).unwrap();
        let own = templates.list().unwrap();
        assert_eq!((own.len(), text(&own)), (1, file("two")));
        let left = fs::read_dir(&templates.folder).unwrap().count();
        assert_eq!(left, 1, "nothing half written is left behind");
    }

    #[test]
    fn what_cannot_be_read_is_told_and_left_alone() {
        let (_folder, templates) = folder();
        templates
            .save("good", &json!({"text": "x"}), false)
            .unwrap();
        let bad = templates.folder.join("bad.json");
        fs::write(&bad, "{\n  \"text\": ,\n}").unwrap();
        fs::write(templates.folder.join("notes.txt"), "x").unwrap();
        let own = templates.list().unwrap();
        assert_eq!(own.len(), 2);
        let why = own[0].template.as_ref().unwrap_err();
        assert!(why.starts_with("2:11: "), "{why}");
        assert!(own[1].template.is_ok());
    }
}
