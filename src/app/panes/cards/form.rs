//! Key handling of the form of a part.

use serde_json::{Number, Value};

use crate::app::events::card_command::CardCommand;
use crate::app::panes::cards::actions::{CardsEvent, CardsResult};
use crate::app::panes::cards::parse_value::ValueFormat;
use crate::app::panes::cards::pickers;
use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::typed_request::insertion;
use crate::document::edit::Edit;
use crate::document::form::{self, Row, RowKind};
use crate::document::pointer;
use crate::document::proto3_scalar;
use crate::document::schema::{Field, Kind, Schema, Type};
use crate::input::action::Action;
use crate::message::draft::Draft;
use crate::message::field_change::Grouping;

/// The direction in which a value is stepped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
}

impl Cards {
    pub(super) fn act_in_form(&mut self, action: Action, draft: &mut Draft) -> CardsResult {
        let rows = self.rows(draft);
        let at = self.row_of(&rows);
        let Some(row) = rows.get(at) else {
            self.leave_form();
            return CardsResult::Consumed;
        };
        let last = rows.len() - 1;
        let page = self.form_in_sight().height.max(1);
        let to = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => (at + 1).min(last),
            Action::PageUp => at.saturating_sub(page),
            Action::PageDown => (at + page).min(last),
            Action::First => 0,
            Action::Last => last,
            Action::NextPane if at < last => at + 1,
            Action::PreviousPane if at > 0 => at - 1,
            _ => return self.act_on_row(action, row, draft),
        };
        self.set_row(rows[to].key());
        CardsResult::Consumed
    }

    fn act_on_row(&mut self, action: Action, row: &Row<'static>, draft: &mut Draft) -> CardsResult {
        match action {
            Action::Choose => self.open(row, draft),
            Action::PreviousValue => self.step(row, Step::Previous, draft),
            Action::Toggle if row.folds() => {
                self.toggle(row.key());
                CardsResult::Consumed
            }
            Action::Toggle | Action::NextValue => self.step(row, Step::Next, draft),
            Action::Clear => self.clear(row, draft),
            Action::Add => self.add(row, draft),
            Action::MoveUp | Action::MoveDown => self.move_item(row, action, draft),
            Action::Copy => match draft.get(&row.path) {
                Some(Value::String(text)) => CardsResult::Then(CardsEvent::Copy(text.clone())),
                Some(value) => CardsResult::Then(CardsEvent::Copy(value.to_string())),
                None => CardsResult::Consumed,
            },
            Action::Back | Action::PreviousPane => {
                self.leave_form();
                CardsResult::Consumed
            }
            Action::NextPart | Action::PreviousPart => {
                self.go_to_form(action == Action::NextPart, draft);
                CardsResult::Consumed
            }
            Action::Insert(_) | Action::DeleteBefore => self.type_into(action, row, draft),
            _ => CardsResult::Ignored,
        }
    }

    /// Goes to the first field of the next part of the outline, or of the one before.
    fn go_to_form(&mut self, is_next: bool, draft: &Draft) {
        let Some(line) = self.line() else {
            return;
        };
        let to = if is_next {
            Some(line + 1).filter(|to| *to < self.nodes().len())
        } else {
            line.checked_sub(1)
        };
        if let Some(to) = to {
            self.go_to_line(to);
            self.enter_form(draft);
        }
    }

    /// Starts editing the value of a row with the first key typed there; a list of choices is filtered by it.
    fn type_into(&mut self, action: Action, row: &Row<'static>, draft: &mut Draft) -> CardsResult {
        if let Some(mut picker) = pickers::choices(row, draft) {
            picker.act(action);
            return CardsResult::Then(CardsEvent::Ask(Box::new(picker)));
        }
        self.type_at(&row.key(), draft);
        let Some(entry) = self.editor_mut() else {
            return CardsResult::Ignored;
        };
        entry.start_over();
        self.act(action, draft)
    }

    /// Handles Enter: edits the value, opens a picker, or goes to the part.
    fn open(&mut self, row: &Row<'static>, draft: &mut Draft) -> CardsResult {
        if let Some(picker) = pickers::choices(row, draft) {
            return CardsResult::Then(CardsEvent::Ask(Box::new(picker)));
        }
        if ValueFormat::of(row).is_some() {
            self.type_at(&row.key(), draft);
            return CardsResult::Consumed;
        }
        match row.kind {
            RowKind::Plain(_) => self.step(row, Step::Next, draft),
            RowKind::Object(_, kind) if !row.is_set && !self.is_opened(&row.path) => {
                self.make(row, kind, draft)
            }
            RowKind::Object(..) if !row.is_set => {
                self.toggle(form::opened_key(&row.path));
                CardsResult::Consumed
            }
            RowKind::Object(..) | RowKind::Item(..) | RowKind::Apart(_) => {
                self.toggle(row.key());
                CardsResult::Consumed
            }
            RowKind::List(_) | RowKind::Add(_) => self.add(row, draft),
            RowKind::Node(_, kind) if !row.is_set => {
                let (path, value) = (row.path.clone(), Value::Object(kind.start.clone()));
                CardsEvent::ask(
                    self.perform(CardCommand::Insert { path, value }, draft),
                    CardsResult::Consumed,
                )
            }
            RowKind::Node(..) => {
                self.perform(CardCommand::GoTo(row.path.clone()), draft);
                CardsResult::Consumed
            }
            RowKind::NodeList(..) if !has_items(row, draft) => self.add(row, draft),
            RowKind::NodeList(..) => {
                self.perform(CardCommand::GoTo(format!("{}/0", row.path)), draft);
                CardsResult::Consumed
            }
            RowKind::Union(..) | RowKind::Foreign(_) => CardsResult::Consumed,
        }
    }

    /// Shows the fields of an object that is unset, or asks of which kind it is; only a value sets it.
    fn make(&mut self, row: &Row<'static>, kind: &'static Type, draft: &Draft) -> CardsResult {
        // What decides the kind of the object is chosen before anything else is typed.
        let first = kind.fields.first().and_then(|field| field.union.as_deref());
        let union = first.and_then(|name| kind.union(name));
        let Some(union) = union.filter(|union| union.members.len() > 1) else {
            self.toggle(form::opened_key(&row.path));
            let asked = self.fill(&row.path, draft);
            if asked.is_none() && self.editor().is_none() {
                self.step_into(&row.path, draft);
            }
            return CardsEvent::ask(asked, CardsResult::Consumed);
        };
        let asked = Row {
            path: row.path.clone(),
            depth: 0,
            kind: RowKind::Union(kind, union, None),
            is_set: false,
            is_folded: false,
        };
        CardsEvent::ask(pickers::choices(&asked, draft), CardsResult::Consumed)
    }

    /// Moves the cursor to the first row below that of an object.
    fn step_into(&mut self, path: &str, draft: &Draft) {
        let rows = self.rows(draft);
        let own = rows.iter().position(|row| row.path == path);
        let Some(first) = own.and_then(|own| rows.get(own + 1)) else {
            return;
        };
        self.set_row(first.key());
        // Fields that messages do not use are under a heading of their own.
        if first.folds() && first.is_folded {
            self.toggle(first.key());
            let rows = self.rows(draft);
            if let Some(row) = rows.get(self.row_of(&rows) + 1) {
                self.set_row(row.key());
            }
        }
    }

    fn add(&mut self, row: &Row<'_>, draft: &mut Draft) -> CardsResult {
        let list = match row.kind {
            RowKind::List(field) => Some((row.path.clone(), field)),
            RowKind::Item(field, _) | RowKind::Add(field) => {
                pointer::split(&row.path).map(|(list, _)| (list.to_owned(), field))
            }
            RowKind::NodeList(_, kind) if kind.is_wrapper() => {
                let picker = self.ask_add(draft, Some(&row.path));
                return picker.map_or(CardsResult::Consumed, |picker| {
                    CardsResult::Then(CardsEvent::Ask(Box::new(picker)))
                });
            }
            RowKind::NodeList(_, kind) => {
                let count = draft
                    .get(&row.path)
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                let path = format!("{}/{count}", row.path);
                let value = Value::Object(kind.start.clone());
                let asked = self.perform(CardCommand::Insert { path, value }, draft);
                return CardsEvent::ask(asked, CardsResult::Consumed);
            }
            _ => None,
        };
        let Some((list, field)) = list else {
            return CardsResult::Ignored;
        };
        let count = draft
            .get(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let path = format!("{list}/{count}");
        let edit = insertion(draft, &path, new_item(field));
        draft.restructure(edit.into_iter().collect(), (&list, &path));
        self.welcome(&path, draft);
        CardsEvent::ask(self.fill(&path, draft), CardsResult::Consumed)
    }

    fn move_item(&mut self, row: &Row<'_>, action: Action, draft: &mut Draft) -> CardsResult {
        let RowKind::Item(_, from) = row.kind else {
            return CardsResult::Consumed;
        };
        let Some((list, _)) = pointer::split(&row.path) else {
            return CardsResult::Consumed;
        };
        let to = if action == Action::MoveDown {
            from + 1
        } else {
            from.wrapping_sub(1)
        };
        let edit = Edit::Move {
            path: list.to_owned(),
            from,
            to,
        };
        let path = format!("{list}/{to}");
        if draft.restructure(vec![edit], (&row.path, &path)) {
            self.set_row(path);
        }
        CardsResult::Consumed
    }

    /// Unsets the value of a row.
    fn clear(&mut self, row: &Row<'_>, draft: &mut Draft) -> CardsResult {
        match row.kind {
            RowKind::Union(_, union, _) => {
                let command = CardCommand::Member {
                    path: row.path.clone(),
                    union: union.name.clone(),
                    member: None,
                };
                self.perform(command, draft);
            }
            RowKind::Apart(_) | RowKind::Add(_) => return CardsResult::Consumed,
            _ => {
                draft.put(&row.path, None, Grouping::Alone);
            }
        }
        self.sync(draft);
        CardsResult::Consumed
    }

    /// Returns whether the current row has another value to step to, or something to fold.
    #[must_use]
    pub fn turns(&self, draft: &Draft) -> bool {
        let rows = self.rows(draft);
        rows.get(self.row_of(&rows)).is_some_and(|row| {
            let has_values = matches!(row.kind, RowKind::Plain(field)
                if matches!(field.kind, Kind::Flag | Kind::Choice(_) | Kind::Whole));
            row.folds() || has_values
        })
    }

    /// Steps a flag, a choice or a number to its next or previous value; expands and collapses the rest.
    fn step(&mut self, row: &Row<'_>, step: Step, draft: &mut Draft) -> CardsResult {
        if row.folds() {
            if row.is_folded == (step == Step::Next) {
                self.toggle(row.key());
            }
            return CardsResult::Consumed;
        }
        if let RowKind::Plain(field) = row.kind {
            let held = draft.get(&row.path);
            if let Stepped::To(value) = stepped(field, held, step) {
                draft.put(&row.path, value, Grouping::WithSame);
            }
        }
        CardsResult::Consumed
    }
}

