"""Progress bars that count, on the error output."""

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.output import errors


def counting_bars(width: int = 0) -> Progress:
    """Bars with how many are done of how many; descriptions of that width, to the right."""
    return Progress(
        TextColumn(f"{{task.description:>{width}}}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
    )
