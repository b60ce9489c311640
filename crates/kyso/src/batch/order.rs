//! Work by several threads, results in the order of the input.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use super::walk::{Found, Inputs};
use crate::exit::Exit;

/// Files that may be ahead of the one to be told next, for each thread: one large file does not stop the others at once,
/// and what waits stays small. Ours.
const AHEAD: usize = 8;
/// As the main thread has on most systems; nothing here recurses deeper than there.
const STACK: usize = 8 << 20;

/// Who is told.
pub(crate) trait Teller {
    /// What is told of one file.
    type Told: Send;

    /// The next result. A break ends the run: nobody reads any more.
    fn tell(&mut self, done: Self::Told) -> ControlFlow<()>;

    /// The user wants it to end now; what threads still work on is not waited for.
    fn interrupted(&mut self) -> !;
}

enum Message<T> {
    Done(usize, Box<T>),
    /// `^C`.
    Interrupted,
}

type Look<'a, T> = dyn Fn(&Found) -> T + Sync + 'a;

/// Looks at all of `inputs` with so many threads; tells them one after the other.
pub(crate) fn in_order<T: Send + 'static>(
    mut inputs: Inputs,
    threads: usize,
    look: &Look<'_, T>,
    teller: &mut dyn Teller<Told = T>,
) {
    let (results, done) = mpsc::channel();
    listen(results.clone());
    let (tasks, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        let starts = (0..threads).map_while(|_| start(scope, &waiting, results.clone(), look));
        let workers: Vec<_> = starts.collect();
        if workers.is_empty() {
            // The system gives no threads.
            let _ = inputs.try_for_each(|found| teller.tell(look(&found)));
            drop(tasks);
            return;
        }
        let mut line = Line {
            inputs,
            tasks,
            window: threads.saturating_mul(AHEAD),
            given: 0,
            told: 0,
            early: BTreeMap::new(),
        };
        line.run(&done, teller);
        drop(line);
        workers.into_iter().for_each(ended);
    });
}

/// A scope waits for the work of its threads. The library of a device frees what is a thread's when that has ended, and must not
/// do so while the program ends.
fn ended(worker: ScopedJoinHandle<'_, ()>) {
    if let Err(panic) = worker.join() {
        std::panic::resume_unwind(panic);
    }
}

/// `^C` ends the run after a whole line; again, at once. Where the handler cannot be set, at once the first time.
fn listen<T: Send + 'static>(results: Sender<Message<T>>) {
    let before = AtomicBool::new(false);
    let _ = ctrlc::set_handler(move || {
        let again = before.swap(true, Ordering::Relaxed);
        if again || results.send(Message::Interrupted).is_err() {
            std::process::exit(Exit::Interrupted.code().into());
        }
    });
}

/// A thread that works until nothing waits, where the system gives one.
fn start<'scope, T: Send + 'static>(
    scope: &'scope Scope<'scope, '_>,
    waiting: &'scope Mutex<Receiver<(usize, Found)>>,
    results: Sender<Message<T>>,
    look: &'scope Look<'_, T>,
) -> Option<ScopedJoinHandle<'scope, ()>> {
    let work = move || {
        loop {
            let task = waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok((index, found)) = task else { return };
            if results
                .send(Message::Done(index, Box::new(look(&found))))
                .is_err()
            {
                return;
            }
        }
    };
    Builder::new()
        .stack_size(STACK)
        .spawn_scoped(scope, work)
        .ok()
}

/// The one who hands out and tells.
struct Line<T> {
    inputs: Inputs,
    tasks: Sender<(usize, Found)>,
    window: usize,
    given: usize,
    told: usize,
    /// Done before its turn.
    early: BTreeMap<usize, T>,
}

impl<T: Send> Line<T> {
    fn run(&mut self, done: &Receiver<Message<T>>, teller: &mut dyn Teller<Told = T>) {
        loop {
            self.hand_out();
            if self.told == self.given {
                return;
            }
            match done.recv() {
                Ok(Message::Done(index, one)) => {
                    self.early.insert(index, *one);
                }
                Ok(Message::Interrupted) => teller.interrupted(),
                Err(_) => return,
            }
            while let Some(one) = self.early.remove(&self.told) {
                self.told += 1;
                if teller.tell(one).is_break() {
                    return;
                }
            }
        }
    }

    fn hand_out(&mut self) {
        while self.given < self.told.saturating_add(self.window) {
            let Some(found) = self.inputs.next() else {
                return;
            };
            if self.tasks.send((self.given, found)).is_err() {
                return;
            }
            self.given += 1;
        }
    }
}
