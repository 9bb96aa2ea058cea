#include "query/reserved_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "query/token.h"

namespace entente::query {

namespace {

constexpr std::array<std::string_view, 29> kReserved = {
    "MATCH",  "OPTIONAL", "UNWIND",   "WITH",     "RETURN", "CREATE", "MERGE",  "SET",
    "REMOVE", "DELETE",   "DETACH",   "UNION",    "WHERE",  "SKIP",   "LIMIT",  "ORDER",
    "AND",    "OR",       "XOR",      "NOT",      "IN",     "IS",     "STARTS", "ENDS",
    "CASE",   "WHEN",     "CONTAINS", "DISTINCT", "AS"};
constexpr std::array<std::string_view, 3> kConstants = {"TRUE", "FALSE", "NULL"};
constexpr std::array<std::string_view, 3> kSubqueries = {"EXISTS", "COUNT", "COLLECT"};

bool IsOneOf(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view one) { return SameKeyword(word, one); });
}

}  // namespace

bool IsReservedWord(std::string_view word) { return IsOneOf(word, kReserved); }

bool HidesVariable(std::string_view word, bool before_brace) {
  return IsReservedWord(word) || IsOneOf(word, kConstants) ||
         (before_brace && IsOneOf(word, kSubqueries));
}

}  // namespace entente::query
