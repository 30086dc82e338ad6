use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::folder::Folder;
use crate::{free_port, until};

const MISSING: &str = "PostgreSQL is missing: apt-get install postgresql";

/// A PostgreSQL server that logs every statement, with the SQLSTATE before each line.
pub struct Postgres {
    programs: PathBuf,
    /// PostgreSQL refuses to run as root: its package's user runs it then.
    user: Option<(u32, u32)>,
    folder: Folder,
    port: u16,
    process: Option<Child>,
}

impl Postgres {
    /// A server with an empty database, not started yet.
    pub fn stopped() -> Self {
        let folder = Folder::new("postgres");
        let root = folder.path().metadata().expect("the folder").uid() == 0;
        let user = root.then(|| (id("-u"), id("-g")));
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).expect("the folder is ours");
        }
        let server = Self { programs: programs(), user, folder, port: free_port(), process: None };
        let initialized = server
            .program("initdb")
            .args(["--pgdata=data", "--username=test", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
            .stdout(Stdio::null())
            .status();
        assert!(initialized.expect(MISSING).success(), "initdb failed");
        server
    }

    /// A server that accepts connections.
    pub fn started() -> Self {
        let mut server = Self::stopped();
        server.start();
        server
    }

    /// Starts it, and waits until it accepts connections.
    pub fn start(&mut self) {
        const READY: &str = "database system is ready to accept connections";
        let before = self.logged(READY);
        let process = self
            .program("postgres")
            .args(["-D", "data", "-p", &self.port.to_string(), "-h", "127.0.0.1", "-F"])
            .args(["-c", "unix_socket_directories=", "-c", "shared_buffers=8MB", "-c", "autovacuum=off"])
            .args(["-c", "log_statement=all", "-c", "log_line_prefix=%e "])
            .stdout(Stdio::null())
            .stderr(self.log())
            .spawn();
        self.process = Some(process.expect(MISSING));
        until("PostgreSQL is ready", || self.logged(READY) > before);
    }

    /// Stops it in the mode of `pg_ctl`: `fast` ends every session with SQLSTATE 57P01.
    pub fn stop(&mut self, mode: &str) {
        if let Some(mut process) = self.process.take() {
            let stopped = self.program("pg_ctl").args(["stop", "--silent", "-D", "data", "-m", mode]).status();
            if !stopped.is_ok_and(|status| status.success()) {
                let _ = process.kill();
            }
            let _ = process.wait();
        }
    }

    /// The loopback port it listens on when it is started.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How many times its log has a statement that contains the text.
    pub fn statements(&self, text: &str) -> usize {
        // `STATEMENT:` lines repeat a statement after its error; `LOG:` lines announce it.
        self.count(|line| line.contains("LOG:  ") && line.contains(text))
    }

    /// How many errors it reported with that SQLSTATE, to a statement or to a session that it ended.
    pub fn errors(&self, sqlstate: &str) -> usize {
        self.count(|line| {
            line.strip_prefix(sqlstate).is_some_and(|rest| rest.starts_with(" ERROR:") || rest.starts_with(" FATAL:"))
        })
    }

    fn logged(&self, text: &str) -> usize {
        self.count(|line| line.contains(text))
    }

    fn count(&self, matches: impl Fn(&str) -> bool) -> usize {
        let log = fs::read(self.folder.path().join("log")).unwrap_or_default();
        String::from_utf8_lossy(&log).lines().filter(|line| matches(line)).count()
    }

    fn log(&self) -> File {
        OpenOptions::new().create(true).append(true).open(self.folder.path().join("log")).expect("a log")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop("immediate");
    }
}

/// The folder of the newest version's programs, where Debian keeps them; else whatever is in the path.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed = versions.filter_map(|version| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let programs = version.path().join("bin");
        programs.join("initdb").exists().then_some((number, programs))
    });
    installed.max().map(|(_, programs)| programs).unwrap_or_default()
}

fn id(of: &str) -> u32 {
    let output = Command::new("id").args([of, "postgres"]).output().expect("id");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect(MISSING)
}
