//! The template gallery: built-in templates and the user's own, with a preview of the one under the cursor.

use crate::store::templates::OwnTemplate;
use std::rc::Rc;

use crate::app::picker::list::{Chooser, Item, Pick, Purpose};

use crate::app::events::ticket::Ticket;
use crate::input::action::Action;
use crate::message::builtin_templates;
use crate::message::template::Template;
use crate::message::template_field::Blank;
use crate::render::block::Block;
use crate::render::context::Scene;
use crate::render::message::look;

/// A template that is offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The template, or why its file cannot be read.
    pub template: Result<Rc<Template>, String>,
    /// Whether it is one of the user's own.
    pub is_own: bool,
}

/// The preview of the template under the cursor.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// What the template is for.
    pub about: String,
    /// The fields it asks for.
    pub blanks: String,
    /// How Chat will show it, with the proposed answers in its fields.
    pub look: Block,
}

/// The state of the gallery.
pub struct Gallery {
    /// The picker of the rows.
    pub chooser: Chooser,
    offers: Vec<Offer>,
    sample: Sample,
    /// What the preview shows, and its width in cells.
    sampled: Option<(Pick, u16)>,
}

impl Gallery {
    /// Creates the gallery of the built-in templates.
    ///
    /// The user's own are added with the reply to this ticket.
    #[must_use]
    pub fn new(own: Ticket) -> Self {
        // A test makes sure that the built-in ones can be read.
        let builtin = builtin_templates::builtin().filter_map(Result::ok);
        let offers: Vec<Offer> = builtin
            .map(|template| Offer {
                template: Ok(Rc::new(template)),
                is_own: false,
            })
            .collect();
        let mut chooser = Chooser::new(Purpose::Template, items(&offers));
        chooser.awaits = Some(own);
        Self {
            chooser,
            offers,
            sample: Sample::default(),
            sampled: None,
        }
    }

    /// Adds the user's own templates above the built-in ones. The cursor stays on its row.
    pub fn extend(&mut self, own: Vec<OwnTemplate>) {
        let at = self.chooser.pick().cloned();
        let own: Vec<Offer> = own
            .into_iter()
            .map(|own| Offer {
                template: own
                    .template
                    .map(Rc::new)
                    .map_err(|why| format!("{}: {why}", own.name)),
                is_own: true,
            })
            .collect();
        let more = own.len();
        self.offers.splice(0..0, own);
        self.chooser.replace(items(&self.offers));
        if let Some(Pick::Template(place)) = at {
            self.chooser.seek(&Pick::Template(place + more));
        }
        self.sampled = None;
    }

    /// Returns the template under the cursor; `None` for the empty message, or where no row matches.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        match self.chooser.pick() {
            Some(Pick::Template(place)) => self.offers.get(*place),
            _ => None,
        }
    }

    /// Returns the template that a row selects.
    #[must_use]
    pub fn offer_of(&self, pick: &Pick) -> Option<&Offer> {
        match pick {
            Pick::Template(place) => self.offers.get(*place),
            _ => None,
        }
    }

    /// Returns the preview of the template under the cursor, as of the last layout.
    #[must_use]
    pub fn sample(&self) -> &Sample {
        &self.sample
    }

    /// Lays out the rows at this height and the filter line at these cells, and renders the preview.
    pub fn settle(&mut self, line: u16, height: usize, scene: &Scene<'_>) {
        self.chooser.settle(line, height);
        let wanted = self.chooser.pick().map(|pick| (pick.clone(), scene.width));
        if self.sampled == wanted {
            return;
        }
        let about = |words: String| Sample {
            about: words,
            ..Sample::default()
        };
        self.sample = match self.offer().map(|offer| &offer.template) {
            Some(Ok(template)) => sample(template, scene),
            Some(Err(why)) => about(format!("Cannot read this file: {why}")),
            None if wanted.is_some() => about(EMPTY.into()),
            None => Sample::default(),
        };
        self.sampled = wanted;
    }
}

/// The preview's text for an empty message.
const EMPTY: &str = "Nothing in it yet";

fn items(offers: &[Offer]) -> Vec<Item> {
    let empty = Item::new("Empty message", EMPTY, Pick::Run(Action::NewDraft));
    let item = |(place, offer): (usize, &Offer)| {
        let (title, about) = match &offer.template {
            Ok(template) => (template.title.as_str(), template.about.as_str()),
            Err(why) => (why.split(':').next().unwrap_or(why), "unreadable"),
        };
        // The preview shows the rest.
        let about = about.split([':', '.']).next().unwrap_or(about);
        Item::new(title, about, Pick::Template(place))
    };
    let offered = offers.iter().enumerate().map(item);
    std::iter::once(empty).chain(offered).collect()
}

fn sample(template: &Template, scene: &Scene<'_>) -> Sample {
    let prompts: Vec<&str> = template.blanks.iter().map(prompt).collect();
    let look = if scene.width > 0 {
        look(&template.example(), scene)
    } else {
        Block::new()
    };
    Sample {
        about: template.about.clone(),
        blanks: prompts.join(" · "),
        look,
    }
}

fn prompt(blank: &Blank) -> &str {
    // What is in brackets or after a comma is for the one who answers.
    blank
        .prompt
        .split([',', '('])
        .next()
        .unwrap_or(&blank.prompt)
        .trim()
}
