"""Ways in: one module a channel."""
