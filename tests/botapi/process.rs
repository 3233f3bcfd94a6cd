//! The real program as a child process: started, watched, terminated, killed, started again.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{
    BotApi,
    wait::{Watched, until},
};

/// A running program; killed when dropped.
pub(crate) struct BotProcess {
    watched: Arc<Output>,
}

/// The child and what it has printed.
struct Output {
    name: String,
    child: Mutex<Child>,
    printed: Mutex<Printed>,
    bell: watch::Sender<u64>,
}

#[derive(Default)]
struct Printed {
    stdout: Vec<String>,
    stderr: Vec<String>,
    streams_ended: usize,
}

#[derive(Clone, Copy)]
enum Stream {
    Stdout,
    Stderr,
}

impl BotApi {
    /// The bot's own program, told to talk to this server. Add arguments and environment, then
    /// give it to [`BotProcess::spawn`].
    pub(crate) fn bot_command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crampbot"));
        command.env("TELOXIDE_API_URL", self.url()).env("TELOXIDE_TOKEN", self.token());
        for name in
            ["TELOXIDE_PROXY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "RUST_LOG"]
        {
            command.env_remove(name);
        }
        command
    }
}

impl BotProcess {
    pub(crate) fn spawn(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let streams: [(Stream, Box<dyn Read + Send>); 2] = [
            (Stream::Stdout, Box::new(child.stdout.take().unwrap())),
            (Stream::Stderr, Box::new(child.stderr.take().unwrap())),
        ];
        let watched = Arc::new(Output {
            name: format!("{command:?}"),
            child: Mutex::new(child),
            printed: Mutex::default(),
            bell: watch::Sender::new(0),
        });
        for (stream, source) in streams {
            let watched = Arc::clone(&watched);
            std::thread::spawn(move || watched.read(stream, source));
        }
        Self { watched }
    }

    pub(crate) fn id(&self) -> u32 {
        self.watched.child().id()
    }

    /// SIGKILL: no warning, no clean-up. Returns when it is gone.
    pub(crate) fn kill9(&self) {
        let mut child = self.watched.child();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// SIGTERM: please stop.
    pub(crate) fn terminate(&self) {
        let child = self.watched.child();
        let status = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status();
        assert!(status.unwrap().success(), "could not signal {}", self.watched.name);
    }

    /// Waits for the end.
    #[track_caller]
    pub(crate) fn exits(&self) -> impl Future<Output = ExitStatus> + use<> {
        let what = format!("the end of {}", self.watched.name);
        until(Arc::clone(&self.watched), what, |output| {
            let over = output.printed().streams_ended == 2;
            over.then(|| output.child().wait().unwrap())
        })
    }

    /// Waits for the end, which must have this code.
    #[track_caller]
    pub(crate) fn exits_with(&self, code: i32) -> impl Future<Output = ()> + use<> {
        let caller = std::panic::Location::caller();
        let exit = self.exits();
        let watched = Arc::clone(&self.watched);
        async move {
            let status = exit.await;
            let story = || watched.story();
            assert_eq!(status.code(), Some(code), "{caller}: {status}\n{}", story());
        }
    }

    /// Waits for a line on stderr that contains the text, from the beginning.
    #[track_caller]
    pub(crate) fn logs(&self, text: &str) -> impl Future<Output = String> + use<> {
        let wanted = text.to_owned();
        until(Arc::clone(&self.watched), format!("{text:?} on stderr"), move |output| {
            output.printed().stderr.iter().find(|line| line.contains(&wanted)).cloned()
        })
    }

    pub(crate) fn stderr(&self) -> Vec<String> {
        self.watched.printed().stderr.clone()
    }

    /// How many lines were printed so far.
    pub(crate) fn lines(&self) -> usize {
        let printed = self.watched.printed();
        printed.stdout.len() + printed.stderr.len()
    }

    pub(crate) fn stdout(&self) -> Vec<String> {
        self.watched.printed().stdout.clone()
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        let mut child = self.watched.child();
        child.kill().ok();
        child.wait().ok();
    }
}

impl Output {
    fn child(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn printed(&self) -> MutexGuard<'_, Printed> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Line by line, whatever the bytes are, until the stream ends.
    fn read(&self, stream: Stream, source: impl Read) {
        for line in BufReader::new(source).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            match stream {
                Stream::Stdout => self.printed().stdout.push(line),
                Stream::Stderr => self.printed().stderr.push(line),
            }
            self.bell.send_modify(|rung| *rung += 1);
        }
        self.printed().streams_ended += 1;
        self.bell.send_modify(|rung| *rung += 1);
    }
}

impl Watched for Output {
    fn changes(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(20)
    }

    fn story(&self) -> String {
        let printed = self.printed();
        let (out, err) = (printed.stdout.join("\n"), printed.stderr.join("\n"));
        format!("---- stdout ----\n{out}\n---- stderr ----\n{err}")
    }
}
