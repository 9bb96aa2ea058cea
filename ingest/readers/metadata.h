/// \file
/// Small things that containers say about a document: days in their many forms.
/// Threads: pure.

#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// The ISO 8601 day that a metadata field means: "2018-09-14T10:00:00Z", "20180914", "14 September
/// 2018", "September 14, 2018", "Fri, 14 Sep 2018 08:00:00 GMT", "2018/09/14", "14.09.2018",
/// "2018-09". Empty where it is none, or could be two days (03/04/2018).
std::string NormalizeDay(std::string_view text);

}  // namespace entente::ingest
