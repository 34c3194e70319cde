"""Wrappers of the drawing libraries."""
