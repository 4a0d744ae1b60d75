//! Decodes the bytes that a terminal sends: keys, pastes, the mouse, and its reply about a colour.
//!
//! crossterm's own decoder takes `ESC` before another sequence for the whole of both and the rest of the second for typed
//! letters, knows no OSC reply, and drops what it cannot decode together with the key after it.

use std::collections::VecDeque;

use crate::app::events::event::{Event, Mouse, MouseKind};
use crate::input::chord::{Chord, Key};
use crate::runtime::click_counter::ClickCounter;

const ESC: u8 = 0x1b;

/// The end of a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// The most bytes of a reply, and of any other sequence.
const MOST: usize = 64;

/// What stands at the start of the bytes.
#[expect(
    clippy::large_enum_variant,
    reason = "it lives for a moment, and no key should allocate"
)]
enum Start {
    /// So many bytes, and what they mean to the program.
    Whole(usize, Option<Event>),
    /// So many bytes are the terminal's reply.
    Reply(usize, String),
    /// So many bytes begin a paste.
    Paste(usize),
    /// More bytes must follow.
    Open,
}

/// The decoder, with what has come of a sequence that is not whole yet.
#[derive(Debug, Default)]
pub struct InputDecoder {
    open: Vec<u8>,
    /// What has come of a paste that has not ended.
    pasted: Option<Vec<u8>>,
    clicks: ClickCounter,
    reply: Option<String>,
}

impl InputDecoder {
    /// Takes the reply that came last, without its start and end.
    pub fn take_reply(&mut self) -> Option<String> {
        self.reply.take()
    }

    /// Takes the bytes that came, and passes on the events that are whole.
    pub fn decode(&mut self, bytes: &[u8], events: &mut VecDeque<Event>) {
        let mut held = std::mem::take(&mut self.open);
        held.extend_from_slice(bytes);
        let mut rest = held.as_slice();
        while !rest.is_empty() {
            if let Some(pasted) = &mut self.pasted {
                let from = pasted.len().saturating_sub(PASTE_END.len() - 1);
                pasted.extend_from_slice(rest);
                rest = &[];
                let end = pasted[from..]
                    .windows(PASTE_END.len())
                    .position(|window| window == PASTE_END);
                if let Some(end) = end {
                    let after = pasted.split_off(from + end);
                    events.push_back(Event::Paste(String::from_utf8_lossy(pasted).into_owned()));
                    self.pasted = None;
                    self.decode(&after[PASTE_END.len()..], events);
                }
                continue;
            }
            let length = match start(rest, &mut self.clicks) {
                Start::Whole(length, event) => {
                    events.extend(event);
                    length
                }
                Start::Reply(length, reply) => {
                    self.reply = Some(reply);
                    length
                }
                Start::Paste(length) => {
                    self.pasted = Some(Vec::new());
                    length
                }
                Start::Open => {
                    self.open = rest.to_vec();
                    return;
                }
            };
            rest = &rest[length..];
        }
    }

    /// Passes on what is a key by itself, unless more of it follows: nothing more can be read now.
    pub fn pause(&mut self, events: &mut VecDeque<Event>) {
        let chord = match self.open.as_slice() {
            [ESC] => Chord::plain(Key::Esc),
            [ESC, b']'] => alt(Key::Char(']')),
            _ => return,
        };
        self.open.clear();
        events.push_back(Event::Key(chord));
    }
}

fn alt(key: Key) -> Chord {
    Chord {
        alt: true,
        ..Chord::plain(key)
    }
}

/// Decodes what stands at the start of the bytes, of which there is one at least.
fn start(bytes: &[u8], clicks: &mut ClickCounter) -> Start {
    if bytes[0] != ESC {
        return plain(bytes, false);
    }
    match bytes.get(1) {
        None => Start::Open,
        Some(&ESC) => Start::Whole(1, Some(Event::Key(Chord::plain(Key::Esc)))),
        Some(b'[') => control_sequence(bytes, clicks),
        Some(b'O') => match bytes.get(2) {
            None => Start::Open,
            Some(&last) => match lettered(last) {
                Some(key) => Start::Whole(3, Some(Event::Key(Chord::plain(key)))),
                None => alone(bytes),
            },
        },
        Some(b']') => reply(bytes),
        Some(_) => match plain(&bytes[1..], true) {
            Start::Whole(length, event) => Start::Whole(length + 1, event),
            other => other,
        },
    }
}

