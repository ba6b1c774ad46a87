"""Files are read: text, metadata, blocks, passages."""
