"""How a sentence meets the question: terms, candidates, speech, positions."""
