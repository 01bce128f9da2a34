"""What the API gives, one file per noun: output truth, never the tables themselves."""
