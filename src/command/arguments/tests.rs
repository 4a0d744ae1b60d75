//! Tests of the arguments.

use super::*;

#[test]
fn the_command_line_is_sound() {
    use clap::CommandFactory as _;
    Arguments::command().debug_assert();
}

#[test]
fn no_arguments_are_the_default() {
    let parsed = Arguments::try_parse_from(["chatquill"]).unwrap();
    assert_eq!(format!("{parsed:?}"), format!("{:?}", Arguments::default()));
}

#[test]
fn usage_is_judged() {
    for (line, works) in [
        ("chatquill", true),
        ("chatquill send -", true),
        ("chatquill send --text hi --space spaces/A", true),
        ("chatquill send --text -5", true),
        ("chatquill live -s spaces/A --title T -- make -j2 all", true),
        ("chatquill live make", false),
        ("chatquill -s a --thread-key k -t hi", true),
        ("chatquill --template job --set title=x --space a", true),
        ("chatquill a.py --set title=x --to ada@example.com", true),
        ("chatquill --set title=x", false),
        ("chatquill a.py --template job", false),
        ("chatquill --space a --to ada@example.com", false),
        ("chatquill send --template job --set a=b --set c=", true),
        ("chatquill send a.py --set a=b", true),
        ("chatquill send --text hi --set a=b", false),
        ("chatquill send a.json --template job", false),
        (
            "chatquill send -t hi -s a -s b --spaces-from f --split",
            true,
        ),
        ("chatquill send --profile me a.json --data-dir /d", true),
        ("chatquill --profile me send a.json", true),
        ("chatquill send --as user -t hi", true),
        ("chatquill send -t hi --yes --strict --sandbox", true),
        ("chatquill send -t hi --strict --no-check", false),
        ("chatquill send", false),
        ("chatquill send --as robot -t hi", false),
        ("chatquill check a.json b.json --as webhook --strict", true),
        (
            "chatquill show a.json --width 40 --color never --as webhook",
            true,
        ),
        ("chatquill show a.json --images=sixel", true),
        ("chatquill show a.json --pictures=sixel", true),
        ("chatquill show", false),
        ("chatquill show a.json --width 20", true),
        ("chatquill show a.json --width 19", false),
        ("chatquill check --rules", true),
        ("chatquill check --explain C04", true),
        ("chatquill check", false),
        ("chatquill check a.json --rules", false),
        (
            "chatquill export a.json --to apps-script --as webhook",
            true,
        ),
        ("chatquill export - --to json", true),
        ("chatquill export a.json", false),
        ("chatquill export --to java", false),
        ("chatquill export a.json --to cobol", false),
        ("chatquill send -t hi --thread a --thread-key b", false),
        ("chatquill sandbox --port 70000", false),
        ("chatquill spaces --fliter x", false),
    ] {
        let parsed = Arguments::try_parse_from(line.split(' '));
        assert_eq!(parsed.is_ok(), works, "{line}");
    }
}
