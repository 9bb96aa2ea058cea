# What a temporal value takes from another one, and what a map of components changes in it.
# Source: openCypher CIP2015-08-06 "Date and Time", sections on selecting and projecting.
Feature: Selecting - Temporal values from other temporal values

  Scenario Outline: A date from another value
    Given any graph
    When executing query:
      """
      WITH <other> AS other
      RETURN date(<how>) AS d
      """
    Then the result should be, in any order:
      | d          |
      | <expected> |
    And no side effects

    Examples:
      | other                                     | how                              | expected     |
      | date('2003-08-19')                        | other                            | '2003-08-19' |
      | localdatetime('2003-08-19T20:21')         | other                            | '2003-08-19' |
      | datetime('2003-08-19T20:21-11:00')        | other                            | '2003-08-19' |
      | date('2003-08-19')                        | {date: other}                    | '2003-08-19' |
      | date('2003-08-19')                        | {date: other, year: 7}           | '0007-08-19' |
      | date('2003-08-19')                        | {date: other, day: 31}           | '2003-08-31' |
      | date('2003-08-19')                        | {date: other, week: 1}           | '2002-12-31' |
      | date('2003-08-19')                        | {date: other, ordinalDay: 365}   | '2003-12-31' |
      | date('2003-08-19')                        | {date: other, quarter: 4}        | '2003-11-19' |
      | datetime('2003-08-19T20:21[Asia/Tokyo]')  | {date: other, month: 2, day: 28} | '2003-02-28' |

  Scenario Outline: A time of day from another value
    Given any graph
    When executing query:
      """
      WITH <other> AS other
      RETURN localtime(<how>) AS l, time(<how>) AS t
      """
    Then the result should be, in any order:
      | l       | t      |
      | <local> | <time> |
    And no side effects

    Examples:
      | other                                    | how                        | local          | time                 |
      | localtime('20:21:22.5')                  | other                      | '20:21:22.5'   | '20:21:22.5Z'        |
      | time('20:21:22.5-07:00')                 | other                      | '20:21:22.5'   | '20:21:22.5-07:00'   |
      | localdatetime('2003-08-19T20:21')        | other                      | '20:21'        | '20:21Z'             |
      | datetime('2003-08-19T20:21[Asia/Tokyo]') | other                      | '20:21'        | '20:21+09:00'        |
      | time('20:21:22.5-07:00')                 | {time: other, second: 59}  | '20:21:59.5'   | '20:21:59.5-07:00'   |
      | localtime('20:21:22.5')                  | {time: other, hour: 0}     | '00:21:22.5'   | '00:21:22.5Z'        |

  Scenario Outline: A time zone for a time of day
    Given any graph
    When executing query:
      """
      WITH <other> AS other
      RETURN time({time: other, second: 9, timezone: '+03:30'}) AS t
      """
    Then the result should be, in any order:
      | t          |
      | <expected> |
    And no side effects

    Examples:
      | other                                    | expected         |
      | localtime('20:21:22')                    | '20:21:09+03:30' |
      | time('20:21:22-07:00')                   | '06:51:09+03:30' |
      | localdatetime('2003-08-19T20:21')        | '20:21:09+03:30' |
      | datetime('2003-08-19T20:21[Asia/Tokyo]') | '14:51:09+03:30' |

  Scenario Outline: A date and time from a date, a time and a zone
    Given any graph
    When executing query:
      """
      WITH date('2003-08-19') AS d, <time> AS t
      RETURN datetime(<how>) AS dt
      """
    Then the result should be, in any order:
      | dt         |
      | <expected> |
    And no side effects

    Examples:
      | time                      | how                                              | expected                                   |
      | localtime('20:21')        | {date: d, time: t}                               | '2003-08-19T20:21Z'                        |
      | time('20:21-07:00')       | {date: d, time: t}                               | '2003-08-19T20:21-07:00'                   |
      | localtime('20:21')        | {date: d, time: t, timezone: 'Asia/Tokyo'}       | '2003-08-19T20:21+09:00[Asia/Tokyo]'       |
      | time('20:21-07:00')       | {date: d, time: t, timezone: 'Asia/Tokyo'}       | '2003-08-20T12:21+09:00[Asia/Tokyo]'       |
      | time('20:21-07:00')       | {date: d, time: t, day: 1, second: 4}            | '2003-08-01T20:21:04-07:00'                |
      | localtime('20:21')        | {date: d, hour: 3, timezone: 'Europe/Helsinki'}  | '2003-08-19T03:00+03:00[Europe/Helsinki]'  |

  Scenario Outline: A date and time from another one
    Given any graph
    When executing query:
      """
      WITH <other> AS other
      RETURN localdatetime(<how>) AS l, datetime(<how>) AS z
      """
    Then the result should be, in any order:
      | l       | z       |
      | <local> | <zoned> |
    And no side effects

    Examples:
      | other                                     | how                                 | local                 | zoned                                |
      | localdatetime('2003-08-19T20:21')         | other                               | '2003-08-19T20:21'    | '2003-08-19T20:21Z'                  |
      | datetime('2003-08-19T20:21[Asia/Tokyo]')  | other                               | '2003-08-19T20:21'    | '2003-08-19T20:21+09:00[Asia/Tokyo]' |
      | datetime('2003-08-19T20:21[Asia/Tokyo]')  | {datetime: other, day: 1, second: 7} | '2003-08-01T20:21:07' | '2003-08-01T20:21:07+09:00[Asia/Tokyo]' |
      | datetime('2003-01-19T20:21[Europe/Oslo]') | {datetime: other, month: 7}         | '2003-07-19T20:21'    | '2003-07-19T20:21+02:00[Europe/Oslo]' |

  Scenario: Instants that are the same in another zone
    Given any graph
    When executing query:
      """
      WITH datetime('2003-08-19T20:21+02:00') AS other
      RETURN datetime({datetime: other, timezone: 'Asia/Tokyo'}) AS there,
             datetime({datetime: other, timezone: 'Asia/Tokyo'}).epochSeconds = other.epochSeconds AS same
      """
    Then the result should be, in any order:
      | there                                | same |
      | '2003-08-20T03:21+09:00[Asia/Tokyo]' | true |
    And no side effects
