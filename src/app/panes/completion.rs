//! The completion of the word at the cursor of the text: members after `@`, emoji after `:`.

use ratatui::layout::Rect;

use crate::app::state::members::Person;
use crate::cells::grapheme;
use crate::message::emoji;
use crate::message::markup::span::Syntax;

/// The most rows of a menu.
const MOST: usize = 50;

/// The most rows of a menu that are in sight at once.
const ROWS: u16 = 6;

/// The widest menu, borders included, in cells.
const WIDEST: u16 = 46;

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 80;

/// What a word at the cursor is completed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A member of the space, after `@`.
    Member,
    /// An emoji, after `:`.
    Emoji,
}

/// A word that can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query<'a> {
    /// What completes it.
    pub kind: Kind,
    /// The byte of its line at which it begins, with its sign.
    pub start: usize,
    /// What is typed after the sign.
    pub typed: &'a str,
}

/// A row of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub label: String,
    /// The detail right of the name.
    pub detail: String,
    /// The text that takes the place of the word.
    pub insert: String,
}

/// The state of the text for which a menu holds: the bytes of the word, and the draft's revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// The byte of the text at which the word begins, with its sign.
    pub start: usize,
    /// The byte of the text at which the cursor stands.
    pub caret: usize,
    /// The revision of the draft.
    pub revision: u64,
}

/// The menu of completions, which holds as long as neither the text nor the cursor is changed by anything else.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    rows: Vec<Row>,
    stand: Stand,
    kind: Option<Kind>,
    cursor: usize,
    top: usize,
    area: Option<Rect>,
    /// The start of the word whose menu was closed.
    closed: Option<usize>,
}

impl Completion {
    /// Shows these rows for a word, the first one under the cursor; none close the menu.
    ///
    /// A word whose menu was closed stays without one.
    pub fn show(&mut self, rows: Vec<Row>, stand: Stand, kind: Kind) {
        if self.closed == Some(stand.start) {
            return;
        }
        self.closed = None;
        self.kind = Some(kind);
        // A list that grows under the cursor must not put another person there.
        let current = (self.stand.start == stand.start && self.cursor > 0)
            .then(|| self.rows.get(self.cursor).map(|row| row.insert.clone()))
            .flatten();
        let is_same = |row: &Row| Some(&row.insert) == current.as_ref();
        self.cursor = rows.iter().position(is_same).unwrap_or(0);
        self.top = 0;
        if rows.is_empty() {
            self.area = None;
        }
        self.rows = rows;
        self.stand = stand;
    }

    /// Closes the menu; another word shows one again.
    pub fn hide(&mut self) {
        self.rows.clear();
        self.area = None;
        self.closed = None;
        self.kind = None;
    }

    /// Closes the menu for the rest of the word.
    pub fn close(&mut self) {
        let start = self.stand.start;
        self.hide();
        self.closed = Some(start);
    }

    /// Returns what the word at the cursor is completed with; `None` where it is none to complete.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// Returns whether there are rows, in sight or not.
    #[must_use]
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Returns what the rows hold for.
    #[must_use]
    pub fn stand(&self) -> Stand {
        self.stand
    }

    /// Returns the box of the menu, borders included; `None` where none is shown.
    #[must_use]
    pub fn area(&self) -> Option<Rect> {
        self.area
    }

    /// Returns the row under the cursor, from 0, and the number of rows.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.cursor, self.rows.len())
    }

    /// Returns the row under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Moves the cursor by a row, around the ends.
    pub fn step(&mut self, is_down: bool) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = match (is_down, self.cursor) {
            (true, at) if at >= last => 0,
            (true, at) => at + 1,
            (false, at) => at.checked_sub(1).unwrap_or(last),
        };
    }

    /// Moves the cursor to the row at a cell of the screen. Returns whether one is there.
    pub fn click(&mut self, column: u16, row: u16) -> bool {
        let Some(area) = self.area.filter(|area| area.contains((column, row).into())) else {
            return false;
        };
        let below = row.checked_sub(area.y + 1).map(usize::from);
        let at = below.map(|below| self.top + below);
        let at = at.filter(|at| *at < self.rows.len() && row + 1 < area.bottom());
        if let Some(at) = at {
            self.cursor = at;
        }
        at.is_some()
    }

    /// Lays the menu out beside the cursor's cell in `room`: below it where it fits, else above.
    ///
    /// It never covers the row of the cursor; where neither side has three rows, it is not shown.
    pub fn layout(&mut self, caret: Option<(u16, u16)>, room: Rect) {
        self.area = caret
            .filter(|_| self.has_rows())
            .and_then(|caret| self.place(caret, room));
        let height = self
            .area
            .map_or(1, |area| usize::from(area.height.saturating_sub(2)).max(1));
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor);
    }

    fn place(&self, (column, row): (u16, u16), room: Rect) -> Option<Rect> {
        let cells = |text: &str| grapheme::column_of(text, text.len());
        let wanted = self.rows.iter().map(|row| {
            let gap = if row.detail.is_empty() { 0 } else { 2 };
            cells(&row.label) + cells(&row.detail) + gap
        });
        let width = (wanted.max()? + 4).clamp(16, WIDEST).min(room.width);
        let rows = u16::try_from(self.rows.len()).unwrap_or(ROWS).min(ROWS) + 2;
        let below = room.bottom().saturating_sub(row + 1);
        let above = row.saturating_sub(room.y);
        let is_below = below >= rows || below >= above;
        let height = rows.min(if is_below { below } else { above });
        if height < 3 || width < 8 {
            return None;
        }
        let y = if is_below { row + 1 } else { row - height };
        let x = column.clamp(room.x, room.right().saturating_sub(width).max(room.x));
        Some(Rect::new(x, y, width, height))
    }

    /// Returns the rows in sight, each with whether the cursor is on it.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = (&Row, bool)> {
        let height = self.area.map_or(0, |area| area.height.saturating_sub(2));
        let rows = self.rows.iter().enumerate().skip(self.top);
        rows.take(height.into())
            .map(|(at, row)| (row, at == self.cursor))
    }
}

