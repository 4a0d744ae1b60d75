//! Translates the terminal's events to the program's.

use std::time::{Duration, Instant};

use crossterm::event::{
    self as terminal, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use crate::app::events::event::{Event, Mouse, MouseKind};
use crate::input::chord::{Chord, Key};

/// The longest time between the clicks of a double or triple click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Remembers the last click, to recognize a double one.
#[derive(Debug, Default)]
pub struct ClickCounter {
    last: Option<(Instant, u16, u16, u8)>,
}

impl ClickCounter {
    /// Returns how many clicks in a row this one is, 1 to 3.
    fn count(&mut self, column: u16, row: u16) -> u8 {
        let now = Instant::now();
        let times = match self.last {
            Some((at, c, r, times))
                if now.duration_since(at) < DOUBLE_CLICK && (c, r) == (column, row) =>
            {
                times % 3 + 1
            }
            _ => 1,
        };
        self.last = Some((now, column, row, times));
        times
    }
}

/// Translates one event, if the program has one for it. Sizes come by a signal instead.
pub fn translate(event: terminal::Event, clicks: &mut ClickCounter) -> Option<Event> {
    match event {
        terminal::Event::Key(key) if key.kind != KeyEventKind::Release => {
            chord(key).map(Event::Key)
        }
        terminal::Event::Paste(text) => Some(Event::Paste(text)),
        terminal::Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => {
                    MouseKind::Press(clicks.count(mouse.column, mouse.row))
                }
                MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                _ => return None,
            };
            Some(Event::Mouse(Mouse {
                kind,
                column: mouse.column,
                row: mouse.row,
            }))
        }
        _ => None,
    }
}

fn chord(key: terminal::KeyEvent) -> Option<Chord> {
    // Modifiers of the desktop, which the program does not use; their letter was not typed.
    let foreign = KeyModifiers::SUPER | KeyModifiers::META | KeyModifiers::HYPER;
    if key.modifiers.intersects(foreign) {
        return None;
    }
    let held = |modifier| key.modifiers.contains(modifier);
    let mut chord = Chord {
        key: Key::Esc,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT),
    };
    chord.key = match key.code {
        KeyCode::Char(c) => {
            // The character includes its shift already, except where the terminal reports the bare key.
            let c = if chord.shift && !chord.ctrl {
                upper(c)
            } else {
                c
            };
            let c = if chord.ctrl || chord.alt { lower(c) } else { c };
            chord.shift = false;
            Key::Char(c)
        }
        KeyCode::F(n) => Key::F(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => {
            chord.shift = true;
            Key::Tab
        }
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    };
    Some(chord)
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
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    #[test]
    fn keys_are_named_alike_whatever_the_terminal_says() {
        let (none, shift, ctrl, alt) = (
            KeyModifiers::NONE,
            KeyModifiers::SHIFT,
            KeyModifiers::CONTROL,
            KeyModifiers::ALT,
        );
        for (code, modifiers, shown) in [
            (KeyCode::Char('a'), none, "a"),
            (KeyCode::Char('A'), shift, "A"),
            (KeyCode::Char('a'), shift, "A"),
            (KeyCode::Char('s'), ctrl, "Ctrl+S"),
            (KeyCode::Char('S'), ctrl | shift, "Ctrl+S"),
            (KeyCode::BackTab, shift, "Shift+Tab"),
            (KeyCode::BackTab, none, "Shift+Tab"),
            (KeyCode::Up, alt, "Alt+↑"),
            (KeyCode::Left, ctrl | shift, "Ctrl+Shift+←"),
            (KeyCode::F(1), none, "F1"),
        ] {
            assert_eq!(
                chord(KeyEvent::new(code, modifiers)).unwrap().to_string(),
                shown,
                "{code:?}"
            );
        }
        assert_eq!(chord(KeyEvent::new(KeyCode::CapsLock, none)), None);
    }

    #[test]
    fn clicks_are_counted() {
        let mut clicks = ClickCounter::default();
        assert_eq!(
            [(3, 4), (3, 4), (3, 4), (3, 4), (9, 4)].map(|(c, r)| clicks.count(c, r)),
            [1, 2, 3, 1, 1]
        );
    }
}
