"""Pages of the requests outside the admin."""
