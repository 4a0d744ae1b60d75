//! The generator of requests makes valid values, and values of every type that a message can hold.

use std::collections::BTreeSet;

use chatquill::document::schema::Schema;
use chatquill::document::validate::validate;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::prop_assert_eq;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::generate::{Dice, object, tape};

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn what_is_generated_keeps_to_the_schema(tape in tape()) {
        let request = object(&mut Dice::new(&tape), "CreateMessageRequest");
        let faults = validate(Schema::builtin(), "CreateMessageRequest", &request);
        prop_assert_eq!(faults, vec![], "{}", request);
    }
}

#[test]
fn all_widgets_and_clicks_are_made() {
    let mut runner = TestRunner::deterministic();
    let mut keys = BTreeSet::new();
    for _ in 0..300 {
        let tape = tape().new_tree(&mut runner).unwrap().current();
        gather(&object(&mut Dice::new(&tape), "Card"), &mut keys);
    }
    let schema = Schema::builtin();
    for name in ["Widget", "Icon", "DecoratedText", "SelectionInput"] {
        for union in &schema.get(name).unwrap().unions {
            for member in &union.members {
                assert!(keys.contains(member), "{name}.{member} is never made");
            }
        }
    }
    for key in ["openLink", "action", "overflowMenu"] {
        assert!(keys.contains(key), "{key} is never made");
    }
}

fn gather(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                keys.insert(key.clone());
                gather(member, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, keys)),
        _ => {}
    }
}
