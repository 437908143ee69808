"""Records of releases: read as they were written, small, and refused without a leak."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.projection_rows import release_rows
from schemas.release_records import (
    LARGEST_BATCH,
    FigureBatch,
    HeaderRecord,
    PublishedFigure,
    batches,
    decode_release,
    encode_release,
)
from schemas.topics import LARGEST_RECORD
from schemas.unreadable_records import UnreadableRecord

FIGURE = PublishedFigure("court", "croydon", "charge-to-first-hearing", "year", "", '{"waits":15}')
BATCH = FigureBatch(7, "waits", (FIGURE,))
HEADER = HeaderRecord(7, '{"number":7,"method":"1"}')

GOLDEN = {
    BATCH: b'{"number":7,"sheet":"waits","figures":[{"dimension":"court","place":"croydon",'
    b'"stage":"charge-to-first-hearing","period":"year","id":"","figure":{"waits":15}}]}',
    HEADER: b'{"number":7,"header":{"number":7,"method":"1"}}',
}

words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
figures = st.builds(
    PublishedFigure,
    words,
    words,
    words,
    words,
    words,
    st.dictionaries(words, words | st.integers(0, 10**9) | st.none()).map(
        lambda figure: orjson.dumps(figure).decode()
    ),
)


@pytest.mark.parametrize("record", GOLDEN)
def test_a_record_is_written_so_for_ever(record: FigureBatch | HeaderRecord) -> None:
    assert encode_release(record) == (b"7", GOLDEN[record])
    assert decode_release(b"7", GOLDEN[record]) == record


@given(number=st.integers(1, 2**32 - 1), sheet=words, some=st.lists(figures, max_size=5))
def test_what_is_written_is_read_again(
    number: int, sheet: str, some: list[PublishedFigure]
) -> None:
    read = [decode_release(*encode_release(each)) for each in batches(number, sheet, some)]

    assert [each for batch in read for each in getattr(batch, "figures", ())] == some
    assert {(batch.number, getattr(batch, "sheet", "")) for batch in read} <= {(number, sheet)}


def test_a_record_is_well_under_the_largest_that_kafka_takes() -> None:
    large = PublishedFigure("", "", "", "", "", orjson.dumps({"x": "y" * 10_000}).decode())
    written = [encode_release(each)[1] for each in batches(1, "waits", [large] * 100)]

    assert len(written) > 1
    assert max(map(len, written)) < LARGEST_RECORD / 2
    assert all(len(value) <= LARGEST_BATCH + 1000 for value in written)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (b"7", None),
        (b"7", b"Amira"),
        (None, GOLDEN[HEADER]),
        (b"8", GOLDEN[HEADER]),
        (b"7", b'{"number":"Amira","header":{}}'),
        (b"true", b'{"number":true,"header":{}}'),
        (b"0", b'{"number":0,"header":{}}'),
        (b"7", b'{"number":7,"header":"Amira"}'),
        (b"7", b'{"number":7,"sheet":"waits","figures":[{"dimension":"Amira"}]}'),
        (b"7", GOLDEN[BATCH].replace(b'{"waits":15}', b'"Amira"')),
        (b"7", GOLDEN[BATCH].replace(b'"croydon"', b'["Amira"]')),
    ],
)
def test_what_cannot_be_read_is_refused_without_its_content(
    key: bytes | None, value: bytes | None
) -> None:
    with pytest.raises(UnreadableRecord) as refused:
        release_rows(key, value)

    assert "Amira" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_figures_and_header_go_to_tables_of_their_own() -> None:
    (figure,) = release_rows(*encode_release(BATCH))["release_figures"]
    (header,) = release_rows(*encode_release(HEADER))["releases"]

    assert figure == {
        "number": 7,
        "sheet": "waits",
        "dimension": "court",
        "place": "croydon",
        "stage": "charge-to-first-hearing",
        "period": "year",
        "id": "",
        "figure": '{"waits":15}',
    }
    assert header == {"number": 7, "header": '{"number":7,"method":"1"}'}
