//! A stub server that issues tokens, responds to API calls as scripted, and records its requests.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::json;

use crate::harness::Home;

/// The server's response to an API call.
pub enum Answer {
    /// Status and body.
    Say(u16, String),
    /// Keeps the connection open and sends nothing.
    Keep,
    /// Cuts the connection.
    Cut,
}

/// The server.
pub struct Stub {
    pub base: String,
    /// The request line of each API call, as it comes.
    pub calls: Receiver<String>,
}

impl Stub {
    /// Starts a server that responds to its n-th API call, from 0.
    pub fn start(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (sender, calls) = channel();
        let shared = Arc::new((Mutex::new(0), answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (shared, sender) = (shared.clone(), sender.clone());
                thread::spawn(move || {
                    let next = || {
                        let mut count = shared.0.lock().unwrap();
                        *count += 1;
                        shared.1(*count - 1)
                    };
                    serve(stream.unwrap(), &next, &sender)
                });
            }
        });
        Self { base, calls }
    }

    /// Returns a home whose default profile `stub` connects to this server as a person.
    pub fn home(&self) -> Home {
        let home = Home::new();
        let user = json!({"type": "authorized_user", "client_id": "client",
            "client_secret": "s3cret", "refresh_token": "refr3sh", "token_uri": self.base});
        home.write_private("user.json", user.to_string());
        home.configure(&format!(
            "default_profile = \"stub\"\n[profiles.stub]\nsender = \"user\"\nauthorized_user = \"~/user.json\"\napi_base = {:?}\n",
            self.base
        ));
        home
    }
}

fn serve(stream: TcpStream, answer: &dyn Fn() -> Answer, calls: &Sender<String>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let line = request(&mut reader)?;
        let answer = if line.contains("oauth2/token") {
            let token =
                json!({"access_token": "t0ken", "expires_in": 3599, "token_type": "Bearer"});
            Answer::Say(200, token.to_string())
        } else {
            let answer = answer();
            calls.send(line).ok()?;
            answer
        };
        match answer {
            Answer::Say(status, body) => write!(
                stream,
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
            .ok()?,
            Answer::Keep => {
                thread::park();
            }
            Answer::Cut => return None,
        }
    }
}

/// Reads a whole request and returns its request line.
fn request(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut first = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if first.is_empty() {
            line.trim().clone_into(&mut first);
        } else if line.trim().is_empty() {
            let mut body = vec![0; length];
            reader.read_exact(&mut body).ok()?;
            return Some(first);
        }
    }
}
