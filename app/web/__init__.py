"""The hallway between HTTP and the rooms below."""
