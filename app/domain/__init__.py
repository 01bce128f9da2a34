"""The hearth: pure rules, without clock, chance, network or SQL."""
