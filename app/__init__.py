"""Tremplin: a platform for calls for projects."""
