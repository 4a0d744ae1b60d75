//! The sandbox and the checks agree: what passes the checks is never refused for its content, and what is refused is
//! named by a check.
//!
//! Any request, broken in any way, sent by any sender into any space.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chatquill::chat::endpoint::{BaseUrl, GOOGLE};
use chatquill::chat::resources::Space as ListedSpace;
use chatquill::chat::secret::Secret;
use chatquill::chat::sender::SenderKind;
use chatquill::document::schema::Schema;
use chatquill::document::validate::normalise;
use chatquill::message::checks::check::check;
use chatquill::message::checks::check_context::{CheckContext, QuotableMessage};
use chatquill::message::checks::finding::Finding;
use chatquill::message::checks::rules::thread::QUOTE_THREAD;
use chatquill::message::request::Outgoing;
use chatquill::sandbox::auth::Caller;
use chatquill::sandbox::clock::written;
use chatquill::sandbox::database::{Database, Identity};
use chatquill::sandbox::ids::Ids;
use chatquill::sandbox::policy::Policy;
use chatquill::sandbox::query::Query;
use chatquill::sandbox::state::{Request, State};
use chatquill::sandbox::status::Status;
use chatquill::sandbox::{seed, spaces};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::generate::{Dice, object, tape};
use crate::mutations::break_at_random;
use crate::shrink::smallest;
use crate::valid_references::Facts;

const ROOT: &str = "CreateMessageRequest";
const NOW: OffsetDateTime = datetime!(2026-11-23 10:00 UTC);
/// Number of requests where `PROPTEST_CASES` is not set.
const CASES: u32 = 2500;

/// A threaded space, one by topics, one without threads, a group chat, a direct message, and the space of the
/// webhook; the app and Ada are in each.
const SPACES: [&str; 6] = [
    "AAAAincident",
    "AAAArelease1",
    "AAAAarchive1",
    "AAAAlunch001",
    "AAAAgroup001",
    "dmAda000001",
];

/// Errors that do not depend on the message alone: only a server can know them.
const ONLY_A_SERVER_KNOWS: [(u16, &str); 6] = [
    (404, "Requested entity was not found."),
    (
        403,
        "Caller does not have permission to access requested attachment",
    ),
    (
        400,
        "The private message viewer is not a member of the space.",
    ),
    (400, "Invalid quoted message: the message was not found."),
    (400, "The request ID was already used by another caller."),
    (409, "A message with the ID"),
];

/// The error for a quote from another thread than the message's.
const OTHER_THREAD: (u16, &str) = (400, "Invalid quoted message: a REPLY quotes");

/// A request with its sender.
#[derive(Debug, Clone)]
struct Case {
    sender: SenderKind,
    developer_preview: bool,
    /// The default space, for a request that names none.
    space: &'static str,
    request: Value,
}

/// The verdicts of the checks and of the sandbox on a case.
struct Verdicts {
    findings: Vec<Finding>,
    sandbox: Result<Value, Status>,
    /// Whether only the server can know the message's thread: one with a key, or one that may be gone.
    is_open: bool,
}

impl Verdicts {
    fn is_refused_by_checks(&self) -> bool {
        self.findings.iter().any(Finding::is_refused)
    }

    fn agree(&self) -> bool {
        match &self.sandbox {
            Ok(_) => !self.is_refused_by_checks(),
            Err(status) => self.is_refused_by_checks() || self.is_server_knowledge(status),
        }
    }

    fn is_server_knowledge(&self, status: &Status) -> bool {
        let is = |(code, words): &(u16, &str)| {
            status.code.http() == *code && status.message.starts_with(words)
        };
        ONLY_A_SERVER_KNOWS.iter().any(is) || (self.is_open && is(&OTHER_THREAD))
    }
}

