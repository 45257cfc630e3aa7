"""The data of a figure as its author wrote it: a table, and taking its columns with care."""

from dataclasses import dataclass
from pathlib import Path

from glossator.problems import Code, Problem, did_you_mean
from glossator.project import Project
from glossator.text import Place
from glossator.values import Fields, Value, is_number


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and cells, and what is needed to say what is wrong with them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    fields: Fields
    problems: list[Problem]
    project: Project
    path: Path

    def words(self, row: int, column: int) -> str:
        """One cell."""
        return str(self.rows[row][column].data or "")

    def cells(self, column: int) -> list[str]:
        """The cells of a column."""
        return [self.words(row, column) for row in range(len(self.rows))]

    def column(self, key: str, *, is_needed: bool = False) -> int | None:
        """The index of the column that `key` names."""
        if is_needed:
            words = self.fields.required(key, f"name a column: {', '.join(self.columns)}")
        else:
            words = self.fields.text(key)
        return self.index(words, self.fields.value_place(key)) if words else None

    def index(self, words: str, place: Place) -> int | None:
        """The index of the column with the heading `words`."""
        if words in self.columns:
            return self.columns.index(words)
        self.wrong(place, f"the table has no column “{words}”", did_you_mean(words, self.columns))
        return None

    def numbers(self, column: int) -> tuple[float, ...]:
        """The cells of a column as numbers of 0 and more."""
        found = []
        for row in self.rows:
            words = str(row[column].data or "")
            number = float(words) if is_number(words) else 0.0
            if not is_number(words):
                message = f"a number should stand here, not “{words}”"
                self.wrong(row[column].place, message, "write digits alone: 22 or 3.5")
            elif number < 0:
                message = "columns are drawn for numbers of 0 and more"
                self.wrong(row[column].place, message)
            found.append(number)
        return tuple(found)

    def list_of(self, value: Value, count: int, example: str) -> tuple[float, ...] | None:
        """`value` as `count` numbers."""
        items = value.data if isinstance(value.data, tuple) else ()
        words = [str(item.data) for item in items]
        if len(words) != count or not all(map(is_number, words)):
            message = f"{count} numbers should stand here"
            self.wrong(value.place, message, f"write {example}")
            return None
        return tuple(map(float, words))

    def wrong(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(Code.FIGURE_MALFORMED, place, message, hint))


def table(fields: Fields, problems: list[Problem], project: Project, path: Path) -> Table | None:
    """The table of the figure at `path`; None, with a problem, if it is none."""
    columns = tuple(words for words, _ in fields.texts("columns"))
    rows = fields.lists("rows")
    made = Table(columns, tuple(rows), fields, problems, project, path)
    for words in sorted({words for words in columns if columns.count(words) > 1}):
        made.wrong(fields.value_place("columns"), f"two columns are called “{words}”")
    if not fields.is_mapping:
        return None
    if not columns or not rows:
        missing = "rows" if columns else "columns"
        hint = "columns: [Year, Allies], then rows:, and under it lines like - [2024, 22]"
        value = fields.take(missing)
        if value is None or value.data == ():
            made.wrong(fields.place_of(missing), f"this figure has no “{missing}”", hint)
        return None
    wrong = [row for row in rows if len(row) != len(columns)]
    for row in wrong:
        cells = f"{len(row)} cell{'' if len(row) == 1 else 's'}"
        message = f"this row has {cells}, and the table {len(columns)} columns"
        hint = "a comma parts two cells; quotation marks keep one inside a cell"
        made.wrong(row[0].place, message, hint)
    return None if wrong else made
