"""The evidence room: what an entry may say, the Merkle tree, the seals, verification. No ORM, no Celery."""
