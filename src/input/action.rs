//! Everything a key, a click or the palette can ask for, free of where it is asked.

use serde::{Deserialize, Serialize};

/// A deed with a name. Names are written in kebab-case in `assets/keymap.toml` and `config.toml`;
/// what a deed means depends on the pane that has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    // The whole program.
    /// Send the message, after a confirm line.
    Send,
    /// Give up the send that is under way.
    CancelSend,
    /// Reply in the thread of the message sent last.
    ReplyInThread,
    /// Copy the resource name of the message sent last.
    CopyMessageName,
    /// Show what was sent, is being sent, or failed.
    ShowActivity,
    /// Show the command palette.
    ShowCommands,
    /// Show the keys of the focused pane.
    ShowHelp,
    /// Show the drafts, to switch between them.
    ShowDrafts,
    /// Show the messages to start a new draft from.
    ShowTemplates,
    /// Show the files, to open one.
    OpenFile,
    /// Start a new draft.
    NewDraft,
    /// Save the draft as a template.
    SaveAsTemplate,
    /// Undo the last change of the draft.
    Undo,
    /// Do again what was undone.
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
    /// Go to the program that sends the message.
    ShowCode,
    /// Go to what changed since the last send.
    ShowDiff,
    /// Show what is wrong with the message.
    ShowChecks,
    /// Show what of the message weighs how much.
    ShowSize,
    /// Choose what opens or turns a page next.
    NextControl,
    /// Choose what opens or turns a page before.
    PreviousControl,
    /// Mark the next part of the message.
    NextPart,
    /// Mark the part before.
    PreviousPart,
    /// Show the message at the next width.
    NextWidth,
    /// Open all that a click would open, or close it again.
    ExpandAll,
    /// Fetch the pictures of the message and show them, or put the boxes back.
    ToggleImages,
    /// Show the next tab of the preview.
    NextTab,
    /// Show the tab before.
    PreviousTab,
    /// Ask Google for the spaces again.
    Refresh,
    /// Draw the whole screen anew.
    Repaint,
    /// Stop the program and give the terminal to the shell until it is resumed.
    Suspend,
    /// Leave; the draft is already saved.
    Quit,
    /// Step back: close, unselect, leave the filter.
    Back,

    // Lists, rows, choosers.
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
    /// Take the row under the cursor.
    Choose,
    /// Step to the next value of a row.
    NextValue,
    /// Step to the value before.
    PreviousValue,
    /// Unset the row's value.
    Clear,
    /// Delete the thing under the cursor.
    Delete,
    /// Copy the thing under the cursor to the clipboard.
    Copy,
    /// Add something new.
    Add,
    /// Put in a copy of the thing under the cursor.
    Duplicate,
    /// Move the thing under the cursor up.
    MoveUp,
    /// Move the thing under the cursor down.
    MoveDown,
    /// Paste what was copied or cut.
    Paste,
    /// Turn the thing under the cursor into another kind.
    Convert,
    /// Open or shut what stands below the row.
    Toggle,
    /// Find a part of a card by its words.
    FindPart,
    /// Write what the tab holds to a file.
    SaveFile,
    /// Show the code in the next language.
    NextLanguage,
    /// Show the code in the language before.
    PreviousLanguage,
    /// Tell what changed since the last send, or since the draft was opened.
    ToggleBaseline,
    /// Show the JSON compact, byte for byte as sent, or laid out.
    ToggleCompact,
    /// Mend what is wrong under the cursor.
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
    /// Delete the character before the caret.
    DeleteBefore,
    /// Delete the character after the caret.
    DeleteAfter,
    /// Delete the word before the caret.
    DeleteWordBefore,
    /// Delete the word after the caret.
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
    /// Whether it types or deletes at a caret.
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

    /// The action of this kebab-case name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(name)).ok()
    }
}
