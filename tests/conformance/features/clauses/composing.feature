# Clauses one after another: scopes, UNION, subqueries, procedures, parameters.
# Source: openCypher 9, "Clauses".
Feature: Composing - Scopes, unions, procedures and parameters

  Scenario: WITH hides what it does not name
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b
      WITH a
      RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Unions keep or drop duplicates
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: Unions with all rows
    Given any graph
    When executing query:
      """
      UNWIND [1, 1] AS x RETURN x UNION ALL RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |
      | 1 |
    And no side effects

  Scenario: A procedure joins its rows to what came before
    Given an empty graph
    And there exists a procedure my.capital(country :: STRING?) :: (capital :: STRING?, population :: INTEGER?):
      | country  | capital  | population |
      | 'Chile'  | 'Lima?'  | 1          |
      | 'France' | 'Paris'  | 2          |
      | 'Chile'  | 'Santiago' | 6        |
    When executing query:
      """
      UNWIND ['Chile', 'Peru', 'France'] AS c
      CALL my.capital(c) YIELD capital AS town, population WHERE population > 1
      RETURN c, town
      """
    Then the result should be, in any order:
      | c        | town       |
      | 'Chile'  | 'Santiago' |
      | 'France' | 'Paris'    |
    And no side effects

  Scenario Outline: An integer goes where a procedure takes a float or a number
    Given an empty graph
    And there exists a procedure my.kind(in :: <type>) :: (out :: STRING?):
      | in | out      |
      | 42 | 'answer' |
    When executing query:
      """
      CALL my.kind(42) YIELD out
      RETURN out
      """
    Then the result should be, in any order:
      | out      |
      | 'answer' |
    And no side effects

    Examples:
      | type     |
      | NUMBER?  |
      | FLOAT?   |
      | INTEGER? |

  Scenario: Parameters of every kind
    Given any graph
    And parameters are:
      | n    | 3                      |
      | list | [1, {a: 'x'}, null]    |
      | text | 'it\'s } RETURN 1 // ' |
    When executing query:
      """
      RETURN $n + 1 AS n, $list[1].a AS a, $text AS text, size($list) AS s
      SKIP 0 LIMIT $n
      """
    Then the result should be, in any order:
      | n | a   | text                   | s |
      | 4 | 'x' | 'it\'s } RETURN 1 // ' | 3 |
    And no side effects

  Scenario: A parameter that was not given
    Given any graph
    When executing query:
      """
      RETURN $missing AS x
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

  Scenario: Subqueries see what is around them
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {v: 2}), (:A {v: 5})-[:T]->(:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WHERE EXISTS { MATCH (a)-[:T]->(b) WHERE b.v > a.v }
      RETURN a.v AS v, CASE a.v WHEN 1 THEN 'one' ELSE 'more' END AS w,
             CASE WHEN a.v IS NULL THEN 0 WHEN a.v > 0 THEN 1 END AS s
      """
    Then the result should be, in any order:
      | v | w     | s |
      | 1 | 'one' | 1 |
    And no side effects

  Scenario: Properties by dynamic keys
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 'two'})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a, {b: {c: [10, 20]}} AS m, 'y' AS key
      RETURN a[key] AS y, m.b.c[1] AS c, m['b'].missing AS none, properties(a) AS p, a.missing AS nothing
      """
    Then the result should be, in any order:
      | y     | c  | none | p                | nothing |
      | 'two' | 20 | null | {x: 1, y: 'two'} | null    |
    And no side effects
