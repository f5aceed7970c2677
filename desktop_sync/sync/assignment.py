"""The best one-to-one assignment: every row and column at most once, the greatest sum of scores."""

import heapq
from collections.abc import Mapping

Cell = tuple[int, int]
Edges = list[tuple[int, float]]


def best_assignment(scores: Mapping[Cell, float]) -> list[Cell]:
    """The cells of the best assignment among those given, in order of rows; scores are 0 or more.

    Shortest augmenting paths with potentials (Jonker and Volgenant) over the given cells alone: with a handful of cells a row
    hundreds of rows take a moment.
    """
    rows = sorted({row for row, _ in scores})
    places = {column: place for place, column in enumerate(sorted({column for _, column in scores}))}
    edges: list[Edges] = [[] for _ in rows]
    at = {row: place for place, row in enumerate(rows)}
    for (row, column), score in sorted(scores.items()):
        edges[at[row]].append((places[column], -score))
    for place, mine in enumerate(edges):
        mine.append((len(places) + place, 0.0))  # a column of its own: a row may stay free
    taken = _Matching(edges, len(places) + len(rows)).solve()
    columns = list(places)
    return [(rows[row], columns[place]) for row, place in enumerate(taken) if place < len(columns)]


class _Matching:
    """The cheapest matching of all rows; each row's edges are (column, cost)."""

    def __init__(self, edges: list[Edges], columns: int) -> None:
        self._edges = edges
        self._of_row = [min(cost for _, cost in mine) for mine in edges]
        self._of_column = [0.0] * columns
        self._row_at = [-1] * columns
        self._column_at = [-1] * len(edges)

    def solve(self) -> list[int]:
        """Row → column."""
        for row in range(len(self._edges)):
            self._add(row)
        return self._column_at

    def _add(self, start: int) -> None:
        """Give the row a column, by the shortest path of exchanges to one that is free; moves the potentials."""
        came_from, least, done, free = self._shortest_path(start)
        self._of_row[start] += least[free]
        for column in done:
            self._of_row[self._row_at[column]] += least[free] - least[column]
            self._of_column[column] -= least[free] - least[column]
        column = free
        while column >= 0:
            row = came_from[column]
            self._row_at[column] = row
            self._column_at[row], column = column, self._column_at[row]

    def _shortest_path(self, start: int) -> tuple[dict[int, int], dict[int, float], set[int], int]:
        """From which row each column was reached and how far it is, the columns passed, and the free one at the end."""
        came_from: dict[int, int] = {}
        least: dict[int, float] = {}
        heap: list[tuple[float, int]] = []
        done: set[int] = set()
        row, length = start, 0.0
        while True:
            for column, cost in self._edges[row]:
                reached = length + cost - self._of_row[row] - self._of_column[column]
                if column not in done and reached < least.get(column, float("inf")):
                    least[column], came_from[column] = reached, row
                    heapq.heappush(heap, (reached, column))
            length, column = heapq.heappop(heap)
            while column in done:
                length, column = heapq.heappop(heap)
            row = self._row_at[column]
            if row < 0:
                return came_from, least, done, column
            done.add(column)
