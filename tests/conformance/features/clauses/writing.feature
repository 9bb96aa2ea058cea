# Creating, merging, setting and deleting. Source: openCypher 9, "Updating clauses".
Feature: Writing - Create, merge, set and delete

  Scenario: Merging finds before it creates, row by row
    Given an empty graph
    When executing query:
      """
      UNWIND ['a', 'b', 'a'] AS name
      MERGE (n:Person {name: name})
        ON CREATE SET n.seen = 1
        ON MATCH SET n.seen = n.seen + 1
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 4 |
    When executing control query:
      """
      MATCH (n:Person)
      RETURN n.name AS name, n.seen AS seen
      """
    Then the result should be, in any order:
      | name | seen |
      | 'a'  | 2    |
      | 'b'  | 1    |

  Scenario: Merging a relationship either way
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:KNOWS {since: 1}]->(:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (b)-[r:KNOWS]-(a)
      MERGE (b)-[s:KNOWS]->(a)
      RETURN r.since AS r, s.since AS s
      """
    Then the result should be, in any order:
      | r | s    |
      | 1 | null |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: Properties replaced, added and removed
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2}), (:B {x: 1, y: 2}), (:C {x: 1, y: 2})
      """
    When executing query:
      """
      MATCH (a:A), (b:B), (c:C)
      SET a = {z: 3}, b += {y: null, z: 3}, c.x = null, c:D:E
      REMOVE c:C
      RETURN a, b, c
      """
    Then the result should be, in any order:
      | a           | b                 | c             |
      | (:A {z: 3}) | (:B {x: 1, z: 3}) | (:D:E {y: 2}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 4 |
      | +labels     | 2 |
      | -labels     | 1 |

  Scenario: A connected node is not deleted without its relationships
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)
      DELETE a
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode
    And no side effects

  Scenario: Deleting with everything attached, and twice
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B), (a)-[:T]->(b), (b)-[:U]->(b)
      """
    When executing query:
      """
      MATCH p = (a:A)-[r:T]->(b:B)
      DETACH DELETE a, r, nodes(p)[0]
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 2 |
      | -labels        | 1 |

  Scenario: Deleting a path
    Given an empty graph
    And having executed:
      """
      CREATE (:X)-[:R]->()-[:R]->()-[:R]->()
      """
    When executing query:
      """
      MATCH p = (:X)-->()-->()-->()
      DETACH DELETE p
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 4 |
      | -relationships | 3 |
      | -labels        | 1 |

  Scenario: What one row wrote the next clause sees
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 3) AS i
      CREATE (n:N {i: i})
      WITH n
      MATCH (m:N)
      RETURN n.i AS i, count(m) AS c
      ORDER BY i
      """
    Then the result should be, in order:
      | i | c |
      | 1 | 3 |
      | 2 | 3 |
      | 3 | 3 |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: Names of any script, and names in backticks
    Given an empty graph
    When executing query:
      """
      CREATE (ñ:`Two Words`:Überschrift {`a``b`: '☃', größe: 1})
      RETURN ñ, ñ.`a``b` AS `the value`, keys(ñ) AS keys
      """
    Then the result should be, in any order:
      | ñ                                                | the value | keys             |
      | (:`Two Words`:Überschrift {`a``b`: '☃', größe: 1}) | '☃'       | ['a`b', 'größe'] |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 2 |
      | +properties | 2 |

  Scenario: A failed query leaves nothing behind
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0] AS x
      CREATE (:N {x: x})
      RETURN 1 / x AS y
      """
    Then a ArithmeticError should be raised at runtime: *
    And no side effects

  Scenario: Setting again what was just created
    Given an empty graph
    When executing query:
      """
      CREATE (a:A {n: 0})
      WITH a
      UNWIND [1, 2, 3] AS x
      SET a.n = a.n + x
      RETURN DISTINCT a.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 6 |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario: Types and labels that an earlier clause made
    Given an empty graph
    When executing query:
      """
      CREATE (a:New)-[:LINK {w: 1}]->(:Newer)
      WITH a
      MATCH (a)-[r:LINK]->(b:Newer), p = (a)-[:LINK*1..3]->(b)
      RETURN r.w AS w, length(p) AS l, labels(b) AS labels
      """
    Then the result should be, in any order:
      | w | l | labels |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
      | +properties    | 1 |

  Scenario: Types and labels that an earlier clause made, one pattern a clause
    Given an empty graph
    When executing query:
      """
      CREATE (a:New)-[:LINK {w: 1}]->(:Newer)
      WITH a
      MATCH (a)-[r:LINK]->(b:Newer)
      MATCH p = (a)-[:LINK*1..3]->(b)
      RETURN r.w AS w, length(p) AS l, labels(b) AS labels
      """
    Then the result should be, in any order:
      | w | l | labels    |
      | 1 | 1 | ['Newer'] |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
      | +properties    | 1 |

  Scenario: What is written stays written when nothing is found afterwards
    Given an empty graph
    When executing query:
      """
      CREATE (a:New)
      WITH a
      MATCH (b:Missing)
      RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |
