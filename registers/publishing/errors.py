"""What can go wrong when the register is made public.

PublicationError
├── NothingToPublish      no piece of an activity was chosen
└── NothingPublic         nothing may be shown to the public
"""

from django.utils.translation import gettext_lazy

from registers.errors import RegisterError


class PublicationError(RegisterError):
    """The register cannot be made public this way."""

    code = "publication-error"
    message = gettext_lazy("The register cannot be made public this way.")


class NothingToPublish(PublicationError):
    """Choose at least one piece to publish; to take everything back, withdraw."""

    code = "nothing-to-publish"
    message = gettext_lazy("Choose at least one piece to publish; to take everything back, withdraw.")


class NothingPublic(PublicationError):
    """Nothing is public: switch pages on under Publications, mark activities as public, and sign them off."""

    code = "nothing-public"
    message = gettext_lazy(
        "Nothing is public: switch pages on under Publications, mark activities as public, and sign them off."
    )
