//! Tests of the decoder: what each sequence means, however its bytes are cut into reads.

use super::*;

/// Returns the events of these reads, after each of which nothing more can be read.
fn decoded(decoder: &mut InputDecoder, reads: &[&[u8]]) -> Vec<Event> {
    let mut events = VecDeque::new();
    for bytes in reads {
        decoder.decode(bytes, &mut events);
        decoder.pause(&mut events);
    }
    events.into()
}

fn shown(event: &Event) -> String {
    match event {
        Event::Key(chord) => chord.to_string(),
        Event::Paste(text) => format!("paste {text:?}"),
        Event::Mouse(mouse) => format!("{:?} {},{}", mouse.kind, mouse.column, mouse.row),
        other => format!("{other:?}"),
    }
}

fn all_shown(bytes: &str) -> String {
    let events = decoded(&mut InputDecoder::default(), &[bytes.as_bytes()]);
    events.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_sequence_is_its_key() {
    for (bytes, expected) in [
        ("a", "a"),
        ("A", "A"),
        ("é你🎉", "é 你 🎉"),
        ("\x13", "Ctrl+S"),
        ("\n", "Ctrl+J"),
        ("\0", "Ctrl+Space"),
        ("\x1c", "Ctrl+4"),
        ("\r\t\x7f", "Enter Tab Backspace"),
        ("\x1b", "Esc"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1bx\x1bX\x1b5", "Alt+X Alt+X Alt+5"),
        ("\x1b\r\x1b\x7f", "Alt+Enter Alt+Backspace"),
        ("\x1bOR\x1b[R\x1b[13~\x1b[[C", "F3 F3 F3 F3"),
        ("\x1b[A\x1bOB\x1b[C\x1b[D", "↑ ↓ → ←"),
        ("\x1b[H\x1b[1~\x1b[F\x1b[4~", "Home Home End End"),
        ("\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "Ins Del PgUp PgDn"),
        ("\x1b[15~\x1b[17~\x1b[21~\x1b[24~", "F5 F6 F10 F12"),
        ("\x1b[1;3A\x1b[1;6D\x1b[1;2P", "Alt+↑ Ctrl+Shift+← Shift+F1"),
        ("\x1b[3;5~\x1b[20;2~", "Ctrl+Del Shift+F9"),
        ("\x1b[Z\x1b[9;2u", "Shift+Tab Shift+Tab"),
        ("\x1b[27u\x1b[27;1:3u", "Esc"),
        ("\x1b[115;5u\x1b[115;6u", "Ctrl+S Ctrl+S"),
        ("\x1b[97;2u\x1b[97:65;2u\x1b[50:64;2u", "A A @"),
        ("\x1b[13;3u\x1b[57414u\x1b[57400u", "Alt+Enter Enter 1"),
        ("\x1b[27;5;106~", "Ctrl+J"),
        ("\x1b[97;9u\x1b[57358u\x1b[I\x1b[O\x1b[?1u", ""),
        ("\x1b[<0;4;5M\x1b[<0;4;5m", "Press(1) 3,4 Release 3,4"),
        (
            "\x1b[<32;4;6M\x1b[<64;1;1M\x1b[<65;1;1M",
            "Drag 3,5 WheelUp 0,0 WheelDown 0,0",
        ),
        (
            "\x1b[M !!\x1b[M#!!\x1b[32;4;5M",
            "Press(1) 0,0 Release 0,0 Press(1) 3,4",
        ),
        (
            "\x1b[200~a\rb\x1b[31mc\x1b[201~d",
            "paste \"a\\rb\\u{1b}[31mc\" d",
        ),
        ("\x1bOx\x1b[\rx", "Alt+O x Alt+[ Enter x"),
    ] {
        assert_eq!(all_shown(bytes), expected, "{bytes:?}");
    }
}

#[test]
fn escape_before_another_sequence_is_a_key_of_its_own() {
    for sequence in [
        "\x1bOR",
        "\x1b[13~",
        "\x1b[A",
        "\x1b[1;5C",
        "\x1b[[B",
        "\x1b[<0;4;5M",
        "\x1b[200~pasted\x1b[201~",
        "\x1bx",
    ] {
        let expected = format!("Esc {} w", all_shown(sequence));
        assert_eq!(
            all_shown(&format!("\x1b{sequence}w")),
            expected,
            "{sequence:?}"
        );
    }
}

#[test]
fn a_sequence_may_come_in_two_reads() {
    for bytes in [
        "\x1b[1;3A",
        "\x1bOR",
        "é你🎉",
        "\x1b[200~é\x1b[201~",
        "\x1b[<0;4;5M",
        "\x1b[[A",
        "\x1b[M !!",
    ] {
        let whole = all_shown(bytes);
        for cut in 2..bytes.len() {
            let (head, tail) = bytes.as_bytes().split_at(cut);
            let events = decoded(&mut InputDecoder::default(), &[head, tail]);
            let events: Vec<_> = events.iter().map(shown).collect();
            assert_eq!(events.join(" "), whole, "{bytes:?} at {cut}");
        }
    }
}

#[test]
fn a_byte_that_is_no_character_takes_no_key_with_it() {
    let reads: [&[u8]; 2] = [b"\xff\xe4a\xc3", b"b\x1b\xffc"];
    let events = decoded(&mut InputDecoder::default(), &reads);
    let events: Vec<_> = events.iter().map(shown).collect();
    assert_eq!(events.join(" "), "a b c");
}

#[test]
fn a_reply_is_no_key() {
    for reads in [
        &["a\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\b"][..],
        &["a\x1b]11;rgb:1e1e/1e1e/1e1e\x07b"],
        &["a\x1b]11;rgb:1e", "1e/1e1e/1e1e\x1b", "\\b"],
    ] {
        let mut decoder = InputDecoder::default();
        let reads: Vec<_> = reads.iter().map(|read| read.as_bytes()).collect();
        let events: Vec<_> = decoded(&mut decoder, &reads).iter().map(shown).collect();
        assert_eq!(events, ["a", "b"]);
        assert_eq!(decoder.take_reply().unwrap(), "11;rgb:1e1e/1e1e/1e1e");
        assert_eq!(decoder.take_reply(), None);
    }
}

#[test]
fn what_is_no_reply_is_typed() {
    assert_eq!(all_shown("\x1b]"), "Alt+]");
    assert_eq!(all_shown("\x1b]x"), "Alt+] x");
    assert_eq!(all_shown("\x1b]1\rx"), "Alt+] 1 Enter x");
    let long = format!("\x1b]{}", "1".repeat(200));
    assert_eq!(all_shown(&long), format!("Alt+]{}", " 1".repeat(200)));
}
