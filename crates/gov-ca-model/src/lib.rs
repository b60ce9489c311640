//! The nouns of the government CA: certificate, subscriber, organisation, device, request.
