"""Proofs of the hallway and of its templates."""
