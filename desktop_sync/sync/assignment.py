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
    """Column → row of the cheapest assignment of a square matrix, by shortest augmenting paths with potentials."""
    size = len(cost)
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    row_at = [size] * (size + 1)
    for row in range(size):
        row_at[size] = row
        column = size
        least, came_from, seen = [float("inf")] * size, [size] * size, [False] * (size + 1)
        while row_at[column] != size:
            seen[column] = True
            here, step, following = row_at[column], float("inf"), size
            for other in range(size):
                if seen[other]:
                    continue
                reduced = cost[here][other] - of_row[here] - of_column[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(size + 1):
                if seen[other]:
                    of_row[row_at[other]] += step
                    of_column[other] -= step
                elif other < size:
                    least[other] -= step
            column = following
        while column != size:
            row_at[column] = row_at[came_from[column]]
            column = came_from[column]
    return row_at[:size]
