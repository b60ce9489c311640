//! Where objects are, and what a revision did to them.

/// Where an indirect object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the file, at this offset.
    InFile {
        /// Where `N G obj` starts.
        offset: u64,
    },
    /// In an object stream (ISO 32000-2 §7.5.7).
    InObjectStream {
        /// The object stream's number; its generation is 0.
        container: u32,
        /// The object's place in it.
        index: u32,
    },
}

/// What a revision did to an object number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It was missing or free before and is there now.
    Added {
        /// Where it is now.
        now: Location,
    },
    /// It was there before and stands somewhere else now, or its object stream does; its value need not differ.
    Replaced {
        /// The generation it had.
        before_generation: u16,
        /// Where it was.
        before: Location,
        /// Where it is now.
        now: Location,
    },
    /// It was there before and is free now.
    Freed {
        /// Where it was.
        before: Location,
    },
}
