"""Tests of the hearth: the rules of a call, one by one."""
