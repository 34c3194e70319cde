"""Text in scenes."""
