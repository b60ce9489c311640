//! A throw-away government hierarchy for demonstrations and tests; never to be trusted.
