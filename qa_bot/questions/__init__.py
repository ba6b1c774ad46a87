"""A line of text is read: what is asked for, and the words that must be met."""
