//! Vietnamese names compared and sorted.
//!
//! The same name is written in many ways: letters composed or not (Unicode NFC, NFD), the tone mark on one vowel or the
//! next (`hòa`, `hoà`), a final `i` or `y` (`quí`, `quý`), capital letters, `Đ` from another alphabet, more or fewer spaces.
//! [`NameKey`] is equal for all of them. [`SortKey`] puts lists into the order of the Vietnamese alphabet and tones, persons
//! by their given name first.
//!
//! Equal keys are a question for a person, not an answer: two people may have one name, and `Vy` and `Vi`, told apart by
//! their bearers, have one key.

mod key;
mod order;
mod words;

pub use key::{NameKey, plain, same_name};
pub use order::SortKey;
