"""Which words of a sentence answer: rule extractors in order, else the span model."""
