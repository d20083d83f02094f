"""Custom actions of Raadwijzer: rasa-sdk registers every module in this package."""
