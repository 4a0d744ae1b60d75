//! A home for the program, and a sandbox in this process that it connects to.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;

use chatquill::sandbox::server::Options;
use portable_pty::CommandBuilder;
use serde_json::Value;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::sandbox_client::Talk;
use crate::session::Session;

pub const RELEASE: &str = "spaces/AAAArelease1";
pub const WIDE: (u16, u16) = (120, 40);

/// An empty home, removed at the end.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Returns a command with this home and no other environment.
    pub fn command(&self, program: impl AsRef<Path>) -> CommandBuilder {
        let mut command = CommandBuilder::new(program.as_ref());
        command.env_clear();
        for (name, value) in [
            ("HOME", self.folder.path().as_os_str()),
            ("CHATQUILL_HOME", self.folder.path().as_os_str()),
            ("TERM", "xterm-256color".as_ref()),
            ("PATH", &std::env::var_os("PATH").unwrap_or_default()),
        ] {
            command.env(name, value);
        }
        command.cwd(self.folder.path());
        command
    }

    /// Returns the command of the built program, without arguments.
    pub fn chatquill(&self) -> CommandBuilder {
        self.command(env!("CARGO_BIN_EXE_chatquill"))
    }

    pub fn start(&self) -> Session {
        Session::start(self.chatquill(), WIDE)
    }

    /// Returns the text of a draft on disk; empty where there is none yet.
    pub fn draft(&self, id: &str) -> String {
        let text = std::fs::read_to_string(self.path(&format!("drafts/{id}.json")));
        let draft: Value = serde_json::from_str(&text.unwrap_or_default()).unwrap_or_default();
        draft["message"]["text"].as_str().unwrap_or("").to_owned()
    }
}

/// A sandbox on a thread of its own, and a home whose default profile connects to it as an app.
pub struct World {
    pub home: Home,
    pub talk: Talk,
    handle: Handle,
    _stop: oneshot::Sender<()>,
}

impl World {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// Starts a sandbox with these options, which records its requests.
    pub fn with(options: Options) -> Self {
        let (found, founded) = channel();
        let (stop, stopped) = oneshot::channel();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let options = Options {
                    record: true,
                    ..options
                };
                let talk = Talk::with(options).await;
                found.send((talk, Handle::current())).unwrap();
                let _ = stopped.await;
            });
        });
        let (talk, handle) = founded.recv().unwrap();
        let home = Home::new();
        home.write("key.json", talk.sandbox.service_account_key());
        let world = Self {
            home,
            talk,
            handle,
            _stop: stop,
        };
        world.profile(world.talk.sandbox.base());
        world
    }

    /// Sets the profile's base URL.
    pub fn profile(&self, base: &str) {
        let config = format!(
            "default_profile = \"build-bot\"\n\n[profiles.build-bot]\nsender = \"app\"\nkey_file = \"key.json\"\napi_base = \"{base}\"\n"
        );
        self.home.write("config.toml", config);
    }

    /// Starts the program and waits until it has its spaces.
    pub fn start(&self) -> Session {
        let mut session = self.home.start();
        session.sees("build-bot (app)").sees(" 15 spaces");
        session
    }

    /// Returns the API's response to a GET as Ada, who may read where the app may not.
    pub fn get(&self, path: &str) -> Value {
        let call = self.talk.call("GET", path, &self.talk.user, &Value::Null);
        let (status, answer) = self.handle.block_on(call);
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// Returns the messages of a space with this text, the oldest first.
    pub fn messages(&self, space: &str, text: &str) -> Vec<Value> {
        let page = self.get(&format!("v1/{space}/messages?pageSize=1000"));
        let all = page["messages"].as_array().into_iter().flatten();
        all.filter(|message| message["text"] == text)
            .cloned()
            .collect()
    }

    /// Returns the requests to a method of the API, such as `POST` to `/messages`.
    pub fn requests(&self, verb: &str, end: &str) -> Vec<Value> {
        let all = self.talk.sandbox.requests().into_iter();
        all.filter(|seen| seen["verb"] == verb && seen["path"].as_str().unwrap().ends_with(end))
            .collect()
    }
}
