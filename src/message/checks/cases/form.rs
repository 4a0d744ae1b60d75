//! F: drafts for the rules about forms.

use serde_json::{Value, json};

use super::case::{Case, breaks, click, form, holds, section, widget};
use crate::chat::sender::SenderKind::{App, Webhook};

fn typed(input: Value) -> Value {
    form(json!({ "textInput": input }))
}

fn chosen(input: Value) -> Value {
    let mut input = input;
    input["name"] = "n".into();
    form(json!({ "selectionInput": input }))
}

fn picked(kind: &str, value: i64) -> Value {
    form(json!({"dateTimePicker": {"name": "n", "type": kind, "valueMsEpoch": value.to_string()}}))
}

fn items(count: usize) -> Value {
    (0..count)
        .map(|place| json!({"text": "t", "value": place.to_string()}))
        .collect()
}

/// A form with an input and an action.
fn sent(input: Value, action: Value) -> Value {
    let send = json!({"buttonList": {"buttons": [{"text": "b", "onClick": {"action": action}}]}});
    section(json!({"widgets": [input, send]}))
}

/// The drafts.
pub fn cases() -> Vec<Case> {
    let mut cases = inputs();
    cases.extend(actions());
    cases
}

fn inputs() -> Vec<Case> {
    let config = || json!({"remoteDataSource": {"function": "f"}});
    let (text, choice) = ("w/textInput", "w/selectionInput");
    let multi = |max: i32, min: i32| {
        chosen(
            json!({"type": "MULTI_SELECT", "items": items(2), "multiSelectMaxSelectedItems": max, "multiSelectMinQueryLength": min}),
        )
    };
    let both = || json!([{"text": "a", "value": "a", "selected": true}, {"text": "b", "value": "b", "selected": true}]);
    let day = 86_400_000;
    let zone = |minutes: i64| {
        form(json!({"dateTimePicker": {"name": "n", "timezoneOffsetDate": minutes}}))
    };
    let limit = |limit: i32| {
        typed(json!({"name": "n", "label": "l", "validation": {"characterLimit": limit}}))
    };
    vec![
        breaks("F01", text, typed(json!({"label": "l"}))),
        breaks(
            "F01",
            "w/decoratedText/switchControl",
            form(json!({"decoratedText": {"text": "t", "switchControl": {}}})),
        ),
        holds("F01", typed(json!({"name": "n", "label": "l"}))),
        breaks(
            "F02",
            "s/widgets/1/textInput/name",
            section(
                json!({"widgets": [{"textInput": {"name": "n", "label": "l"}}, {"textInput": {"name": "n", "label": "l"}}]}),
            ),
        ),
        holds("F02", typed(json!({"name": "n", "label": "l"}))),
        breaks("F03", text, typed(json!({"name": "n"}))),
        holds("F03", typed(json!({"name": "n", "hintText": "h"}))),
        breaks(
            "F04",
            "w/textInput/type",
            typed(
                json!({"name": "n", "label": "l", "type": "MULTIPLE_LINE", "initialSuggestions": {"items": [{"text": "a"}]}}),
            ),
        ),
        holds(
            "F04",
            typed(json!({"name": "n", "label": "l", "type": "MULTIPLE_LINE"})),
        ),
        breaks(
            "F05",
            "w/selectionInput/items",
            chosen(json!({"items": items(101)})),
        ),
        holds("F05", chosen(json!({"items": items(100)}))),
        breaks("F06", choice, chosen(json!({"items": []}))),
        holds(
            "F06",
            chosen(
                json!({"type": "MULTI_SELECT", "platformDataSource": {"commonDataSource": "USER"}}),
            ),
        ),
        breaks(
            "F07",
            "w/selectionInput/items",
            chosen(json!({"type": "DROPDOWN", "items": both()})),
        ),
        holds("F07", chosen(json!({"type": "CHECK_BOX", "items": both()}))),
        breaks(
            "F08",
            "w/selectionInput/items/1",
            chosen(json!({"items": [{"text": "a", "value": "a"}, {"text": "b", "value": "a"}]})),
        ),
        breaks(
            "F08",
            "w/selectionInput/items/0",
            chosen(json!({"items": [{"text": "a"}]})),
        ),
        holds("F08", chosen(json!({"items": items(3)}))),
        breaks(
            "F09",
            "w/selectionInput/multiSelectMaxSelectedItems",
            chosen(json!({"items": items(2), "multiSelectMaxSelectedItems": 2})),
        ),
        breaks(
            "F09",
            "w/selectionInput/items/0/bottomText",
            chosen(json!({"items": [{"text": "a", "value": "a", "bottomText": "b"}]})),
        ),
        holds("F09", multi(2, 0)),
        breaks(
            "F10",
            "w/selectionInput/multiSelectMaxSelectedItems",
            multi(0, 0),
        ),
        holds("F10", multi(1, 0)),
        breaks(
            "F11",
            "w/selectionInput/multiSelectMinQueryLength",
            multi(1, -1),
        ),
        holds("F11", multi(1, 0)),
        breaks(
            "F12",
            "w/selectionInput/dataSourceConfigs",
            chosen(json!({"type": "RADIO_BUTTON", "dataSourceConfigs": [config()]})),
        ),
        breaks(
            "F12",
            "w/selectionInput/dataSourceConfigs/1",
            chosen(json!({"type": "DROPDOWN", "dataSourceConfigs": [config(), config()]})),
        ),
        holds(
            "F12",
            chosen(json!({"type": "DROPDOWN", "dataSourceConfigs": [config()]})),
        ),
        breaks(
            "F13",
            "w/selectionInput/externalDataSource",
            chosen(
                json!({"type": "DROPDOWN", "dataSourceConfigs": [config()], "externalDataSource": {"function": "f"}}),
            ),
        ),
        holds(
            "F13",
            chosen(json!({"type": "DROPDOWN", "dataSourceConfigs": [config()]})),
        ),
        breaks(
            "F14",
            "w/selectionInput/platformDataSource",
            chosen(
                json!({"type": "MULTI_SELECT", "items": items(1), "platformDataSource": {"commonDataSource": "USER"}}),
            ),
        ),
        holds(
            "F14",
            chosen(
                json!({"type": "MULTI_SELECT", "items": items(1), "externalDataSource": {"function": "f"}}),
            ),
        ),
        breaks(
            "F15",
            "w/dateTimePicker/valueMsEpoch",
            picked("DATE_ONLY", day + 1),
        ),
        breaks(
            "F15",
            "w/dateTimePicker/valueMsEpoch",
            picked("TIME_ONLY", day),
        ),
        holds("F15", picked("DATE_ONLY", -day)),
        holds("F15", picked("TIME_ONLY", day / 2)),
        holds("F15", picked("DATE_AND_TIME", 5)),
        breaks(
            "F16",
            "w/dateTimePicker/timezoneOffsetDate",
            zone(7_200_000),
        ),
        holds("F16", zone(-840)),
        breaks("F19", "w/textInput/validation/characterLimit", limit(0)),
        holds("F19", limit(5)),
    ]
}

