//! Signing and checking over HTTP.
//!
//! This crate knows connections, requests, limits and answers, and **nothing of what is done with a document**: no PDF, no law, no
//! key. That is handed to it as an [`Office`], whose calls block; `kyso serve` is one. The service itself keeps nothing between two
//! requests, so that several stand behind a balancer; but what a client may ask for again, for a while.
//!
//! - [`Service::bind`] takes an address, [`Service::start`] serves on threads of its own until [`Running::stop`].
//! - A document that comes in is a [`Document`]: in memory while it is small, in a file of its own folder where not, gone when
//!   the answer was given.
//! - What goes wrong is a [`Problem`] (RFC 9457), in Vietnamese and in English.
//! - Every number it keeps to is a field of [`Limits`].
#![forbid(unsafe_code)]
#![allow(
    clippy::disallowed_methods,
    reason = "the service is where requests become files"
)]

mod access;
mod desk;
mod document;
mod download;
mod form;
mod kept;
mod limits;
mod listen;
mod local;
mod log;
mod metrics;
mod office;
mod pages;
mod password;
mod problem;
mod rate;
mod rooms;
mod service;
mod signatory;
mod upload;
mod v1;

pub use access::{Access, Client, KeyLimits};
pub use document::{Content, Document};
pub use limits::Limits;
pub use local::{Allowed, Local, Origin, Origins};
pub use log::Log;
pub use office::{
    Answer, Changes, CheckAsked, ExtendAsked, FinishAsked, Level, Made, Named, Office, PageAsked,
    PagesAsked, Picture, PrepareAnswer, PrepareAsked, Reader, SignAsked, VerifyAsked,
};
pub use problem::{Code, Language, Problem, Words};
pub use service::{Running, ServeError, Service, Settings};
pub use signatory::{Act, Finding, Holder, Judged, Looked, Mark, Remote, Signatory, Spot, Wish};
pub use v1::description;
