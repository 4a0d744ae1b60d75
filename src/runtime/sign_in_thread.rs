//! The thread of a sign-in in the browser, which waits without anybody waiting for it.

use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

use crate::app::events::event::{Event, Reply, SignInReply};
use crate::app::events::ticket::Ticket;
use crate::chat::redirect::SignInError;
use crate::chat::secret::Secret;
use crate::chat::sign_in::SignIn;
use crate::diagnostics::diagnostic::{Diagnostic, SignInNeed};
use crate::settings::login;
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;

/// How long the browser may take.
const PATIENCE: Duration = Duration::from_mins(5);

/// A sign-in under way. Dropped, it is cancelled, and its port is free again.
pub struct SignInThread {
    pasted: UnboundedSender<Secret>,
    _stop: oneshot::Sender<()>,
}

impl SignInThread {
    /// Starts the sign-in of a profile; its news are replies under the ticket.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn start(
        ticket: Ticket,
        (profile, paths): (Profile, Paths),
        allows: &[SignInNeed],
        events: UnboundedSender<Event>,
    ) -> std::io::Result<Self> {
        let scopes = login::scopes(allows);
        let (pasted, texts) = unbounded_channel();
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        std::thread::Builder::new()
            .name("sign-in".into())
            .spawn(move || {
                let report = move |reply| {
                    // Nobody listens once the program ends.
                    let _ = events.send(Event::Replied(ticket, Reply::SignIn(reply)));
                };
                runtime.block_on(async {
                    tokio::select! {
                        _ = stopped => {}
                        () = run(&profile, &paths, (&scopes, texts), &report) => {}
                    }
                });
            })?;
        Ok(Self {
            pasted,
            _stop: stop,
        })
    }

    /// Hands over what a person pasted: the address that the browser ended at, or its code.
    pub fn paste(&self, text: Secret) {
        // A sign-in that has ended has told so.
        let _ = self.pasted.send(text);
    }
}

async fn run(
    profile: &Profile,
    paths: &Paths,
    input: (&[String], UnboundedReceiver<Secret>),
    report: &impl Fn(SignInReply),
) {
    match sign_in(profile, paths, input, report).await {
        Ok(reply) => report(reply),
        Err(problem) => report(SignInReply::Failed(problem)),
    }
}

async fn sign_in(
    profile: &Profile,
    paths: &Paths,
    (scopes, texts): (&[String], UnboundedReceiver<Secret>),
    report: &impl Fn(SignInReply),
) -> Result<SignInReply, Diagnostic> {
    let client = login::client(profile).map_err(|error| error.diagnostic)?;
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    let sign_in = SignIn::begin(client, &scopes, 0, None).await;
    let sign_in = sign_in.map_err(|error| {
        Diagnostic::new(
            format!("No port of this machine can be listened on: {error}"),
            "Check that programs may listen on 127.0.0.1 here.",
        )
    })?;
    report(SignInReply::Started {
        url: sign_in.url().to_string(),
        port: sign_in.port(),
    });
    let code = code(&sign_in, texts, report).await?;
    report(SignInReply::Answered);
    let signed_in = login::finish(&sign_in, &code, (profile, paths), None).await;
    let signed_in = signed_in.map_err(|error| error.explain())?;
    let mut told = signed_in.told(&profile.name, &scopes).into_iter();
    Ok(SignInReply::Done {
        profile: profile.name.clone(),
        told: Diagnostic {
            title: told.next().unwrap_or_default(),
            detail: told.collect::<Vec<_>>().join("\n"),
            ..Diagnostic::default()
        },
    })
}

/// Waits for the code: from the browser, or pasted.
async fn code(
    sign_in: &SignIn,
    mut texts: UnboundedReceiver<Secret>,
    report: &impl Fn(SignInReply),
) -> Result<Secret, Diagnostic> {
    let until = Instant::now() + PATIENCE;
    let from_browser = sign_in.code();
    tokio::pin!(from_browser);
    loop {
        tokio::select! {
            found = &mut from_browser => return found.map_err(|error| no_code(&error)),
            Some(text) = texts.recv() => match sign_in.pasted(text.reveal()) {
                Ok(code) => return Ok(code),
                Err(error @ (SignInError::Denied | SignInError::Refused(_))) => return Err(no_code(&error)),
                Err(error) => report(SignInReply::NotACode(format!(
                    "{error}; paste the whole address of the last page"
                ))),
            },
            () = sleep_until(until) => return Err(Diagnostic::new(
                format!("No answer came within {} s; nobody is signed in", PATIENCE.as_secs()),
                "If Google's page showed an error, chatquill init says what helps. Sign in again.",
            )),
        }
    }
}

fn no_code(error: &SignInError) -> Diagnostic {
    let remedy = match error {
        SignInError::Denied => "Sign in again, and choose Continue or Allow.",
        _ => "Sign in again.",
    };
    Diagnostic::new(format!("Nobody is signed in: {error}"), remedy)
}
