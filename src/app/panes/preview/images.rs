//! Load state of a message's images: requested by a key, fetched, scaled for the rendering, dropped.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::Value;

use crate::app::events::effect::{Effect, ImageCommand};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::ticket::{Ticket, Tickets};
use crate::images::error::ImageError;
use crate::images::placement::{ImageJob, Placement, PreparedImage};
use crate::images::protocol::{Protocol, Refusal};
use crate::images::raster::Raster;
use crate::images::url_policy;
use crate::render::image_store::{ImageStore, State};

/// The number of image IDs, which are reused in turn.
const NUMBERS: u32 = 255;

/// The images of the message, and how the terminal can show them.
#[derive(Debug)]
pub struct MessageImages {
    /// The loaded images.
    pub pictures: ImageStore,
    /// The image protocol of the terminal, or why it has none.
    pub protocol: Result<Protocol, Refusal>,
    /// The offset of the image IDs, so that those of two programs on one terminal differ.
    pub numbers: u32,
    /// The ticket of the fetch under way.
    asked: Option<Ticket>,
    /// The images that are being scaled.
    ordered: HashSet<Placement>,
    count: u32,
}

impl Default for MessageImages {
    fn default() -> Self {
        Self {
            pictures: ImageStore::default(),
            protocol: Ok(Protocol::HalfBlocks),
            numbers: 0,
            asked: None,
            ordered: HashSet::new(),
            count: 0,
        }
    }
}

impl MessageImages {
    /// Shows the images of a message, or goes back to the boxes once all its images were requested.
    pub fn toggle(
        &mut self,
        request: &Value,
        tickets: &mut Tickets,
        effects: &mut Vec<Effect>,
    ) -> Option<Notice> {
        if let Err(refusal) = self.protocol {
            let title = format!("Images are not shown here: {refusal}");
            return Some(Notice::new(Tone::Info, title).with(refusal.remedy()));
        }
        if !crate::render::image_store::holds(request) {
            let title = "The message has no images to load";
            return Some(Notice::new(Tone::Info, title));
        }
        if self.pictures.are_shown() && self.pictures.unasked(request).is_empty() {
            self.hide(effects);
            return None;
        }
        let urls = self.pictures.show(request);
        if urls.is_empty() {
            return None;
        }
        let notice = Notice::new(Tone::Info, asking(&urls)).topic(Topic::Images);
        let ticket = *self.asked.get_or_insert_with(|| tickets.draw());
        effects.push(Effect::Image(ImageCommand::Fetch(ticket, urls)));
        Some(notice)
    }

    /// Goes back to the boxes, and cancels what is under way.
    pub fn hide(&mut self, effects: &mut Vec<Effect>) {
        self.pictures.hide();
        self.ordered.clear();
        if self.asked.take().is_some() {
            effects.push(Effect::Image(ImageCommand::DropAll));
        }
    }

    /// Stores a fetched image, or why it failed. A stale one is dropped.
    ///
    /// Returns the summary of all of them once none is left to wait for.
    pub fn fetched(
        &mut self,
        ticket: Ticket,
        url: &str,
        answer: Result<Arc<Raster>, ImageError>,
        request: &Value,
    ) -> Option<String> {
        if self.asked != Some(ticket) {
            return None;
        }
        self.pictures.take(url, answer, request);
        match self.pictures.tally(request) {
            (_, _, 1..) => None,
            (here, 0, 0) => Some(format!("{} loaded", pictures(here))),
            (0, lost, 0) => Some(format!("{} not loaded", pictures(lost))),
            (here, lost, 0) => Some(format!("{} loaded, {lost} not loaded", pictures(here))),
        }
    }

    /// Stores an image that was scaled. One that nobody waits for is dropped.
    pub fn made(&mut self, fit: Placement, ready: Arc<PreparedImage>) {
        if self.ordered.remove(&fit) {
            self.pictures.take_ready(fit, ready);
        }
    }

