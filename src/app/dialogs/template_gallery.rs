//! The template gallery: built-in templates and the user's own, with a preview of the one under the cursor.

use crate::store::templates::OwnTemplate;
use std::rc::Rc;

use crate::app::picker::list::{Item, Pick, Picker, Purpose};

use crate::app::events::ticket::Ticket;
use crate::input::action::Action;
use crate::message::builtin_templates;
use crate::message::template::Template;
use crate::message::template_field::TemplateField;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::message::render;

/// A template that is offered.
#[derive(Clone, Debug)]
pub struct GalleryItem {
    /// The template, or why its file cannot be read.
    pub template: Result<Rc<Template>, String>,
    /// Whether it is one of the user's own.
    pub is_own: bool,
}

/// The preview of the template under the cursor.
#[derive(Clone, Debug, Default)]
pub struct TemplatePreview {
    /// What the template is for.
    pub about: String,
    /// The fields it asks for.
    pub blanks: String,
    /// How Chat will show it, with the proposed answers in its fields.
    pub rendered: Block,
}

/// The state of the gallery.
pub struct TemplateGallery {
    /// The picker of the rows.
    pub picker: Picker,
    templates: Vec<GalleryItem>,
    sample: TemplatePreview,
    /// What the preview shows, and its width in cells.
    sampled: Option<(Pick, u16)>,
}

impl TemplateGallery {
    /// Creates the gallery of the built-in templates.
    ///
    /// The user's own are added with the reply to this ticket.
    #[must_use]
    pub fn new(own: Ticket) -> Self {
        // A test makes sure that the built-in ones can be read.
        let builtin = builtin_templates::builtin().filter_map(Result::ok);
        let offers: Vec<GalleryItem> = builtin
            .map(|template| GalleryItem {
                template: Ok(Rc::new(template)),
                is_own: false,
            })
            .collect();
        let mut chooser = Picker::new(Purpose::Template, items(&offers));
        chooser.awaits = Some(own);
        Self {
            picker: chooser,
            templates: offers,
            sample: TemplatePreview::default(),
            sampled: None,
        }
    }

    /// Adds the user's own templates above the built-in ones. The cursor stays on its row.
    pub fn extend(&mut self, own: Vec<OwnTemplate>) {
        let at = self.picker.pick().cloned();
        let own: Vec<GalleryItem> = own
            .into_iter()
            .map(|own| GalleryItem {
                template: own
                    .template
                    .map(Rc::new)
                    .map_err(|why| format!("{}: {why}", own.name)),
                is_own: true,
            })
            .collect();
        let more = own.len();
        self.templates.splice(0..0, own);
        self.picker.replace(items(&self.templates));
        if let Some(Pick::Template(place)) = at {
            self.picker.seek(&Pick::Template(place + more));
        }
        self.sampled = None;
    }

    /// Returns the template under the cursor; `None` for the empty message, or where no row matches.
    #[must_use]
    pub fn selected(&self) -> Option<&GalleryItem> {
        match self.picker.pick() {
            Some(Pick::Template(place)) => self.templates.get(*place),
            _ => None,
        }
    }

    /// Returns the template that a row selects.
    #[must_use]
    pub fn offer_of(&self, pick: &Pick) -> Option<&GalleryItem> {
        match pick {
            Pick::Template(place) => self.templates.get(*place),
            _ => None,
        }
    }

    /// Returns the preview of the template under the cursor, as of the last layout.
    #[must_use]
    pub fn sample(&self) -> &TemplatePreview {
        &self.sample
    }

    /// Lays out the rows at this height and the filter line at these cells, and renders the preview.
    pub fn layout(&mut self, line: u16, height: usize, context: &RenderContext<'_>) {
        self.picker.layout(line, height);
        let wanted = self.picker.pick().map(|pick| (pick.clone(), context.width));
        if self.sampled == wanted {
            return;
        }
        let about = |words: String| TemplatePreview {
            about: words,
            ..TemplatePreview::default()
        };
        self.sample = match self.selected().map(|offer| &offer.template) {
            Some(Ok(template)) => sample(template, context),
            Some(Err(why)) => about(format!("Cannot read this file: {why}")),
            None if wanted.is_some() => about(EMPTY.into()),
            None => TemplatePreview::default(),
        };
        self.sampled = wanted;
    }
}

/// The preview's text for an empty message.
const EMPTY: &str = "Nothing in it yet";

fn items(offers: &[GalleryItem]) -> Vec<Item> {
    let empty = Item::new("Empty message", EMPTY, Pick::Run(Action::NewDraft));
    let item = |(place, offer): (usize, &GalleryItem)| {
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

fn sample(template: &Template, context: &RenderContext<'_>) -> TemplatePreview {
    let prompts: Vec<&str> = template.fields.iter().map(prompt).collect();
    let look = if context.width > 0 {
        render(&template.example(), context)
    } else {
        Block::new()
    };
    TemplatePreview {
        about: template.about.clone(),
        blanks: prompts.join(" · "),
        rendered: look,
    }
}

fn prompt(field: &TemplateField) -> &str {
    // What is in brackets or after a comma is for the one who answers.
    field
        .prompt
        .split([',', '('])
        .next()
        .unwrap_or(&field.prompt)
        .trim()
}
