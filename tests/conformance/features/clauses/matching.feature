# Relationship uniqueness, paths and optional parts. Source: openCypher 9, "Pattern matching".
Feature: Matching - Uniqueness, lengths and optional parts

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (chile:Country {name: 'Chile'}), (uk:Country {name: 'United Kingdom'}),
             (t:Agreement {name: 'treaty'}), (m:Agreement {name: 'memorandum'}),
             (chile)-[:PARTY_TO {side: 1}]->(t), (uk)-[:PARTY_TO {side: 2}]->(t),
             (chile)-[:PARTY_TO]->(m), (m)-[:AMENDS]->(t), (chile)-[:NEAR]->(chile)
      """

  Scenario: Relationships of one MATCH are different
    When executing query:
      """
      MATCH (x)-[:PARTY_TO]->()<-[:PARTY_TO]-(y)
      RETURN x.name AS x, y.name AS y
      """
    Then the result should be, in any order:
      | x                | y                |
      | 'Chile'          | 'United Kingdom' |
      | 'United Kingdom' | 'Chile'          |
    And no side effects

  Scenario: Also across the patterns of one MATCH
    When executing query:
      """
      MATCH (x)-[:PARTY_TO]->(t {name: 'treaty'}), (y)-[:PARTY_TO]->(t)
      RETURN x.name AS x, y.name AS y
      """
    Then the result should be, in any order:
      | x                | y                |
      | 'Chile'          | 'United Kingdom' |
      | 'United Kingdom' | 'Chile'          |
    And no side effects

  Scenario: Two MATCH clauses may use one relationship
    When executing query:
      """
      MATCH (x)-[:PARTY_TO]->(t {name: 'treaty'})
      MATCH (y)-[:PARTY_TO]->(t)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 4 |
    And no side effects

  Scenario: A loop matches once whichever way it is asked for
    When executing query:
      """
      MATCH (a)-[r:NEAR]-(b)
      RETURN a.name AS a, b.name AS b
      """
    Then the result should be, in any order:
      | a       | b       |
      | 'Chile' | 'Chile' |
    And no side effects

  Scenario Outline: Lengths
    When executing query:
      """
      MATCH p = (c:Country {name: 'United Kingdom'})-[<length>]-(x)
      RETURN length(p) AS l, count(*) AS c
      """
    Then the result should be, in any order:
      | l  | c  |
      | 1  | <one> |
      | 2  | <two> |
    And no side effects

    Examples:
      | length         | one | two |
      | *1..2          | 1   | 2   |
      | :PARTY_TO*..2  | 1   | 1   |

  Scenario: Length zero, and relationships as a list
    When executing query:
      """
      MATCH (a {name: 'memorandum'})-[rs:AMENDS*0..1]->(b)
      RETURN [r IN rs | type(r)] AS types, b.name AS b
      """
    Then the result should be, in any order:
      | types      | b            |
      | []         | 'memorandum' |
      | ['AMENDS'] | 'treaty'     |
    And no side effects

  Scenario: An optional part that is not there is null
    When executing query:
      """
      MATCH (a:Agreement)
      OPTIONAL MATCH (a)-[r:AMENDS]->(b)<-[s:PARTY_TO]-(c) WHERE s.side > 1
      RETURN a.name AS a, type(r) AS r, c.name AS c, labels(b) AS labels
      """
    Then the result should be, in any order:
      | a            | r        | c                | labels        |
      | 'treaty'     | null     | null             | null          |
      | 'memorandum' | 'AMENDS' | 'United Kingdom' | ['Agreement'] |
    And no side effects

  Scenario: Patterns and subqueries as conditions
    When executing query:
      """
      MATCH (c:Country)
      WHERE (c)-[:PARTY_TO]->({name: 'memorandum'}) OR NOT EXISTS { MATCH (c)-[:PARTY_TO]->() }
      RETURN c.name AS name, size([(c)-[:PARTY_TO]->(a) | a.name]) AS n
      """
    Then the result should be, in any order:
      | name    | n |
      | 'Chile' | 2 |
    And no side effects

  Scenario: The shortest way between two
    When executing query:
      """
      MATCH (a {name: 'United Kingdom'}), (b {name: 'memorandum'})
      MATCH p = shortestPath((a)-[*]-(b))
      RETURN [n IN nodes(p) | n.name] AS names, length(p) AS l
      """
    Then the result should be, in any order:
      | names                                      | l |
      | ['United Kingdom', 'treaty', 'memorandum'] | 2 |
    And no side effects

  Scenario: All shortest ways between two
    When executing query:
      """
      MATCH p = allShortestPaths((:Country {name: 'Chile'})-[:PARTY_TO|AMENDS*]-({name: 'treaty'}))
      RETURN count(p) AS c, min(length(p)) AS l
      """
    Then the result should be, in any order:
      | c | l |
      | 1 | 1 |
    And no side effects

  Scenario: A node that an optional part did not find is found by no MATCH
    When executing query:
      """
      MATCH (c:Country)
      OPTIONAL MATCH (c)-[:AMENDS]->(x)
      WITH c, x
      MATCH (x)
      RETURN c.name AS name
      """
    Then the result should be, in any order:
      | name |
    And no side effects

  Scenario: What stands between two unbound ends is found whichever end is begun with
    When executing query:
      """
      MATCH (x)-[r:PARTY_TO]->(y)-[s:AMENDS]->(z)<-[t:PARTY_TO]-(w)
      RETURN x.name AS x, y.name AS y, z.name AS z, w.name AS w
      """
    Then the result should be, in any order:
      | x       | y            | z        | w                |
      | 'Chile' | 'memorandum' | 'treaty' | 'Chile'          |
      | 'Chile' | 'memorandum' | 'treaty' | 'United Kingdom' |
    And no side effects

  Scenario: Labels hold also where a length of relationships depends on an earlier value
    When executing query:
      """
      WITH 7 AS w
      MATCH ()-[:AMENDS]->(x), (n)-[*0..2 {side: w}]->(c:Country)
      RETURN x.name AS x, n.name AS n, c.name AS c
      """
    Then the result should be, in any order:
      | x        | n                | c                |
      | 'treaty' | 'Chile'          | 'Chile'          |
      | 'treaty' | 'United Kingdom' | 'United Kingdom' |
    And no side effects
