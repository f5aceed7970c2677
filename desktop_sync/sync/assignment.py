"""The best one-to-one assignment: every row and column once, the greatest sum of scores."""

from collections.abc import Mapping

Cell = tuple[int, int]


def best_assignment(scores: Mapping[Cell, float]) -> list[Cell]:
    """The cells of the best assignment among those given, in order of rows. Kuhn and Munkres' method (“Hungarian”), O(n³)."""
    rows = sorted({row for row, _ in scores})
    columns = sorted({column for _, column in scores})
    if not rows:
        return []
    size = max(len(rows), len(columns))
    cost = [[0.0] * size for _ in range(size)]
    place_of = {column: place for place, column in enumerate(columns)}
    for at, row in enumerate(rows):
        for column in columns:
            cost[at][place_of[column]] = -scores.get((row, column), 0.0)
    taken = _munkres(cost)
    found = [(rows[at], columns[place]) for place, at in enumerate(taken) if at < len(rows) and place < len(columns)]
    return sorted(cell for cell in found if cell in scores)


def _munkres(cost: list[list[float]]) -> list[int]:
    """Column → row of the cheapest assignment of a square matrix, by shortest augmenting paths with potentials.

    The column `size` is a place outside the matrix, where each path begins; the row `size` means: no row yet.
    """
    size = len(cost)
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    row_at = [size] * (size + 1)
    for row in range(size):
        row_at[size] = row
        came_from, column = _shortest_path(cost, (of_row, of_column), row_at)
        while column != size:
            row_at[column] = row_at[came_from[column]]
            column = came_from[column]
    return row_at[:size]


def _shortest_path(
    cost: list[list[float]], potentials: tuple[list[float], list[float]], row_at: list[int]
) -> tuple[list[int], int]:
    """(where each column was reached from, the first free column), from the row that stands outside; moves the potentials."""
    size = len(cost)
    of_row, of_column = potentials
    least, came_from, open_columns = [float("inf")] * size, [size] * size, set(range(size))
    column, seen = size, [size]
    while row_at[column] != size:
        here = row_at[column]
        for other in open_columns:
            reduced = cost[here][other] - of_row[here] - of_column[other]
            if reduced < least[other]:
                least[other], came_from[other] = reduced, column
        following = min(open_columns, key=least.__getitem__)
        step = least[following]
        for other in seen:
            of_row[row_at[other]] += step
            of_column[other] -= step
        for other in open_columns:
            least[other] -= step
        open_columns.remove(following)
        seen.append(following)
        column = following
    return came_from, column
