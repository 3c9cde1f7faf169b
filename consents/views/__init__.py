"""Pages of consents outside the admin."""
