//! Waits until the terminal can be read.

use std::io;

use crate::platform::terminal::Terminal;

/// A terminal that is waited for.
pub struct Readable {
    waits: Waits,
}

impl Readable {
    /// Waits for this terminal from now on. It must be called within a runtime of tokio.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn new(terminal: Terminal) -> io::Result<Self> {
        let waits = Waits::new(terminal)?;
        Ok(Self { waits })
    }

    /// Returns the terminal.
    #[must_use]
    pub fn terminal(&self) -> &Terminal {
        self.waits.terminal()
    }

    /// Waits until something can be read; returns whether the terminal has hung up. It is cancel-safe.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub async fn ready(&mut self) -> io::Result<bool> {
        self.waits.ready().await
    }

    /// Calls `read` where something can be read; an error of the kind `WouldBlock` says that there is no more.
    ///
    /// # Errors
    /// Returns the error of `read`; `WouldBlock` where there is nothing.
    pub fn try_read<T>(&self, read: impl FnOnce(&Terminal) -> io::Result<T>) -> io::Result<T> {
        self.waits.try_read(read)
    }
}

/// By the events of the system.
#[cfg(all(unix, not(target_os = "macos")))]
struct Waits(tokio::io::unix::AsyncFd<Terminal>);

#[cfg(all(unix, not(target_os = "macos")))]
impl Waits {
    #[expect(
        deprecated,
        reason = "what took its place is unsafe, for descriptors that may be closed elsewhere; this one is owned"
    )]
    fn new(terminal: Terminal) -> io::Result<Self> {
        let readable = tokio::io::Interest::READABLE;
        tokio::io::unix::AsyncFd::with_interest(terminal, readable).map(Self)
    }

    fn terminal(&self) -> &Terminal {
        self.0.get_ref()
    }

    async fn ready(&mut self) -> io::Result<bool> {
        Ok(self.0.readable().await?.ready().is_read_closed())
    }

    fn try_read<T>(&self, read: impl FnOnce(&Terminal) -> io::Result<T>) -> io::Result<T> {
        self.0.try_io(tokio::io::Interest::READABLE, read)
    }
}

/// Not at all: there is no terminal to wait for.
#[cfg(not(unix))]
struct Waits(Terminal);

#[cfg(not(unix))]
impl Waits {
    fn new(terminal: Terminal) -> io::Result<Self> {
        Ok(Self(terminal))
    }

    fn terminal(&self) -> &Terminal {
        &self.0
    }

    async fn ready(&mut self) -> io::Result<bool> {
        match self.0 {}
    }

    fn try_read<T>(&self, read: impl FnOnce(&Terminal) -> io::Result<T>) -> io::Result<T> {
        read(&self.0)
    }
}

/// By a thread: the events of this system, and its `poll`, do not know `/dev/tty`; its `select` does.
#[cfg(target_os = "macos")]
struct Waits {
    terminal: std::sync::Arc<Terminal>,
    shared: std::sync::Arc<Shared>,
}

/// What the thread and the loop share.
#[cfg(target_os = "macos")]
#[derive(Default)]
struct Shared {
    /// Whether something can be read, as far as the thread knows; and whether the terminal has hung up.
    state: std::sync::Mutex<(bool, bool)>,
    /// Wakes the thread, which waits again.
    is_read: std::sync::Condvar,
    /// Wakes the loop.
    is_ready: tokio::sync::Notify,
}

#[cfg(target_os = "macos")]
impl Waits {
    fn new(terminal: Terminal) -> io::Result<Self> {
        let waits = Self {
            terminal: std::sync::Arc::new(terminal),
            shared: std::sync::Arc::default(),
        };
        let (terminal, shared) = (waits.terminal.clone(), waits.shared.clone());
        // It ends with the process: no read of a terminal can be cancelled.
        std::thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || shared.wait(&terminal))?;
        Ok(waits)
    }

    fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    async fn ready(&mut self) -> io::Result<bool> {
        loop {
            let came = self.shared.is_ready.notified();
            let (is_ready, is_closed) = *self.shared.lock();
            if is_ready {
                return Ok(is_closed);
            }
            came.await;
        }
    }

    fn try_read<T>(&self, read: impl FnOnce(&Terminal) -> io::Result<T>) -> io::Result<T> {
        if !self.shared.lock().0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let taken = read(&self.terminal);
        if let Err(error) = &taken
            && error.kind() == io::ErrorKind::WouldBlock
        {
            self.shared.lock().0 = false;
            self.shared.is_read.notify_one();
        }
        taken
    }
}

#[cfg(target_os = "macos")]
impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, (bool, bool)> {
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Waits for the terminal, tells the loop, and waits until that has read all.
    fn wait(&self, terminal: &Terminal) {
        use std::os::fd::AsRawFd as _;

        use filedescriptor::{POLLHUP, POLLIN, poll, pollfd};
        loop {
            let mut waits = [pollfd {
                fd: terminal.as_raw_fd(),
                events: POLLIN,
                revents: 0,
            }];
            if poll(&mut waits, None).is_err() {
                continue;
            }
            let [waited] = waits;
            let mut state = self.lock();
            *state = (true, state.1 || waited.revents & POLLHUP != 0);
            self.is_ready.notify_one();
            while state.0 {
                state = self
                    .is_read
                    .wait(state)
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
            }
        }
    }
}
