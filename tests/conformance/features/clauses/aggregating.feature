# Aggregation with and without rows, groups and nulls. Source: openCypher 9, "Aggregation".
Feature: Aggregating - Groups, nulls and no rows

  Scenario: Without rows
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN count(*) AS a, count(n) AS b, sum(n.x) AS c, avg(n.x) AS d, min(n.x) AS e, max(n.x) AS f,
             collect(n.x) AS g
      """
    Then the result should be, in any order:
      | a | b | c | d    | e    | f    | g  |
      | 0 | 0 | 0 | null | null | null | [] |
    And no side effects

  Scenario: Without rows there are no groups
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN n.k AS k, count(*) AS c
      """
    Then the result should be, in any order:
      | k | c |
    And no side effects

  Scenario: Nulls do not count but make a group
    Given any graph
    When executing query:
      """
      UNWIND [{k: 1, v: 2}, {k: 1, v: null}, {k: null, v: 3}, {k: null, v: 3.5}, {k: 1.0, v: 4}] AS r
      RETURN r.k AS k, count(*) AS c, count(r.v) AS n, sum(r.v) AS s, collect(r.v) AS l, avg(r.v) AS a
      """
    Then the result should be, in any order:
      | k    | c | n | s   | l        | a    |
      | 1    | 3 | 2 | 6   | [2, 4]   | 3.0  |
      | null | 2 | 2 | 6.5 | [3, 3.5] | 3.25 |
    And no side effects

  Scenario: Each value once
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 1, null, 1.0, 'a', 'a', [1], [1]] AS x
      RETURN count(DISTINCT x) AS c, collect(DISTINCT x) AS l
      """
    Then the result should be, in any order:
      | c | l                |
      | 4 | [1, 2, 'a', [1]] |
    And no side effects

  Scenario: Sums, extremes and percentiles
    Given any graph
    When executing query:
      """
      UNWIND [10, 20, 30, 40] AS x
      RETURN sum(x) AS a, sum(x / 4.0) AS b, min(x) AS c, max(toString(x)) AS d, percentileDisc(x, 0.5) AS e,
             percentileCont(x, 0.5) AS f, stDevP(x) AS g
      """
    Then the result should be, in any order:
      | a   | b    | c  | d    | e  | f    | g                 |
      | 100 | 25.0 | 10 | '40' | 20 | 25.0 | 11.180339887498949 |
    And no side effects

  Scenario: Extremes of mixed kinds
    Given any graph
    When executing query:
      """
      UNWIND [1, 'a', null, [1, 2], 0.2, 'b'] AS x
      RETURN min(x) AS a, max(x) AS b
      """
    Then the result should be, in any order:
      | a      | b |
      | [1, 2] | 1 |
    And no side effects

  Scenario: An expression of groups and aggregates
    Given any graph
    When executing query:
      """
      UNWIND range(1, 6) AS x
      WITH x % 2 AS odd, x
      RETURN odd, odd + count(*) * 10 AS c, [y IN collect(x) | y * odd] AS l
      ORDER BY odd
      """
    Then the result should be, in order:
      | odd | c  | l         |
      | 0   | 30 | [0, 0, 0] |
      | 1   | 31 | [1, 3, 5] |
    And no side effects

  Scenario: What is neither grouped nor aggregated is refused
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x UNWIND [3] AS y
      RETURN x + y + count(*) AS c
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: Distinct rows, then order, then part of them
    Given any graph
    When executing query:
      """
      UNWIND [3, 1, 2, 3, 1, null] AS x
      WITH DISTINCT x ORDER BY x DESC SKIP 1 LIMIT 2
      RETURN x
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 2 |
    And no side effects
