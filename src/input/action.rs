//! Actions that a key, a click or the palette can trigger, independent of the pane.

use serde::de::IntoDeserializer as _;
use serde::de::value::{self, StrDeserializer};
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
    /// Send the draft to the test space of the profile; the draft stays as it is.
    SendTest,
    /// Cancel the send in progress.
    CancelSend,
    /// Reply in the thread of the message sent last.
    ReplyInThread,
    /// Copy the resource name of the message sent last.
    CopyMessageName,
    /// Copy the address of the message sent last.
    CopyMessageLink,
    /// Copy the text of the message sent last.
    CopyMessageText,
    /// Edit the message sent last, in a draft of its own kind.
    EditMessage,
    /// Quote the message sent last in a new draft.
    QuoteMessage,
    /// Read the message sent last back from Chat.
    ReadMessage,
    /// Delete the message sent last, after a question.
    DeleteMessage,
    /// React to the message sent last with an emoji.
    ReactToMessage,
    /// Pin the message sent last in its space.
    PinMessage,
    /// Take the message sent last from the pinned ones.
    UnpinMessage,
    /// Show the activity: sends that are done, in progress, or failed.
    ShowActivity,
    /// Show what has become of the message to many spaces.
    ShowBroadcast,
    /// Show the focused pane alone, or all panes again.
    ZoomPane,
    /// Make the focused pane wider.
    WidenPane,
    /// Make the focused pane narrower.
    NarrowPane,
    /// Make the focused pane higher.
    HeightenPane,
    /// Make the focused pane lower.
    LowerPane,
    /// Give all panes their usual sizes.
    ResetPanes,
    /// Give the draft a title.
    NameDraft,
    /// Show the notices of this run.
    ShowNotices,
    /// Choose the theme.
    ChooseTheme,
    /// Choose the language of the code.
    ChooseLanguage,
    /// Choose the width of the card.
    ChooseWidth,
    /// Choose the markup of the draft.
    ChooseMarkup,
    /// Show the command palette.
    ShowCommands,
    /// Show the keys of the focused pane.
    ShowHelp,
    /// Shows the manual.
    ShowManual,
    /// Show the drafts, to switch between them.
    ShowDrafts,
    /// Show the template gallery.
    ShowTemplates,
    /// Show the files, to open one.
    OpenFile,
    /// Show the files, to send one with the message.
    AttachFile,
    /// Remove the files that go with the message.
    DetachFiles,
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
    /// Edit the paste that could not be read in `$VISUAL` or `$EDITOR`.
    EditPaste,
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
    /// Show the messages of the thread that is replied to.
    ShowThread,
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
    /// Show how to send for real.
    ShowSetup,
    /// Choose the profile that sends.
    ChooseProfile,
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
    /// Mark the row under the cursor, or take its mark off.
    Mark,
    /// Take all marks off.
    UnmarkAll,
    /// Pin the space, or take its pin off.
    PinSpace,
    /// Step to the next value of a row.
    NextValue,
    /// Step to the value before.
    PreviousValue,
    /// Choose the thread among those of the space.
    PickThread,
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
    /// Start a new line; within a list, the next item.
    Newline,
    /// Start a new line, whatever stands before it.
    LineBreak,
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
    /// Find and replace in the text.
    FindText,
    /// Replace the match that was found.
    ReplaceMatch,
    /// Replace all matches.
    ReplaceAll,
    /// Ask for a format of the selection.
    FormatText,
    /// Make the selection bold, or take that back.
    Bold,
    /// Make the selection italic, or take that back.
    Italic,
    /// Strike the selection through, or take that back.
    Strike,
    /// Make code of the selection, or take that back.
    Code,
    /// Make a link of the selection.
    Link,
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
                | Self::LineBreak
                | Self::DeleteBefore
                | Self::DeleteAfter
                | Self::DeleteWordBefore
                | Self::DeleteWordAfter
                | Self::DeleteToStart
                | Self::DeleteToEnd
        )
    }

    /// Returns the kebab-case name.
    #[must_use]
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        }
    }

    /// Returns the action of a kebab-case name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }
}