fn actions() -> Vec<Case> {
    let at = |rest: &str| format!("s/widgets/1/buttonList/buttons/0/onClick/action{rest}");
    let text = || json!({"textInput": {"name": "n", "label": "l"}});
    let boxes = || json!({"selectionInput": {"name": "n", "items": [{"text": "a", "value": "a"}]}});
    let menu = || json!({"selectionInput": {"name": "n", "type": "DROPDOWN", "items": [{"text": "a", "value": "a"}]}});
    let wanting = |name: &str| json!({"function": "f", "requiredWidgets": [name]});
    let dialog = || click(json!({"action": {"function": "f", "interaction": "OPEN_DIALOG"}}));
    let clicked = "w/buttonList/buttons/0/onClick/action";
    let keys = |first: &str, second: &str| {
        let parameter = |key: &str| json!({"key": key, "value": "v"});
        click(
            json!({"action": {"function": "f", "parameters": [parameter(first), parameter(second)]}}),
        )
    };
    vec![
        breaks(
            "F17",
            &at("/requiredWidgets/0"),
            sent(text(), wanting("other")),
        ),
        holds("F17", sent(text(), wanting("n"))),
        breaks(
            "F18",
            &at("/requiredWidgets/0"),
            sent(boxes(), wanting("n")),
        ),
        holds("F18", sent(menu(), wanting("n"))),
        holds("F18", sent(text(), wanting("n"))),
        breaks("F20", "c", widget(text())),
        holds("F20", sent(text(), wanting("n"))),
        holds(
            "F20",
            widget(
                json!({"textInput": {"name": "n", "label": "l", "onChangeAction": {"function": "f"}}}),
            ),
        ),
        breaks("F21", clicked, click(json!({"action": {}}))),
        holds("F21", click(json!({"action": {"function": "f"}}))),
        breaks(
            "F22",
            "w/buttonList/buttons/0/onClick/action/interaction",
            dialog(),
        )
        .by(Webhook),
        breaks(
            "F22",
            "w/buttonList/buttons/0/onClick/action/interaction",
            dialog(),
        )
        .with(|setting| setting.known.is_asynchronous = true),
        holds("F22", dialog()).by(App),
        breaks(
            "F23",
            "w/buttonList/buttons/0/onClick/action/persistValues",
            click(json!({"action": {"function": "f", "persistValues": true}})),
        ),
        holds(
            "F23",
            click(
                json!({"action": {"function": "f", "persistValues": true, "loadIndicator": "NONE"}}),
            ),
        ),
        breaks(
            "F24",
            "w/buttonList/buttons/0/onClick/action/parameters/1",
            keys("a", "a"),
        ),
        holds("F24", keys("a", "b")),
    ]
}
