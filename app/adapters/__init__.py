"""The pipes to the world: databases, files, mail, time; each with a memory twin."""
