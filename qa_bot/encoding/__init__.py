"""Sentence encoders: a text -> a vector, near those of texts that mean nearly the same."""
