//! `chatquill show`: prints a message as Chat shows it.

use std::env;
use std::io::{self, IsTerminal as _};

use serde_json::Value;

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::{SenderArgs, Show};
use crate::command::choices::ColorWhen;
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{images, input_file, output};
use crate::images::protocol::ImageSetting;
use crate::platform::terminal;
use crate::render;
use crate::render::context::RenderContext;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;
use crate::render::line::Line;
use crate::render::message::render;
use crate::render::sender::called;
use crate::settings::paths::PathOptions;
use crate::view::ansi::{painted, plain};
use crate::view::color_depth::ColorDepth;
use crate::view::theme::Theme;

/// Width where neither an option nor a terminal sets one.
const WIDTH: u16 = 80;

/// Maximum width without an option.
const DESKTOP: u16 = 100;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(options: &Show, who: &SenderArgs, folders: &PathOptions) -> Result<(), Failure> {
    let opened = input_file::request_with_blanks(&options.file)?;
    input_file::warn(&options.file, &opened.request);
    if options.plain {
        return output::result(&render::plain::lines(&opened.request).join("\n"));
    }
    let (kind, sender) = sender(who, folders)?;
    let folds = if options.expand {
        Folds::open()
    } else {
        Folds::default()
    };
    let width = options.width.unwrap_or_else(terminal_width);
    let request = &opened.request;
    let drawn = |pictures: &ImageStore| {
        let context = RenderContext {
            is_desktop: options.width.is_none(),
            kind,
            sender: &sender,
            time: "now",
            width,
            folds: &folds,
            pictures,
            names: &|_| None,
        };
        render(request, &context)
    };
    let context = setting(options, folders)?;
    let protocol = context.and_then(|context| images::protocol(context, options.color));
    if let Some(protocol) = protocol {
        let mut pictures = images::fetched(request)?;
        // The first rendering determines the size of each.
        let lines = drawn(&pictures);
        images::make_ready(&mut pictures, &lines, protocol);
        let lines = drawn(&pictures);
        return output::result(&images::printed(
            &lines,
            &pictures,
            protocol,
            &theme()?,
            depth(),
        ));
    }
    let lines = drawn(&ImageStore::default());
    output::result(&text(&lines, options.color)?)
}

/// Draws a request's message as Chat shows it, without images; for the width of the terminal unless one is given.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn draw(
    request: &Value,
    (kind, sender): (SenderKind, &str),
    time: &str,
    width: Option<u16>,
    color: ColorWhen,
) -> Result<String, Failure> {
    let context = RenderContext {
        is_desktop: width.is_none(),
        kind,
        sender,
        time,
        width: width.unwrap_or_else(terminal_width),
        folds: &Folds::default(),
        pictures: &ImageStore::default(),
        names: &|_| None,
    };
    text(&render(request, &context), color)
}

fn text(lines: &[Line], color: ColorWhen) -> Result<String, Failure> {
    Ok(if is_coloured(color) {
        painted(lines, &theme()?, depth())
    } else {
        plain(lines)
    })
}

/// Returns how images are shown, if at all: as the option says, or else the config file.
fn setting(options: &Show, folders: &PathOptions) -> Result<Option<ImageSetting>, Failure> {
    Ok(match options.images {
        None | Some(ImageSetting::Off) => None,
        Some(ImageSetting::Auto) => Some(Setup::load(folders)?.config.images),
        explicit => explicit,
    })
}

fn theme() -> Result<Theme, Failure> {
    Theme::named("terminal").map_err(|error| Failure::later(error.to_string()))
}

fn depth() -> ColorDepth {
    ColorDepth::from_env(|name| env::var(name).ok())
}

/// Returns the sender: the requested kind, else that of the profile, else an app.
fn sender(who: &SenderArgs, folders: &PathOptions) -> Result<(SenderKind, String), Failure> {
    let kind = who.kind.map(SenderKind::from);
    if kind.is_none() || who.profile.is_some() {
        let setup = Setup::read(folders)?;
        let wanted = who.profile.as_deref();
        if let Some(profile) = setup.config.profile(wanted)? {
            let kind = kind.unwrap_or_else(|| profile.kind());
            let name = match kind {
                SenderKind::User => None,
                _ => wanted.or(setup.config.default_profile.as_deref()),
            };
            return Ok((
                kind,
                name.map_or_else(|| called(kind).to_owned(), sanitize::line),
            ));
        }
    }
    let kind = kind.unwrap_or(SenderKind::App);
    Ok((kind, called(kind).to_owned()))
}

/// Returns the width of the terminal, up to that of a desktop.
fn terminal_width() -> u16 {
    match terminal::size().map(|size| size.columns) {
        Some(columns) if columns > 0 => columns.min(DESKTOP),
        _ => WIDTH,
    }
}

fn is_coloured(when: ColorWhen) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            io::stdout().is_terminal() && !refused
        }
    }
}
