"""The proof room: one folder per room of the house, and what they need to run."""
