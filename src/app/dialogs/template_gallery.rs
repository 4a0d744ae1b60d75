//! The gallery: messages to start from, the person's own among them, and what the one under the
//! cursor holds.

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

/// A message that is offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The template, or why its file cannot be read.
    pub template: Result<Rc<Template>, String>,
    /// It is the person's own.
    pub is_own: bool,
}

/// What the message under the cursor holds.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// What it is for.
    pub about: String,
    /// What is asked for.
    pub blanks: String,
    /// How Chat will show it, with the proposed answers in its blanks.
    pub look: Block,
}

/// The state of the gallery.
pub struct Gallery {
    /// The rows and the line that filters them.
    pub chooser: Chooser,
    offers: Vec<Offer>,
    sample: Sample,
    /// What the sample shows, and in how many cells.
    sampled: Option<(Pick, u16)>,
}

impl Gallery {
    /// The gallery of the built-in templates; the person's own come with the answer to this question.
    #[must_use]
    pub fn new(own: Ticket) -> Self {
        // What is built in is read by a test.
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

    /// Takes the person's own templates in, above the built-in ones. The cursor stays on its row.
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

    /// The message under the cursor; `None` for the empty one, or where no row fits.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        match self.chooser.pick() {
            Some(Pick::Template(place)) => self.offers.get(*place),
            _ => None,
        }
    }

    /// The message that a row stands for.
    #[must_use]
    pub fn offer_of(&self, pick: &Pick) -> Option<&Offer> {
        match pick {
            Pick::Template(place) => self.offers.get(*place),
            _ => None,
        }
    }

    /// What the message under the cursor holds, as of the last settling.
    #[must_use]
    pub fn sample(&self) -> &Sample {
        &self.sample
    }

    /// Fits the rows to a list of this height and its line to these cells, and shows the message under
    /// the cursor in a scene.
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

/// What is said of a message without anything in it.
const EMPTY: &str = "Nothing in it yet";

fn items(offers: &[Offer]) -> Vec<Item> {
    let empty = Item::new("Empty message", EMPTY, Pick::Run(Action::NewDraft));
    let item = |(place, offer): (usize, &Offer)| {
        let (title, about) = match &offer.template {
            Ok(template) => (template.title.as_str(), template.about.as_str()),
            Err(why) => (why.split(':').next().unwrap_or(why), "unreadable"),
        };
        // The sample says the rest.
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
    // What is said in brackets or after a comma is for whoever answers.
    blank
        .prompt
        .split([',', '('])
        .next()
        .unwrap_or(&blank.prompt)
        .trim()
}
