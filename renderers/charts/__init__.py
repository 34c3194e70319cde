"""Chart generators, one per file."""
