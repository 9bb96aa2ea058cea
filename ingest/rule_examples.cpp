#include "ingest/rule_examples.h"

#include <algorithm>
#include <optional>

#include "graph/utf8.h"
#include "ingest/agreement_finder.h"
#include "ingest/event_finder.h"
#include "ingest/reading.h"
#include "ingest/rule_engine.h"

namespace entente::ingest {

namespace {

std::optional<MentionType> FindType(std::string_view name) {
  if (name == "Country") return MentionType::kCountry;
  if (name == "Person") return MentionType::kPerson;
  if (name == "Ministry") return MentionType::kMinistry;
  if (name == "Organization") return MentionType::kOrganization;
  if (name == "Place") return MentionType::kPlace;
  if (name == "Post") return MentionType::kPost;
  if (name == "Date") return MentionType::kDate;
  return std::nullopt;
}

uint32_t EntityFor(MentionType type, const std::string& name, DocumentMentions& mentions) {
  for (uint32_t i = 0; i < mentions.entities.size(); ++i) {
    if (mentions.entities[i].type == type && mentions.entities[i].name == name) return i;
  }
  Entity entity;
  entity.type = type;
  entity.name = name;
  mentions.entities.push_back(std::move(entity));
  return static_cast<uint32_t>(mentions.entities.size() - 1);
}

bool LooksIso(const std::string& text) {
  return text.size() >= 4 && text.find_first_not_of("0123456789-") == std::string::npos;
}

}  // namespace

graph::Result<MarkedText> ReadMarkedText(std::string_view marked) {
  std::string text;
  struct Mark {
    MentionType type;
    ByteSpan span;
  };
  std::vector<Mark> marks;
  for (size_t i = 0; i < marked.size();) {
    if (marked[i] != '{') {
      text += marked[i++];
      continue;
    }
    auto fail = [&](std::string message) {
      graph::Error error = graph::MakeError(graph::ErrorCode::kSyntax, std::move(message));
      error.column = static_cast<uint32_t>(graph::CountCharacters(marked.substr(0, i))) + 1;
      return error;
    };
    size_t space = marked.find(' ', i);
    size_t close = marked.find('}', i);
    if (close == std::string_view::npos || space > close) {
      return fail("expected '{Type words}'");
    }
    std::optional<MentionType> type = FindType(marked.substr(i + 1, space - i - 1));
    if (!type) return fail("no type of mention has this name");
    uint32_t begin = static_cast<uint32_t>(text.size());
    text += marked.substr(space + 1, close - space - 1);
    marks.push_back({*type, {begin, static_cast<uint32_t>(text.size())}});
    i = close + 1;
  }
  DocumentFields fields;
  fields.id = "example";
  fields.text = text;
  fields.blocks.push_back({BlockKind::kParagraph, {0, static_cast<uint32_t>(text.size())}});
  Document document(std::move(fields));
  SegmentedText segmented = Segment(document);
  DocumentMentions mentions;
  for (const Mark& mark : marks) {
    Mention mention;
    mention.span = mark.span;
    mention.type = mark.type;
    bool begun = false;
    for (uint32_t token = 0; token < segmented.tokens.size(); ++token) {
      if (!mark.span.Contains(segmented.tokens[token].span)) continue;
      if (!begun) mention.begin_token = token;
      begun = true;
      mention.end_token = token + 1;
    }
    for (uint32_t s = 0; s < segmented.sentences.size(); ++s) {
      if (segmented.sentences[s].begin_token <= mention.begin_token) mention.sentence = s;
    }
    std::string words(document.Text(mark.span));
    if (mark.type == MentionType::kDate) {
      mention.value = static_cast<uint32_t>(mentions.dates.size());
      DateValue value;
      if (LooksIso(words)) value.iso = value.from = value.to = words;
      mentions.dates.push_back(std::move(value));
    } else if (mark.type == MentionType::kPost) {
      mention.value = static_cast<uint32_t>(mentions.posts.size());
      PostValue post;
      post.title = post.text = words;
      // "{Post ministers}" are several: their title is that of one.
      if (words.size() > 4 && words.back() == 's' && words.front() >= 'a' && words.front() <= 'z') {
        post.title.pop_back();
        post.title.front() = static_cast<char>(post.title.front() & ~0x20);
      }
      mentions.posts.push_back(std::move(post));
    } else {
      mention.entity = EntityFor(mark.type, words, mentions);
    }
    mentions.mentions.push_back(mention);
  }
  return MarkedText{std::move(document), std::move(segmented), std::move(mentions)};
}

std::vector<RuleExampleFailure> CheckRuleExamples(const RuleBook& book) {
  std::vector<RuleExampleFailure> failures;
  RuleMatcher matcher(book);
  for (uint32_t number = 0; number < book.rules().size(); ++number) {
    const Rule& rule = book.rules()[number];
    for (const RuleExample& example : rule.examples) {
      auto marked = ReadMarkedText(example.text);
      if (!marked) {
        failures.push_back({rule.name, rule.file, example.line, marked.error().message});
        continue;
      }
      const Reading reading(marked->document, marked->text, marked->mentions, book);
      const std::vector<AgreementPhrase> agreements = FindAgreementPhrases(reading);
      const std::vector<EventPhrase> events = FindEventPhrases(reading, agreements);
      bool matched = false;
      std::string items_text;
      uint32_t agreement_at = 0;
      uint32_t event_at = 0;
      for (uint32_t s = 0; s < marked->text.sentences.size(); ++s) {
        SentenceItems items = BuildItems(reading, s, agreements, agreement_at, events, event_at);
        std::vector<RuleMatch> matches;
        matcher.Match(items.items, rule.phase, matches);
        matched = matched || std::any_of(matches.begin(), matches.end(),
                                         [&](const RuleMatch& m) { return m.rule == number; });
        items_text += ItemsToText(reading, items);
      }
      if (matched == example.must_match) continue;
      failures.push_back(
          {rule.name, rule.file, example.line,
           (example.must_match ? "must match, and does not: " : "must not match, and does: ") +
               items_text});
    }
  }
  return failures;
}

}  // namespace entente::ingest
