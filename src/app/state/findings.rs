//! Check results for the open draft, recomputed when the draft or the check context changes.

use serde_json::Value;

use crate::app::events::event::Sender;
use crate::app::state::members::Members;
use crate::app::state::outbox::{Entry, Outbox, State};
use crate::chat::resources::Space;
use crate::document::path_map::Shift;
use crate::document::pointer;
use crate::message::attached_file::{AttachedFile, with_uploads};
use crate::message::checks::check::check;
use crate::message::checks::check_context::{
    CheckContext, RequestKind, SentMessage, SessionFacts, Upload,
};
use crate::message::checks::finding::Finding;
use crate::message::checks::ignored::Ignored;
use crate::message::checks::rule::Severity;
use crate::message::checks::rules::message::{MESSAGE_EMPTY, MESSAGE_TOO_LARGE};
use crate::message::draft::Draft;
use crate::message::edit_target::EditTarget;
use crate::message::message_edit::Edit;
use crate::message::split;

/// The inputs of the checks other than the draft.
#[derive(Clone, Copy, Debug)]
pub struct CheckInputs<'a> {
    /// The sender.
    pub sender: &'a Sender,
    /// The chosen space, as far as it is known.
    pub space: Option<&'a Space>,
    /// The members that were listed.
    pub members: &'a Members,
    /// The messages that were sent.
    pub outbox: &'a Outbox,
    /// The message in Chat that the draft changes; `None` for a new message.
    pub edit: Option<&'a EditTarget>,
    /// The files that go with the draft.
    pub files: &'a [AttachedFile],
}

/// The counts of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors, which stop a send.
    pub errors: usize,
    /// Warnings that are not ignored.
    pub warnings: usize,
}

/// The findings of the open draft.
#[derive(Debug, Default)]
pub struct Findings {
    stamp: Option<Stamp>,
    context: CheckContext,
    /// Ignored findings come last.
    all: Vec<Finding>,
    open: usize,
    /// The indices of the findings that are not ignored, by path.
    by_path: Vec<usize>,
    ignored: Vec<Ignored>,
    /// In how many messages a draft goes out that is over the limit; `None` where it is one.
    parts: Option<usize>,
    /// Whether the ignored findings changed since they were last handed to the disk.
    is_changed: bool,
    version: u64,
    /// Increases when a run of the checks found something else than the one before.
    finding_index: u64,
}

/// The inputs that the findings were computed from, except the space, which the check context holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    revision: u64,
    members: u64,
    sent: usize,
}

impl Findings {
    /// Creates the findings of a draft with these ignored; the checks have not run yet.
    #[must_use]
    pub fn new(ignored: Vec<Ignored>) -> Self {
        Self {
            ignored,
            ..Self::default()
        }
    }

    /// Runs the checks on the draft, if any input changed.
    pub fn refresh(&mut self, draft: &Draft, inputs: CheckInputs<'_>) {
        let stamp = Stamp {
            revision: draft.revision(),
            members: inputs.members.changes(),
            sent: sent(inputs.outbox).count(),
        };
        let is_same = self.stamp == Some(stamp)
            && self.context.sender == Some(inputs.sender.kind)
            && self.context.developer_preview == inputs.sender.has_preview
            && self.context.space.as_ref() == inputs.space
            && self.context.known.uploads == uploads(inputs.files);
        if is_same {
            return;
        }
        self.stamp = Some(stamp);
        self.context = context(draft, inputs);
        let before = std::mem::replace(&mut self.all, checked(draft, inputs.files, &self.context));
        let open = self.open;
        self.parts = None;
        if inputs.edit.is_none() {
            self.parts = offer_parts(&mut self.all, draft);
        }
        if draft.is_blank() && inputs.edit.is_none_or(|edit| edit.has_more) {
            // A user who has not begun yet has made no mistake; what an edit leaves alone may be the message.
            self.all.retain(|finding| *finding.rule != MESSAGE_EMPTY);
        }
        self.sort(draft);
        if self.all != before || self.open != open {
            self.finding_index += 1;
        }
    }

