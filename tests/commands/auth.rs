//! Signing a person in and out against the sandbox; the test plays the browser.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::harness::{Home, Outcome, finish};
use crate::sandbox::Running;

/// A browser's answer: status, the address it is sent on to, body.
struct Page {
    status: u16,
    location: String,
    body: String,
}

/// Gets a page as a browser does, without following it.
fn get(url: &str) -> Page {
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
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let location = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("location")
            .then(|| value.to_owned())
    });
    Page {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        location: location.unwrap_or_default(),
        body: body.to_owned(),
    }
}

/// A sign-in that waits for its browser.
struct Login {
    child: Child,
    error: BufReader<std::process::ChildStderr>,
    url: String,
}

impl Login {
    fn start(home: &Home, more: &[&str]) -> Self {
        let mut arguments = vec!["auth", "login", "--no-browser"];
        arguments.extend(more);
        let mut command = home.command(&arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut error = BufReader::new(child.stderr.take().unwrap());
        let mut url = String::new();
        while !url.starts_with("http") {
            url.clear();
            assert_ne!(error.read_line(&mut url).unwrap(), 0, "no URL was shown");
        }
        Self {
            child,
            error,
            url: url.trim().to_owned(),
        }
    }

    /// Chooses a link of the page, and returns where that sends the browser.
    fn choose(&self, decision: &str) -> String {
        let page = get(&self.url);
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Allow"), "{}", page.body);
        get(&format!("{}&decision={decision}", self.url)).location
    }

    fn end(mut self) -> Outcome {
        let mut said = String::new();
        self.error.read_to_string(&mut said).unwrap();
        let outcome = finish(self.child);
        Outcome {
            stderr: said,
            ..outcome
        }
    }
}

fn signed_up() -> (Home, Running) {
    signed_up_with(&[])
}

/// Creates a profile of a person, and its sandbox with more arguments.
fn signed_up_with(more: &[&str]) -> (Home, Running) {
    let home = Home::new();
    let sandbox = Running::start(&home, &[&["--credentials", "keys"], more].concat());
    home.configure(&format!(
        "[profiles.me]\nsender = \"user\"\nclient_secret = \"~/keys/client-secret.json\"\napi_base = {:?}\n",
        sandbox.base
    ));
    (home, sandbox)
}

fn send(home: &Home) -> Outcome {
    home.run(&[
        "send",
        "--profile",
        "me",
        "-s",
        "AAAArelease1",
        "-t",
        "as Ada",
        "--json",
    ])
}

#[test]
fn a_person_signs_in_sends_and_signs_out() {
    let (home, _sandbox) = signed_up();
    let before = send(&home);
    assert_eq!(before.status, 3, "{}", before.stderr);
    assert!(
        before.stderr.contains("chatquill auth login --profile me"),
        "{}",
        before.stderr
    );

    let login = Login::start(&home, &["--account", "ada@example.com"]);
    let back = login.choose("allow");
    // An icon, a foreign state, and a silent connection do not end it.
    let root = back.split_once('?').unwrap().0;
    let _silent =
        TcpStream::connect(root.trim_start_matches("http://").trim_end_matches('/')).unwrap();
    assert_eq!(get(&format!("{root}favicon.ico")).status, 404);
    assert_eq!(get(&format!("{root}?state=other&code=4%2F0")).status, 400);
    assert_eq!(get(&back).status, 200);
    let outcome = login.end();
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (0, ""),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("signed in as ada@example.com"),
        "{}",
        outcome.stderr
    );

    let sent: Value = serde_json::from_str(&send(&home).stdout).unwrap();
    assert_eq!(sent["sender"]["type"], "HUMAN");
    let status = home.run(&["auth", "status"]);
    assert!(
        status.stdout.starts_with("✔ me (user)"),
        "{}",
        status.stdout
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = home
            .path()
            .join(".local/share/chatquill/credentials/me.json");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    let out = home.run(&["auth", "logout"]);
    assert!(
        out.stderr.contains("Google has ended the grant"),
        "{}",
        out.stderr
    );
    assert_eq!(send(&home).status, 3);
    assert_eq!(home.run(&["auth", "status"]).status, 3);
}

#[test]
fn the_address_can_be_pasted() {
    let (home, _sandbox) = signed_up();
    let mut login = Login::start(&home, &[]);
    let back = login.choose("allow");
    let mut input = login.child.stdin.take().unwrap();
    writeln!(input, "http://127.0.0.1:1/?state=other&code=4\n{back}").unwrap();
    let outcome = login.end();
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("belongs to another sign-in"),
        "{}",
        outcome.stderr
    );
    assert_eq!(send(&home).status, 0);
}

