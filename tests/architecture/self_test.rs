//! Tests of the architecture checker: small source trees, and the violations it must name in them.

use super::{Sources, faults};

/// One case a line: files joined by `&&`, then after `=>` a part of each fault expected, joined by `+`.
const CASES: &str = r#"
app/model.rs: use crate::document::schema::Schema; use std::time::Duration;      =>
app/model.rs: use crate::view::screen;                                           => app (floor 5) imports from view (floor 6)
app/model.rs: fn f() { crate::sandbox::server::start() }                         => imports from sandbox (floor 5)
app/model.rs: fn f() { assert!(super::super::view::on()); }                      => imports from view
app/model.rs: #[cfg(test)] mod tests { use crate::view::screen; }                => imports from view
chat/client.rs: use crate::{document::schema, chat::resources};                  => imports from document
main.rs: use chatquill::runtime::event_loop;                                     =>
attic/box.rs: use crate::chat::resources;                                        => `attic` has no floor
app/model.rs: use crate::attic::Box;                                             => `attic` has no floor

app/state/outbox.rs: use crate::app::panes::options::Options;                    => app/state (floor 3) imports from app/panes (floor 4)
app/panes/options.rs: use crate::app::state::outbox::Outbox;                     =>
app/model.rs: fn f() { super::update::handle_event::update() }                   => app/model (floor 6) imports from app/update (floor 9)
app/model.rs: #[cfg(test)] mod tests { use crate::app::update::mouse; }          =>
app/state/tests.rs: use crate::app::update::mouse;                               =>
app/panes/cards/form.rs: use crate::app::panes::options::Options;                => app/panes/cards (floor 1) imports from app/panes/options (floor 1)
app/panes/preview/card.rs: use super::super::options::Options;                   =>
app/attic.rs: use crate::app::model::App;                                        => `app/attic` has no floor
app/model.rs: use crate::app::attic::Box;                                        => `app/attic` has no floor

app/model.rs: use std::fs as _;                                                  => `std::fs` lives only in runtime/
app/model.rs: use std::{fmt, fs::{self, File}};                                  => `std::fs` + `std::fs`
view/text_area.rs: fn f() { let _ = std::fs::read("x"); }                        => `std::fs`
view/text_area.rs: use std::time as clock; fn f() { clock::SystemTime::now(); }  => `std::time::SystemTime`
app/model.rs: use time::OffsetDateTime; fn f() { OffsetDateTime::now_utc(); }    => now_utc
view/text_area.rs: #[tokio::main] async fn f() {}                                => `tokio`
app/model.rs: fn f() { vec![uuid::Uuid::new_v4()]; }                             => `uuid`
app/model.rs: #[cfg(test)] mod tests { use std::fs; }                            =>
app/layout.rs: use ratatui::layout::Rect;                                        =>
app/model.rs: use ratatui::layout::Rect;                                         => `ratatui` lives only in view/
view/text_area.rs: use ratatui::crossterm::event;                                => `ratatui::crossterm`
app/model.rs: fn f() { let ring = 1; let _ = ring + 1; }                         =>

store/disk.rs: #[cfg(unix)] fn f() {}                                            => what only some systems have
store/disk.rs: #[cfg(unix)] use std::path::Path;                                 => what only some systems have
store/disk.rs: struct A { #[cfg(not(windows))] b: u8 }                           => what only some systems have
store/disk.rs: #[cfg_attr(target_os = "macos", inline)] fn f() {}                => what only some systems have
store/disk.rs: fn f() -> bool { cfg!(any(unix, windows)) }                       => what only some systems have
store/disk.rs: use rustix::fs::open; fn f() { libc::getpid(); nix::unistd::getpid(); tokio::signal::unix::signal(); } => `rustix` + `libc` + `nix` + `tokio::signal`
store/disk.rs: #[cfg(test)] mod tests { #[cfg(unix)] fn f() {} }                 =>
store/disk.rs: #[cfg(all(test, unix))] mod tests { }                             =>
store/disk/tests.rs: #[cfg(unix)] fn f() {}                                      =>
platform/disk.rs: #[cfg(unix)] use std::os::unix::fs::PermissionsExt;            =>

app/mod.rs: pub mod model; && app/model.rs:                                      =>
app/mod.rs: pub mod model; pub use model::App; && app/model.rs:                  => a face holds + handed on
app/mod.rs: mod model;                                                           => a face holds
app/mod.rs: pub mod model { }                                                    => a face holds
lib.rs: pub mod app; fn f() {}                                                   => a face holds
app/model.rs: pub(crate) use std::fmt;                                           => handed on

chat/a.rs: use super::b::B; && chat/b.rs: use crate::chat::c::C; && chat/c.rs:   =>
chat/a.rs: use super::b::B; && chat/b.rs: fn f() { crate::chat::c::g() } && chat/c.rs: use crate::chat; fn g() -> chat::a::A {} => a circle of imports: chat/a.rs -> chat/b.rs -> chat/c.rs -> chat/a.rs
chat/a.rs: use super::sub::b::B; && chat/sub/b.rs: use crate::chat::a::A;        => chat/a.rs -> chat/sub/b.rs -> chat/a.rs
chat/a.rs: use super::b::B; && chat/b.rs: #[cfg(test)] mod tests { use super::super::a::A; } =>
chat/a.rs: fn (                                                                  => chat/a.rs:2: 
"#;

#[test]
fn each_rule_turns_red() {
    for case in CASES.lines().filter(|line| !line.is_empty()) {
        let (files, expected) = case.split_once("=>").unwrap();
        let sources: Sources = files
            .split("&&")
            .map(|file| file.trim().split_once(':').unwrap())
            .map(|(name, text)| (name.to_owned(), format!("//! A file.\n{text}")))
            .collect();
        let found = faults(&sources);
        let expected: Vec<&str> = expected
            .split('+')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        assert_eq!(found.len(), expected.len(), "{case}\n{found:#?}");
        for part in expected {
            assert!(
                found.iter().any(|fault| fault.contains(part)),
                "{case}\n{found:#?}"
            );
        }
    }
}

#[test]
fn a_file_without_its_sentence_is_named() {
    let bare = Sources::from([("app/a.rs".to_owned(), "fn f() {}".to_owned())]);
    assert_eq!(
        faults(&bare),
        ["app/a.rs:1: a file opens with one `//!` sentence"]
    );
}
