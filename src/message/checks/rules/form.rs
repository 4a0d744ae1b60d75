//! F: form inputs and what sends them.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
INPUT_NAME "F01" "input-name" Error(Unseen) TROUBLE
    "A form input has no name."
    "The app gets what was entered under this name. Without it a dialog does not work, and a message's form loses the value.";
INPUT_NAME_DUP "F02" "input-name-dup" Warning TROUBLE
    "Two inputs of a card have the same name."
    "The app cannot tell them apart.";
TEXTINPUT_CAPTION "F03" "textinput-caption" Error(Refused) CARDS
    "A text input has neither label nor hintText."
    "The reference requires one of the two.";
TEXTINPUT_SUGGEST_MULTI "F04" "textinput-suggest-multi" Warning CARDS
    "A text input with suggestions has several lines."
    "Suggestions make it single-line, whatever its type.";
SELECTION_ITEMS "F05" "selection-items" Error(Refused) CARDS
    "A selection has more than 100 items."
    "Use a multiselect menu with a data source for more.";
SELECTION_NONE "F06" "selection-none" Warning MEANING
    "A selection has no items and no data source."
    "Add items, or a data source.";
SELECTION_ONE "F07" "selection-one" Warning CARDS
    "A selection of one item has several selected."
    "Radio buttons and dropdown menus hold one choice.";
SELECTION_VALUE_DUP "F08" "selection-value-dup" Warning MEANING
    "Items of a selection have no value, or the same one."
    "The app cannot tell the items apart.";
MULTISELECT_ONLY "F09" "multiselect-only" Warning CARDS
    "A field of multiselect menus is set for another type."
    "Set the type to MULTI_SELECT, or remove the field.";
MULTISELECT_MAX "F10" "multiselect-max" Error(Refused) CARDS
    "A multiselect menu allows fewer than one item."
    "The smallest number is 1; unset it is 3.";
MULTISELECT_MIN "F11" "multiselect-min" Warning MEANING
    "The minimum query length of a multiselect menu is negative."
    "0 searches at once.";
DATASOURCE_CONFIGS "F12" "datasource-configs" Warning CARDS
    "dataSourceConfigs is set for a type other than DROPDOWN, or has more than one entry."
    "For other types it is ignored, and so is every entry but the first.";
DATASOURCE_CLASH "F13" "datasource-clash" Warning CARDS
    "dataSourceConfigs is set together with fields of a multiselect menu."
    "With dataSourceConfigs Google Chat ignores them.";
SELECTION_MIXED_SOURCE "F14" "selection-mixed-source" Warning CARDS
    "A selection has both items and a platform data source."
    "They are not meant to be used together. Keep one.";
PICKER_VALUE "F15" "picker-value" Warning CARDS
    "The value of a date or time picker does not fit its type."
    "A date is midnight UTC of its day; a time is counted in milliseconds from midnight, below 86,400,000.";
PICKER_OFFSET "F16" "picker-offset" Warning CARDS
    "A time zone offset is more than 14 hours."
    "Write 120 for two hours east of UTC.";
REQUIRED_WIDGETS "F17" "required-widgets" Warning CARDS
    "requiredWidgets names an input that the card does not have."
    "No input has that name, so that the action cannot be submitted.";
REQUIRED_KIND "F18" "required-kind" Warning CARDS
    "requiredWidgets names an input that Google Chat cannot verify."
    "Of selections only DROPDOWN and MULTI_SELECT are verified.";
CHAR_LIMIT "F19" "char-limit" Warning CARDS
    "A character limit is less than 1."
    "Limits of 0 or less have no effect.";
FORM_NO_SUBMIT "F20" "form-no-submit" Warning CARDS
    "A card has inputs, but nothing that submits them."
    "The app gets the input only through an action. Add a button with onClick.action, or an onChangeAction.";
ACTION_FUNCTION "F21" "action-function" Warning MEANING
    "An action names no function."
    "The app is called, but without the name of what it should do. Set function.";
OPEN_DIALOG "F22" "open-dialog" Warning TROUBLE
    "A dialog is opened by a webhook or by an app that answers later."
    "A webhook has no app, and an asynchronous app answers too late: the dialog does not open.";
PERSIST_SPINNER "F23" "persist-spinner" Info CARDS
    "An action has persistValues, but shows a spinner."
    "With persistValues the reference advises loadIndicator NONE.";
ACTION_PARAM_DUP "F24" "action-param-dup" Warning MEANING
    "Two parameters of an action have the same key."
    "The app gets one of the two values.";
}
