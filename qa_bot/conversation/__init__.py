"""The only place that remembers: one talk, question by question."""
