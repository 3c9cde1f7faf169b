"""What the law and the house say about consent and contact: the fold of the ledger and the decision. Pure."""
