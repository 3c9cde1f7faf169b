"""Whether this process serves: a web server, a worker or the clock. It says so itself, before the settings are read."""

_serving: list[bool] = []


def serve() -> None:
    """From here on this process serves. Management work (``manage.py``) never says so."""
    _serving.append(True)


def serves() -> bool:
    """Whether it said so."""
    return bool(_serving)
