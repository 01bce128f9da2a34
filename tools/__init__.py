"""The tool shed: scripts for those who build the house; nothing in app/ imports them."""
