#include "ingest/readers/metadata.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <vector>

#include "graph/temporal.h"

namespace entente::ingest {

namespace {

bool IsYear(int64_t number) { return number >= 1000 && number <= 2999; }

std::string Month(int64_t year, int64_t month) {
  return IsYear(year) ? fmt::format("{:04}-{:02}", year, month) : "";
}

std::string Day(int64_t year, int64_t month, int64_t day) {
  if (!IsYear(year) || !graph::FromCivil(year, month, day)) return "";
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

/// 1 to 12 by the first three letters; 0 for no month.
int MonthOf(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(word) || (word == "sept" && i == 8)) return static_cast<int>(i) + 1;
  }
  return 0;
}

}  // namespace

std::string NormalizeDay(std::string_view text) {
  // Numbers and words, with what stands between numbers.
  struct Piece {
    int64_t number = -1;
    size_t digits = 0;
    std::string word;
    char before = ' ';
  };
  std::vector<Piece> pieces;
  char before = ' ';
  for (size_t at = 0; at < text.size() && pieces.size() < 8;) {
    auto c = static_cast<unsigned char>(text[at]);
    Piece piece;
    piece.before = before;
    if (std::isdigit(c)) {
      int64_t number = 0;
      while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) &&
             piece.digits < 15) {
        number = number * 10 + (text[at++] - '0');
        ++piece.digits;
      }
      piece.number = number;
      pieces.push_back(std::move(piece));
      before = ' ';
    } else if (std::isalpha(c)) {
      while (at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]))) {
        piece.word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at++])));
      }
      pieces.push_back(std::move(piece));
      before = ' ';
    } else {
      before = static_cast<char>(c);
      ++at;
    }
  }
  auto number = [&](size_t i) { return i < pieces.size() ? pieces[i].number : -1; };
  auto digits = [&](size_t i) { return i < pieces.size() ? pieces[i].digits : 0; };
  if (digits(0) == 8) return Day(number(0) / 10000, number(0) / 100 % 100, number(0) % 100);
  if (digits(0) == 4 && number(1) >= 1 && number(1) <= 12) {
    if (number(2) >= 1) return Day(number(0), number(1), number(2));
    return pieces.size() == 2 ? Month(number(0), number(1)) : "";
  }
  if (digits(0) == 4 && pieces.size() == 1)
    return IsYear(number(0)) ? fmt::to_string(number(0)) : "";
  for (size_t i = 0; i < pieces.size(); ++i) {
    int month = MonthOf(pieces[i].word);
    if (month == 0) continue;
    // "14 September 2018" and "14th of September 2018"; "September 14, 2018".
    for (size_t back = 1; back <= 3 && back <= i; ++back) {
      if (number(i - back) >= 1 && digits(i - back) <= 2 && digits(i + 1) == 4) {
        return Day(number(i + 1), month, number(i - back));
      }
    }
    for (size_t year = i + 2; year <= i + 3; ++year) {
      if (number(i + 1) >= 1 && digits(i + 1) <= 2 && digits(year) == 4) {
        return Day(number(year), month, number(i + 1));
      }
    }
    // "September 2018"
    return digits(i + 1) == 4 ? Month(number(i + 1), month) : "";
  }
  if (digits(0) <= 2 && digits(1) <= 2 && digits(2) == 4 && number(0) >= 1 && number(1) >= 1) {
    int64_t a = number(0), b = number(1);
    if (a > 12 || pieces[1].before == '.') return Day(number(2), b, a);  // 14/09/2018, 14.09.2018
    if (b > 12 || a == b) return Day(number(2), a, b);                   // 09/14/2018
  }
  return "";
}

}  // namespace entente::ingest
