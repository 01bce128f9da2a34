"""The API: what a program can do with a token."""
