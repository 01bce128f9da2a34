"""Tests of the 2011 call as data."""
