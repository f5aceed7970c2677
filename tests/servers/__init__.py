"""Real servers for tests: on loopback, on free ports, with their data in a temporary folder, stopped by process id."""
