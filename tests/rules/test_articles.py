"""A ground is written as an article, in one spelling, and nothing else fits."""

import pytest

from subjects.articles import article_of, article_words
from subjects.errors import ArticleInvalid


@pytest.mark.parametrize(
    ("written", "article", "words"),
    [
        ("12(5)", "12(5)", "art. 12 lid 5 AVG"),
        (" 17(3)(E) ", "17(3)(e)", "art. 17 lid 3 onder e AVG"),
        ("art. 15(4) AVG", "15(4)", "art. 15 lid 4 AVG"),
        ("41(1)(i) uavg", "41(1)(i) UAVG", "art. 41 lid 1 onder i UAVG"),
        ("11", "11", "art. 11 AVG"),
        ("art. 17 lid 3 onder e AVG", "17(3)(e)", "art. 17 lid 3 onder e AVG"),
        ("41 lid 1 onder i UAVG", "41(1)(i) UAVG", "art. 41 lid 1 onder i UAVG"),
    ],
)
def test_an_article_has_one_spelling(written: str, article: str, words: str) -> None:
    assert article_of(written) == article
    assert article_words(article_of(written)) == words


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "de wet",
        "12(5) omdat Sanne de Vries",
        "12(5)\n17(3)",
        "1234(5)",
        "12((5)",
        "12(5) BW",
        "٣(٥)",
        " " * 30,
    ],
)
def test_what_is_no_article_is_refused_and_the_field_is_named(written: str) -> None:
    with pytest.raises(ArticleInvalid) as caught:
        article_of(written)

    assert str(caught.value).startswith("Article:")
    assert "Sanne" not in str(caught.value)
