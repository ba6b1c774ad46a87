"""Closed word classes, each word once."""
