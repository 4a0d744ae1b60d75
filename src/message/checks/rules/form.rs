//! F: form inputs and what sends them.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
INPUT_NAME "F01" "input-name" Error(Unseen) TROUBLE
    "A form input has a name."
    "The app gets what was entered under this name. Without it a dialog does not work, and a message's form loses the value.";
INPUT_NAME_DUP "F02" "input-name-dup" Warning TROUBLE
    "No two inputs of a card have the same name."
    "The app cannot tell them apart.";
TEXTINPUT_CAPTION "F03" "textinput-caption" Error(Refused) CARDS
    "A text input has a label or a hint."
    "The reference requires one of the two.";
TEXTINPUT_SUGGEST_MULTI "F04" "textinput-suggest-multi" Warning CARDS
    "A text input with suggestions has one line."
    "Suggestions make it single-line, whatever its type.";
SELECTION_ITEMS "F05" "selection-items" Error(Refused) CARDS
    "A selection has at most 100 items."
    "Use a multiselect menu with a data source for more.";
SELECTION_NONE "F06" "selection-none" Warning MEANING
    "A selection has something to choose."
    "Add items, or a data source.";
SELECTION_ONE "F07" "selection-one" Warning CARDS
    "Where one item can be chosen, one is chosen at first."
    "Radio buttons and dropdown menus hold one choice.";
SELECTION_VALUE_DUP "F08" "selection-value-dup" Warning MEANING
    "Each item of a selection has a value of its own."
    "The app cannot tell the items apart.";
MULTISELECT_ONLY "F09" "multiselect-only" Warning CARDS
    "What only a multiselect menu draws is set for it alone."
    "Set the type to MULTI_SELECT, or remove the field.";
MULTISELECT_MAX "F10" "multiselect-max" Error(Refused) CARDS
    "A multiselect menu lets at least one item be chosen."
    "The smallest number is 1; unset it is 3.";
MULTISELECT_MIN "F11" "multiselect-min" Warning MEANING
    "The length of a query is not negative."
    "0 searches at once.";
DATASOURCE_CONFIGS "F12" "datasource-configs" Warning CARDS
    "dataSourceConfigs has one entry, for a dropdown menu."
    "For other types it is ignored, and so is every entry but the first.";
DATASOURCE_CLASH "F13" "datasource-clash" Warning CARDS
    "dataSourceConfigs stands without the fields of a multiselect menu."
    "With dataSourceConfigs Google Chat ignores them.";
SELECTION_MIXED_SOURCE "F14" "selection-mixed-source" Warning CARDS
    "A selection has items or a platform data source."
    "The two together are not foreseen. Keep one.";
PICKER_VALUE "F15" "picker-value" Warning CARDS
    "The value of a picker fits its type."
    "A date is midnight UTC of its day; a time is counted in milliseconds from midnight, below 86,400,000.";
PICKER_OFFSET "F16" "picker-offset" Warning CARDS
    "A time zone is an offset in minutes, at most 14 hours."
    "Write 120 for two hours east of UTC.";
REQUIRED_WIDGETS "F17" "required-widgets" Warning CARDS
    "Widgets that must be filled are in the card."
    "No input has that name, so that the action cannot be submitted.";
REQUIRED_KIND "F18" "required-kind" Warning CARDS
    "Widgets that must be filled are ones that Google Chat can verify."
    "Of selections only DROPDOWN and MULTI_SELECT are verified.";
CHAR_LIMIT "F19" "char-limit" Warning CARDS
    "A character limit is at least 1."
    "0 and negative limits mean nothing.";
FORM_NO_SUBMIT "F20" "form-no-submit" Warning CARDS
    "A form can be submitted."
    "What is entered reaches the app only with an action. Add a button with onClick.action, or an onChangeAction.";
ACTION_FUNCTION "F21" "action-function" Warning MEANING
    "An action names a function."
    "The app is called without being told what to do.";
OPEN_DIALOG "F22" "open-dialog" Warning TROUBLE
    "A dialog is opened by an app that answers at once."
    "A webhook has no app, and an asynchronous app answers too late: the dialog does not open.";
PERSIST_SPINNER "F23" "persist-spinner" Info CARDS
    "A form that keeps its values shows no spinner."
    "With persistValues the reference advises loadIndicator NONE.";
ACTION_PARAM_DUP "F24" "action-param-dup" Warning MEANING
    "Each parameter of an action has a key of its own."
    "The app gets one of the two values.";
}
