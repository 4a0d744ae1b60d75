//! From the composer to sending for real: a webhook is kept by a paste, a person signs in; the test plays the browser.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::environment::{Home, RELEASE, World};
use crate::send::{choose, send};
use crate::session::{Session, key};

/// The key that shows the ways to send for real.
const SETUP: &str = "\x1bw";

/// Gets a page as a browser does; returns where it sends the browser, and its words.
fn get(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let location = text.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("location")
            .then(|| value.trim().to_owned())
    });
    (location.unwrap_or_default(), text)
}

/// Returns the text that was copied last by way of the terminal.
fn copied(session: &mut Session) -> String {
    let mut found = String::new();
    session.until("a copy", |tape| {
        let bytes = String::from_utf8_lossy(&tape.bytes).into_owned();
        let Some((_, rest)) = bytes.rsplit_once("\x1b]52;c;") else {
            return false;
        };
        let text = rest.split('\x07').next().unwrap_or_default();
        let decoded = STANDARD.decode(text).unwrap_or_default();
        found = String::from_utf8(decoded).unwrap_or_default();
        found.starts_with("http")
    });
    found
}

/// Begins the sign-in of the profile `me`; returns the URL of the page.
fn begin(world: &World, session: &mut Session) -> String {
    session.sees("build-bot (app)").sees(" spaces");
    session.keys(SETUP).sees("Send for real");
    session
        .keys(key::DOWN)
        .keys(key::ENTER)
        .sees("Open this page");
    let url = copied(session);
    assert!(url.starts_with(world.talk.sandbox.base()), "{url}");
    url
}

fn with_client() -> World {
    let world = World::new();
    let base = world.talk.sandbox.base();
    let client = world.talk.sandbox.client_secret();
    world.home.write("client.json", client);
    world.home.write(
        "config.toml",
        format!(
            "default_profile = \"build-bot\"\n\
             [profiles.build-bot]\nsender = \"app\"\nkey_file = \"key.json\"\napi_base = \"{base}\"\n\
             [profiles.me]\nsender = \"user\"\nclient_secret = \"client.json\"\napi_base = \"{base}\"\n"
        ),
    );
    world
}

/// Presses a key, which counts; a word of the message does not.
fn press<'a>(session: &'a mut Session, count: &mut usize, key: &str) -> &'a mut Session {
    *count += 1;
    session.keys(key)
}

#[test]
fn a_newcomer_pastes_a_webhook_and_sends_within_ten_keys_and_a_minute() {
    let world = World::new();
    let home = Home::new();
    let url = world.talk.sandbox.webhook_url();
    let began = Instant::now();
    let mut count = 0;
    let mut session = home.start();
    session.sees("app · sandbox").sees(" spaces");
    // As the README says: the key that leads there, and the URL.
    press(&mut session, &mut count, SETUP).sees("Send for real");
    count += 1;
    session.paste(&url.replace('&', "&#38;"));
    session
        .sees("Keep a webhook")
        .sees("repaired; it posts into");
    press(&mut session, &mut count, key::ENTER)
        .sees("→ ~ alerts")
        .sees("alerts (webhook)");
    session.keys("for real").sees("for real");
    press(&mut session, &mut count, key::SEND).sees("Send to ~ alerts?");
    press(&mut session, &mut count, key::ENTER);
    session.sees("Sent to ~ alerts");
    assert_eq!(world.messages("spaces/AAAAincident", "for real").len(), 1);
    assert!(count <= 10, "{count} keys");
    assert!(began.elapsed() < Duration::from_mins(1));
    session.keys(key::QUIT);
    let token = url.rsplit('=').next().unwrap().to_owned();
    assert!(!session.look(|tape| String::from_utf8_lossy(&tape.bytes).contains(&token)));
    assert!(session.ends().success());
}

