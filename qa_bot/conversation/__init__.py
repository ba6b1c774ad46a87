"""The only room that remembers: one conversation, question by question."""
