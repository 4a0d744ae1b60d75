//! Processes: how one ended, and signals to others and to oneself.

use std::io;
use std::process::{Child, ExitStatus};

/// How a child that is waited for has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It ended with this status.
    Exited(i32),
    /// It was ended by this signal.
    Killed(i32),
    /// It was stopped, and can go on.
    Stopped,
}

/// Waits until a child ends or is stopped.
///
/// # Errors
/// Returns the error of the system.
#[cfg(unix)]
pub fn wait(child: &mut Child) -> io::Result<Change> {
    use rustix::io::Errno;
    use rustix::process::{Pid, WaitOptions, waitpid};
    loop {
        let status = match waitpid(Some(Pid::from_child(child)), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) => status,
            Ok(None) | Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        return Ok(match (status.exit_status(), status.terminating_signal()) {
            (Some(code), _) => Change::Exited(code),
            (None, Some(signal)) => Change::Killed(signal),
            (None, None) => Change::Stopped,
        });
    }
}

/// Waits until a child ends.
///
/// # Errors
/// Returns the error of the system.
#[cfg(not(unix))]
pub fn wait(child: &mut Child) -> io::Result<Change> {
    let status = child.wait()?;
    Ok(Change::Exited(status.code().unwrap_or(1)))
}

/// Returns the signal that ended a process.
#[must_use]
pub fn signal_of(status: ExitStatus) -> Option<i32> {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    {
        let _ = status;
        None
    }
}

/// Sends a signal to a process. Returns whether it was sent.
#[must_use]
pub fn signal(pid: u32, signal: i32) -> bool {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process};
        let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
        let named = Signal::from_named_raw(signal);
        pid.zip(named)
            .is_some_and(|(pid, signal)| kill_process(pid, signal).is_ok())
    }
    #[cfg(not(unix))]
    {
        let _ = (pid, signal);
        false
    }
}

/// Stops this program, and what was started with it, until the shell resumes it.
pub fn stop() {
    // The whole group, so that a wrapper such as `cargo run` returns to the prompt, too.
    #[cfg(unix)]
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}

/// Ends the process by a signal, so that a shell and a supervisor see what ended it.
///
/// Returns where the system does not do so.
pub fn end_by(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