#[test]
fn a_person_signs_in_from_the_composer_and_sends() {
    let world = with_client();
    let mut session = world.home.start();
    let url = begin(&world, &mut session);
    // A foreign answer is ignored, and the composer goes on meanwhile.
    session
        .paste("nothing like it")
        .sees("paste the whole address");
    let (location, _) = get(&format!("{url}&decision=allow"));
    let (_, page) = get(&location);
    assert!(page.contains("200 OK"), "{page}");
    session.sees("signed in as").sees("me (user)");
    // The notice counts them before the list is there.
    session.keys("\x1b1").sees(" 14 ━┓");
    choose(&mut session, "eng-release");
    session.keys("as myself").sees("as myself");
    send(&mut session);
    session.sees("Sent to # eng-release");
    assert_eq!(world.messages(RELEASE, "as myself").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

/// Writes and sends a message to a space that is chosen first.
fn send_to_release(world: &World, session: &mut Session, (spaces, text): (usize, &str)) {
    // Notices count them before the list is there.
    session.keys("\x1b1").sees(&format!(" {spaces} ━┓"));
    choose(session, "eng-release");
    session.keys(text).sees(text);
    send(session);
    session.sees("Sent to # eng-release");
    assert_eq!(world.messages(RELEASE, text).len(), 1);
}

#[test]
fn the_key_of_an_app_becomes_a_profile_and_sends_without_leaving() {
    let world = World::new();
    let home = Home::new();
    home.write("key.json", world.talk.sandbox.service_account_key());
    let mut session = home.start();
    session.sees("app · sandbox").sees(" spaces");
    session.keys(SETUP).sees("Send for real");
    session.keys(key::DOWN).keys(key::DOWN).keys(key::ENTER);
    session
        .sees("Add a profile")
        .keys("none.json")
        .keys(key::ENTER);
    session.sees("cannot be read");
    session.keys(&"\x7f".repeat(9)).sees("~/Downloads");
    session.keys("key.json").sees("key.json").keys(key::ENTER);
    session
        .sees("✔ The profile")
        .sees("(app) · 127.0.0.1")
        .sees(" 15 spaces");
    send_to_release(&world, &mut session, (15, "by my own app"));
    session.keys(key::QUIT);
    assert!(session.ends().success());
    // It sends at the next start, too, and its key stays where it was.
    let config = std::fs::read_to_string(home.path("config.toml")).unwrap();
    assert!(
        config.contains("default_profile") && !config.contains("PRIVATE"),
        "{config}"
    );
    let mut session = home.start();
    session.sees("(app) · 127.0.0.1").keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_client_becomes_a_profile_a_person_signs_in_and_sends_without_leaving() {
    let world = World::new();
    let home = Home::new();
    home.write("my client.json", world.talk.sandbox.client_secret());
    let mut session = home.start();
    session.sees("app · sandbox").sees(" spaces");
    session.keys(SETUP).sees("Send for real");
    session
        .keys(key::DOWN)
        .keys(key::ENTER)
        .sees("Add a profile");
    session.paste("'my client.json'").keys(key::ENTER);
    session.sees("Open this page");
    let url = copied(&mut session);
    let (location, _) = get(&format!("{url}&decision=allow"));
    get(&location);
    session.sees("signed in as").sees("me (user)");
    send_to_release(&world, &mut session, (14, "as myself at last"));
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

/// Ends a grant, as a person does on the page of the account.
fn revoke(world: &World, token: &str) {
    let host = world.talk.sandbox.base();
    let host = host.strip_prefix("http://").unwrap();
    let body = format!("token={token}");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST /revoke HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
}

#[test]
fn a_sign_in_that_ended_says_which_key_starts_another_and_the_send_goes_on() {
    let world = with_client();
    let mut session = world.home.start();
    let url = begin(&world, &mut session);
    let (location, _) = get(&format!("{url}&decision=allow"));
    get(&location);
    session.sees("signed in as").sees("me (user)");
    session.sees(" 14 spaces").keys("\x1b1");
    choose(&mut session, "eng-release");
    let kept = std::fs::read_to_string(world.home.path("credentials/me.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    revoke(&world, kept["refresh_token"].as_str().unwrap());
    let fault = "expired*1".parse::<chatquill::sandbox::fault_injection::Fault>();
    let fault = fault.unwrap().on("POST /v1/spaces/*/messages");
    world.talk.sandbox.inject(fault);
    session.keys("after the end").sees("after the end");
    send(&mut session);
    session
        .sees("has ended or was revoked: sign in again")
        .sees("Alt+W signs in here");
    session.keys(SETUP).sees("Send for real");
    session.keys(key::DOWN).keys(key::ENTER);
    session.sees("Open this page");
    session.until("another page", |tape| {
        String::from_utf8_lossy(&tape.bytes)
            .matches("\x1b]52;c;")
            .count()
            >= 2
    });
    let url = copied(&mut session);
    let (location, _) = get(&format!("{url}&decision=allow"));
    get(&location);
    session.sees("signed in as").sees(" 14 spaces");
    send(&mut session);
    session.sees("Sent to # eng-release");
    assert_eq!(world.messages(RELEASE, "after the end").len(), 1);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn the_server_of_a_webhook_is_named() {
    let world = World::new();
    let home = Home::new();
    home.write("url.txt", world.talk.sandbox.webhook_url());
    home.write(
        "config.toml",
        "default_profile = \"hook\"\n[profiles.hook]\nsender = \"webhook\"\nurl_file = \"url.txt\"\n",
    );
    let mut session = home.start();
    session.sees("hook (webhook) · 127.0.0.1:");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_denied_and_a_cancelled_sign_in_are_told() {
    let world = with_client();
    let mut session = world.home.start();
    let url = begin(&world, &mut session);
    let (location, _) = get(&format!("{url}&decision=deny"));
    get(&location);
    session
        .sees("access was denied")
        .keys(key::ESC)
        .sees_no_more("access was denied");
    let url = begin(&world, &mut session);
    session.keys(key::ESC).sees("nobody is signed in");
    let (location, _) = get(&format!("{url}&decision=allow"));
    let port = location
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    session.until("the port is free again", |_| {
        TcpStream::connect(port).is_err()
    });
    session.sees("build-bot (app)").keys(key::QUIT);
    assert!(session.ends().success());
}
