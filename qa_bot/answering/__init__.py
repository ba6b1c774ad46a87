"""Question and ranked passages -> Reply."""
