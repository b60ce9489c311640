//! The bare work that signing and verifying cannot do without.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{Context, SHA256};

const CHUNK: usize = 1 << 20;

/// Copies the file, syncs the copy, and hashes it twice: once to sign, once to verify before the rename.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_sync_hash_twice(from: &Path, to: &Path) -> io::Result<Duration> {
    let started = Instant::now();
    std::fs::copy(from, to)?;
    File::open(to)?.sync_all()?;
    hash(to)?;
    hash(to)?;
    Ok(started.elapsed())
}

/// Hashes the file once.
///
/// # Errors
/// When the file cannot be read.
pub fn hash_once(path: &Path) -> io::Result<Duration> {
    let started = Instant::now();
    hash(path)?;
    Ok(started.elapsed())
}

fn hash(path: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut context = Context::new(&SHA256);
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        context.update(&chunk[..read]);
    }
    std::hint::black_box(context.finish());
    Ok(())
}
