//! `chatquill send`: one message, sent or shown.

use std::time::Duration;

use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use crate::chat::address::Base;
use crate::chat::error::Error;
use crate::chat::retry::{self, Policy, Waiting};
use crate::chat::wire::Sent;
use crate::command::arguments::{Send, Who};
use crate::command::compose;
use crate::command::failure::Failure;
use crate::command::input;
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::command::setup::Setup;
use crate::message::request::Outgoing;
use crate::message::size;
use crate::settings::connect::Connection;
use crate::store::outbox::{Entry, Outbox, Pending};

/// Runs the command.
pub async fn run(setup: &Setup, who: &Who, options: &Send) -> Result<(), Failure> {
    let outgoing = Outgoing::of(&request(options)?);
    if options.dry_run {
        let base = setup.base(who).await?;
        return show(&base, &outgoing, options.json);
    }
    let connection = setup.connect(who).await?;
    if outgoing.bytes() > size::LIMIT {
        return Err(Failure::Failed(format!(
            "The message has {} bytes; Google Chat takes {}. Shorten it.",
            outgoing.bytes(),
            size::LIMIT
        )));
    }
    let outbox = Outbox::new(setup.places.outbox());
    let pending = begin(&outbox, &connection, &outgoing)?;
    let sending = retry::run(Policy::default(), chance, tell, || {
        connection
            .client
            .create_message(&outgoing.parent, &outgoing.query, &outgoing.body)
    });
    let outcome = tokio::select! {
        outcome = sending => outcome,
        () = Interrupt::listen().asked() => {
            if connection.sandbox.is_some() {
                finish(pending);
            }
            return Err(Failure::Interrupted(doubt(&connection, &outgoing, "It was stopped")));
        }
    };
    match outcome {
        Ok(message) => {
            finish(pending);
            report(&connection, &message, options.json)
        }
        Err(error) => Err(failed(error, pending, &connection, &outgoing)),
    }
}

/// The request as it would be sent: what was read, with the options set into it and a `requestId`.
fn request(options: &Send) -> Result<Value, Failure> {
    let mut request = json!({});
    if let Some(file) = &options.file {
        let opened = input::request(file)?;
        input::warn(file, &opened.request);
        request = opened.request;
    }
    compose::apply(options, &mut request)?;
    let Some(fields) = request.as_object_mut() else {
        return Err(Failure::Usage("There is nothing to send.".to_owned()));
    };
    let parent = fields.get("parent").and_then(Value::as_str).unwrap_or("");
    if parent.is_empty() {
        return Err(Failure::Usage(
            "No space is named. Add --space SPACE; chatquill spaces lists them.".to_owned(),
        ));
    }
    let given = options.request_id.clone().or_else(|| {
        let written = fields.get("requestId")?.as_str()?;
        (!written.is_empty()).then(|| written.to_owned())
    });
    let id = given.unwrap_or_else(|| Uuid::new_v4().to_string());
    fields.insert("requestId".to_owned(), json!(id));
    Ok(request)
}

fn show(base: &Base, outgoing: &Outgoing, as_json: bool) -> Result<(), Failure> {
    let url = base.resource(&format!("{}/messages", outgoing.parent))?;
    if as_json {
        return output::result(&output::json(&json!({
            "method": "POST",
            "url": url.as_str(),
            "query": query(outgoing),
            "body": body(outgoing),
            "bytes": outgoing.bytes(),
        })));
    }
    let mut lines = vec![format!("POST {url}")];
    lines.extend(
        outgoing
            .query
            .iter()
            .map(|(key, value)| crate::chat::clean::line(&format!("  {key} = {value}"))),
    );
    lines.push(String::new());
    lines.push(output::pretty(&body(outgoing)));
    lines.push(String::new());
    lines.push(format!("{} of {} bytes", outgoing.bytes(), size::LIMIT));
    output::result(&lines.join("\n"))
}

/// The query as an object; a name that comes twice has a list.
fn query(outgoing: &Outgoing) -> Value {
    let mut fields = Map::new();
    for (key, value) in &outgoing.query {
        match fields.get_mut(key) {
            None => {
                fields.insert(key.clone(), json!(value));
            }
            Some(Value::Array(values)) => values.push(json!(value)),
            Some(single) => *single = json!([single.take(), value]),
        }
    }
    Value::Object(fields)
}

fn body(outgoing: &Outgoing) -> Value {
    serde_json::from_str(&outgoing.body).unwrap_or(Value::Null)
}

/// Writes the send down, so that a crash cannot make it a secret.
fn begin(
    outbox: &Outbox,
    connection: &Connection,
    outgoing: &Outgoing,
) -> Result<Pending, Failure> {
    let rest = |(key, _): &&(String, String)| key != "requestId";
    let entry = Entry {
        request_id: request_id(outgoing).to_owned(),
        draft: String::new(),
        parent: outgoing.parent.clone(),
        query: outgoing.query.iter().filter(rest).cloned().collect(),
        body: outgoing.body.clone(),
        profile: connection.sender.profile.clone(),
        base: connection.client.base().text().to_owned(),
        is_sandbox: connection.sandbox.is_some(),
        since: OffsetDateTime::now_utc()
            .format(&Rfc3339)
            .unwrap_or_default(),
    };
    outbox.begin(&entry).map_err(|error| {
        Failure::Failed(format!(
            "Nothing was sent: the outbox on disk cannot be written: {error}. Check the data folder, or name another with --data-dir DIR."
        ))
    })
}

fn finish(pending: Pending) {
    if let Err(error) = pending.finish() {
        output::note(&format!("the outbox entry could not be removed: {error}"));
    }
}

fn request_id(outgoing: &Outgoing) -> &str {
    outgoing.parameter("requestId").unwrap_or("")
}

fn tell(waiting: &Waiting) {
    output::note(&format!(
        "{}; trying again in {:.1} s ({} of {})",
        crate::chat::clean::line(&waiting.because.to_string()),
        waiting.wait.max(Duration::from_millis(100)).as_secs_f32(),
        waiting.attempt,
        waiting.of
    ));
}

/// A number in `0.0..1.0`.
fn chance() -> f64 {
    let bytes = Uuid::new_v4().into_bytes();
    f64::from(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])) / f64::from(u32::MAX)
}

fn report(connection: &Connection, message: &Value, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return output::result(&output::json(message));
    }
    let sent = Sent::read(message);
    let mut lines = vec![format!(
        "Sent as {}: {}",
        connection.sender.label, sent.name
    )];
    if !sent.thread.is_empty() {
        lines.push(format!("Thread: {}", sent.thread));
    }
    output::result(&lines.join("\n"))
}

/// A failure for good; where nobody knows whether the message arrived, the outbox keeps it.
fn failed(error: Error, pending: Pending, connection: &Connection, outgoing: &Outgoing) -> Failure {
    let unsure = error.may_have_arrived();
    if !unsure || connection.sandbox.is_some() {
        finish(pending);
    }
    let failure = Failure::from(error);
    if unsure {
        let words = failure.words().to_owned();
        return Failure::Failed(format!(
            "{words}\n{}",
            doubt(connection, outgoing, "The answer is missing")
        ));
    }
    failure
}

fn doubt(connection: &Connection, outgoing: &Outgoing, why: &str) -> String {
    if connection.sandbox.is_some() {
        return format!("{why}; the embedded sandbox is gone with what it had.");
    }
    format!(
        "{why}, so the message may be in Chat. The same command with --request-id {} sends it without posting twice.",
        crate::chat::clean::name(request_id(outgoing))
    )
}
