"""Table generators."""
