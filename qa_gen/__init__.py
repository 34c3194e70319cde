"""Scene to questions. Knows content types, never generators."""
