//! Tests of vim's keys, as tables: `|` is the cursor, `[ ]` are the ends of the selection.

use super::*;

/// A text with its history and its register.
#[derive(Default)]
struct Host {
    text: Text,
    done: Vec<Vec<Splice>>,
    undone: Vec<Vec<Splice>>,
    /// Whether the next change joins the last step.
    joins: bool,
    /// Whether those after it join, too.
    is_held: bool,
    register: String,
}

impl VimHost for Host {
    fn text(&mut self) -> &mut Text {
        &mut self.text
    }

    fn apply(&mut self, splice: &Splice) {
        self.text.apply(splice);
        if !self.joins {
            self.done.push(Vec::new());
        }
        self.joins = self.is_held;
        self.done.last_mut().unwrap().push(splice.clone());
        self.undone.clear();
    }

    fn begin_step(&mut self) {
        (self.joins, self.is_held) = (false, true);
    }

    fn end_step(&mut self) {
        (self.joins, self.is_held) = (false, false);
    }

    fn undo(&mut self) {
        if let Some(step) = self.done.pop() {
            for splice in step.iter().rev() {
                self.text.apply(&splice.inverse());
                self.text.go_to(splice.at);
            }
            self.undone.push(step);
        }
        self.end_step();
    }

    fn redo(&mut self) {
        if let Some(step) = self.undone.pop() {
            for splice in &step {
                self.text.apply(splice);
                self.text.go_to(splice.at);
            }
            self.done.push(step);
        }
        self.end_step();
    }

    fn fill(&mut self, words: &str) {
        words.clone_into(&mut self.register);
    }

    fn register(&self) -> String {
        self.register.clone()
    }
}

/// Parses keys: `<Esc>`, `<CR>`, `<BS>` and `<C-r>` by their names, the others as they are.
fn keys(written: &str) -> Vec<VimKey> {
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let named = [
            ("<Esc>", VimKey::Esc),
            ("<CR>", VimKey::Enter),
            ("<BS>", VimKey::Backspace),
            ("<C-r>", VimKey::Redo),
        ];
        let found = named.iter().find(|(name, _)| rest.starts_with(name));
        let (length, key) = found.map_or((c.len_utf8(), VimKey::Char(c)), |(name, key)| {
            (name.len(), *key)
        });
        keys.push(key);
        rest = &rest[length..];
    }
    keys
}

fn host(notation: &str) -> Host {
    let at = notation.find('|').unwrap();
    let mut text = Text::new(&notation.replace('|', ""));
    text.layout(81, 20);
    text.go_to(at);
    Host {
        text,
        ..Host::default()
    }
}

/// Presses keys as the program does: what vim does not consume in insert mode is typed.
fn press(vim: &mut Vim, host: &mut Host, written: &str) {
    for key in keys(written) {
        if vim.key(key, host) || vim.mode() != Mode::Insert {
            continue;
        }
        vim.typed(key);
        let splice = match key {
            VimKey::Char(c) => host.text.insert(c),
            VimKey::Enter => Some(host.text.newline()),
            VimKey::Backspace => host.text.delete(Motion::Left),
            VimKey::Esc | VimKey::Redo => None,
        };
        if let Some(splice) = splice {
            host.apply(&splice);
        }
    }
}

fn shown(host: &Host) -> String {
    let mut shown = host.text.text();
    let caret = host.text.caret_offset();
    let mut marks = vec![(caret, '|')];
    if let Some(range) = host.text.selected_range() {
        marks.push((range.start, '['));
        marks.push((range.end, ']'));
    }
    marks.sort_by_key(|(at, mark)| (*at, "[|]".find(*mark)));
    for (at, mark) in marks.into_iter().rev() {
        shown.insert(at, mark);
    }
    shown
}

