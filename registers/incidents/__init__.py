"""What an incident touches: activities, data, people, clients and clocks, and drafts of what has to be told. Pure."""
