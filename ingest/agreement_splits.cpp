// Phrases that name several agreements: with several parties, on several matters.

#include <algorithm>

#include "ingest/agreement_phrase_finder.h"

namespace entente::ingest {

namespace {
bool IsParty(MentionType type) {
  return type == MentionType::kCountry || type == MentionType::kMinistry ||
         type == MentionType::kOrganization;
}
}  // namespace

bool PhraseFinder::SplitParties() {
  const AgreementPhrase pattern = phrases_.back();
  const std::vector<Actor>& actors = pattern.with.actors;
  if (pattern.between || actors.size() < 2) return false;
  // "agreements on trade with Peru and Chile": one matter, and perhaps one text.
  if (!pattern.topic_tokens.empty() &&
      pattern.topic_tokens.front().first < pattern.with.begin_token) {
    return false;
  }
  if (pattern.count > 1 && pattern.count != actors.size()) return false;
  const auto& mentions = reading_.mentions;
  uint32_t before = pattern.head_token;
  for (const Actor& actor : actors) {
    if (actor.mention >= mentions.mentions.size() || actor.entity >= mentions.entities.size() ||
        !IsParty(mentions.entities[actor.entity].type) ||
        mentions.mentions[actor.mention].begin_token <= before) {
      return false;
    }
    before = mentions.mentions[actor.mention].begin_token;
  }
  phrases_.pop_back();
  for (size_t i = 0; i < actors.size(); ++i) {
    const Mention& mention = mentions.mentions[actors[i].mention];
    AgreementPhrase phrase = pattern;
    phrase.plural = false;
    phrase.count = 0;
    phrase.split = true;
    phrase.another = i > 0;
    phrase.shared_begin = pattern.name_begin;
    phrase.shared_head = pattern.head_token;
    phrase.with.actors = {actors[i]};
    if (i > 0) {
      phrase.begin_token = phrase.name_begin = phrase.head_token = mention.begin_token;
      phrase.short_names.clear();
    }
    phrase.end_token = mention.end_token;
    if (i > 0) phrase.name_end = mention.end_token;
    // "with Peru | (2021), | Chile (2022)"
    if (const uint32_t open = mention.end_token; open + 2 < end_ && reading_.IsMark(open, '(')) {
      const Mention* day = reading_.MentionBeginning(open + 1);
      if (day != nullptr && day->type == MentionType::kDate) phrase.date = day->value;
    }
    phrases_.push_back(std::move(phrase));
  }
  phrases_.back().end_token = pattern.end_token;
  return true;
}

bool PhraseFinder::SplitSeries() {
  AgreementPhrase& first = phrases_.back();
  const uint32_t count = first.count;
  if (first.topic_tokens.front().second != first.end_token) return false;
  std::vector<std::pair<uint32_t, uint32_t>> parts = {first.topic_tokens.front()};
  uint32_t at = first.end_token;
  while (at + 1 < end_ && reading_.IsMark(at, ',') && parts.size() < count) {
    uint32_t next = at + 1;
    if (reading_.IsWord(next, "and")) ++next;
    const uint32_t stop = next < end_ ? TopicEnd(next, first) : next;
    if (stop == next) break;
    parts.emplace_back(next, stop);
    at = stop;
  }
  if (parts.size() + 1 == count && parts.size() > 1) {
    // "customs and higher education": the last two.
    const auto [begin, end] = parts.back();
    for (uint32_t i = end; --i > begin;) {
      if (!reading_.IsWord(i, "and") || i + 1 >= end) continue;
      parts.back().second = i;
      parts.emplace_back(i + 1, end);
      break;
    }
  }
  if (parts.size() + 1 == count && at + 1 < end_ && reading_.IsWord(at, "and")) {
    const uint32_t stop = TopicEnd(at + 1, first);
    if (stop != at + 1) parts.emplace_back(at + 1, stop);
  }
  if (parts.size() != count) return false;
  first.plural = false;
  first.split = true;
  first.count = 0;
  const AgreementPhrase pattern = first;
  for (size_t i = 1; i < parts.size(); ++i) {
    AddPart(pattern, parts[i].first, parts[i]);
  }
  free_ = parts.back().second;
  return true;
}

void PhraseFinder::AddPart(const AgreementPhrase& pattern, uint32_t begin,
                           std::pair<uint32_t, uint32_t> topic) {
  AgreementPhrase phrase = pattern;
  phrase.plural = false;
  phrase.count = 0;
  phrase.another = true;
  phrase.split = true;
  phrase.begin_token = phrase.name_begin = phrase.head_token = begin;
  phrase.end_token = phrase.name_end = topic.second;
  phrase.topics = {reading_.Span(topic.first, topic.second)};
  phrase.topic_tokens = {topic};
  phrase.short_names.clear();
  phrase.content.clear();
  CollectContent(phrase);
  phrases_.push_back(std::move(phrase));
}

void PhraseFinder::SplitTopics() {
  AgreementPhrase& first = phrases_.back();
  if (first.count >= 3 && first.topic_tokens.size() == 1 && first.with.actors.size() != 1) {
    if (SplitSeries()) return;
  }
  if (first.topics.empty() && !(first.end_token < end_ && reading_.IsMark(first.end_token, ','))) {
    return;
  }
  std::vector<std::pair<uint32_t, uint32_t>> parts;
  uint32_t at = first.end_token;
  if (first.topics.empty()) {
    if (at + 1 >= end_ || !reading_.IsWord(at + 1, "on")) return;
    uint32_t stop = TopicEnd(at + 2, first);
    if (stop == at + 2) return;
    parts.emplace_back(at + 2, stop);
    at = stop;
  }
  while (at < end_) {
    uint32_t next = at;
    if (reading_.IsMark(next, ',') || reading_.IsMark(next, ';')) ++next;
    if (next < end_ && reading_.IsWord(next, "and")) ++next;
    if (next == at || next + 1 >= end_) break;
    if (reading_.IsWord(next, "one") || reading_.IsWord(next, "another") ||
        reading_.IsWord(next, "the")) {
      ++next;
      if (next < end_ && reading_.IsWord(next, "other")) ++next;
    }
    if (next + 1 >= end_ || !reading_.IsWord(next, "on")) break;
    uint32_t stop = TopicEnd(next + 1, first);
    if (stop == next + 1) break;
    parts.emplace_back(next + 1, stop);
    at = stop;
  }
  if (parts.empty() || (first.topics.empty() && parts.size() < 2)) return;
  AgreementPhrase pattern = first;
  size_t begin = 0;
  if (first.topics.empty()) {
    first.topics.push_back(reading_.Span(parts[0].first, parts[0].second));
    first.topic_tokens.push_back(parts[0]);
    first.end_token = first.name_end = parts[0].second;
    begin = 1;
  }
  first.plural = false;
  first.split = true;
  first.count = 0;
  first.content.clear();
  CollectContent(first);
  for (size_t i = begin; i < parts.size(); ++i) {
    AddPart(pattern, parts[i].first - 1, parts[i]);
  }
  free_ = at;
}

bool PhraseFinder::TakesUp(uint32_t token) const {
  if (previous_ != kNoIndex || token < begin_ + 2 || !reading_.IsWord(token, "one")) return false;
  if (reading_.IsWord(token - 1, "similar")) return token == begin_ + 2;
  const Mention* year = reading_.MentionAt(token - 1);
  return year != nullptr && year->type == MentionType::kDate && year->begin_token == token - 1 &&
         reading_.IsWord(token - 2, "the");
}

bool PhraseFinder::TryListedTopic(uint32_t token) {
  constexpr uint32_t kReach = 8;  // from the noun to the colon
  if (previous_ == kNoIndex || token <= begin_ + 1 || token + 1 >= end_ ||
      !reading_.IsWord(token, "on") || reading_.MentionAt(token) != nullptr) {
    return false;
  }
  const AgreementPhrase before = phrases_[previous_];
  if (before.sentence != sentence_ || before.end_token >= token) return false;
  if (reading_.IsMark(token - 1, ':')) {
    if (!before.plural || before.count < 2 || !before.topics.empty() ||
        token > before.end_token + kReach) {
      return false;
    }
    // No further clause between: the day and the place.
    for (uint32_t at = before.end_token; at + 1 < token; ++at) {
      if (!reading_.book.word(reading_.words[at]).verbs.empty() ||
          reading_.text.tokens[at].kind == TokenKind::kPunctuation) {
        return false;
      }
    }
  } else {
    // ", on ports", "and on visas"
    if (!before.another || !before.split || !reading_.IsWord(before.begin_token, "on") ||
        token > before.end_token + 2) {
      return false;
    }
    const bool comma = reading_.IsMark(before.end_token, ',');
    const bool joint =
        reading_.IsWord(token - 1, "and") || (comma && before.end_token + 1 == token);
    if (!joint) return false;
  }
  const uint32_t stop = TopicEnd(token + 1, before);
  if (stop == token + 1) return false;
  AddPart(before, token, {token + 1, stop});
  previous_ = static_cast<uint32_t>(phrases_.size()) - 1;
  free_ = stop;
  return true;
}

}  // namespace entente::ingest