    /// Rebases findings and ignored findings after an edit moved parts.
    ///
    /// What is ignored of a part that is gone stays where it is until that comes back.
    pub fn map_paths(&mut self, shifts: &[Shift]) {
        let is_there = |ignored: &Ignored| {
            let mut found = self.all[self.open..].iter();
            found.any(|finding| ignored.is_at(finding))
        };
        let ignored = self.ignored.iter().map(|ignored| {
            let carried = is_there(ignored).then(|| ignored.map_path(shifts));
            carried.flatten().unwrap_or_else(|| ignored.clone())
        });
        let ignored: Vec<Ignored> = ignored.collect();
        let is_gone = |finding: &Finding| Shift::map_through(shifts, &finding.path).is_none();
        let open = self.open().iter();
        self.open = open.filter(|finding| !is_gone(finding)).count();
        self.all.retain_mut(|finding| {
            let carried = Shift::map_through(shifts, &finding.path);
            carried.map(|path| finding.path = path).is_some()
        });
        self.index();
        self.is_changed |= self.ignored != ignored;
        self.ignored = ignored;
    }

    /// Sorts ignored findings behind the others, which keep their order.
    fn sort(&mut self, draft: &Draft) {
        let request = draft.request();
        let ignored = &self.ignored;
        let is_ignored = |finding: &Finding| {
            finding.may_be_ignored() && ignored.iter().any(|ignored| ignored.is(finding, request))
        };
        self.all
            .sort_by_cached_key(|finding| (is_ignored(finding), finding.severity));
        self.open = self.all.partition_point(|finding| !is_ignored(finding));
        self.index();
    }

    /// Returns all findings: the gravest first, ignored ones last.
    #[must_use]
    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    /// Returns the findings that are not ignored, the gravest first.
    #[must_use]
    pub fn open(&self) -> &[Finding] {
        &self.all[..self.open]
    }

    /// Returns whether the finding of this index is ignored.
    #[must_use]
    pub fn is_ignored(&self, number: usize) -> bool {
        number >= self.open
    }

    /// Ignores the finding of this index for the draft, or takes that back. What must not be ignored stays.
    pub fn toggle_ignored(&mut self, number: usize, draft: &Draft) {
        let Some(finding) = self
            .all
            .get(number)
            .filter(|finding| finding.may_be_ignored())
        else {
            return;
        };
        let request = draft.request();
        if self.is_ignored(number) {
            self.ignored.retain(|ignored| !ignored.is(finding, request));
        } else {
            self.ignored.push(Ignored::new(finding, request));
        }
        self.is_changed = true;
        self.sort(draft);
    }

    /// Clears the ignored findings, since the message is a different one now.
    pub fn forget_ignored(&mut self) {
        self.is_changed |= !self.ignored.is_empty();
        self.ignored.clear();
        self.stamp = None;
    }

    /// Returns the ignored findings, if they changed since they were last handed to the disk.
    pub fn take_unsaved(&mut self) -> Option<Vec<Ignored>> {
        let is_changed = std::mem::take(&mut self.is_changed);
        is_changed.then(|| self.ignored.clone())
    }

    /// Returns a counter that increases with every change.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Returns a counter that increases when a run of the checks found something else than the one before.
    #[must_use]
    pub fn finding_index(&self) -> u64 {
        self.finding_index
    }

    /// Returns in how many messages the draft goes out, as it is over the limit; `None` where it is one.
    #[must_use]
    pub fn parts(&self) -> Option<usize> {
        self.parts
    }

