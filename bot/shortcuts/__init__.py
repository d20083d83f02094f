"""Faster stand-ins for a few functions of Rasa, and the guard that refuses them when Rasa is no longer the same."""