#[test]
fn the_sandbox_and_the_checks_agree() {
    let mut world = seed::world(Ids::from_seed(1), NOW);
    let facts = Facts::of(&mut world);
    let mut runner = TestRunner::default();
    let asked = std::env::var("PROPTEST_CASES").ok();
    let cases = asked.and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let mut met: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut accepted, mut unseen) = (0, 0);
    for _ in 0..cases {
        let tape = tape().new_tree(&mut runner).unwrap().current();
        let case = case(&tape, &facts);
        let verdicts = verdicts(&world, &case);
        if !verdicts.agree() {
            disagreement(&world, &case);
        }
        accepted += u32::from(verdicts.sandbox.is_ok());
        let has_error = verdicts.findings.iter().any(Finding::is_error);
        unseen += u32::from(verdicts.sandbox.is_ok() && has_error);
        let refused = verdicts.findings.iter().filter(|found| found.is_refused());
        let codes: BTreeSet<_> = refused.map(|found| found.rule.code).collect();
        for code in codes {
            *met.entry(code).or_default() += 1;
        }
    }
    // Both verdicts must be common, and most rules met, or agreeing proves nothing.
    let told =
        format!("{accepted} of {cases} accepted, {unseen} of them unseen, rules met: {met:?}");
    assert!(accepted * 5 > cases && accepted * 5 < cases * 4, "{told}");
    assert!(unseen > 0 && met.len() >= 35, "{told}");
}

/// Returns a request by any sender into any space, with up to three breaks.
fn case(tape: &[u8], facts: &Facts) -> Case {
    // The breaks are drawn first, so that a large message does not use up the tape.
    let (first, rest) = tape.split_at(tape.len().min(100));
    let (dice, rest) = (&mut Dice::new(first), &mut Dice::new(rest));
    let (sender, developer_preview) = *dice.pick(&[
        (SenderKind::App, false),
        (SenderKind::User, false),
        (SenderKind::User, true),
        (SenderKind::Webhook, false),
    ]);
    let space = match sender {
        SenderKind::Webhook => SPACES[0],
        _ => dice.pick::<&str>(&SPACES),
    };
    let breaks = dice.below(4);
    let mut request = object(rest, ROOT);
    request["parent"] = json!(format!("spaces/{space}"));
    facts.fit(&mut request, space, sender, developer_preview, dice);
    for _ in 0..breaks {
        break_at_random(&mut request, facts, dice);
    }
    Case {
        sender,
        developer_preview,
        space,
        request: normalise(Schema::builtin(), ROOT, &request),
    }
}

fn verdicts(world: &Database, case: &Case) -> Verdicts {
    let case = &chosen(case);
    let has = |pointer| {
        let text = case.request.pointer(pointer).and_then(Value::as_str);
        text.is_some_and(|text| !text.is_empty())
    };
    let has_key = has("/message/thread/threadKey") || has("/threadKey");
    let findings = check(&case.request, &setting(world, case));
    let is_warned = |found: &Finding| found.rule == &QUOTE_THREAD && !found.is_error();
    Verdicts {
        is_open: has_key && !has("/message/thread/name") || findings.iter().any(is_warned),
        findings,
        sandbox: sent(world, case),
    }
}

/// Returns the case with a space, as a composer sends nothing without.
fn chosen(case: &Case) -> Case {
    let mut case = case.clone();
    let parent = case.request.get("parent").and_then(Value::as_str);
    if parent.is_none_or(str::is_empty) {
        case.request["parent"] = json!(format!("spaces/{}", case.space));
    }
    case
}

