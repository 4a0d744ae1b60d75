//! Forms of JSON that are recognized as a message or a part of one, and where each stands in a request.

use crate::document::pointer;
use crate::message::foreign::system::System;

/// The member of a [`ImportForm::Call`] that is the message.
pub(crate) const BODY: &str = "requestBody";

/// Forms of JSON that are recognized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// A whole request.
    Request,
    /// A request as Google's client library `googleapis` for Node.js takes it; the message is the
    /// `requestBody`.
    Call,
    /// A message.
    Message,
    /// A card with its ID.
    CardWithId,
    /// A list of cards with their IDs.
    CardList,
    /// A list of cards without IDs.
    BareCards,
    /// A card alone, as Google's Card Builder copies it.
    Card,
    /// A text, and a card without an ID beside it.
    TextAndCard,
    /// A message of another system, which is converted.
    Foreign(System),
    /// A list of sections.
    Sections,
    /// A section of a card.
    Section,
    /// A list of widgets.
    Widgets,
    /// A widget of a section.
    Widget,
}

impl ImportForm {
    /// Returns the path in the request of a document of this form, as a JSON Pointer.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Request | Self::Call => "",
            Self::Message | Self::TextAndCard | Self::Foreign(_) => "/message",
            Self::CardWithId => "/message/cardsV2/0",
            Self::CardList | Self::BareCards => "/message/cardsV2",
            Self::Card => "/message/cardsV2/0/card",
            Self::Sections => "/message/cardsV2/0/card/sections",
            Self::Section => "/message/cardsV2/0/card/sections/0",
            Self::Widgets => "/message/cardsV2/0/card/sections/0/widgets",
            Self::Widget => "/message/cardsV2/0/card/sections/0/widgets/0",
        }
    }

    /// Returns the path in the document of a path in the request, as a JSON Pointer; `None` if it is outside.
    #[must_use]
    pub fn within(self, path: &str) -> Option<String> {
        let below = |above: &str| {
            let is_within = pointer::is_within(path, above);
            is_within.then(|| &path[above.len()..])
        };
        match self {
            Self::Call => Some(match below("/message") {
                Some(rest) => format!("/{BODY}{rest}"),
                None => path.to_owned(),
            }),
            Self::BareCards => {
                let rest = below(self.pointer())?;
                let end = rest.match_indices('/').nth(1).map(|(end, _)| end);
                let (place, in_item) = rest.split_at(end.unwrap_or(rest.len()));
                let is_there = in_item.is_empty() || pointer::is_within(in_item, "/card");
                let in_card = in_item.strip_prefix("/card").unwrap_or("");
                is_there.then(|| format!("{place}{in_card}"))
            }
            Self::TextAndCard => {
                let rest = below("/message")?;
                let card = rest.strip_prefix("/cardsV2/0/card");
                Some(card.map_or_else(|| rest.to_owned(), |card| format!("/card{card}")))
            }
            // The parts of another system's message have paths of their own.
            Self::Foreign(_) => None,
            _ => below(self.pointer()).map(str::to_owned),
        }
    }

    /// Returns the name of the form, with its article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Request => "a request",
            Self::Call => "a request of the googleapis library",
            Self::Message => "a message",
            Self::CardWithId => "a card with its ID",
            Self::CardList => "a list of cards",
            Self::BareCards => "a list of cards without IDs",
            Self::Card => "a card",
            Self::TextAndCard => "a text and a card",
            Self::Foreign(system) => system.words(),
            Self::Sections => "a list of sections, put into a card",
            Self::Section => "a section, put into a card",
            Self::Widgets => "a list of widgets, put into a card",
            Self::Widget => "a widget, put into a card",
        }
    }
}
