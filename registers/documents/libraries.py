"""Whether the system libraries are there that documents need; asked by the system checks, without making a document."""


def can_render() -> bool:
    """Whether Pango and its friends can be loaded."""
    try:
        import weasyprint.text.ffi  # noqa: F401  (loading it is the question)
    except OSError:
        return False
    return True


def can_subset() -> bool:
    """Whether harfbuzz-subset is there: fonts are then cut fast, and the same way every time."""
    from weasyprint.text import ffi

    return ffi.harfbuzz_subset is not None
