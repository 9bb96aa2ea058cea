// Reads documents, one JSON object a line ("id", "text"), from standard input and writes for each
// the names that the rules leave to the model: begin and end in characters, and the signs.

#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "ingest/date_finder.h"
#include "ingest/knowledge.h"
#include "ingest/name_finder.h"
#include "ingest/post_finder.h"
#include "ingest/readers/reader.h"
#include "ingest/segmenter.h"

using namespace entente::ingest;
using nlohmann::json;

int main() {
  auto knowledge = Knowledge::Load(LoadKnowledgeFiles("").value());
  if (!knowledge) {
    std::cerr << entente::graph::FormatError(knowledge.error()) << "\n";
    return 1;
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    const json input = json::parse(line);
    RawDocument raw;
    raw.id = raw.file = input.at("id").get<std::string>();
    raw.bytes = input.at("text").get<std::string>();
    auto read = ReadDocument(raw);
    if (!read) continue;
    const SegmentedText text = Segment(*read);
    const TextWords words(*read, text, (*knowledge)->lexicon());
    const GazetteerMatches matches(words);
    const Dateline dateline = FindDateline(words);
    const std::vector<FoundDate> dates = FindDates(words, "");
    const std::vector<FoundPost> posts = FindPosts(words, matches, dates);
    std::vector<NameDecision> trace;
    FindNames(words, matches, dates, posts, dateline, &trace);
    json output = {{"id", input.at("id")}, {"text", read->text()}, {"names", json::array()}};
    for (const NameDecision& decision : trace) {
      const CharSpan span = read->ToChars(words.Span(decision.begin_token, decision.end_token));
      json signs = json::array();
      for (const NameFeature& sign : decision.features) {
        std::string value(sign.value);
        if (!sign.value2.empty()) value += "~" + std::string(sign.value2);
        signs.push_back({std::string(sign.kind.name), value});
      }
      output["names"].push_back(
          {{"begin", span.begin_char}, {"end", span.end_char}, {"signs", signs}});
    }
    std::cout << output.dump() << "\n";
  }
}
