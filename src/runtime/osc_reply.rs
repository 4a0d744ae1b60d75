//! Takes the replies of the terminal out of its keys.

use std::collections::VecDeque;

use crate::app::events::event::Event;
use crate::input::chord::{Chord, Key};

/// The keys that the start of a reply about a colour looks like: `ESC ] 1`.
const START: [Chord; 2] = [alt(']'), Chord::plain(Key::Char('1'))];

/// The most characters of a reply.
const MOST: usize = 64;

const fn alt(c: char) -> Chord {
    Chord {
        alt: true,
        ..Chord::plain(Key::Char(c))
    }
}

/// A filter of the terminal's events.
///
/// The terminal writes its replies among the keys, and what reads them knows no OSC sequence: `ESC ]` is read as Alt and a
/// bracket, the rest as if it was typed.
#[derive(Debug, Default)]
pub struct ReplyFilter {
    /// The events of a reply that has begun.
    held: Vec<Event>,
    /// The reply that came last, without its start and end.
    reply: Option<String>,
}

impl ReplyFilter {
    /// Takes the reply that came last.
    pub fn take_reply(&mut self) -> Option<String> {
        self.reply.take()
    }

    /// Takes an event, and passes on what is none of a reply.
    pub fn pass(&mut self, event: Event, on: &mut VecDeque<Event>) {
        let Event::Key(chord) = event else {
            self.release(on);
            on.push_back(event);
            return;
        };
        let is_end = chord == alt('\\') || chord.ctrl && chord.key == Key::Char('g');
        let fits = match self.held.len() {
            place @ (0 | 1) => chord == START[place],
            MOST.. => false,
            _ => chord.typed().is_some_and(|c| c.is_ascii()),
        };
        match (fits, self.held.len()) {
            (true, _) => self.held.push(event),
            (false, 2..) if is_end => {
                let chars = self.held.drain(..).skip(1).filter_map(|event| match event {
                    Event::Key(chord) => chord.typed(),
                    _ => None,
                });
                self.reply = Some(chars.collect());
            }
            (false, 0) => on.push_back(event),
            (false, _) => {
                self.release(on);
                self.pass(event, on);
            }
        }
    }

    /// Passes on what is held, unless more of a reply must follow: nothing more can be read now.
    pub fn pause(&mut self, on: &mut VecDeque<Event>) {
        if self.held.len() < START.len() {
            self.release(on);
        }
    }

    fn release(&mut self, on: &mut VecDeque<Event>) {
        on.extend(self.held.drain(..));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char) -> Event {
        Event::Key(Chord::plain(Key::Char(c)))
    }

    fn passed(
        filter: &mut ReplyFilter,
        events: impl IntoIterator<Item = Event>,
    ) -> VecDeque<Event> {
        let mut on = VecDeque::new();
        for event in events {
            filter.pass(event, &mut on);
        }
        filter.pause(&mut on);
        on
    }

    fn reply() -> Vec<Event> {
        let mut events = vec![Event::Key(alt(']'))];
        events.extend("11;rgb:1e1e/1e1e/1e1e".chars().map(key));
        events.push(Event::Key(alt('\\')));
        events
    }

    #[test]
    fn a_reply_is_taken_out_of_the_keys() {
        let mut filter = ReplyFilter::default();
        let mut events = vec![key('a')];
        events.extend(reply());
        events.push(key('b'));
        assert_eq!(passed(&mut filter, events), [key('a'), key('b')]);
        assert_eq!(filter.take_reply().unwrap(), "11;rgb:1e1e/1e1e/1e1e");
        assert_eq!(filter.take_reply(), None);
    }

    #[test]
    fn a_reply_may_come_in_two_halves_and_end_with_a_bell() {
        let mut filter = ReplyFilter::default();
        let mut events = reply();
        events.pop();
        let rest = events.split_off(9);
        assert_eq!(passed(&mut filter, events), []);
        assert_eq!(passed(&mut filter, rest), []);
        let bell = Chord {
            ctrl: true,
            ..Chord::plain(Key::Char('g'))
        };
        assert_eq!(passed(&mut filter, [Event::Key(bell)]), []);
        assert_eq!(filter.take_reply().unwrap(), "11;rgb:1e1e/1e1e/1e1e");
    }

    #[test]
    fn what_is_no_reply_is_passed_on_in_order() {
        let mut filter = ReplyFilter::default();
        let alone = [Event::Key(alt(']'))];
        assert_eq!(passed(&mut filter, alone.clone()), alone);
        for events in [
            vec![Event::Key(alt(']')), key('x')],
            vec![Event::Key(alt(']')), Event::Key(alt(']')), key('2')],
            vec![Event::Key(alt(']')), key('1'), Event::Paste("x".into())],
            vec![
                Event::Key(alt(']')),
                key('1'),
                Event::Key(Chord::plain(Key::Enter)),
            ],
        ] {
            assert_eq!(passed(&mut filter, events.clone()), events);
        }
        let long: Vec<Event> = [Event::Key(alt(']'))]
            .into_iter()
            .chain("1".repeat(200).chars().map(key))
            .collect();
        assert_eq!(passed(&mut filter, long.clone()), long);
        assert_eq!(filter.take_reply(), None);
    }
}
