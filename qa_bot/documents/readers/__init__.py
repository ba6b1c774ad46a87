"""Readers of formats that are no plain text, a module each."""
