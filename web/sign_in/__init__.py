"""Sign-in by OpenID Connect: providers, sessions, and who sends a request."""
