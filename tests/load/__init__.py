"""Benchmarks: each page beside a bare floor measured in the same run. Nothing here is a test."""
