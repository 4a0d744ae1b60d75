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
