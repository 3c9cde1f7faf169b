"""The door for other systems: questions, consents and objections as JSON, with a key of their own."""