/// Returns the key with Alt that the first two bytes are by themselves.
fn alone(bytes: &[u8]) -> Start {
    Start::Whole(2, character(char::from(bytes[1]), true).map(Event::Key))
}

/// Decodes a key that is no sequence.
fn plain(bytes: &[u8], alt: bool) -> Start {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        // No byte that UTF-8 starts with.
        _ => return Start::Whole(1, None),
    };
    let there = &bytes[..length.min(bytes.len())];
    let typed = match std::str::from_utf8(there) {
        Ok(typed) => typed.chars().next(),
        Err(error) if error.error_len().is_none() => return Start::Open,
        Err(_) => return Start::Whole(1, None),
    };
    let chord = typed.and_then(|c| character(c, alt));
    Start::Whole(length, chord.map(Event::Key))
}

/// Returns the key that a character of a terminal in raw mode is.
fn character(c: char, alt: bool) -> Option<Chord> {
    let ctrl = |c| Chord {
        ctrl: true,
        ..Chord::plain(Key::Char(c))
    };
    let chord = match c {
        '\r' => Chord::plain(Key::Enter),
        '\t' => Chord::plain(Key::Tab),
        '\x7f' => Chord::plain(Key::Backspace),
        '\0' => ctrl(' '),
        '\x01'..='\x1a' => ctrl(char::from(b'a' - 1 + u8::try_from(c).ok()?)),
        '\x1c'..='\x1f' => ctrl(char::from(b'4' - 0x1c + u8::try_from(c).ok()?)),
        // Its shift is in the letter, which is no part of a chord's name.
        c => Chord::plain(Key::Char(if alt { lower(c) } else { c })),
    };
    Some(Chord { alt, ..chord })
}

/// Returns the key that the last letter of a sequence names.
fn lettered(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::F(1 + last - b'P'),
        b'M' => Key::Enter,
        _ => return None,
    })
}

/// Returns the key that the number of a sequence that ends with `~` names.
fn numbered(number: u32) -> Option<Key> {
    let number = u8::try_from(number).ok()?;
    Some(match number {
        1 | 7 => Key::Home,
        2 => Key::Insert,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => Key::F(number - 10),
        17..=21 => Key::F(number - 11),
        23..=26 => Key::F(number - 12),
        28 | 29 => Key::F(number - 13),
        31..=34 => Key::F(number - 14),
        _ => return None,
    })
}

/// Returns the key of a code point, or of one of the numbers that the kitty protocol gives to keys without one.
fn coded(code: u32) -> Option<Key> {
    Some(match code {
        13 | 57414 => Key::Enter,
        27 => Key::Esc,
        9 => Key::Tab,
        127 => Key::Backspace,
        57376..=57398 => Key::F(u8::try_from(code - 57376).ok()? + 13),
        57399..=57408 => Key::Char(char::from(b'0' + u8::try_from(code - 57399).ok()?)),
        57409 => Key::Char('.'),
        57410 => Key::Char('/'),
        57411 => Key::Char('*'),
        57412 => Key::Char('-'),
        57413 => Key::Char('+'),
        57415 => Key::Char('='),
        57416 => Key::Char(','),
        57417 => Key::Left,
        57418 => Key::Right,
        57419 => Key::Up,
        57420 => Key::Down,
        57421 => Key::PageUp,
        57422 => Key::PageDown,
        57423 => Key::Home,
        57424 => Key::End,
        57425 => Key::Insert,
        57426 => Key::Delete,
        // Locks, media, and modifiers by themselves.
        57344..=63743 => return None,
        code => Key::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    })
}

/// Decodes `CSI parameters letter`.
fn control_sequence(bytes: &[u8], clicks: &mut ClickCounter) -> Start {
    let body = &bytes[2..];
    match body {
        // The console of Linux.
        [b'[', last @ b'A'..=b'E', ..] => {
            let key = Key::F(1 + last - b'A');
            return Start::Whole(4, Some(Event::Key(Chord::plain(key))));
        }
        [b'M', button, column, row, ..] => {
            let cell = |byte: &u8| u16::from(byte.saturating_sub(33));
            let event = mouse(
                button.wrapping_sub(32),
                cell(column),
                cell(row),
                true,
                clicks,
            );
            return Start::Whole(6, event);
        }
        [b'['] | [b'M', ..] => return Start::Open,
        _ => {}
    }
    let Some(end) = body.iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return if body.len() < MOST {
            Start::Open
        } else {
            alone(bytes)
        };
    };
    let length = end + 3;
    let last = body[end];
    // What no sequence ends with was typed after a bracket with Alt.
    let Ok(parameters) = std::str::from_utf8(&body[..end]) else {
        return alone(bytes);
    };
    if !(0x40..=0x7e).contains(&last) {
        return alone(bytes);
    }
    if (parameters, last) == ("200", b'~') {
        return Start::Paste(length);
    }
    let event = match (parameters.strip_prefix('<'), last) {
        (Some(parameters), b'M' | b'm') => mouse_report(parameters, 0, last == b'M', clicks),
        (None, b'M') => mouse_report(parameters, 32, true, clicks),
        _ => key_report(parameters, last).map(Event::Key),
    };
    Start::Whole(length, event)
}

