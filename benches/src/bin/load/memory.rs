//! What a service has resident while large documents come in.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use kyso_benches::clients::{Client, head};
use kyso_benches::keys::KeyFiles;
use kyso_benches::served::Served;
use kyso_examples::samples::many_pages;

use super::trust;

const MEGABYTES: usize = 200;
/// At once. Ours.
const UPLOADS: u64 = 4;
/// Issue "In the agency's own system": 64 MB for each.
const MEMORY: u64 = 64_000_000;

pub(super) fn measure(kyso: &str, work: &Path, keys: &KeyFiles) -> io::Result<bool> {
    let document = signed(kyso, work, keys)?;
    let rooms = work.join("large");
    let served = Served::start(kyso, &rooms, &trust(keys))?;
    // one alone: what every later one has, too
    upload(&served.address, &work.join("files/000.pdf"))?;
    let before = served.memory()?;
    served.forget_peak()?;
    thread::scope(|scope| {
        let all: Vec<_> = (0..UPLOADS)
            .map(|_| scope.spawn(|| upload(&served.address, &document)))
            .collect();
        let ended = |one: thread::ScopedJoinHandle<'_, io::Result<()>>| {
            one.join()
                .unwrap_or_else(|_| Err(io::Error::other("an upload panicked")))
        };
        all.into_iter().try_for_each(ended)
    })?;
    let each = served.peak()?.saturating_sub(before) / UPLOADS;
    let left = documents_in(&rooms)?;
    println!(
        "verify, {MEGABYTES} MB, {UPLOADS} at once: {:.1} MB more for each (bound {} MB); {left} documents left in the folder",
        megabytes(each),
        MEMORY / 1_000_000,
    );
    Ok(each <= MEMORY && left == 0)
}

fn megabytes(octets: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some millions")]
    let octets = octets as f64;
    octets / 1e6
}

fn signed(kyso: &str, work: &Path, keys: &KeyFiles) -> io::Result<PathBuf> {
    let (draft, document) = (work.join("large-draft.pdf"), work.join("large.pdf"));
    many_pages(BufWriter::new(File::create(&draft)?), MEGABYTES)?;
    let status = Command::new(kyso)
        .args(keys.sign_arguments(&draft, &document))
        .stdout(Stdio::null())
        .status()?;
    std::fs::remove_file(&draft)?;
    match status.success() {
        true => Ok(document),
        false => Err(io::Error::other(format!("kyso sign: {status}"))),
    }
}

/// Sends the file from the disk, and hears that it is good.
fn upload(address: &str, document: &Path) -> io::Result<()> {
    let mut file = File::open(document)?;
    let mut client = Client::connect(address)?;
    let head = head("/v1/verify", file.metadata()?.len());
    client.stream().write_all(head.as_bytes())?;
    io::copy(&mut file, client.stream())?;
    let (status, body) = client.answer()?;
    let body = String::from_utf8_lossy(&body);
    match status == 200 && body.contains(r#""verdict":"passed""#) {
        true => Ok(()),
        false => Err(io::Error::other(format!("{status}: {body}"))),
    }
}

/// Documents in the folders of the service.
fn documents_in(folder: &Path) -> io::Result<usize> {
    let mut found = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        found += match path.is_dir() {
            true => documents_in(&path)?,
            false => usize::from(path.extension().is_some_and(|ending| ending == "pdf")),
        };
    }
    Ok(found)
}
