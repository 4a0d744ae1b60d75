//! An image server on loopback with scripted responses, harmful ones included.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The server's response at a path.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A file, with its content type.
    File(&'static str, Vec<u8>),
    /// A status without a body.
    Status(u16),
    /// A redirect to another URL.
    Redirect(String),
    /// The headers of a file, and then one byte after the other, for ever.
    Drip,
    /// Bytes as fast as they are read, for ever, without a content length.
    Endless,
    /// A file with this content length, true or not.
    Lie(usize, Vec<u8>),
    /// No response.
    Silence,
}

/// The server; it stops when dropped.
pub struct Host {
    /// Its base URL, without a trailing slash.
    pub base: String,
    asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
    address: std::net::SocketAddr,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    /// Serves these responses by their paths; other paths are not found.
    pub fn start(answers: impl IntoIterator<Item = (&'static str, Answer)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answers: HashMap<_, _> = answers.into_iter().collect();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let ends = Arc::new(AtomicBool::new(false));
        let (noted, over) = (Arc::clone(&asked), Arc::clone(&ends));
        let thread = thread::spawn(move || {
            let mut calls = Vec::new();
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let (answers, noted, over) =
                    (answers.clone(), Arc::clone(&noted), Arc::clone(&over));
                calls.push(thread::spawn(move || {
                    // The client may close the connection at any time.
                    let _ = serve(stream, &answers, &noted, &over);
                }));
            }
            for call in calls {
                call.join().unwrap();
            }
        });
        Self {
            base: format!("http://{address}"),
            asked,
            ends,
            address,
            thread: Some(thread),
        }
    }

    /// Returns the headers of all requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Returns the number of requests so far.
    pub fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts connections.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn serve(
    mut stream: TcpStream,
    answers: &HashMap<&'static str, Answer>,
    noted: &Mutex<Vec<String>>,
    ends: &AtomicBool,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let path = head
        .split_whitespace()
        .nth(1)
        .unwrap_or_default()
        .to_owned();
    noted.lock().unwrap().push(head);
    let goes_on = || !ends.load(Ordering::SeqCst);
    match answers.get(path.as_str()).unwrap_or(&Answer::Status(404)) {
        Answer::File(kind, bytes) => {
            let length = bytes.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nSet-Cookie: a=b\r\nConnection: close\r\n\r\n"
            )?;
            stream.write_all(bytes)
        }
        Answer::Status(code) => {
            write!(
                stream,
                "HTTP/1.1 {code} As told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        }
        Answer::Redirect(to) => {
            write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: {to}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        }
        Answer::Drip => {
            stream.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n",
            )?;
            while goes_on() {
                stream.write_all(b"x")?;
                thread::park_timeout(Duration::from_millis(10));
            }
            Ok(())
        }
        Answer::Endless => {
            stream.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n",
            )?;
            while goes_on() {
                stream.write_all(&[0; 4096])?;
            }
            Ok(())
        }
        Answer::Lie(length, bytes) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            )?;
            stream.write_all(bytes)
        }
        Answer::Silence => {
            while goes_on() {
                thread::park_timeout(Duration::from_millis(10));
            }
            Ok(())
        }
    }
}