fn has_items(row: &Row<'_>, draft: &Draft) -> bool {
    draft
        .get(&row.path)
        .and_then(Value::as_array)
        .is_some_and(|items| !items.is_empty())
}

fn new_item(field: &Field) -> Value {
    match Schema::builtin().type_of(field) {
        Some(kind) => Value::Object(kind.start.clone()),
        None => "".into(),
    }
}

/// The result of a step.
enum Stepped {
    /// No step: the values have no order.
    Nowhere,
    /// This value, or unset.
    To(Option<Value>),
}

/// Returns the next value of a field. Unset comes before the first and after the last.
fn stepped(field: &Field, held: Option<&Value>, step: Step) -> Stepped {
    let values: Vec<Value> = match &field.kind {
        Kind::Flag => vec![true.into(), false.into()],
        Kind::Choice(choices) => choices
            .iter()
            .filter(|choice| !pickers::is_unspecified(&choice.name))
            .map(|choice| choice.name.clone().into())
            .collect(),
        Kind::Whole if !field.limit.values.is_empty() => field
            .limit
            .values
            .iter()
            .map(|value| (*value).into())
            .collect(),
        Kind::Whole => return Stepped::To(counted(field, held, step).map(Value::Number)),
        _ => return Stepped::Nowhere,
    };
    let here = held.and_then(|held| values.iter().position(|value| value == held));
    let next = match (here, step) {
        (None, Step::Next) => Some(0),
        (None, Step::Previous) => values.len().checked_sub(1),
        (Some(at), Step::Next) => Some(at + 1).filter(|at| *at < values.len()),
        (Some(at), Step::Previous) => at.checked_sub(1),
    };
    Stepped::To(next.map(|at| values[at].clone()))
}

/// Returns one more or one less, within the bounds of a field; `None` below them.
fn counted(field: &Field, held: Option<&Value>, step: Step) -> Option<Number> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounds of whole numbers are small"
    )]
    let least = field.limit.min.map(|min| min as i64);
    let next = match (held.and_then(proto3_scalar::whole), step) {
        (None, Step::Next) => least.unwrap_or(0).max(1),
        (None, Step::Previous) => return None,
        (Some(now), Step::Next) => now.saturating_add(1),
        (Some(now), Step::Previous) => now.saturating_sub(1),
    };
    least.is_none_or(|least| next >= least).then(|| next.into())
}
