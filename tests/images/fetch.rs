//! What is fetched, what is refused, and what a server receives.

use std::time::{Duration, Instant};

use chatquill::images::decode::decode;
use chatquill::images::error::ImageError;
use chatquill::images::fetch::Fetcher;
use chatquill::images::limits::Limits;
use chatquill::images::png;
use chatquill::images::raster::Raster;

use crate::image_server::{Answer, Host};

const LIMITS: Limits = Limits {
    time: Duration::from_millis(700),
    bytes: 20_000,
    redirects: 5,
    pixels: 10_000,
};

/// Returns an image of one colour.
fn picture(side: u32) -> Vec<u8> {
    let rgba = [200, 30, 40, 255].repeat((side * side) as usize);
    png::file(&Raster::new(side, side, rgba).unwrap()).unwrap()
}

fn fetched(address: &str) -> Result<Raster, ImageError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let fetcher = Fetcher::new(LIMITS);
    let bytes = runtime.block_on(fetcher.fetch(address))?;
    assert!(bytes.len() <= LIMITS.bytes);
    decode(&bytes, &LIMITS)
}

#[test]
fn a_picture_is_fetched_and_the_server_learns_nothing_more() {
    let host = Host::start([
        ("/a.png", Answer::Redirect("/b.png?x=1#y".into())),
        ("/b.png?x=1", Answer::File("text/plain", picture(8))),
    ]);
    let raster = fetched(&format!("{}/a.png#z", host.base)).unwrap();
    assert_eq!(
        (raster.size(), raster.pixel(3, 3)),
        ((8, 8), [200, 30, 40, 255])
    );
    let asked = host.asked();
    assert_eq!(asked.len(), 2);
    for head in asked {
        assert!(head.starts_with("GET /"), "{head}");
        let names: Vec<String> = head
            .lines()
            .skip(1)
            .filter_map(|line| Some(line.split_once(':')?.0.to_lowercase()))
            .collect();
        let known = ["accept", "user-agent", "host"];
        assert!(
            names.iter().all(|name| known.contains(&name.as_str())),
            "{head}"
        );
    }
}

#[test]
fn harm_is_refused() {
    let png = picture(8);
    let cut = png[..png.len() / 2].to_vec();
    let host = Host::start([
        ("/404", Answer::Status(404)),
        ("/204", Answer::Status(204)),
        ("/500", Answer::Status(500)),
        (
            "/page",
            Answer::File("image/png", b"<html>Log in</html>".to_vec()),
        ),
        ("/cut", Answer::File("image/png", cut.clone())),
        ("/broken-off", Answer::Lie(png.len(), cut)),
        ("/large", Answer::File("image/png", vec![0; 20_001])),
        ("/endless", Answer::Endless),
        ("/boast", Answer::Lie(usize::MAX / 2, png)),
        ("/bomb", Answer::File("image/png", picture(101))),
        ("/loop", Answer::Redirect("/loop".into())),
        (
            "/http",
            Answer::Redirect("http://chat.example/a.png".into()),
        ),
        ("/file", Answer::Redirect("file:///etc/passwd".into())),
        (
            "/user",
            Answer::Redirect("https://me:secret@chat.example/".into()),
        ),
    ]);
    for (path, fault) in [
        ("/404", ImageError::Status(404)),
        ("/nowhere", ImageError::Status(404)),
        ("/204", ImageError::Status(204)),
        ("/500", ImageError::Status(500)),
        ("/page", ImageError::NoImage("a web page")),
        ("/large", ImageError::Bytes(20_000)),
        ("/endless", ImageError::Bytes(20_000)),
        ("/boast", ImageError::Bytes(20_000)),
        ("/bomb", ImageError::Pixels(101, 101)),
        ("/loop", ImageError::Redirects(5)),
        ("/http", ImageError::NotHttps),
        ("/file", ImageError::NoAddress),
        ("/user", ImageError::Credentials),
    ] {
        let before = host.count();
        assert_eq!(
            fetched(&format!("{}{path}", host.base)),
            Err(fault),
            "{path}"
        );
        let asked = if path == "/loop" { 6 } else { 1 };
        assert_eq!(host.count() - before, asked, "{path}");
    }
    let cut = fetched(&format!("{}/cut", host.base));
    assert!(matches!(cut, Err(ImageError::Damaged(_))), "{cut:?}");
    let broken_off = fetched(&format!("{}/broken-off", host.base));
    assert!(
        matches!(broken_off, Err(ImageError::Network { .. })),
        "{broken_off:?}"
    );
}

#[test]
fn no_server_keeps_anybody_waiting() {
    let host = Host::start([("/drip", Answer::Drip), ("/silence", Answer::Silence)]);
    for path in ["/drip", "/silence"] {
        let start = Instant::now();
        let found = fetched(&format!("{}{path}", host.base));
        assert_eq!(found, Err(ImageError::TimedOut(LIMITS.time)), "{path}");
        assert!(start.elapsed() < Duration::from_secs(5), "{path}");
    }
}

#[test]
fn what_cannot_be_asked_is_told() {
    let gone = Host::start([]).base.clone();
    let refused = fetched(&gone);
    let Err(ImageError::Network { host, why }) = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (host.as_str(), gone.ends_with(host.as_str())),
        (&gone["http://".len()..], true)
    );
    assert!(why.contains("refused"), "{why}");
    for (address, fault) in [
        ("http://chat.example/a.png", ImageError::NotHttps),
        ("https://me@chat.example/a.png", ImageError::Credentials),
        ("a.png", ImageError::NoAddress),
    ] {
        assert_eq!(fetched(address), Err(fault), "{address}");
    }
    // No server exists for names that end so; a proxy would be asked in their place.
    if ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        .iter()
        .all(|name| std::env::var_os(name).is_none())
    {
        let nobody = ImageError::NoHost("chat.invalid".into());
        assert_eq!(fetched("https://chat.invalid/a.png"), Err(nobody));
    }
}
