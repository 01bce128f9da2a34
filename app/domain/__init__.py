"""The hearth: pure rules of a call for projects, without clock, chance or I/O."""
