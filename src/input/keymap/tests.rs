//! Tests of the keymap.

use super::*;

#[test]
fn the_table_is_whole() {
    let keymap = Keymap::builtin().unwrap();
    let text = include_str!("../../../assets/keymap.toml");
    let is_longer = |line: &&str| line.matches('|').count() > 2;
    assert_eq!(text.lines().find(is_longer), None, "the rest is not read");
    for (place, bindings) in &keymap.places {
        let mut seen = IndexMap::new();
        for binding in bindings {
            assert!(
                !binding.help.is_empty() && !binding.help.ends_with('.'),
                "{place:?} {binding:?}"
            );
            assert_ne!(binding.hint, Some(""), "{place:?} {binding:?}");
            for chord in &binding.chords {
                let earlier = seen.insert(*chord, binding.action);
                assert_eq!(earlier, None, "{chord} is bound twice in {place:?}");
            }
        }
    }
}

#[test]
fn toml_reads_the_same_in_the_table() {
    let text = include_str!("../../../assets/keymap.toml");
    let lines: IndexMap<Place, IndexMap<Action, String>> = toml::from_str(text).unwrap();
    let keymap = Keymap::builtin().unwrap();
    assert_eq!(lines.len(), keymap.places.len());
    for (place, lines) in lines {
        let binding =
            |(action, line): (_, String)| read_binding(place, action, line.leak()).unwrap();
        let expected: Vec<Binding> = lines.into_iter().map(binding).collect();
        assert_eq!(keymap.bindings(place), expected, "{place:?}");
    }
}

#[test]
fn a_line_that_is_no_binding_is_named() {
    for (text, line) in [
        ("send = \"ctrl+s | Send\"", 1),
        ("[everywhere]\n\n[attic]", 3),
        ("[text]\nsend = ctrl+s", 2),
        ("[text]\n# words\nfly = \"ctrl+s | Fly\"", 3),
    ] {
        let found = Keymap::parse(text);
        assert!(
            matches!(found, Err(Error::Line(at)) if at == line),
            "{text}"
        );
    }
}

#[test]
fn a_place_goes_before_everywhere() {
    let keymap = Keymap::builtin().unwrap();
    let chord: Chord = "ctrl+s".parse().unwrap();
    assert_eq!(
        keymap.resolve(Place::Everywhere, chord),
        Some((Place::Everywhere, Action::Send))
    );
    assert_eq!(
        keymap.resolve(Place::Text, "up".parse().unwrap()),
        Some((Place::Text, Action::Up))
    );
    assert_eq!(
        keymap.resolve(Place::Field, "home".parse().unwrap()),
        Some((Place::Line, Action::Home))
    );
    assert_eq!(keymap.key_of(Place::Text, Action::Send), Some(chord));
    assert_eq!(keymap.name_of(Place::Text, Action::Send), "Ctrl+S");
    assert_eq!(
        keymap.name_of(Place::Text, Action::NewDraft),
        "\"Start an empty draft; this one is kept\" of the palette"
    );
}

#[test]
fn a_key_that_cannot_be_bound_changes_nothing() {
    let mut keymap = Keymap::builtin().unwrap();
    keymap.rebind("everywhere", "f9", "send").unwrap();
    keymap.rebind("everywhere", "F9", "quit").unwrap_err();
    keymap.rebind("everywhere", "x", "quit").unwrap_err();
    keymap.rebind("cards", "x", "add").unwrap();
    let resolve = |key: &str| keymap.resolve(Place::Everywhere, key.parse().unwrap());
    assert_eq!(resolve("f9"), Some((Place::Everywhere, Action::Send)));
    assert_eq!(resolve("x"), None);
}

#[test]
fn keys_are_rebound_and_taken_away() {
    let mut keymap = Keymap::builtin().unwrap();
    keymap.rebind("everywhere", "ctrl+enter", "send").unwrap();
    keymap.rebind("everywhere", "ctrl+s", "").unwrap();
    assert_eq!(
        keymap
            .key_of(Place::Text, Action::Send)
            .unwrap()
            .to_string(),
        "Ctrl+Enter"
    );
    assert_eq!(
        keymap.resolve(Place::Everywhere, "ctrl+s".parse().unwrap()),
        None
    );
    for (place, chord, action) in [
        ("attic", "x", "send"),
        ("text", "hyper+x", "send"),
        ("text", "ctrl+g", "fly"),
        ("everywhere", "x", "quit"),
        ("text", "é", "send"),
        ("drafts", "space", "delete"),
        ("everywhere", "Ctrl+Enter", "quit"),
    ] {
        assert!(
            keymap.rebind(place, chord, action).is_err(),
            "{place} {chord} {action}"
        );
    }
}

#[test]
fn where_no_alt_is_sent_another_chord_is_named() {
    let table = "[everywhere]\nfocus-cards = \"alt+3 f4 | Go\"\nopen-file = \"alt+o | Open\"\nsend = \"ctrl+s | Send\"\n";
    let keymap = Keymap::parse(table).unwrap();
    let named = |has_alt| -> Vec<String> {
        let bindings = keymap.bindings(Place::Everywhere).iter();
        let chords = bindings.filter_map(|binding| binding.chord_to_name(has_alt));
        chords.map(|chord| chord.to_string()).collect()
    };
    assert_eq!(named(true), ["Alt+3", "Alt+O", "Ctrl+S"]);
    assert_eq!(named(false), ["F4", "Alt+O", "Ctrl+S"]);
}
