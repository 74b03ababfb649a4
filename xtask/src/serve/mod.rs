//! `cargo xtask serve`: the site on this machine, built again when a source changes.

pub mod changes;
mod open;
pub mod server;
mod watch;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::shell;
use crate::site::{self, Progress, naming};
use changes::Changes;

const PORTS_TO_TRY: u16 = 20;

/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(400);

/// Builds and serves until the process is ended. A later build that fails is reported, and the site stays as it was.
///
/// # Errors
/// When no port is free or the first build fails.
pub fn serve(port: u16, open: bool) -> Result<()> {
    // First of all, so that a missing port is known before the long build.
    let listener = listen(port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let mut watch = watch::Watch::new(&shell::root());
    let folder = site::default_folder();
    print!("{}", site::build(&folder, Progress::Shown)?);

    let changes = Arc::new(Changes::new(version(&folder)?));
    let site = server::Site::new(folder.clone(), &["/"], Some(Arc::clone(&changes)));
    server::start(listener, site);
    println!("\nFrontera is at {address} (Ctrl-C ends)");
    if open {
        open::open(&address);
    }
    loop {
        thread::sleep(LOOK);
        if watch.changed() {
            println!("\nA source has changed: building.");
            match site::build(&folder, Progress::Shown).and_then(|_| version(&folder)) {
                Ok(version) => {
                    changes.publish(version);
                    println!("Built: {address}");
                }
                Err(error) => eprintln!("error: {error:#}\nThe site stays as it was."),
            }
        }
    }
}

/// A name for the site as it is now: the page holds the hashes of all the rest.
fn version(folder: &Path) -> Result<String> {
    let page = std::fs::read(folder.join("index.html")).context("the site has no index.html")?;
    Ok(naming::hashed("site", &page))
}

/// Listens on this machine alone, on the first free port from `first` on.
fn listen(first: u16) -> Result<TcpListener> {
    let last = first.saturating_add(PORTS_TO_TRY - 1);
    for port in first..=last {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) {
            Ok(listener) => {
                if port != first {
                    println!("Port {first} is taken: using {port}.");
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("cannot listen on port {port}")),
        }
    }
    bail!("The ports {first} to {last} are all taken: name another with --port.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        if port < u16::MAX - PORTS_TO_TRY {
            assert!(listen(port).unwrap().local_addr().unwrap().port() > port);
        }
    }
}
