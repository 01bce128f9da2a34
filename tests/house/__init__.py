"""Tests of the house itself: its layers, budgets, tools, documents and test rooms."""
