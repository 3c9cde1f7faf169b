"""``manage.py consents decide``: may this person be contacted, by which rule, on which facts?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.deciding import Answer, may_contact
from consents.choices import ContactChannel, PartyKind
from consents.deciding_selectors import Question
from consents.management.consent_commands.words import add_identifiers, moment, opening_values_of
from consents.selectors import purpose_of, sender_of
from registers.choices import LegalStatus

HELP = gettext_noop("say whether somebody may be contacted at a moment, and why; exit status 0 for yes and for no")


def add_arguments(parser: ArgumentParser) -> None:
    """The question."""
    add_identifiers(parser)
    parser.add_argument("--channel", required=True, choices=ContactChannel.values, help=_("how the person is reached"))
    parser.add_argument("--purpose", required=True, help=_("key of the purpose"))
    parser.add_argument("--sender", required=True, help=_("key of the sender"))
    parser.add_argument("--at", metavar="MOMENT", help=_("moment of the contact; now when left out"))
    parser.add_argument("--offer", action="store_true", help=_("something is offered, so that it is marketing"))
    parser.add_argument("--party", choices=PartyKind.values, default="unknown", help=_("person or legal person"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Ask and tell."""
    question = Question(
        values=opening_values_of(options["identifier"]),
        sender=sender_of(options["sender"]),
        purpose=purpose_of(options["purpose"]),
        channel=ContactChannel(options["channel"]),
        at=moment(options["at"]),
        offer=options["offer"],
        party=PartyKind(options["party"]),
        home=settings.ENVIRONMENT.country,
    )
    answer = may_contact(question=question, at=timezone.now())
    stdout.write(json.dumps(answer.as_value(), ensure_ascii=False) if options["json"] else _as_text(answer))


def _as_text(answer: Answer) -> str:
    decision = answer.decision
    lines = [f"{decision.outcome.label}: {decision.reason}"]
    if decision.ruleset:
        told = {"rule": decision.rule, "ruleset": decision.ruleset, "article": decision.article}
        lines.append(_("rule %(rule)s of %(ruleset)s, %(article)s") % told)
        lines.append(f"{decision.source} ({LegalStatus(decision.status).label})")
    if decision.not_before:
        when = date_format(timezone.localtime(decision.not_before), "j F Y, H:i")
        lines.append(_("allowed from %(when)s") % {"when": when})
    return "\n".join(lines)
