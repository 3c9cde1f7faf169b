"""Short messages to phones: one interface, and the gateways that speak it. Knows no tables."""
