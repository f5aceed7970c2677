"""One module per kind of system that can be connected. The only place that speaks to other systems."""
