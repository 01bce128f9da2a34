"""The organisers’ pages."""
