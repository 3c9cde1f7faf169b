"""Who did it, as the evidence log names somebody: by role, never by name."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User


def role_of(actor: AbstractBaseUser | AnonymousUser | None) -> str:
    """A group of the actor, ``manager`` for a superuser without one, ``staff`` for others, ``system`` for nobody."""
    if not isinstance(actor, User):
        return "system"
    group = actor.groups.order_by("name").first()
    return group.name if group else ("manager" if actor.is_superuser else "staff")
