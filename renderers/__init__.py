"""Spec to pixels and scene. One file per generator; `_backends/` wrap the drawing libraries."""
