//! `chatquill show`: prints a message as Chat shows it.

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::Path;

use rustix::termios::tcgetwinsize;

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::{ColorWhen, SenderArgs, Show};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{images, input_file, output};
use crate::images::protocol::ImageSetting;
use crate::render::context::RenderContext;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;
use crate::render::message::render;
use crate::render::sender::called;
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
pub fn run(options: &Show, who: &SenderArgs, data_dir: Option<&Path>) -> Result<(), Failure> {
    let opened = input_file::request(&options.file)?;
    input_file::warn(&options.file, &opened.request);
    let (kind, sender) = sender(who, data_dir)?;
    let folds = if options.expand {
        Folds::open()
    } else {
        Folds::default()
    };
    let width = options.width.unwrap_or_else(width);
    let request = &opened.request;
    let drawn = |pictures: &ImageStore| {
        let context = RenderContext {
            kind,
            sender: &sender,
            width,
            folds: &folds,
            pictures,
            names: &|_| None,
        };
        render(request, &context)
    };
    let context = setting(options, data_dir)?;
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
    output::result(&if is_coloured(options.color) {
        painted(&lines, &theme()?, depth())
    } else {
        plain(&lines)
    })
}

/// Returns how images are shown, if at all: as the option says, or else the config file.
fn setting(options: &Show, data_dir: Option<&Path>) -> Result<Option<ImageSetting>, Failure> {
    Ok(match options.images {
        None | Some(ImageSetting::Off) => None,
        Some(ImageSetting::Auto) => Some(Setup::load(data_dir)?.config.images),
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
fn sender(who: &SenderArgs, data_dir: Option<&Path>) -> Result<(SenderKind, String), Failure> {
    let kind = who.kind.map(SenderKind::from);
    if kind.is_none() || who.profile.is_some() {
        let setup = Setup::read(data_dir)?;
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
fn width() -> u16 {
    let size = tcgetwinsize(io::stdout()).map(|size| size.ws_col);
    match size {
        Ok(columns) if columns > 0 => columns.min(DESKTOP),
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
