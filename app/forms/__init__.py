"""The shapes of what people send, the same for HTML and JSON."""
