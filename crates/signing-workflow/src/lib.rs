//! Signing and checking official documents as a library: what only the kyso program could otherwise do.
