"""Seed questions decomposed into reasoning factors by a typed grammar over the table behind the picture."""
