//! The port: it can be closed and opened again, and every connection through it can be cut.

use std::{
    future::poll_fn,
    io,
    net::{Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{extract::connect_info::Connected, serve::IncomingStream};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::AbortHandle,
};

use super::wait::runtime;

/// A port that stays ours while nobody listens on it.
pub(crate) struct Port {
    /// Bound but never listening: connections are refused, and nobody else gets the number.
    _reserved: TcpSocket,
    pub(crate) address: SocketAddr,
    open: Mutex<Option<Open>>,
    /// Counts closings; a connection lives until the next one.
    closings: watch::Sender<u64>,
    living: Arc<Living>,
}

struct Open {
    listener: Arc<Mutex<Option<TcpListener>>>,
    serving: AbortHandle,
}

impl Port {
    pub(crate) fn reserve() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseport(true).unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        Self {
            address: socket.local_addr().unwrap(),
            _reserved: socket,
            open: Mutex::default(),
            closings: watch::Sender::new(0),
            living: Arc::default(),
        }
    }

    /// Listens, and serves the connections until the port is closed.
    pub(crate) fn open<F>(&self, serve: impl FnOnce(Door) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let _context = runtime().enter();
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseport(true).unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.address).unwrap();
        let listener = Arc::new(Mutex::new(Some(socket.listen(1024).unwrap())));
        let door = Door {
            address: self.address,
            listener: Arc::clone(&listener),
            closings: self.closings.subscribe(),
            living: Arc::clone(&self.living),
        };
        let serving = runtime().spawn(serve(door)).abort_handle();
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Open { listener, serving });
    }

    /// Refuses new connections from now on, and returns when the open ones are cut.
    pub(crate) fn close(&self) {
        let _context = runtime().enter();
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(open) = open {
            drop(open.listener.lock().unwrap_or_else(PoisonError::into_inner).take());
            open.serving.abort();
        }
        self.closings.send_modify(|closings| *closings += 1);
        self.living.wait_for_none();
    }
}

/// How many connections there are.
#[derive(Default)]
struct Living {
    connections: Mutex<usize>,
    fewer: Condvar,
}

impl Living {
    fn change(&self, change: impl FnOnce(&mut usize)) {
        change(&mut self.connections.lock().unwrap_or_else(PoisonError::into_inner));
        self.fewer.notify_all();
    }

    /// A connection that does not end is a bug here, but must not hang a test that is failing.
    fn wait_for_none(&self) {
        let connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        let patience = Duration::from_secs(5);
        drop(self.fewer.wait_timeout_while(connections, patience, |connections| *connections > 0));
    }
}

pub(crate) struct Door {
    address: SocketAddr,
    listener: Arc<Mutex<Option<TcpListener>>>,
    closings: watch::Receiver<u64>,
    living: Arc<Living>,
}

impl axum::serve::Listener for Door {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, peer) = poll_fn(|context| {
            let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner);
            match listener.as_ref().map(|listener| listener.poll_accept(context)) {
                Some(Poll::Ready(Ok(accepted))) => Poll::Ready(accepted),
                Some(Poll::Ready(Err(_))) => {
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
                Some(Poll::Pending) | None => Poll::Pending,
            }
        })
        .await;
        stream.set_nodelay(true).ok();
        let mut closings = self.closings.clone();
        let closed = Box::pin(async move {
            closings.changed().await.ok();
        });
        self.living.change(|connections| *connections += 1);
        let life = Life(Arc::clone(&self.living));
        (Connection { stream, wire: Wire::default(), closed, _life: life }, peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

const WHOLE: u8 = 0;
const CLOSED: u8 = 1;
const RESET: u8 = 2;

/// A handler's grip on the connection its call came through.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wire(Arc<AtomicU8>);

impl Wire {
    /// The next thing written closes the connection instead.
    pub(crate) fn close(&self) {
        self.0.store(CLOSED, Ordering::SeqCst);
    }

    /// The next thing written resets the connection instead.
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::SeqCst);
    }
}

impl Connected<IncomingStream<'_, Door>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().wire.clone()
    }
}

pub(crate) struct Connection {
    stream: TcpStream,
    wire: Wire,
    closed: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// The last field, dropped when the stream is gone.
    _life: Life,
}

struct Life(Arc<Living>);

impl Drop for Life {
    fn drop(&mut self) {
        self.0.change(|connections| *connections -= 1);
    }
}

impl Connection {
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if self.wire.0.load(Ordering::SeqCst) == WHOLE
            && self.closed.as_mut().poll(context).is_ready()
        {
            self.wire.reset();
            self.closed = Box::pin(std::future::pending());
        }
        match self.wire.0.load(Ordering::SeqCst) {
            WHOLE => return Ok(()),
            RESET => self.stream.set_zero_linger()?,
            _ => {}
        }
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
