"""The 2011 call as data, and its replay."""
