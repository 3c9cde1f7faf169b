"""The demo customer database: its schema, its fictional people and its data map. Standard library only; no clock."""
