"""Tests of the pipes to the world."""
