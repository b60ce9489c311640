//! The screen of the person: a page is shown by their browser.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::exit::Failure;
use crate::text::Text;

/// Shows an address, by this program or the desktop's own way. Nobody waits for it to end.
pub(super) fn show(program: Option<&Path>, address: &str) -> Result<(), Failure> {
    let shown = opener(program).arg(address).spawn();
    let mut child = shown.map_err(|error| unshown(address, &error))?;
    // it is waited for so that nothing of it stays in the system's table
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// The desktop's own way to show an address.
fn opener(named: Option<&Path>) -> Command {
    let mut command = match named {
        Some(program) => Command::new(program),
        None if cfg!(target_os = "macos") => Command::new("open"),
        None if cfg!(windows) => {
            let mut command = Command::new("rundll32");
            command.arg("url.dll,FileProtocolHandler");
            command
        }
        None => Command::new("xdg-open"),
    };
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(Stdio::null());
    command
}

fn unshown(address: &str, error: &io::Error) -> Failure {
    Failure::environment(
        "not-opened",
        Text::new(
            format!("Không mở được trình duyệt ({error}). Đề nghị tự mở: {address}"),
            format!("No browser could be started ({error}). Open this yourself: {address}"),
        ),
    )
}