#[test]
fn a_sign_in_that_fails_says_why_and_keeps_nothing() {
    let (home, _sandbox) = signed_up();
    for (more, decision, status, why) in [
        (&[][..], Some("deny"), 3, "access was denied"),
        (&["--timeout", "1"], None, 4, "No answer came within 1 s"),
        (
            &["--account", "eve@example.com"],
            Some("allow"),
            3,
            "not as eve@example.com",
        ),
    ] {
        let login = Login::start(&home, more);
        if let Some(decision) = decision {
            assert_eq!(get(&login.choose(decision)).status, 200);
        }
        let outcome = login.end();
        assert_eq!(outcome.status, status, "{}", outcome.stderr);
        assert!(outcome.stderr.contains(why), "{}", outcome.stderr);
        assert_eq!(send(&home).status, 3);
    }
}

#[test]
fn what_is_no_desktop_client_is_told() {
    let (home, sandbox) = signed_up();
    for (file, why) in [
        ("{\"web\": {}}", "Web application"),
        ("{\"type\": \"service_account\"}", "no OAuth client"),
        ("{", "not JSON"),
    ] {
        home.write("keys/client-secret.json", file);
        let outcome = home.run(&["auth", "login"]);
        assert_ne!(outcome.status, 0);
        assert!(outcome.stderr.contains(why), "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains("client-secret.json"),
            "{}",
            outcome.stderr
        );
    }
    drop(sandbox);
}

#[test]
fn what_stays_on_the_page_of_consent_is_listed_while_the_sign_in_waits() {
    use chatquill::chat::console::DEAD_ENDS;
    use chatquill::sandbox::refusals::{self, Origin};
    let pages = refusals::all().iter();
    let pages: Vec<_> = pages.filter(|page| page.origin == Origin::Page).collect();
    assert!(pages.len() >= 6, "{pages:?}");
    // Each meets one request, in this order.
    let faults = pages
        .iter()
        .map(|page| format!("--fault=refuse:{}*1", page.name));
    let faults: Vec<String> = faults.collect();
    let faults: Vec<&str> = faults.iter().map(String::as_str).collect();
    let (home, _sandbox) = signed_up_with(&faults);
    let mut login = Login::start(&home, &[]);
    let mut listed = String::new();
    while !listed.contains(DEAD_ENDS[DEAD_ENDS.len() - 1].1) {
        assert_ne!(login.error.read_line(&mut listed).unwrap(), 0, "{listed}");
    }
    for page in pages {
        let shown = get(&login.url);
        assert_eq!((shown.status, shown.location.as_str()), (page.http, ""));
        let mut rows = DEAD_ENDS.iter();
        let row = rows.find(|(seen, _)| seen.split(", ").any(|seen| shown.body.contains(seen)));
        assert!(row.is_some(), "no row is of this page: {}", shown.body);
        let (seen, help) = row.unwrap();
        for part in [seen, help] {
            assert!(listed.contains(part), "{part}: {listed}");
        }
    }
    // The page in order again, it goes on.
    get(&login.choose("allow"));
    let outcome = login.end();
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
}

#[test]
fn each_command_that_lacks_a_sign_in_names_the_one_that_starts_it() {
    let (home, sandbox) = signed_up();
    let run = |arguments: &[&str]| home.run(&[arguments, &["--profile", "me"]].concat());
    let login = "Run chatquill auth login --profile me.";
    let told = |outcome: Outcome| format!("{}{}", outcome.stdout, outcome.stderr);
    for arguments in [
        &["spaces"][..],
        &["send", "-s", "AAAArelease1", "-t", "x"],
        &["message", "get", "spaces/AAAArelease1/messages/M"],
        &["auth", "status"],
        &["doctor"],
    ] {
        let told = told(run(arguments));
        assert!(told.contains("Nobody is signed in"), "{told}");
        assert!(told.contains(login), "{arguments:?}: {told}");
    }
    let running = Login::start(&home, &["--profile", "me"]);
    get(&running.choose("allow"));
    assert_eq!(running.end().status, 0);
    // What was not granted is named with what grants it.
    let pin = told(run(&["message", "pin", "spaces/AAAArelease1/messages/M"]));
    assert!(
        pin.contains("Run chatquill auth login --profile me --allow pin."),
        "{pin}"
    );
    assert!(!pin.contains("to an app"), "{pin}");
    // A file that another program made is not signed in for here.
    let text = std::fs::read_to_string(home.path().join("keys/authorized-user.json")).unwrap();
    let mut user: Value = serde_json::from_str(&text).unwrap();
    user["refresh_token"] = "gone".into();
    let file = home.write_private("file.json", user.to_string());
    home.configure(&format!(
        "[profiles.me]\nsender = \"user\"\nauthorized_user = {file:?}\napi_base = {:?}\n",
        sandbox.base
    ));
    let ended = told(run(&["spaces"]));
    assert!(ended.contains("has ended or was revoked"), "{ended}");
    assert!(
        ended.contains("anew with the program that made it"),
        "{ended}"
    );
}
