"""The hallway: what stands between HTTP and the house."""
