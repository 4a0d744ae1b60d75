//! Settings that are chosen from the palette: theme, language, width and markup; and the list of past notices.

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::panes::preview::width::CardWidth;
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::option_fields::MARKUPS;
use crate::input::action::Action;
use crate::message::draft::at;
use crate::message::export::language::Language;
use crate::message::field_change::{Change, Grouping};

/// Opens the list that an action asks for; returns whether it is one of these.
pub fn show(app: &mut App, action: Action) -> bool {
    let (heading, items, now) = match action {
        Action::ShowNotices => return show_notices(app),
        Action::ChooseTheme => {
            let items = app.session.themes().iter();
            let items = items.map(|(name, about)| {
                Item::new(name.clone(), about.clone(), Pick::Theme(name.clone()))
            });
            let now = Pick::Theme(app.session.theme().to_owned());
            ("Theme", items.collect(), now)
        }
        Action::ChooseLanguage => {
            let items = Language::ALL.into_iter();
            let items = items
                .map(|language| Item::new(language.title(), "", Pick::Language(language.word())));
            let now = Pick::Language(app.panes.preview.code.language().word());
            ("Language of the code", items.collect(), now)
        }
        Action::ChooseWidth => {
            let items = CardWidth::titles().enumerate();
            let items = items.map(|(index, title)| Item::new(title, "", Pick::Width(index)));
            let now = Pick::Width(app.panes.preview.card.width().index());
            ("Width of the card", items.collect(), now)
        }
        Action::ChooseMarkup => {
            let items = MARKUPS.iter();
            let items = items.map(|(value, words)| Item::new(*words, "", Pick::Markup(value)));
            let is = app.document.draft().text_at(at::MARKUP).to_owned();
            let now = MARKUPS.iter().find(|(value, _)| *value == is);
            let now = Pick::Markup(now.map_or("", |(value, _)| value));
            ("Markup of the draft", items.collect(), now)
        }
        _ => return false,
    };
    open(app, Purpose::Setting, heading, items, &now);
    true
}

fn open(app: &mut App, purpose: Purpose, heading: &str, items: Vec<Item>, now: &Pick) {
    let mut picker = Picker::new(purpose, items);
    heading.clone_into(&mut picker.heading);
    picker.seek(now);
    app.overlay.open(Dialog::Picker(Box::new(picker)));
}

fn show_notices(app: &mut App) -> bool {
    let items: Vec<Item> = app
        .overlay
        .past()
        .enumerate()
        .map(|(index, notice)| {
            let more = notice.lines.join(" ");
            Item::new(notice.title.clone(), "", Pick::Notice(index)).also(&more)
        })
        .collect();
    if items.is_empty() {
        let notice = Notice::new(Tone::Info, "There was no notice in this run");
        app.overlay.show(notice);
    } else {
        open(app, Purpose::Notice, "", items, &Pick::Notice(0));
    }
    true
}

/// Applies what was chosen.
pub fn choose(app: &mut App, pick: Pick, effects: &mut Vec<Effect>) {
    match pick {
        Pick::Theme(name) => {
            app.session.use_theme(&name);
            let title = format!("The theme is {name} for this run");
            let notice = Notice::new(Tone::Info, title);
            let words =
                format!("theme = \"{name}\" in the config file keeps it for the next start.");
            app.overlay.show(notice.with(words));
            effects.push(Effect::Terminal(TerminalCommand::SetTheme(name)));
        }
        Pick::Language(word) => {
            if let Some(language) = Language::named(word) {
                app.panes.preview.code.choose(language);
                super::preview::show(app, Tab::Code);
            }
        }
        Pick::Width(index) => {
            app.panes.preview.card.set_width(CardWidth::at(index));
            super::preview::show(app, Tab::Card);
        }
        Pick::Markup(value) => {
            let value = Some(value).filter(|value| !value.is_empty());
            let change = Change::new(at::MARKUP, value.map(Into::into));
            app.document.draft_mut().change(&[change], Grouping::Alone);
        }
        _ => {}
    }
}
