"""Rasa components of our own: one file each."""
