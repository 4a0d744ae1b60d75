//! Draws the dialog that leads to sending for real.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::setup::{AccountForm, Setup, SignInForm, Way, WebhookForm};
use crate::app::model::App;
use crate::app::screen::footer;
use crate::chat::console::{Console, DEAD_ENDS};
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::view::border;
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::theme::Theme;

/// Draws the box and returns the cursor's cell.
pub fn draw(
    app: &App,
    setup: &Setup,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aside = footer::closes(app.session.keymap(), Place::Setup);
    let title = match setup {
        Setup::Ways(_) => "Send for real",
        Setup::Webhook(_) => "Keep a webhook",
        Setup::Account(_) => "Add a profile",
        Setup::SignIn(_) => "Sign in",
    };
    let inside = border::draw_dialog(title, &aside, area, theme, buffer);
    let inside = Rect {
        x: inside.x.saturating_add(1),
        width: inside.width.saturating_sub(2),
        ..inside
    };
    match setup {
        Setup::Ways(cursor) => draw_ways(*cursor, theme, inside, buffer),
        Setup::Webhook(form) => draw_webhook(form, theme, inside, buffer),
        Setup::Account(form) => draw_account(form, theme, inside, buffer),
        Setup::SignIn(form) => {
            draw_sign_in(app, form, theme, inside, buffer);
            None
        }
    }
}

/// Draws the ways to send; returns the first cell of the one under the cursor.
fn draw_ways(cursor: usize, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut current = None;
    let mut rest = area;
    for (row, way) in Way::ALL.into_iter().enumerate() {
        if row == cursor {
            current = Some(rest.as_position());
        }
        let (sign, look) = if row == cursor {
            ("▸", theme.current)
        } else {
            (" ", theme.value)
        };
        label::draw(sign, rest, theme.sign, buffer);
        label::draw(way.title(), label::beside(rest, 2), look, buffer);
        rest = label::below(rest, 1);
        for (number, step) in (1..).zip(way.steps()) {
            let line = format!("{number}  {step}");
            label::draw(&line, label::beside(rest, 4), theme.dim, buffer);
            rest = label::below(rest, 1);
        }
    }
    let words = "All need a Google Workspace account. Nothing of the draft is lost.";
    label::draw(words, label::below(rest, 1), theme.dim, buffer);
    current
}

fn draw_webhook(
    form: &WebhookForm,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let look = if form.has_url() {
        theme.success
    } else {
        theme.placeholder
    };
    label::draw("URL", area, theme.label, buffer);
    label::draw(&form.url(), label::beside(area, 6), look, buffer);
    let line = label::below(area, 1);
    label::draw("Name", line, theme.label, buffer);
    let field = label::beside(line, 6);
    let caret = if form.is_url_typed() {
        label::draw("•••", field, theme.value, buffer);
        None
    } else {
        line_input::draw(&form.name, field, &line_styles(theme), buffer)
    };
    if form.name.is_empty() {
        line_input::draw_placeholder("name, such as alerts", field, &line_styles(theme), buffer);
    }
    let rest = label::below(area, 3);
    if form.fault().is_empty() {
        let words = "Paste the URL; it is a secret, kept in a file that only you can read and drawn nowhere. \
                     In Chat: the space's menu, Apps & integrations, Webhooks.";
        label::draw_wrapped(words, rest, theme.dim, buffer);
    } else {
        label::draw_wrapped(form.fault(), rest, theme.error, buffer);
    }
    caret
}

fn draw_account(
    form: &AccountForm,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    label::draw("File", area, theme.label, buffer);
    let field = label::beside(area, 6);
    let caret = line_input::draw(&form.path, field, &line_styles(theme), buffer);
    if form.path.is_empty() {
        line_input::draw_placeholder("~/Downloads/NAME.json", field, &line_styles(theme), buffer);
    }
    let console = Console::default();
    let words = match form.way {
        Way::Key => format!(
            "The path of the JSON key of a service account, made at {}. The app is configured at {}.",
            console.service_accounts(),
            console.configure_app()
        ),
        Way::SignIn | Way::Webhook => format!(
            "The path of the JSON of an OAuth client of the type Desktop app, made at {}. \
             Then Google's page is shown, on which you sign in.",
            console.clients()
        ),
    };
    let rest = label::below(area, 2);
    if form.fault.is_empty() {
        label::draw_wrapped(&words, rest, theme.dim, buffer);
    } else {
        label::draw_wrapped(&form.fault, rest, theme.error, buffer);
    }
    caret
}

fn draw_sign_in(app: &App, form: &SignInForm, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let key = |action| app.session.keymap().name_of(Place::Setup, action);
    let mut rest = area;
    let mut say = |words: &str, look| {
        let rows = label::draw_wrapped(words, rest, look, buffer);
        rest = label::below(rest, rows);
    };
    let state = if form.is_answered {
        format!(
            "Google answered; the sign-in of {} is being tried …",
            form.profile
        )
    } else if form.url.is_empty() {
        format!("The sign-in of {} is being prepared …", form.profile)
    } else {
        format!(
            "Open this page in a browser to sign in for {}; it is copied, {} copies it again:",
            form.profile,
            key(Action::Copy)
        )
    };
    say(&state, theme.value);
    if form.url.is_empty() || form.is_answered {
        return;
    }
    say(&form.url, theme.chosen);
    say(
        &format!(
            "Waiting for the browser; {} cancels. On another machine the last page does not load: paste its address here, or forward the port first:",
            key(Action::Back)
        ),
        theme.dim,
    );
    say(
        &format!("ssh -L {port}:127.0.0.1:{port} HOST", port = form.port),
        theme.dim,
    );
    if !form.fault.is_empty() {
        say(&form.fault, theme.error);
    }
    say("What stays on Google's page, and what helps:", theme.dim);
    for (seen, help) in DEAD_ENDS {
        say(&format!("{seen}: {help}"), theme.dim);
    }
}
