"""The life of a request as one table of moves. Nothing else decides where a request can go."""

from subjects.choices import Status as S

MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.IDENTIFIED, S.EXECUTED, S.WAITING, S.REFUSED, S.WITHDRAWN}),
    S.IDENTIFIED: frozenset({S.LOCATED, S.WAITING, S.BLOCKED, S.REFUSED, S.WITHDRAWN}),
    S.LOCATED: frozenset({S.PLANNED, S.WAITING, S.BLOCKED, S.REFUSED, S.WITHDRAWN}),
    S.PLANNED: frozenset({S.LOCATED, S.APPROVED, S.EXECUTING, S.BLOCKED, S.REFUSED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.LOCATED, S.EXECUTING, S.BLOCKED, S.REFUSED, S.WITHDRAWN}),
    S.EXECUTING: frozenset({S.EXECUTED, S.BLOCKED}),
    S.EXECUTED: frozenset({S.ANSWERED}),
    S.ANSWERED: frozenset({S.CLOSED}),
    S.WAITING: frozenset({S.RECEIVED, S.IDENTIFIED, S.LOCATED, S.REFUSED, S.WITHDRAWN}),
    S.BLOCKED: frozenset({S.IDENTIFIED, S.LOCATED, S.EXECUTING, S.REFUSED, S.WITHDRAWN}),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.CLOSED: frozenset(),
}

ENDED = frozenset(status for status, onward in MOVES.items() if not onward)


def may_move(at: S, to: S) -> bool:
    """Whether the table has this move."""
    return to in MOVES[at]
