"""The Rasa side of Raadwijzer: channels, components, importers, and the launcher."""
