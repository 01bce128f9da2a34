"""The eyes: reads only; every list starts at what the actor may see."""
