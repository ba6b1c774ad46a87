"""Recognisers: names, dates, quantities, phrases."""
