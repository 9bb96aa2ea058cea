# Integers and floats at their edges. Source: openCypher 9, "Mathematical operators", "Literals".
Feature: Numbers - Literals and arithmetic at the edges

  Scenario Outline: Literals
    Given any graph
    When executing query:
      """
      RETURN <literal> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    And no side effects

    Examples:
      | literal              | value                |
      | 0x1                  | 1                    |
      | 0xABCdef             | 11259375             |
      | -0x10                | -16                  |
      | 0x7FFFFFFFFFFFFFFF   | 9223372036854775807  |
      | -0x8000000000000000  | -9223372036854775808 |
      | 0o17                 | 15                   |
      | -0o10                | -8                   |
      | 9223372036854775807  | 9223372036854775807  |
      | -9223372036854775808 | -9223372036854775808 |
      | 1.0                  | 1.0                  |
      | .25                  | 0.25                 |
      | 2E-3                 | 0.002                |

  Scenario Outline: Literals that are too large
    Given any graph
    When executing query:
      """
      RETURN <literal> AS x
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | literal              | detail                |
      | 9223372036854775808  | IntegerOverflow       |
      | -9223372036854775809 | IntegerOverflow       |
      | 0x8000000000000000   | IntegerOverflow       |
      | 1e400                | FloatingPointOverflow |

  Scenario Outline: Operators
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
      | expression                | value                |
      | 7 / 2                     | 3                    |
      | -7 / 2                    | -3                   |
      | 7 % 3                     | 1                    |
      | -7 % 3                    | -1                   |
      | 7 % -3                    | 1                    |
      | 7.5 % 2                   | 1.5                  |
      | 7 / 2.0                   | 3.5                  |
      | 1.0 / 0                   | Infinity             |
      | -1 / 0.0                  | -Infinity            |
      | 0.0 / 0.0                 | NaN                  |
      | 2 ^ 10                    | 1024.0               |
      | 2 ^ -1                    | 0.5                  |
      | 2 + 3 * 4                 | 14                   |
      | (2 + 3) * 4               | 20                   |
      | 12 / 4 * 3 - 2 * 4        | 1                    |
      | 10 - 4 - 3                | 3                    |
      | 100 / 10 / 5              | 2                    |
      | - 2 ^ 2                   | 4.0                  |
      | 4 ^ 3 ^ 2                 | 4096.0               |
      | -(-3)                     | 3                    |
      | +3                        | 3                    |
      | 9223372036854775807 - 1   | 9223372036854775806  |
      | 0.1 + 0.2                 | 0.30000000000000004  |
      | 1 + null                  | null                 |
      | 1 = 1.0                   | true                 |
      | 9007199254740993 = 9007199254740992.0 | false    |
      | 9007199254740993 > 9007199254740992.0 | true     |

  Scenario Outline: Arithmetic that has no answer
    Given any graph
    When executing query:
      """
      WITH <a> AS a, <b> AS b
      RETURN a <operator> b AS x
      """
    Then a ArithmeticError should be raised at runtime: *

    Examples:
      | a                    | operator | b                    |
      | 1                    | /        | 0                    |
      | 1                    | %        | 0                    |
      | 9223372036854775807  | +        | 1                    |
      | -9223372036854775808 | -        | 1                    |
      | 9223372036854775807  | *        | 2                    |
      | -9223372036854775808 | /        | -1                   |

  Scenario: Functions of numbers
    Given any graph
    When executing query:
      """
      RETURN sqrt(12.25) AS a, sign(-0.5) AS b, ceil(1.1) AS c, floor(-1.1) AS d, round(2.5) AS e,
             round(-2.5) AS f, toFloat('1e2') AS g, toInteger('12.9') AS h, toFloat(3) AS i
      """
    Then the result should be, in any order:
      | a   | b  | c   | d    | e   | f    | g     | h  | i   |
      | 3.5 | -1 | 2.0 | -2.0 | 3.0 | -2.0 | 100.0 | 12 | 3.0 |
    And no side effects

  Scenario Outline: toFloat() of what has no number in it
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      MATCH p = (n)-[r:T]->()
      RETURN [x IN [1.0, <invalid>] | toFloat(x)] AS list
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | invalid |
      | true    |
      | []      |
      | {}      |
      | n       |
      | r       |
      | p       |
