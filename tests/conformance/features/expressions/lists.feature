# Lists: equality, parts, membership and nulls inside. Source: openCypher 9, "Lists"; CIP2016-06-14.
Feature: Lists - Equality, parts and nulls

  Scenario Outline: Equality and membership with nulls
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    And no side effects

    Examples:
      | expression                   | value |
      | [1, 2] = [1, 2]              | true  |
      | [1, 2] = [2, 1]              | false |
      | [1, null] = [1, null]        | null  |
      | [1, null] = [2, null]        | false |
      | [1] = [1, null]              | false |
      | [[1]] = [[1.0]]              | true  |
      | [1, 2] = 'foo'               | false |
      | [] = []                      | true  |
      | [1, 2] <> [1, 2]             | false |
      | [null] <> [null]             | null  |
      | 3 IN [1, null, 3]            | true  |
      | 4 IN [1, null, 3]            | null  |
      | null IN []                   | false |
      | null IN [null]               | null  |
      | [1] IN [[1], 2]              | true  |
      | [null] IN [[1]]              | null  |
      | [1, 2] < [1, 3]              | true  |
      | [1] < [1, null]              | true  |
      | [1, null] < [2, 0]           | true  |
      | [null, 1] < [2, 0]           | null  |
      | [1, 2] + 3                   | [1, 2, 3] |
      | 0 + [1, 2]                   | [0, 1, 2] |
      | [1] + [[2]]                  | [1, [2]] |
      | [1] + null                   | null  |

  Scenario Outline: Elements and slices
    Given any graph
    When executing query:
      """
      WITH [1, 2, 3, 4, 5] AS list
      RETURN list<part> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    And no side effects

    Examples:
      | part        | value           |
      | [0]         | 1               |
      | [-1]        | 5               |
      | [5]         | null            |
      | [-6]        | null            |
      | [null]      | null            |
      | [1..3]      | [2, 3]          |
      | [..2]       | [1, 2]          |
      | [3..]       | [4, 5]          |
      | [-2..]      | [4, 5]          |
      | [..-3]      | [1, 2]          |
      | [-9..2]     | [1, 2]          |
      | [3..99]     | [4, 5]          |
      | [3..1]      | []              |
      | [0..0]      | []              |
      | [null..2]   | null            |
      | [1..null]   | null            |

  Scenario: Comprehensions, quantifiers and reduce
    Given any graph
    When executing query:
      """
      WITH [1, 2, 3, null] AS l
      RETURN [x IN l WHERE x > 1 | x * 10] AS a, all(x IN l WHERE x > 0) AS b,
             any(x IN l WHERE x > 2) AS c, none(x IN l WHERE x > 3) AS d, single(x IN l WHERE x = 1) AS e,
             reduce(s = 0, x IN [1, 2, 3] | s + x) AS f, [x IN [] | x] AS g, all(x IN [] WHERE x) AS h,
             [x IN [1, 2] | [y IN [x, x] | y + x]] AS i
      """
    Then the result should be, in any order:
      | a        | b    | c    | d    | e    | f | g  | h    | i                |
      | [20, 30] | null | true | null | null | 6 | [] | true | [[2, 2], [4, 4]] |
    And no side effects

  Scenario: Strings
    Given any graph
    When executing query:
      """
      RETURN reverse('abc') AS a, 'naïve' CONTAINS 'ï' AS b, size('☃☃') AS c, 'abc' STARTS WITH '' AS d,
             'abc' ENDS WITH null AS e, 'a' + 1 AS f, 1 STARTS WITH 'a' AS g, substring('naïve', 2, 2) AS h,
             'it\'s' + "\u00e9" AS i, 'abc' =~ 'a.*' AS j, 'abc' =~ 'b' AS k
      """
    Then the result should be, in any order:
      | a     | b    | c | d    | e    | f    | g    | h    | i       | j    | k     |
      | 'cba' | true | 2 | true | null | 'a1' | null | 'ïv' | 'it\'sé' | true | false |
    And no side effects

  Scenario Outline: Exclusive or and its company
    Given any graph
    When executing query:
      """
      RETURN <a> XOR <b> AS x, <a> AND <b> AS y, <a> OR <b> AS z, NOT <a> AS n
      """
    Then the result should be, in any order:
      | x   | y     | z    | n     |
      | <x> | <and> | <or> | <not> |
    And no side effects

    Examples:
      | a     | b     | x     | and   | or    | not   |
      | true  | true  | false | true  | true  | false |
      | true  | false | true  | false | true  | false |
      | true  | null  | null  | null  | true  | false |
      | false | false | false | false | false | true  |
      | false | null  | null  | false | null  | true  |
      | null  | null  | null  | null  | null  | null  |

  Scenario Outline: Exclusive or of what is no boolean
    Given any graph
    When executing query:
      """
      RETURN <a> XOR <b> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | a    | b    |
      | 1    | true |
      | true | 'a'  |
      | []   | {}   |

  Scenario: A chain of comparisons
    Given any graph
    When executing query:
      """
      RETURN 1 < 2 < 3 AS a, 1 < 3 < 2 AS b, 1 < 2 = true AS c, 3 > 2 >= 2 <> 1 AS d, 1 < null < 3 AS e,
             1 < 'a' AS f, 'a' < 'b' AS g
      """
    Then the result should be, in any order:
      | a    | b     | c     | d    | e    | f    | g    |
      | true | false | false | true | null | null | true |
    And no side effects

  Scenario: All kinds in their order
    Given any graph
    When executing query:
      """
      UNWIND [null, 1, 'a', true, [1], {k: 1}, 1.5, false, 0.0/0.0, [], 'A', -1] AS x
      RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x      |
      | {k: 1} |
      | []     |
      | [1]    |
      | 'A'    |
      | 'a'    |
      | false  |
      | true   |
      | -1     |
      | 1      |
      | 1.5    |
      | NaN    |
      | null   |
    And no side effects

  Scenario: A value that reduce() nests without end is refused
    Given any graph
    When executing query:
      """
      RETURN size(reduce(acc = [], x IN range(1, 1000000) | [acc])) AS x
      """
    Then a ArgumentError should be raised at runtime: *

  Scenario Outline: Keys that are no names
    Given any graph
    When executing query:
      """
      RETURN <map> AS x
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | map        |
      | {1: 2}     |
      | {a: 1, 2b: 2} |
      | {a.b: 1}   |
      | {, }       |
      | {a}        |
