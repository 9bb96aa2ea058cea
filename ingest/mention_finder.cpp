#include "ingest/mention_finder.h"

#include <algorithm>

#include "ingest/consolidate.h"
#include "ingest/date_finder.h"
#include "ingest/gazetteer.h"
#include "ingest/name_finder.h"
#include "ingest/post_finder.h"
#include "ingest/resolver.h"
#include "ingest/text_words.h"

namespace entente::ingest {

DocumentMentions FindMentions(const Document& document, const SegmentedText& text,
                              const Knowledge& knowledge) {
  DocumentMentions result;
  const TextWords words(document, text, knowledge.lexicon());
  const GazetteerMatches matches(words);
  const Dateline dateline = FindDateline(words);
  const std::string reference =
      !document.published().empty() ? document.published() : dateline.date;
  const std::vector<FoundDate> dates = FindDates(words, reference);
  const std::vector<FoundPost> posts = FindPosts(words, matches, dates);
  const std::vector<NameCandidate> names =
      Consolidate(words, FindNames(words, matches, dates, posts, dateline));
  ResolveActors(words, matches, names, posts, dateline, result);
  for (const FoundDate& date : dates) {
    Mention mention;
    mention.begin_token = date.begin_token;
    mention.end_token = date.end_token;
    mention.span = words.Span(date.begin_token, date.end_token);
    mention.sentence = words.Sentence(date.begin_token);
    mention.type = MentionType::kDate;
    mention.value = static_cast<uint32_t>(result.dates.size());
    mention.rule = "date";
    result.dates.push_back(date.value);
    result.mentions.push_back(mention);
  }
  std::stable_sort(result.mentions.begin(), result.mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.span < b.span; });
  // The resolver gave the token where the holder's mention begins; now the mentions have their
  // places.
  for (ImpliedPost& implied : result.implied_posts) {
    const uint32_t token = implied.mention;
    implied.mention = kNoIndex;
    auto at = std::lower_bound(
        result.mentions.begin(), result.mentions.end(), token,
        [](const Mention& mention, uint32_t t) { return mention.begin_token < t; });
    for (; at != result.mentions.end() && at->begin_token == token; ++at) {
      if (at->type == MentionType::kPerson) {
        implied.mention = static_cast<uint32_t>(at - result.mentions.begin());
      }
    }
  }
  result.dateline_date = dateline.date;
  if (dateline.end_token > dateline.begin_token) {
    result.dateline_place = std::string(words.TextOf(dateline.begin_token, dateline.end_token));
    for (uint32_t m = 0; m < result.mentions.size(); ++m) {
      if (result.mentions[m].type == MentionType::kPlace &&
          result.mentions[m].begin_token == dateline.begin_token) {
        result.dateline_place_mention = m;
        break;
      }
    }
  }
  return result;
}

}  // namespace entente::ingest
