"""What of a signed version may be shown to everybody, and the blocks of a privacy statement (art. 13, 14). Pure."""