/// Returns the word at byte `caret` of a line, if it is one to complete.
///
/// It begins with its sign at a word's start: in an address or a time it is none.
#[must_use]
pub fn query(line: &str, caret: usize) -> Option<Query<'_>> {
    let head = line.get(..caret)?;
    let start = head.rfind(['@', ':'])?;
    let typed = &head[start + 1..];
    if typed.len() > LONGEST || !begins_word(&head[..start]) || is_in_code(head) {
        return None;
    }
    let kind = if head[start..].starts_with('@') {
        let fits = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || " .-'_".contains(c);
        (!typed.starts_with(' ') && typed.chars().all(fits)).then_some(Kind::Member)
    } else {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte);
        (typed.len() > 1 && typed.bytes().all(fits)).then_some(Kind::Emoji)
    };
    kind.map(|kind| Query { kind, start, typed })
}

/// Returns whether a word begins after a text. Where words are written without spaces, any character may.
fn begins_word(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "(,*_~\"'[{>".contains(c) || c > '\u{2E7F}')
}

/// Returns whether a line is within a code span at the end of its `head`.
fn is_in_code(head: &str) -> bool {
    head.matches('`').count() % 2 == 1
}

/// Returns whether a text is within a block of code at its end.
#[must_use]
pub fn is_in_block(before: &str) -> bool {
    before.matches("```").count() % 2 == 1
}

/// Returns the rows for a member's name that is being typed: those first whose name begins so.
///
/// All members stand last, and where nobody is known only once two letters of the word are typed.
#[must_use]
pub fn members(people: &[Person], typed: &str, syntax: Syntax) -> Vec<Row> {
    let typed = typed.to_lowercase();
    let word = format!(" {typed}");
    let is_latin = typed.is_ascii();
    let rank = |person: &Person| match person.words.find(&word) {
        Some(0) => Some(0),
        Some(_) => Some(1),
        // Words without spaces between them begin anywhere.
        None => (!is_latin && person.words.contains(&typed)).then_some(2),
    };
    let mut ranked: Vec<_> = people
        .iter()
        .filter_map(|person| Some((rank(person)?, person)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let row = |(_, person): (u8, &Person)| Row {
        label: person.name.clone(),
        detail: person.email.clone(),
        insert: mention(&person.user, syntax),
    };
    let mut rows: Vec<Row> = ranked.into_iter().take(MOST).map(row).collect();
    let names_all = ["all", "everyone"]
        .iter()
        .any(|all| all.starts_with(&typed));
    let is_meant = typed.len() > 1 || !rows.is_empty();
    if names_all && is_meant {
        rows.push(Row {
            label: "all".to_owned(),
            detail: "everyone in the space".to_owned(),
            insert: mention("users/all", syntax),
        });
    }
    rows
}

/// Returns the mention of a user, `users/ID`, in a syntax.
#[must_use]
pub fn mention(user: &str, syntax: Syntax) -> String {
    match syntax {
        Syntax::Markdown => format!("<chat-user data-user=\"{user}\"></chat-user>"),
        _ => format!("<{user}>"),
    }
}

/// Returns the rows for an emoji's short name that is being typed; the custom ones, `:party-parrot:`, stand last.
#[must_use]
pub fn emoji(typed: &str, custom: &[String]) -> Vec<Row> {
    let typed = typed.to_lowercase();
    let fits = |name: &&String| {
        let name = name.trim_matches(':').to_lowercase();
        let mut words = name.split(['-', '_']);
        name.starts_with(&typed) || words.any(|word| word.starts_with(&typed))
    };
    let custom: Vec<&String> = custom.iter().filter(fits).take(MOST / 2).collect();
    let found = emoji::starting(&typed, MOST - custom.len()).into_iter();
    let row = |emoji: emoji::Emoji| Row {
        label: format!("{} {}", emoji.character, emoji.name),
        detail: String::new(),
        insert: emoji.character.to_owned(),
    };
    let custom_row = |name: &String| Row {
        label: name.clone(),
        detail: "of your organisation".to_owned(),
        insert: name.clone(),
    };
    found
        .map(row)
        .chain(custom.into_iter().map(custom_row))
        .collect()
}
