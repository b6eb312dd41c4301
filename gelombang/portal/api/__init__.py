"""The public API, version 1: waves, draws, regions and figures, to read. docs/api.md tells what is promised."""
