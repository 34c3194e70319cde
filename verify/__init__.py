"""The second opinion: replays, measures and reads what was written, sharing no code with what wrote it."""