    /// Returns the counts of findings that should be read before a send.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |severity| {
            let all = self.open().iter();
            all.filter(|finding| finding.severity == severity).count()
        };
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }

    /// Returns the findings at a JSON Pointer into the request or below it, each with its index, without
    /// ignored ones.
    fn numbers_at(&self, path: &str) -> impl Iterator<Item = usize> {
        let path_of = |number: usize| self.all[number].path.as_str();
        let start = self
            .by_path
            .partition_point(|number| path_of(*number) < path);
        // What is below a path begins like it, but so may its neighbours: `/1` and `/10`.
        let alike = self.by_path[start..].iter().copied();
        alike
            .take_while(move |number| path_of(*number).starts_with(path))
            .filter(move |number| pointer::is_within(path_of(*number), path))
    }

    /// Returns the findings at a JSON Pointer into the request or below it.
    ///
    /// Those of one place are sorted by severity, and ignored ones are left out.
    pub fn at(&self, path: &str) -> impl Iterator<Item = &Finding> {
        self.numbers_at(path).map(|number| &self.all[number])
    }

    /// Returns the gravest of them.
    #[must_use]
    pub fn worst_at(&self, path: &str) -> Option<&Finding> {
        self.numbers_at(path).min().map(|number| &self.all[number])
    }

    /// Returns the severity of the gravest finding at a path or below it.
    #[must_use]
    pub fn worst(&self, path: &str) -> Option<Severity> {
        Some(self.worst_at(path)?.severity)
    }

    /// Sorts the indices of the open findings by path, so that they are found by binary search.
    fn index(&mut self) {
        self.by_path = (0..self.open).collect();
        let all = &self.all;
        self.by_path
            .sort_by(|one, other| all[*one].path.cmp(&all[*other].path));
        self.version += 1;
    }
}

/// Returns the errors that a request has in its space.
#[must_use]
pub fn errors_in(request: &Value, inputs: CheckInputs<'_>) -> Vec<Finding> {
    let draft = Draft::new(request.clone());
    let mut found = checked(&draft, inputs.files, &context(&draft, inputs));
    found.retain(Finding::is_error);
    found
}

fn sent(outbox: &Outbox) -> impl Iterator<Item = &Entry> {
    let entries = outbox.entries().iter();
    entries.filter(|entry| matches!(entry.state, State::Sent(_)))
}

/// Returns what the checks must know of a message that was sent: which IDs it took.
fn remembered(entry: &Entry) -> SentMessage {
    let mut query = entry.request.query.iter();
    let id = query.find(|(key, _)| key == "messageId");
    SentMessage {
        space: entry.request.parent.clone(),
        message_id: id.map_or_else(String::new, |(_, id)| id.clone()),
        ..SentMessage::default()
    }
}

/// Runs the checks on a draft with its files.
fn checked(draft: &Draft, files: &[AttachedFile], context: &CheckContext) -> Vec<Finding> {
    if files.is_empty() {
        return check(draft.request(), context);
    }
    check(&with_uploads(draft.request(), files), context)
}

/// Makes a warning of the error that a message is too large, where it can be split. Returns the number of its parts.
fn offer_parts(found: &mut [Finding], draft: &Draft) -> Option<usize> {
    let mut found = found.iter_mut();
    let finding = found.find(|finding| *finding.rule == MESSAGE_TOO_LARGE)?;
    let parts = split::split(draft.request()).ok()?.len();
    finding.severity = Severity::Warning;
    finding.message = format!("{} It goes out in {parts} parts.", finding.message);
    Some(parts)
}

/// Returns what the checks know of files.
fn uploads(files: &[AttachedFile]) -> Vec<Upload> {
    let upload = |file: &AttachedFile| Upload {
        name: file.name.clone(),
        bytes: file.bytes,
    };
    files.iter().map(upload).collect()
}

fn context(draft: &Draft, inputs: CheckInputs<'_>) -> CheckContext {
    let known = SessionFacts {
        members: inputs.members.of(draft.parent()).cloned(),
        sent: sent(inputs.outbox).map(remembered).collect(),
        uploads: uploads(inputs.files),
        ..SessionFacts::default()
    };
    CheckContext {
        sender: Some(inputs.sender.kind),
        developer_preview: inputs.sender.has_preview,
        space: inputs.space.cloned(),
        adds_request_id: true,
        known,
        request_kind: inputs
            .edit
            .map_or_else(RequestKind::default, |edit| RequestKind::Patch {
                name: edit.name.clone(),
                update_mask: mask(&Edit::between(&edit.before, draft.message())),
                allow_missing: false,
            }),
        ..CheckContext::default()
    }
}

/// Returns the `updateMask` that an edit is checked with; one that changes nothing yet is no mistake.
fn mask(edit: &Edit) -> String {
    if edit.is_empty() {
        "text".to_owned()
    } else {
        edit.update_mask()
    }
}
