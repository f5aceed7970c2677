"""The mapping of a sync, as the rest of the program uses it: compile a definition, then look at records through it."""

from desktop_sync.sync.compile import compile_mapping
from desktop_sync.sync.compiled import CompiledField, CompiledMapping
from desktop_sync.sync.drift import drift, fingerprint

__all__ = ["CompiledField", "CompiledMapping", "compile_mapping", "drift", "fingerprint"]