/// Returns the key of the parameters of a sequence, and its last letter.
fn key_report(parameters: &str, last: u8) -> Option<Chord> {
    let mut fields = parameters.split(';');
    let mut code = fields.next()?.split(':');
    let mut number = code.next().and_then(|number| number.parse().ok());
    let mut held = fields.next().unwrap_or("").split(':');
    let mask: u8 = held.next().and_then(|mask| mask.parse().ok()).unwrap_or(1);
    if held.next() == Some("3") {
        // The key was released.
        return None;
    }
    let mask = mask.saturating_sub(1);
    if mask & 0b11_1000 != 0 {
        // Modifiers of the desktop, which the program does not use; their letter was not typed.
        return None;
    }
    let mut chord = Chord {
        key: Key::Esc,
        shift: mask & 1 != 0,
        alt: mask & 2 != 0,
        ctrl: mask & 4 != 0,
    };
    let by_code = last == b'u' || last == b'~' && number == Some(27);
    if last == b'~' && by_code {
        number = fields.next().and_then(|number| number.parse().ok());
    }
    chord.key = match last {
        _ if by_code => {
            let shifted = code.next().and_then(|number| number.parse().ok());
            coded(shifted.filter(|_| chord.shift).or(number)?)?
        }
        b'~' => numbered(number?)?,
        b'Z' => {
            chord.shift = true;
            Key::Tab
        }
        last => lettered(last)?,
    };
    if let Key::Char(c) = chord.key {
        // The character includes its shift already, except where the terminal reports the bare key.
        let c = if chord.shift && !chord.ctrl {
            upper(c)
        } else {
            c
        };
        chord.key = Key::Char(if chord.ctrl || chord.alt { lower(c) } else { c });
        chord.shift = false;
    }
    Some(chord)
}

/// Returns the event of `button;column;row`, the button being counted from `base`.
fn mouse_report(
    parameters: &str,
    base: u8,
    is_down: bool,
    clicks: &mut ClickCounter,
) -> Option<Event> {
    let mut numbers = parameters.split(';').map(|number| number.parse().ok());
    let mut next = || numbers.next().flatten();
    let (button, column, row): (u16, u16, u16) = (next()?, next()?, next()?);
    let button = u8::try_from(button).ok()?.checked_sub(base)?;
    mouse(
        button,
        column.saturating_sub(1),
        row.saturating_sub(1),
        is_down,
        clicks,
    )
}

/// Returns the event of a button, of which bits 2 to 4 are modifiers, and bit 5 says that the mouse moved.
fn mouse(
    button: u8,
    column: u16,
    row: u16,
    is_down: bool,
    clicks: &mut ClickCounter,
) -> Option<Event> {
    let kind = match (button & 0b1110_0011, is_down) {
        (0, true) => MouseKind::Press(clicks.count(column, row)),
        // The older reports do not say which button was released.
        (0, false) | (3, true) => MouseKind::Release,
        (32, _) => MouseKind::Drag,
        (64, _) => MouseKind::WheelUp,
        (65, _) => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Event::Mouse(Mouse { kind, column, row }))
}

/// Decodes the reply about a colour, `OSC 1…`.
fn reply(bytes: &[u8]) -> Start {
    let body = &bytes[2..];
    match body.first() {
        None => return Start::Open,
        Some(b'1') => {}
        Some(_) => return alone(bytes),
    }
    let end = body.iter().position(|byte| !(b' '..=b'~').contains(byte));
    let length = end.unwrap_or(body.len());
    let said = || String::from_utf8_lossy(&body[..length]).into_owned();
    match &body[length..] {
        _ if length > MOST => alone(bytes),
        [] | [ESC] => Start::Open,
        [0x07, ..] => Start::Reply(length + 3, said()),
        [ESC, b'\\', ..] => Start::Reply(length + 4, said()),
        _ => alone(bytes),
    }
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests;
