"""The pure core: lenses, matching, merging, guards. No clock, no randomness, no I/O; and the ports to the rest."""
