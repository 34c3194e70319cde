"""Formula generators."""
