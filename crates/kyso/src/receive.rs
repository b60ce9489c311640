//! `kyso receive`: what the receiving clerk (văn thư) does with what arrived, from the check to the record.

mod again;
mod answer;
mod arrive;
mod case;
mod decide;
mod keep;
mod list;
mod refused;
mod replay;
mod stamp;
mod tell;

use crate::args::{Receive, ReceiveCommand};
use crate::exit::Outcome;
use crate::job::Job;

/// `kyso receive`.
pub(crate) fn receive(args: &Receive, job: &Job) -> Outcome {
    match &args.command {
        None => arrive::arrive(&args.arrived, job),
        Some(ReceiveCommand::Again(args)) => again::again(args, job),
        Some(ReceiveCommand::Due(args)) => list::due(args, job),
        Some(ReceiveCommand::Register(args)) => list::register(args, job),
        Some(ReceiveCommand::Replay(args)) => replay::replay(args, job),
        Some(ReceiveCommand::Stamp(args)) => stamp::stamp(args, job),
        Some(ReceiveCommand::Told(args)) => list::told(args, job),
    }
}
