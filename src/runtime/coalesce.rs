//! Coalesces events before a draw: characters that came at once, as no one types them, become one unbracketed
//! paste.

use std::collections::VecDeque;

use crate::app::events::event::Event;
use crate::input::chord::{Chord, Key};

/// Minimum run of characters treated as an unbracketed paste: nobody types so many at once.
const FLOOD: usize = 32;

/// Merges runs of characters into unbracketed pastes.
#[must_use]
pub fn gathered(events: VecDeque<Event>) -> VecDeque<Event> {
    if events.len() < FLOOD {
        return events;
    }
    let mut gathered = VecDeque::with_capacity(events.len());
    let mut run = Vec::new();
    for event in events {
        if character(&event).is_some() {
            run.push(event);
        } else {
            end(&mut run, &mut gathered);
            gathered.push_back(event);
        }
    }
    end(&mut run, &mut gathered);
    gathered
}

fn end(run: &mut Vec<Event>, gathered: &mut VecDeque<Event>) {
    if run.len() < FLOOD {
        gathered.extend(run.drain(..));
    } else {
        let text = run
            .drain(..)
            .filter_map(|event| character(&event))
            .collect();
        gathered.push_back(Event::UnbracketedPaste(text));
    }
}

/// Returns the character an event would type into a text.
fn character(event: &Event) -> Option<char> {
    match event {
        Event::Key(Chord {
            key: Key::Enter,
            ctrl: false,
            alt: false,
            shift: false,
        }) => Some('\n'),
        Event::Key(chord) => chord.typed(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> impl Iterator<Item = Event> {
        text.chars().map(|c| {
            Event::Key(Chord::plain(if c == '\n' {
                Key::Enter
            } else {
                Key::Char(c)
            }))
        })
    }

    #[test]
    fn a_flood_is_one_paste_and_typing_is_not() {
        let up = Event::Key(Chord::plain(Key::Up));
        let flood = "lorem ipsum dolor sit amet,\nconsectetur";
        let events: VecDeque<Event> = typed("ab")
            .chain([up.clone()])
            .chain(typed(flood))
            .chain([up.clone()])
            .chain(typed("c"))
            .collect();
        let expected: VecDeque<Event> = typed("ab")
            .chain([up.clone(), Event::UnbracketedPaste(flood.into()), up])
            .chain(typed("c"))
            .collect();
        assert_eq!(gathered(events), expected);
        let slow: VecDeque<Event> = typed("hello").collect();
        assert_eq!(gathered(slow.clone()), slow);
    }
}
