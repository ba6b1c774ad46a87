"""The terminal: how a reply looks, what can be typed, and the chat itself."""
