# Sums and differences of temporal values and durations.
# Source: openCypher CIP2015-08-06 "Date and Time", "Operators".
Feature: TemporalArithmetic - Adding, subtracting and scaling

  Scenario Outline: Adding and subtracting a duration
    Given any graph
    When executing query:
      """
      WITH <value> AS v, duration('<duration>') AS d
      RETURN v + d AS plus, d + v = v + d AS same, v - d AS minus
      """
    Then the result should be, in any order:
      | plus   | same | minus   |
      | <plus> | true | <minus> |
    And no side effects

    Examples:
      | value                                      | duration          | plus                                    | minus                                   |
      | date('2011-03-31')                         | P1M               | '2011-04-30'                            | '2011-02-28'                            |
      | date('2011-03-31')                         | P1Y2M10D          | '2012-06-10'                            | '2010-01-21'                            |
      | date('2011-03-31')                         | PT47H59M          | '2011-04-01'                            | '2011-03-30'                            |
      | localtime('23:30')                         | P5DT45M           | '00:15'                                 | '22:45'                                 |
      | time('23:30:00.25+02:00')                  | PT0.5S            | '23:30:00.75+02:00'                     | '23:29:59.75+02:00'                     |
      | localdatetime('2011-12-31T23:59:59.5')     | P1MT0.5S          | '2012-02-01T00:00'                      | '2011-11-30T23:59:59'                   |
      | datetime('2011-03-26T12:00[Europe/Paris]') | P1D               | '2011-03-27T12:00+02:00[Europe/Paris]'  | '2011-03-25T12:00+01:00[Europe/Paris]'  |
      | datetime('2011-03-26T12:00[Europe/Paris]') | PT24H             | '2011-03-27T13:00+02:00[Europe/Paris]'  | '2011-03-25T12:00+01:00[Europe/Paris]'  |
      | datetime('2011-03-26T12:00+01:00')         | P1Y-1MT-1H        | '2012-02-26T11:00+01:00'                | '2010-04-26T13:00+01:00'                |

  Scenario Outline: Durations with durations
    Given any graph
    When executing query:
      """
      WITH duration('<a>') AS a, duration('<b>') AS b
      RETURN a + b AS plus, a - b AS minus
      """
    Then the result should be, in any order:
      | plus   | minus   |
      | <plus> | <minus> |
    And no side effects

    Examples:
      | a            | b           | plus             | minus            |
      | P1Y2M3DT4S   | P1M1DT0.5S  | 'P1Y3M4DT4.5S'   | 'P1Y1M2DT3.5S'   |
      | P1M          | P31D        | 'P1M31D'         | 'P1M-31D'        |
      | PT0.75S      | PT0.5S      | 'PT1.25S'        | 'PT0.25S'        |
      | PT0.25S      | PT0.5S      | 'PT0.75S'        | 'PT-0.25S'       |

  Scenario Outline: Durations times and by numbers
    Given any graph
    When executing query:
      """
      RETURN duration('<a>') * <n> AS times, <n> * duration('<a>') AS also, duration('<a>') / <n> AS by
      """
    Then the result should be, in any order:
      | times   | also    | by   |
      | <times> | <times> | <by> |
    And no side effects

    Examples:
      | a               | n    | times                | by                    |
      | P2Y4M6DT8H10M   | 2    | 'P4Y8M12DT16H20M'    | 'P1Y2M3DT4H5M'        |
      | P1M             | 2    | 'P2M'                | 'P15DT5H14M33S'       |
      | P1D             | 0.25 | 'PT6H'               | 'P4D'                 |
      | PT1S            | -4   | 'PT-4S'              | 'PT-0.25S'            |

  Scenario: Null takes part in nothing
    Given any graph
    When executing query:
      """
      RETURN date('2011-03-31') + null AS a, null - duration('P1D') AS b, duration('P1D') * null AS c,
             date(null) AS d
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    |
      | null | null | null | null |
    And no side effects

  Scenario: Temporal values in order
    Given any graph
    When executing query:
      """
      UNWIND [date('2011-03-31'), date('-0002-01-01'), date('+12011-01-01'), date('2011-03-30')] AS d
      RETURN d ORDER BY d DESC
      """
    Then the result should be, in order:
      | d              |
      | '+12011-01-01' |
      | '2011-03-31'   |
      | '2011-03-30'   |
      | '-0002-01-01'  |
    And no side effects

  Scenario: Durations order by length and equal by parts
    Given any graph
    When executing query:
      """
      UNWIND [duration('P1M'), duration('P30D'), duration('P31D'), duration('PT1S')] AS d
      WITH d ORDER BY d
      RETURN collect(toString(d)) AS ds, duration('P1D') = duration('PT24H') AS equal,
             duration('P1D') < duration('P2D') AS less
      """
    Then the result should be, in any order:
      | ds                              | equal | less |
      | ['PT1S', 'P30D', 'P1M', 'P31D'] | false | null |
    And no side effects
