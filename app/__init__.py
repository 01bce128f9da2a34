"""Tremplin: an open platform for calls for projects."""
