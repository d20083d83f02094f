"""Training of the project's own Dutch sentence encoder; run with `python -m knowledge.training`."""
