//! Actions that a key, a click or the palette can trigger, independent of the pane.

use serde::{Deserialize, Serialize};

/// A named action.
///
/// Names are written in kebab-case in `assets/keymap.toml` and `config.toml`; what an action does depends on
/// the focused pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    // The whole program.
    /// Send the message, after a confirm line.
    Send,
    /// Cancel the send in progress.
    CancelSend,
    /// Reply in the thread of the message sent last.
    ReplyInThread,
    /// Copy the resource name of the message sent last.
    CopyMessageName,
    /// Show the activity: sends that are done, in progress, or failed.
    ShowActivity,
    /// Show the command palette.
    ShowCommands,
    /// Show the keys of the focused pane.
    ShowHelp,
    /// Show the drafts, to switch between them.
    ShowDrafts,
    /// Show the template gallery.
    ShowTemplates,
    /// Show the files, to open one.
    OpenFile,
    /// Start a new draft.
    NewDraft,
    /// Save the draft as a template.
    SaveAsTemplate,
    /// Undo the last change of the draft.
    Undo,
    /// Redo what was undone.
    Redo,
    /// Edit in `$VISUAL` or `$EDITOR`.
    EditExternally,
    /// Go to the next pane.
    NextPane,
    /// Go to the pane before.
    PreviousPane,
    /// Go to the spaces.
    FocusSpaces,
    /// Go to the text.
    FocusText,
    /// Go to the cards.
    FocusCards,
    /// Go to the options.
    FocusOptions,
    /// Go to the preview.
    FocusPreview,
    /// Show the request as JSON.
    ShowJson,
    /// Show the message as Chat shows it.
    ShowCard,
    /// Show the code that sends the message.
    ShowCode,
    /// Show what changed since the last send.
    ShowDiff,
    /// Show the findings of the checks.
    ShowChecks,
    /// Show the size of each part of the message.
    ShowSize,
    /// Select the next click target of the preview.
    NextControl,
    /// Select the previous click target of the preview.
    PreviousControl,
    /// Mark the next part of the message.
    NextPart,
    /// Mark the part before.
    PreviousPart,
    /// Show the message at the next width.
    NextWidth,
    /// Open everything that a click would open, or close it again.
    ExpandAll,
    /// Fetch the images of the message and show them, or show boxes again.
    ToggleImages,
    /// Show the next tab of the preview.
    NextTab,
    /// Show the tab before.
    PreviousTab,
    /// Ask Google for the spaces again.
    Refresh,
    /// Redraw the whole screen.
    Repaint,
    /// Stop the program and give the terminal to the shell until it is resumed.
    Suspend,
    /// Leave; the draft is already saved.
    Quit,
    /// Step back: close, unselect, leave the filter.
    Back,

    // Lists, rows, pickers.
    /// The row above, or the visual row above.
    Up,
    /// The row below, or the visual row below.
    Down,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// The first row, or the start of the text.
    First,
    /// The last row, or the end of the text.
    Last,
    /// Filter the rows by typing.
    Filter,
    /// Choose the row under the cursor.
    Choose,
    /// Step to the next value of a row.
    NextValue,
    /// Step to the value before.
    PreviousValue,
    /// Unset the row's value.
    Clear,
    /// Delete the item under the cursor.
    Delete,
    /// Copy the item under the cursor to the clipboard.
    Copy,
    /// Add something new.
    Add,
    /// Insert a copy of the item under the cursor.
    Duplicate,
    /// Move the item under the cursor up.
    MoveUp,
    /// Move the item under the cursor down.
    MoveDown,
    /// Paste what was copied or cut.
    Paste,
    /// Convert the item under the cursor to another type.
    Convert,
    /// Expand or collapse what is below the row.
    Toggle,
    /// Find a part of a card by its text.
    FindPart,
    /// Write what the tab holds to a file.
    SaveFile,
    /// Show the code in the next language.
    NextLanguage,
    /// Show the code in the language before.
    PreviousLanguage,
    /// Switch the diff between the last send and the opening of the draft.
    ToggleBaseline,
    /// Switch the JSON between compact, byte for byte as sent, and indented.
    ToggleCompact,
    /// Apply the quick fix of the finding under the cursor.
    Fix,
    /// Ignore the warning under the cursor, or take that back.
    Ignore,
    /// Send a failed message again.
    SendAgain,

    // Text and fields.
    /// One character left.
    Left,
    /// One character right.
    Right,
    /// One word left.
    WordLeft,
    /// One word right.
    WordRight,
    /// The start of the row.
    Home,
    /// The end of the row.
    End,
    /// Select one character left.
    SelectLeft,
    /// Select one character right.
    SelectRight,
    /// Select one word left.
    SelectWordLeft,
    /// Select one word right.
    SelectWordRight,
    /// Select one row up.
    SelectUp,
    /// Select one row down.
    SelectDown,
    /// Select to the start of the row.
    SelectHome,
    /// Select to the end of the row.
    SelectEnd,
    /// Select to the start of the text.
    SelectFirst,
    /// Select to the end of the text.
    SelectLast,
    /// Select all.
    SelectAll,
    /// Start a new line.
    Newline,
    /// Delete the character before the cursor.
    DeleteBefore,
    /// Delete the character after the cursor.
    DeleteAfter,
    /// Delete the word before the cursor.
    DeleteWordBefore,
    /// Delete the word after the cursor.
    DeleteWordAfter,
    /// Delete to the start of the line.
    DeleteToStart,
    /// Delete to the end of the line.
    DeleteToEnd,
    /// Cut the selection to the clipboard.
    Cut,
    /// Type this character.
    #[serde(skip)]
    Insert(char),
}

impl Action {
    /// Returns whether it types or deletes at a text cursor.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(
            self,
            Self::Insert(_)
                | Self::Newline
                | Self::DeleteBefore
                | Self::DeleteAfter
                | Self::DeleteWordBefore
                | Self::DeleteWordAfter
                | Self::DeleteToStart
                | Self::DeleteToEnd
        )
    }

    /// Returns the action of a kebab-case name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(name)).ok()
    }
}
