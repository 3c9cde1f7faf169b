"""The rewriting engine on live databases."""
