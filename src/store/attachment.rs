//! Reads the files that go with messages: their size, their hash, and their bytes for an upload.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use ring::digest::{Context, SHA256};

use crate::message::attached_file::{AttachedFile, media_type};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;

/// A file that is being uploaded.
#[derive(Debug)]
pub struct Attachment {
    file: File,
}

/// Describes a file: a regular one of at most `most` bytes, which is read as a whole.
///
/// # Errors
/// Where there is none, it is no regular file, it is too large or empty, its path is no UTF-8, or the disk refuses.
pub fn describe(path: &Path, most: u64) -> io::Result<AttachedFile> {
    let path = std::fs::canonicalize(path)?;
    let mut file = open(&path)?;
    let bytes = file.metadata()?.len();
    if bytes > most {
        return Err(io::Error::other(format!(
            "it has {bytes} bytes; Google Chat takes {most}"
        )));
    }
    if bytes == 0 {
        return Err(io::Error::other("it is empty"));
    }
    let text = path
        .to_str()
        .ok_or_else(|| io::Error::other("its path is not UTF-8"))?;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("file");
    Ok(AttachedFile {
        path: text.to_owned(),
        name: name.to_owned(),
        kind: media_type(name).to_owned(),
        bytes,
        sha256: hash(&mut file)?,
    })
}

impl Attachment {
    /// Opens a file, and checks that it is what it was.
    ///
    /// # Errors
    /// Where it is gone, has changed, or the disk refuses.
    pub fn open(described: &AttachedFile) -> io::Result<Self> {
        let mut file = open(Path::new(&described.path))?;
        let is_same =
            file.metadata()?.len() == described.bytes && hash(&mut file)? == described.sha256;
        if !is_same {
            return Err(io::Error::other(
                "it has changed since the message was written",
            ));
        }
        Ok(Self { file })
    }

    /// Reads so many bytes from an offset.
    ///
    /// # Errors
    /// Where the file is shorter by now, or the disk refuses.
    pub fn read(&mut self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.file.seek(SeekFrom::Start(offset))?;
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// Opens a regular file: a pipe would block.
fn open(path: &Path) -> io::Result<File> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

fn hash(file: &mut File) -> io::Result<String> {
    let mut context = Context::new(&SHA256);
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = file.read(&mut chunk)?;
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        context.update(bytes);
    }
    let digest = context.finish();
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
    Ok(digest.as_ref().iter().flat_map(digits).flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_is_told_from_the_same_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        std::fs::write(&path, "abc").unwrap();
        let described = describe(&path, 3).unwrap();
        assert_eq!(
            (described.name.as_str(), described.kind.as_str()),
            ("a.png", "image/png")
        );
        assert!(described.sha256.starts_with("ba7816bf8f01cfea"));
        let mut file = Attachment::open(&described).unwrap();
        assert_eq!(file.read(1, 2).unwrap(), b"bc");
        std::fs::write(&path, "abd").unwrap();
        let told = Attachment::open(&described).unwrap_err().to_string();
        assert!(told.contains("changed"), "{told}");
        assert!(describe(&path, 2).is_err());
        assert!(describe(folder.path(), 99).is_err());
        assert!(describe(&folder.path().join("none"), 99).is_err());
    }
}
