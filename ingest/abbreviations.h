/// \file
/// Which full stops belong to a word. Kept as a table in code, since the segmenter runs before any
/// knowledge is asked. Threads: constants.

#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace entente::ingest {

/// Abbreviations that a name, a number or a noun always follows: their stop ends no sentence.
/// Sorted; without the stop.
inline constexpr std::array<std::string_view, 94> kOpenAbbreviations = {
    "Adm",  "Amb",  "Art",   "Arts", "Asst", "Atty", "Brig",   "Capt", "Cdr",  "Cmdr", "Cmdt",
    "Cmte", "Col",  "Comdr", "Comm", "Cpl",  "Dep",  "Dkt",    "Dr",   "Drs",  "Eng",  "Engr",
    "Ens",  "Er",   "Esq",   "Fig",  "Fr",   "Ft",   "Gen",    "Gov",  "Hon",  "Hr",   "Ing",
    "Insp", "Lic",  "Lieut", "Lt",   "Ltc",  "Maj",  "Messrs", "Mgr",  "Mlle", "Mme",  "Mmes",
    "Mr",   "Mrs",  "Ms",    "Msgr", "Mt",   "Mx",   "Nos",    "Op",   "Ph",   "Pres", "Prof",
    "Pvt",  "Rear", "Rep",   "Reps", "Rev",  "Rt",   "Sec",    "Secy", "Sen",  "Sens", "Sgd",
    "Sgt",  "Sr",   "Sra",   "Srta", "St",   "Ste",  "Sts",    "Supt", "Vol",  "Vols", "approx",
    "art",  "c",    "ca",    "cf",   "ch",   "dept", "ed",     "eds",  "fig",  "nos",  "op",
    "p",    "para", "paras", "pp",   "ref",  "vs"};

/// Abbreviations that may also be a sentence's last word; among them initials of two letters, as
/// names from some alphabets have them ("Kh. Battulga").
inline constexpr std::array<std::string_view, 66> kClosingAbbreviations = {
    "Apr",  "Assn", "Aug",  "Ave", "Bhd",  "Blvd", "Bros", "Ch",   "Cia",   "Co",   "Corp",
    "Dec",  "Dept", "Dist", "Dz",  "Est",  "Feb",  "Fri",  "Govt", "Inc",   "Intl", "Jan",
    "Jr",   "Jul",  "Jun",  "Kft", "Kh",   "Ltd",  "Ma",   "Mar",  "Md",    "Mfg",  "Min",
    "Mon",  "Natl", "No",   "Nov", "Nyrt", "Oct",  "Plc",  "Pte",  "Pty",   "Rd",   "Sat",
    "Sdn",  "Sep",  "Sept", "Sh",  "Sun",  "Th",   "Thu",  "Thur", "Thurs", "Ts",   "Tue",
    "Tues", "Univ", "Wed",  "Wm",  "Ya",   "Yu",   "Zh",   "Zrt",  "al",    "etc",  "no"};

/// What a capitalised word may be joined to without a name of their own: "Oslo-based",
/// "state-owned".
inline constexpr std::array<std::string_view, 25> kJoinedDescriptions = {
    "affiliated", "backed", "based",    "born",   "bound",         "brokered", "built",
    "controlled", "era",    "flagged",  "funded", "headquartered", "held",     "hosted",
    "led",        "level",  "linked",   "listed", "made",          "mediated", "owned",
    "registered", "run",    "speaking", "style"};
/// "mid-May", "May-June": the parts are words of their own.
inline constexpr std::array<std::string_view, 8> kJoinedBeforeMonth = {
    "Early", "End", "Late", "Mid", "early", "end", "late", "mid"};
inline constexpr std::array<std::string_view, 23> kMonthNames = {
    "January",   "February", "March",    "April",    "May", "June", "July", "August",
    "September", "October",  "November", "December", "Jan", "Feb",  "Mar",  "Apr",
    "Jun",       "Jul",      "Aug",      "Sep",      "Oct", "Nov",  "Dec"};
/// What stands joined before a title: "then-Mayor", "ex-minister".
inline constexpr std::array<std::string_view, 4> kJoinedBefore = {"Ex", "Then", "ex", "then"};

template <size_t kSize>
constexpr bool ListHolds(const std::array<std::string_view, kSize>& list, std::string_view word) {
  if (word.empty()) return false;
  for (std::string_view listed : list) {
    if (listed.front() == word.front() && listed == word) return true;
  }
  return false;
}

/// Words that begin sentences and seldom stand after an abbreviation within one.
inline constexpr std::array<std::string_view, 62> kSentenceStarters = {
    "A",       "According",   "After", "All",   "Also",      "Although", "An",      "And",  "As",
    "At",      "Both",        "But",   "By",    "During",    "Each",     "Earlier", "For",  "From",
    "Further", "Furthermore", "He",    "Her",   "His",       "However",  "I",       "If",   "In",
    "It",      "Its",         "Last",  "Later", "Meanwhile", "Moreover", "Neither", "No",   "Not",
    "Nothing", "On",          "One",   "Our",   "She",       "Since",    "So",      "Some", "Such",
    "That",    "The",         "Their", "Then",  "There",     "These",    "They",    "This", "Those",
    "Through", "Under",       "Until", "We",    "When",      "While",    "With",    "You"};

/// Countries and unions by initials, as headlines join them: "US-Japan", "EU-Mercosur".
inline constexpr std::array<std::string_view, 16> kJoinedInitials = {
    "DPRK", "DRC", "ECOWAS", "EU",  "GCC",  "NATO", "PRC", "ROK",
    "UAE",  "U.K", "U.K.",   "U.S", "U.S.", "UK",   "UN",  "US"};

}  // namespace entente::ingest