fn check(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (before, written, after) in cases {
        let (mut vim, mut host) = (Vim::default(), host(before));
        press(&mut vim, &mut host, written);
        if shown(&host) != *after {
            wrong.push(format!(
                "{before:?} {written}: {:?}, not {after:?}",
                shown(&host)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn motions() {
    check(&[
        ("he|llo", "h", "h|ello"),
        ("|hello", "h", "|hello"),
        ("he|llo", "l", "hel|lo"),
        ("hell|o", "l", "hell|o"),
        ("|hello", "3l", "hel|lo"),
        ("a\n|b", "h", "a\n|b"),
        ("|👨‍👩‍👧x", "l", "👨‍👩‍👧|x"),
        ("ab|c\nabc", "j", "abc\nab|c"),
        ("abc\nab|c", "k", "ab|c\nabc"),
        ("ab|c\nx", "j", "abc\n|x"),
        ("|one two", "w", "one |two"),
        ("|one, two", "w", "one|, two"),
        ("|one, two", "2w", "one, |two"),
        ("one |two\nthree", "w", "one two\n|three"),
        ("one |two", "w", "one tw|o"),
        ("one t|wo", "b", "one |two"),
        ("one |two", "b", "|one two"),
        ("one\n|two", "b", "|one\ntwo"),
        ("|one two", "e", "on|e two"),
        ("on|e two", "e", "one tw|o"),
        ("|one two", "2e", "one tw|o"),
        ("  on|e", "0", "|  one"),
        ("  on|e", "^", "  |one"),
        ("  |one", "$", "  on|e"),
        ("one\nt|wo\nthree", "gg", "|one\ntwo\nthree"),
        ("one\nt|wo\nthree", "G", "one\ntwo\n|three"),
        ("one\ntwo\nth|ree", "2G", "one\n|two\nthree"),
        ("one\ntwo\nth|ree", "2gg", "one\n|two\nthree"),
        ("|a.b.c", "f.", "a|.b.c"),
        ("|a.b.c", "2f.", "a.b|.c"),
        ("|a.b.c", "f.;", "a.b|.c"),
        ("|a.b.c", "f.;,", "a|.b.c"),
        ("|ab.cd.e", "t.", "a|b.cd.e"),
        ("|ab.cd.e", "t.;", "ab.c|d.e"),
        ("a.b.|c", "F.", "a.b|.c"),
        ("|abc", "fx", "|abc"),
        ("|你好世界", "f世", "你好|世界"),
        ("|one\n  two", "<CR>", "one\n  |two"),
        ("on|e", "<BS>", "o|ne"),
    ]);
}

#[test]
fn text_is_inserted() {
    check(&[
        ("a|b", "iX<Esc>", "a|Xb"),
        ("a|b", "aX<Esc>", "ab|X"),
        ("  a|b", "IX<Esc>", "  |Xab"),
        ("|ab", "AX<Esc>", "ab|X"),
        ("o|ne\ntwo", "oX<Esc>", "one\n|X\ntwo"),
        ("o|ne\ntwo", "OX<Esc>", "|X\none\ntwo"),
        ("|", "ihello<Esc>", "hell|o"),
        ("|", "ia<CR>b<Esc>", "a\n|b"),
        ("|ab", "a<Esc>", "|ab"),
        ("|", "i你好<Esc>", "你|好"),
        ("a|b", "3ix<Esc>", "axx|xb"),
        ("a|b", "2axy<Esc>", "abxyx|y"),
        ("|ab", "2A!?<Esc>", "ab!?!|?"),
        ("o|ne\ntwo", "2ox<Esc>", "one\nx\n|x\ntwo"),
        ("o|ne\ntwo", "2Ox<Esc>", "x\n|x\none\ntwo"),
        ("|ab", "3i<Esc>", "|ab"),
    ]);
}

#[test]
fn operators_take_motions_counts_and_objects() {
    check(&[
        ("one |two three", "dw", "one |three"),
        ("|one two three", "2dw", "|three"),
        ("|one two three", "d2w", "|three"),
        ("one |two\nthree", "dw", "one| \nthree"),
        ("one two| three", "db", "one | three"),
        ("|one two", "de", "| two"),
        ("one |two", "d0", "|two"),
        ("one |two", "d$", "one| "),
        ("one |two", "D", "one| "),
        ("  on|e", "d^", "  |e"),
        ("|a.b", "df.", "|b"),
        ("|a.b", "dt.", "|.b"),
        ("a.b|c", "dF.", "a|c"),
        ("o|ne\ntwo\nthree", "dd", "|two\nthree"),
        ("one\nt|wo\nthree", "dd", "one\n|three"),
        ("one\ntwo\nth|ree", "dd", "one\n|two"),
        ("o|ne", "dd", "|"),
        ("o|ne\ntwo\nthree", "2dd", "|three"),
        ("o|ne\ntwo\nthree", "dj", "|three"),
        ("one\ntwo\nth|ree", "dk", "|one"),
        ("one\nt|wo\nthree", "dG", "|one"),
        ("one\nt|wo\nthree", "dgg", "|three"),
        ("|one two", "cwX<Esc>", "|X two"),
        ("|one two three", "2cwX<Esc>", "|X three"),
        ("one |two", "c$X<Esc>", "one |X"),
        ("one |two", "CX<Esc>", "one |X"),
        ("  o|ne\ntwo", "ccX<Esc>", "|X\ntwo"),
        ("one t|wo three", "diw", "one | three"),
        ("one t|wo three", "daw", "one |three"),
        ("one t|wo", "daw", "on|e"),
        ("one t|wo three", "ciwX<Esc>", "one |X three"),
        ("say \"h|i\" now", "di\"", "say \"|\" now"),
        ("say \"h|i\" now", "da\"", "say | now"),
        ("f(a, (b)|, c) d", "di(", "f(|) d"),
        ("f(a, (|b), c) d", "di(", "f(a, (|), c) d"),
        ("f(a|b) d", "da(", "f| d"),
        ("f(a|b)", "ci(X<Esc>", "f(|X)"),
        ("no |word", "di(", "no |word"),
        ("|one two", "yiwP", "on|eone two"),
        ("|one two", "ywP", "one| one two"),
        ("o|ne\ntwo", "yyp", "one\n|one\ntwo"),
        ("o|ne\ntwo", "yyP", "|one\none\ntwo"),
        ("on|e\ntwo", "yjjp", "one\ntwo\n|one\ntwo"),
        ("|ab", "xp", "b|a"),
        ("|abc", "2x", "|c"),
        ("ab|c", "x", "a|b"),
        ("|one\ntwo", "ddp", "two\n|one"),
        ("|a b", "dw3p", "ba a a| "),
        ("|a\nb", "yy2p", "a\n|a\na\nb"),
        ("|a\nb\nc", "2yyp", "a\n|a\nb\nb\nc"),
        ("|a\nb\nc", "y2yjp", "a\nb\n|a\nb\nc"),
        ("a\n|b", "5yyP", "a\n|b\nb"),
        ("|a\nb", "yyjp", "a\nb\n|a"),
        ("|one two three four", "2dwu", "|one two three four"),
        ("|abc", "rx", "|xbc"),
        ("|abc", "2rx", "x|xc"),
        ("ab|c", "2rx", "ab|c"),
        ("o|ne\n  two", "J", "one| two"),
        ("o|ne\ntwo\nthree", "3J", "one two| three"),
        ("one\n|two", "J", "one\n|two"),
        ("|one two", "d<Esc>x", "|ne two"),
        ("|one two", "dz", "|one two"),
    ]);
}

#[test]
fn changes_are_repeated_and_taken_back() {
    check(&[
        ("|one two three", "dw.", "|three"),
        ("|one two", "ciwX<Esc>w.", "X |X"),
        ("|abcdef", "x..", "|def"),
        ("|one\ntwo", "A!<Esc>j.", "one!\ntwo|!"),
        ("|a a a", "rbw.w.", "b b |b"),
        ("|one two", "dwu", "|one two"),
        ("|one two", "dwu<C-r>", "|two"),
        ("|abcd", "xxx2u", "|bcd"),
        ("|abc", "u", "|abc"),
        ("|one\ntwo\nthree\nfour", "dd.", "|three\nfour"),
        ("|one two one two", "f2u", "|one two one two"),
        ("|", "iab<Esc>.", "aa|bb"),
        ("|", "iab<Esc>..u", "aa|bb"),
        ("a|b", "3ix<Esc>.", "axxxx|xxb"),
        ("|ab", "A!<Esc>3.", "ab!!!|!"),
        ("|ab", "2ax<Esc>3.", "axxxx|xb"),
        ("|abcdef", "x2.", "|def"),
        ("|abcdefgh", "3x2..", "|h"),
        ("|a b c d e f", "d2w1.", "|d e f"),
        ("|1\n2\n3\n4\n5", "dd2.", "|4\n5"),
        ("one t|wo three", "ciwX Y Z<Esc>u", "one |two three"),
        ("o|ne", "oX Y\nZ<Esc>u", "on|e"),
        ("o|ne", "oX Y<Esc>u<C-r>", "one\nX |Y"),
        ("|one\ntwo\nthree", "3Ju", "on|e\ntwo\nthree"),
        ("|", "ione two<Esc>a three<Esc>u", "one tw|o"),
    ]);
}

#[test]
fn selections_take_operators() {
    check(&[
        ("a|bcd", "vl", "a[bc|]d"),
        ("abc|d", "vh", "ab[|cd]"),
        ("a|bcd", "vld", "a|d"),
        ("abc|d", "vhd", "a|b"),
        ("a|bcd", "v<Esc>", "a|bcd"),
        ("a|bcd", "vlcX<Esc>", "a|Xd"),
        ("|one two", "vey$p", "one twoon|e"),
        ("o|ne\ntwo\nthree", "Vd", "|two\nthree"),
        ("o|ne\ntwo\nthree", "Vjd", "|three"),
        ("o|ne\ntwo\nthree", "Vyjp", "one\ntwo\n|one\nthree"),
        ("one t|wo three", "viwd", "one | three"),
        ("f(a |b)", "vi(d", "f(|)"),
        ("|abc", "vlrx", "|xxc"),
        ("|one two", "yiwwviwp", "one |one"),
        ("|one two three", "v2wd", "|hree"),
    ]);
}

#[test]
fn the_mode_is_named() {
    let (mut vim, mut host) = (Vim::default(), host("|abc"));
    for (written, name) in [
        ("", "NORMAL"),
        ("i", "INSERT"),
        ("<Esc>", "NORMAL"),
        ("v", "VISUAL"),
        ("V", "V-LINE"),
        ("<Esc>", "NORMAL"),
        ("cw", "INSERT"),
    ] {
        press(&mut vim, &mut host, written);
        assert_eq!(vim.mode().name(), name, "{written}");
    }
}

mod any_keys {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn panic_never_and_are_taken_back(
            text in "[ab( \"\n你é👩)]{0,30}",
            written in proptest::collection::vec(
                proptest::sample::select(vec![
                    "h", "j", "k", "l", "w", "b", "e", "0", "$", "^", "gg", "G", "fa", "t(", ";", ",", "i", "a", "I", "A",
                    "o", "O", "d", "c", "y", "x", "rz", "J", "p", "P", "u", "<C-r>", ".", "v", "V", "2", "3", "iw", "aw",
                    "i(", "i\"", "<Esc>", "<CR>", "<BS>", "z",
                ]),
                0..40,
            ),
        ) {
            let mut host = Host { text: Text::new(&text), ..Host::default() };
            host.text.layout(20, 5);
            host.text.go_to(0);
            let mut vim = Vim::default();
            for keys in &written {
                press(&mut vim, &mut host, keys);
                prop_assert!(host.text.caret_offset() <= host.text.len());
            }
            while !host.done.is_empty() {
                host.undo();
            }
            prop_assert_eq!(host.text.text(), text);
        }
    }
}
