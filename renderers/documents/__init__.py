"""Document generators."""
