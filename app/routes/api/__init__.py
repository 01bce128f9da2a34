"""Doors that answer with JSON."""
