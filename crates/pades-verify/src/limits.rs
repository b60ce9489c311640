//! How much of an untrusted file `verify` is willing to look at.

/// The bounds; each says where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Signatures judged in one file. The largest real file of our corpus has 73; ten times that is generous.
    pub signatures: usize,
    /// Field look-ups while walking all revisions back (revisions × fields): 1,000 revisions of 200 fields.
    pub field_visits: usize,
    /// Time-stamp tokens looked at in one signature. Real ones have one; a duplicate is met now and then.
    pub timestamps: usize,
    /// Objects walked when later revisions are compared: a million, as in the largest files we are measured on.
    pub objects: usize,
    /// Later changes listed in a report, allowed ones and refused ones each. The largest real file of our corpus has about 600 after its
    /// first signature; the verdict rests on all of them, listed or not.
    pub changes: usize,
    /// Depth of direct values compared; the reader itself stops at 100.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            signatures: 1_000,
            field_visits: 200_000,
            timestamps: 16,
            objects: 1_000_000,
            changes: 10_000,
            depth: 128,
        }
    }
}
