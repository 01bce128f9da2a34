"""The hallway: what pages show and read, without a server."""
