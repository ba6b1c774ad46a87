"""What is known of English, and nothing of any question."""