    /// Requests the images scaled for their places in the rendering.
    pub fn prepare(&mut self, places: &[Arc<Placement>], effects: &mut Vec<Effect>) {
        let Ok(protocol) = self.protocol else {
            return;
        };
        self.pictures
            .keep_ready(|fit| places.iter().any(|place| **place == *fit));
        self.ordered
            .retain(|fit| places.iter().any(|place| **place == *fit));
        for place in places {
            if self.pictures.ready(place).is_some() || self.ordered.contains(place) {
                continue;
            }
            let Some(State::Ready(raster)) = self.pictures.state(&place.url) else {
                continue;
            };
            self.count = self.count % NUMBERS + 1;
            self.ordered.insert(Placement::clone(place));
            effects.push(Effect::Image(ImageCommand::Prepare(ImageJob {
                fit: Placement::clone(place),
                raster,
                protocol,
                cell: self.pictures.cell(),
                id: self.numbers + self.count,
            })));
        }
    }
}

fn pictures(count: usize) -> String {
    match count {
        1 => "1 image".to_owned(),
        count => format!("{count} images"),
    }
}

/// Names the hosts that will be contacted; each learns the user's IP address.
#[must_use]
pub fn asking(urls: &[String]) -> String {
    let asked: Vec<String> = urls
        .iter()
        .filter_map(|url| url_policy::host(url))
        .collect();
    let hosts: IndexSet<&String> = asked.iter().collect();
    let pictures = pictures(asked.len());
    let (hosts, learn) = match hosts.into_iter().collect::<Vec<_>>()[..] {
        [] => return "No image has an address that can be loaded".to_owned(),
        [one] => (one.clone(), "it sees"),
        [one, two] => (format!("{one} and {two}"), "they see"),
        [one, two, ref more @ ..] => {
            let hosts = if more.len() == 1 { "host" } else { "hosts" };
            let all = format!("{one}, {two} and {} more {hosts}", more.len());
            (all, "they see")
        }
    };
    format!("Loading {pictures} from {hosts}; {learn} your IP address")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::crop::Crop;
    use crate::images::limits::PICTURES;
    use serde_json::json;

    fn request(urls: &[&str]) -> Value {
        let image = |url: &&str| json!({"image": {"imageUrl": url}});
        let widgets: Vec<Value> = urls.iter().map(image).collect();
        json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]}})
    }

    fn raster() -> Arc<Raster> {
        Arc::new(Raster::new(2, 2, vec![9; 16]).unwrap())
    }

    /// Returns the requests and the notice of a press of the key.
    fn pressed(images: &mut MessageImages, request: &Value) -> (Vec<String>, bool, String) {
        let mut effects = Vec::new();
        let notice = images.toggle(request, &mut Tickets::default(), &mut effects);
        let mut urls = Vec::new();
        let mut drops = false;
        for effect in effects {
            match effect {
                Effect::Image(ImageCommand::Fetch(_, all)) => urls.extend(all),
                Effect::Image(ImageCommand::DropAll) => drops = true,
                effect => panic!("{effect:?}"),
            }
        }
        (urls, drops, notice.map_or(String::new(), |it| it.title))
    }

    const A: &str = "https://e.com/a.png";
    const B: &str = "https://e.com/b.png";

    #[test]
    fn a_key_asks_and_puts_back() {
        let mut images = MessageImages::default();
        let one = request(&[A, A]);
        let (urls, _, said) = pressed(&mut images, &one);
        assert_eq!(urls, [A]);
        assert_eq!(said, "Loading 1 image from e.com; it sees your IP address");
        assert_eq!(images.pictures.state(A), Some(State::Loading));
        let two = request(&[A, B]);
        assert_eq!(images.pictures.state(B), None, "typed later, not asked for");
        assert_eq!(
            pressed(&mut images, &two).0,
            [B],
            "until the key is pressed"
        );
        assert_eq!(pressed(&mut images, &two), (vec![], true, String::new()));
        assert_eq!(images.pictures.state(A), None);
    }

    #[test]
    fn what_is_here_is_not_asked_for_again() {
        let mut images = MessageImages::default();
        let two = request(&[A, B]);
        pressed(&mut images, &two);
        let ticket = images.asked.unwrap();
        assert_eq!(images.fetched(ticket, A, Ok(raster()), &two), None);
        let said = images.fetched(ticket, B, Err(ImageError::Status(404)), &two);
        let words = "1 image loaded, 1 not loaded";
        assert_eq!(said.as_deref(), Some(words));
        assert_eq!(images.pictures.state(A), Some(State::Ready(raster())));
        let failed = Some(State::Failed(ImageError::Status(404)));
        assert_eq!(images.pictures.state(B), failed);
        assert!(pressed(&mut images, &two).1);
        assert_eq!(
            pressed(&mut images, &two).0,
            [B],
            "what failed is tried again"
        );
        let late = Tickets::default().draw();
        pressed(&mut images, &two);
        images.fetched(late, B, Ok(raster()), &two);
        assert_eq!(images.pictures.state(B), None, "an answer nobody waits for");
    }

    #[test]
    fn pictures_are_made_ready_once_for_a_place() {
        let mut images = MessageImages::default();
        let one = request(&[A]);
        pressed(&mut images, &one);
        let fit = |columns| {
            Arc::new(Placement::of(
                (A, Crop::Whole),
                (2, 2),
                (columns, 9),
                (8, 16),
            ))
        };
        let ordered = |images: &mut MessageImages, columns| {
            let mut effects = Vec::new();
            images.prepare(&[fit(columns)], &mut effects);
            effects
        };
        assert_eq!(ordered(&mut images, 4), [], "it is not here yet");
        let ticket = images.asked.unwrap();
        images.fetched(ticket, A, Ok(raster()), &one);
        let effects = ordered(&mut images, 4);
        let [Effect::Image(ImageCommand::Prepare(order))] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!(ordered(&mut images, 4), [], "it is under way");
        images.made(order.fit.clone(), Arc::new(order.make()));
        assert!(images.pictures.ready(&fit(4)).is_some());
        assert_eq!(ordered(&mut images, 4), []);
        assert_eq!(ordered(&mut images, 6).len(), 1, "another size");
        assert!(images.pictures.ready(&fit(4)).is_none(), "no place for it");
    }

    #[test]
    fn no_message_asks_for_more_than_the_most() {
        let many: Vec<String> = (0..PICTURES + 3)
            .map(|n| format!("https://{n}.e.com/"))
            .collect();
        let urls: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut images = MessageImages::default();
        let (asked, _, said) = pressed(&mut images, &request(&urls));
        assert_eq!(asked, urls[..PICTURES]);
        assert_eq!(
            said,
            "Loading 32 images from 0.e.com, 1.e.com and 30 more hosts; they see your IP address"
        );
        let last = images.pictures.state(urls[PICTURES]);
        assert_eq!(last, Some(State::Failed(ImageError::Many(PICTURES))));
    }

    #[test]
    fn what_cannot_be_shown_is_not_fetched() {
        let mut images = MessageImages::default();
        let (urls, _, said) = pressed(&mut images, &json!({}));
        assert_eq!(
            (urls.len(), said.as_str()),
            (0, "The message has no images to load")
        );
        let (urls, _, said) = pressed(&mut images, &request(&["chart.png"]));
        assert_eq!(
            (urls.len(), said.as_str()),
            (1, "No image has an address that can be loaded")
        );
        images.protocol = Err(Refusal::NoColour);
        let (urls, _, said) = pressed(&mut images, &request(&[A]));
        assert_eq!(urls, [""; 0]);
        assert_eq!(said, "Images are not shown here: colours are switched off");
    }
}
