use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::folder::Folder;
use crate::{free_port, until};

const MISSING: &str = "Redis is missing: apt-get install redis-server";

/// A Redis server.
pub struct Redis {
    folder: Folder,
    port: u16,
    process: Option<Child>,
}

impl Redis {
    /// A server with no data, not started yet.
    pub fn stopped() -> Self {
        Self { folder: Folder::new("redis"), port: free_port(), process: None }
    }

    /// A server that accepts connections.
    pub fn started() -> Self {
        let mut server = Self::stopped();
        server.start(&[]);
        server
    }

    /// Starts it with these options, and waits until it accepts connections (it may still be loading its data).
    pub fn start(&mut self, options: &[&str]) {
        let process = Command::new("redis-server")
            .current_dir(self.folder.path())
            .args(["--port", &self.port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .args(["--enable-debug-command", "yes"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn();
        self.process = Some(process.expect(MISSING));
        until("Redis is ready", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Kills it: its connections are lost, and what it had not saved.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// The loopback port it listens on when it is started.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
    }
}