/// Returns the check context that a composer has for the draft.
fn setting(world: &Database, case: &Case) -> CheckContext {
    let text = |pointer| {
        let value = case.request.pointer(pointer).and_then(Value::as_str);
        value.unwrap_or("").to_owned()
    };
    let mut setting = CheckContext::of(case.sender);
    setting.developer_preview = case.developer_preview;
    let parent = text("/parent");
    let space = parent.strip_prefix("spaces/");
    let space = space.and_then(|id| world.spaces.get(id));
    setting.space =
        space.and_then(|space| ListedSpace::read(&Value::Object(spaces::shown(world, space))));
    let name = text("/message/quotedMessageMetadata/name");
    setting.known.quoted = quoted(world, &name);
    if case.sender == SenderKind::Webhook {
        let hook = &world.webhooks[0];
        setting.known.webhook = Some(Secret::new(format!(
            "{GOOGLE}/v1/spaces/{}/messages?key={}&token={}",
            hook.space,
            hook.key,
            hook.token.reveal()
        )));
    }
    setting
}

fn quoted(world: &Database, name: &str) -> Option<QuotableMessage> {
    let (home, id) = name.strip_prefix("spaces/")?.split_once("/messages/")?;
    let message = world.spaces.get(home)?.message(id)?;
    Some(QuotableMessage {
        name: name.to_owned(),
        last_update_time: written(message.updated.unwrap_or(message.created)),
        thread: format!("spaces/{home}/threads/{}", message.thread),
        is_reply: message.is_reply,
    })
}

/// Returns the sandbox's response to the request, split and sent as the program does it.
fn sent(world: &Database, case: &Case) -> Result<Value, Status> {
    let outgoing = Outgoing::of(&case.request);
    let base = BaseUrl::parse("http://127.0.0.1:1").unwrap();
    // A request without a URL is not even sent.
    let unsent = |error| Status::invalid(format!("{error}"));
    let mut url = base
        .resource(&format!("{}/messages", outgoing.parent))
        .map_err(unsent)?;
    if !outgoing.query.is_empty() {
        url.query_pairs_mut().extend_pairs(&outgoing.query);
    }
    let rules = Policy {
        developer_preview: case.developer_preview,
        ..Policy::default()
    };
    let mut state = State::new(world.clone(), rules, base.text());
    let who = match case.sender {
        SenderKind::App => Some((Identity::App, "chat.bot")),
        SenderKind::User => Some((Identity::User(world.me.clone()), "chat.messages.create")),
        SenderKind::Webhook => None,
    };
    let bearer = who.map(|(who, scope)| {
        let scopes = vec![scope.to_owned()];
        let ids = &mut state.world.ids;
        let token = state.tokens.issue(ids, Caller { who, scopes }, NOW, 60);
        Secret::new(token)
    });
    if bearer.is_none() {
        let hook = &world.webhooks[0];
        url.query_pairs_mut()
            .append_pair("key", &hook.key)
            .append_pair("token", hook.token.reveal());
    }
    let request = Request {
        verb: "POST".into(),
        path: url.path().to_owned(),
        query: Query::parse(url.query().unwrap_or("")),
        bearer,
        content_type: "application/json".into(),
        body: outgoing.body.into_bytes(),
        ..Request::default()
    };
    state.answer(&request, NOW)
}

/// Panics with the smallest request on which the two still disagree.
fn disagreement(world: &Database, case: &Case) {
    let with = |request: &Value| Case {
        request: request.clone(),
        ..case.clone()
    };
    let request = smallest(&case.request, |request| {
        !verdicts(world, &with(request)).agree()
    });
    let case = with(&request);
    let verdicts = verdicts(world, &case);
    let mut told = String::new();
    for finding in verdicts.findings.iter().filter(|found| found.is_error()) {
        let _ = writeln!(
            told,
            "  {} {:?} at {}: {}",
            finding.rule.code, finding.rule.outcome, finding.path, finding.message
        );
    }
    let answer = match &verdicts.sandbox {
        Ok(_) => "accepted".to_owned(),
        Err(status) => format!("{} {}", status.code.http(), status.message),
    };
    assert!(
        verdicts.agree(),
        "sender {} (preview: {}), request\n{request}\nerrors of the checks:\n{told}sandbox: {answer}",
        case.sender,
        case.developer_preview,
    );
}
