"""Pages of the register for everybody: no session, no cookie, nothing from another host."""
