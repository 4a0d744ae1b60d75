//! Refusals on demand: what is wrong with an account, its words and its exit status.

use crate::harness::Home;
use crate::sandbox::Running;

#[test]
fn a_refusal_is_said_with_the_one_thing_to_do_and_its_exit_status() {
    for (fault, status, words) in [
        ("refuse:app-not-configured", 1, "Configuration page"),
        ("refuse:api-disabled", 3, "Enable the Google Chat API"),
        ("refuse:not-a-member", 3, "Add the app to the space"),
        ("refuse:chat-off=Changed words.", 1, "Changed words."),
        ("refuse:bad-signature", 3, "make a new key"),
        ("refuse:skew", 3, "clock"),
        // The token endpoint's own failure passes, so it is tried again.
        ("refuse:token-backend*1", 0, "trying again"),
    ] {
        let home = Home::new();
        let sandbox = Running::start(&home, &["--credentials", "keys", "--fault", fault]);
        home.configure(&format!(
            "default_profile = \"bot\"\n[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {:?}\n",
            sandbox.base
        ));
        let outcome = home.run(&["send", "-s", "spaces/AAAArelease1", "-t", "hi"]);
        assert_eq!(outcome.status, status, "{fault}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains(words),
            "{fault}: {}",
            outcome.stderr
        );
    }
    let home = Home::new();
    let unknown = home.run(&["sandbox", "--fault", "refuse:nothing"]);
    assert_eq!(unknown.status, 2, "{}", unknown.stderr);
}

#[test]
fn what_was_not_found_is_named() {
    let home = Home::new();
    let send = ["send", "--sandbox", "--text", "a"];
    for (arguments, named) in [
        (
            &["--space", "spaces/NOPE"][..],
            "check the space spaces/NOPE.",
        ),
        (
            &["--space", "eng-release", "--viewer", "users/9999999"],
            "check the space spaces/AAAArelease1 and the viewer users/9999999.",
        ),
    ] {
        let outcome = home.run(&[&send[..], arguments].concat());
        assert_eq!(outcome.status, 1, "{}", outcome.stderr);
        assert!(outcome.stderr.contains(named), "{}", outcome.stderr);
    }
    let outcome = home.run(&["message", "get", "spaces/A/messages/B", "--sandbox"]);
    let named = "check the space spaces/A and the message spaces/A/messages/B.";
    assert!(outcome.stderr.contains(named), "{}", outcome.stderr);
}

#[test]
fn the_checks_of_words_without_a_file_name_their_rule() {
    let home = Home::new();
    let outcome = home.run(&["send", "--sandbox", "--text", "", "--space", "eng-release"]);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    let told = "chatquill check --explain message-empty says what to do";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    assert_eq!(home.run(&["check", "--explain", "message-empty"]).status, 0);
}
