#include "query/question.h"

#include <algorithm>

#include "graph/near_name.h"
#include "graph/utf8.h"
#include "query/question_clauses.h"
#include "query/question_elements.h"
#include "query/question_frame.h"
#include "query/question_short.h"

namespace entente::query {

namespace {

using graph::ErrorCode;

// "the nearest question that can be asked is …", with what it finds and two more.
std::string FormsText(std::string_view text) {
  const auto forms = NearestForms(text, 3);
  std::string out;
  for (size_t i = 0; i < forms.size(); ++i)
    out += (i == 0   ? "the nearest question that can be asked is "
            : i == 1 ? "; others are "
                     : " and ") +
           ('"' + std::string(forms[i]->example) + '"') +
           (i == 0 ? " (" + std::string(forms[i]->meaning) + ")" : "");
  return out;
}

// The name of several words that one of them, mistyped, begins: of "trinty house agrement" it is
// the whole that is near a name.
std::optional<std::string> NearLongName(std::string_view text, const NotUnderstood& words,
                                        const std::vector<Element>& elements,
                                        const QuestionNames& names) {
  constexpr size_t kMostElements = 5;
  if (!names.nearest) return std::nullopt;
  size_t first = 0;
  while (first < elements.size() && elements[first].span.begin_byte < words.span.begin_byte)
    ++first;
  size_t end = first;
  while (end < elements.size() && end < first + kMostElements &&
         (elements[end].kind == ElementKind::kUnknown || elements[end].kind == ElementKind::kName ||
          (elements[end].kind == ElementKind::kWord && elements[end].word.part == Part::kNoun)))
    ++end;
  for (; end > first + 1; --end) {
    const std::string typed = graph::FoldName(
        text.substr(elements[first].span.begin_byte,
                    elements[end - 1].span.end_byte - elements[first].span.begin_byte));
    const auto near = names.nearest(typed);
    if (near &&
        graph::EditDistance(typed, graph::FoldName(*near), typed.size()) * 5 <= typed.size())
      return near;
  }
  return std::nullopt;
}

// The words that were left over: a name that is not there, or words without a meaning here.
graph::Error LeftOver(std::string_view text, const std::vector<NotUnderstood>& left,
                      const std::vector<Element>& elements, const QuestionNames& names) {
  for (const NotUnderstood& words : left) {
    bool name = std::any_of(elements.begin(), elements.end(), [&](const Element& e) {
      return e.kind == ElementKind::kUnknown && (e.capital || e.quoted) &&
             e.span.begin_byte >= words.span.begin_byte && e.span.end_byte <= words.span.end_byte &&
             (e.span.begin_byte > 0 || e.nowhere);
    });
    auto near = NearLongName(text, words, elements, names);
    if (!near && names.nearest) near = names.nearest(words.text);
    if (!name && !near) continue;
    graph::Error error = graph::MakeError(
        ErrorCode::kNotFound, "nothing in this graph is called '" + words.text + "'", words.span);
    if (near) error.suggestion = "did you mean " + *near + "?";
    return error;
  }
  std::string list;
  const size_t shown = std::min<size_t>(left.size(), 5);
  for (size_t i = 0; i < shown; ++i)
    list += (i == 0 ? "" : i + 1 == left.size() ? " and " : ", ") + ("'" + left[i].text + "'");
  if (left.size() > shown) list += ", \u2026";
  const bool one = left.size() == 1 && left.front().text.find(' ') == std::string::npos;
  graph::Error error = graph::MakeError(
      ErrorCode::kSyntax,
      (one ? "the word " : "the words ") + list + (one ? " was" : " were") + " not understood",
      left.front().span);
  error.suggestion = FormsText(text);
  return error;
}

// The question with words that were left over read as the words of the lexicon that they are slips
// of; nothing where none is.
struct Respelled {
  std::string text;
  std::string said;  // "reading 'agrement' as 'agreement'"
};
std::optional<Respelled> Respell(std::string_view text, const std::vector<NotUnderstood>& left,
                                 const std::vector<Element>& elements) {
  Respelled out;
  size_t copied = 0;
  for (const NotUnderstood& words : left) {
    for (const Element& e : elements) {
      const bool first = &e == &elements.front();
      if (e.kind != ElementKind::kUnknown || e.quoted || (e.capital && !first) ||
          e.span.begin_byte < words.span.begin_byte || e.span.end_byte > words.span.end_byte)
        continue;
      const auto near = NearWord(e.text);
      if (!near) continue;
      out.text.append(text, copied, e.span.begin_byte - copied);
      out.text += *near;
      copied = e.span.end_byte;
      out.said += (out.said.empty() ? "reading '" : ", '") +
                  std::string(text.substr(e.span.begin_byte, copied - e.span.begin_byte)) +
                  "' as '" + *near + "'";
    }
  }
  if (copied == 0) return std::nullopt;
  out.text.append(text.substr(copied));
  return out;
}

// "Wen signed which treaties?": whoever is called so, since "when" is not followed by a verb.
bool MayBeSubject(const std::vector<Element>& elements, std::string_view near) {
  if (!elements.front().capital || elements.size() < 2) return false;
  const Element& next = elements[1];
  return next.kind == ElementKind::kWord && next.word.part == Part::kVerb && near != "who" &&
         near != "what" && near != "which";
}

}  // namespace

namespace {

graph::Result<Question> UnderstandWhole(std::string_view text, const QuestionNames& names,
                                        const QuestionOptions& options);

}  // namespace

graph::Result<Question> UnderstandQuestion(std::string_view text, const QuestionNames& names,
                                           const QuestionOptions& options) {
  const auto written = text.size() > kLongestQuestionBytes ? std::nullopt : WriteOut(text);
  if (!written) return UnderstandWhole(text, names, options);
  auto question = UnderstandWhole(written->text, names, options);
  if (question) {
    question->understood += " (" + written->said + ")";
    return question;
  }
  graph::Error error = question.error();
  if (error.span) error.span = written->Typed(*error.span);
  return error;
}

namespace {

// "Any Pacific state": of a place the graph knows what lies in it, and not which countries are of
// it.
graph::Status CheckRegions(const QuestionFrame& frame) {
  auto check = [](const ActorClass& actor) -> graph::Status {
    if (actor.kind != NounKind::kCountry || !actor.title.empty()) return {};
    for (const NamedGroup& of : actor.of) {
      if (!of.nodes.empty()) continue;  // no actor is left of a place
      graph::Error error = graph::MakeError(
          ErrorCode::kUnsupported, "the graph does not know which countries are of " + of.text);
      error.suggestion = "name the countries, such as: What did Chile and Peru sign?";
      return error;
    }
    return {};
  };
  // "Which countries are in Europe?"
  if (frame.focus == Focus::kActor && frame.actor.kind == NounKind::kCountry && !frame.in_which &&
      frame.deeds.empty() && !frame.agreement_noun && frame.agreements.empty() &&
      !frame.event_noun && frame.events.empty() && frame.places.size() == 1 &&
      frame.participants.empty()) {
    ActorClass in = frame.actor;
    NamedGroup place = frame.places.front();
    place.nodes.clear();
    in.of.push_back(std::move(place));
    ENTENTE_RETURN_IF_ERROR(check(in));
  }
  ENTENTE_RETURN_IF_ERROR(check(frame.actor));
  for (const Participant& participant : frame.participants)
    if (participant.actor) ENTENTE_RETURN_IF_ERROR(check(*participant.actor));
  return {};
}

graph::Result<Question> UnderstandWhole(std::string_view text, const QuestionNames& names,
                                        const QuestionOptions& options) {
  if (text.size() > kLongestQuestionBytes)
    return graph::MakeError(ErrorCode::kLimit, "a question has at most 4,096 bytes");
  if (auto bad = graph::FindInvalidUtf8(text))
    return graph::MakeError(ErrorCode::kEncoding, "the question is not UTF-8",
                            {static_cast<uint32_t>(*bad), static_cast<uint32_t>(*bad + 1)});
  ENTENTE_ASSIGN_OR_RETURN(auto elements, ReadElements(text, names, options));
  // A graph of another making: what is found has no key to be asked for by.
  for (const Element& element : elements)
    for (const NamedNode& node : element.nodes)
      if (node.key.empty()) {
        graph::Error error = graph::MakeError(
            ErrorCode::kUnsupported, "'" + node.name + "' has no key, by which questions find it",
            element.span);
        error.suggestion =
            "give every node a key of its own, such as its name: entente query GRAPH \"MATCH (n) "
            "WHERE n.key IS NULL SET n.key = labels(n)[0] + '/' + n.name\"";
        return error;
      }
  bool any = std::any_of(elements.begin(), elements.end(), [](const Element& e) {
    return e.kind != ElementKind::kComma && e.kind != ElementKind::kPossessive;
  });
  if (!any) {
    graph::Error error = graph::MakeError(ErrorCode::kInvalidArgument, "there is no question");
    error.suggestion = "such as: " + std::string(QuestionForms().front().example);
    return error;
  }
  // "Wich treaties": before a noun it would be taken for a subject.
  if (elements.front().kind == ElementKind::kUnknown && !elements.front().quoted) {
    const Element& first = elements.front();
    const auto near = NearFirstWord(first.text);
    if (near && !MayBeSubject(elements, *near)) {
      const std::string typed(
          text.substr(first.span.begin_byte, first.span.end_byte - first.span.begin_byte));
      auto question = UnderstandWhole(std::string(text.substr(0, first.span.begin_byte)) + *near +
                                          std::string(text.substr(first.span.end_byte)),
                                      names, options);
      if (question) {
        question->understood += " (reading '" + typed + "' as '" + *near + "')";
        return question;
      }
      elements.front().nowhere = false;  // more of a slip than a name
    }
  }
  if (auto clause = FindTimeClause(text, elements)) {
    graph::Error error = graph::MakeError(
        ErrorCode::kUnsupported,
        "what was so at the time of something else can't be asked in one question", clause->span);
    std::string second = clause->before + " in 2018?";
    if (clause->before.empty() || !UnderstandWhole(second, names, options))
      second = "Who was the foreign minister of Chile in 2018?";
    error.suggestion =
        "ask first when that was (such as: When was the Andes Treaty signed?), then "
        "with its date: " +
        second;
    return error;
  }
  ENTENTE_ASSIGN_OR_RETURN(ReadFrame read, ReadQuestionFrame(text, elements));
  if (!read.left.empty()) {
    if (auto respelled = Respell(text, read.left, elements)) {
      // What was respelled is a word of the lexicon now: this goes one deep but for what is new.
      auto question = UnderstandWhole(respelled->text, names, options);
      if (question) {
        question->understood += " (" + respelled->said + ")";
        return question;
      }
    }
    return LeftOver(text, read.left, elements, names);
  }
  ENTENTE_RETURN_IF_ERROR(CheckRegions(read.frame));
  const QuestionFrame asked = read.frame;
  auto question = BuildQuestion(std::move(read.frame));
  if (question) {
    std::string aside;
    for (const std::string& words : LeftAside(asked, *question))
      aside += (aside.empty() ? "" : ", ") + ("'" + words + "'");
    if (!aside.empty()) question->understood += "; not looked at: " + aside;
  }
  if (!question && question.error().suggestion.empty() &&
      question.error().code == ErrorCode::kSyntax) {
    graph::Error error = question.error();
    error.suggestion = FormsText(text);
    return error;
  }
  return question;
}

}  // namespace

std::vector<const QuestionForm*> NearestForms(std::string_view text, size_t count) {
  auto words = [](std::string_view sentence) {
    std::vector<std::string> out;
    std::string folded = graph::FoldName(sentence);
    for (size_t at = 0; at < folded.size();) {
      size_t end = std::min(folded.find(' ', at), folded.size());
      std::string word = folded.substr(at, end - at);
      // Verbs of one deed are near each other: "inked" is near "signed".
      if (const Word* known = FindWord(word); known && known->part == Part::kVerb)
        word = "verb " + std::to_string(known->id);
      if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
      at = end + 1;
      if (out.size() == 64) break;
    }
    return out;
  };
  std::vector<std::string> asked = words(text);
  std::vector<std::pair<double, const QuestionForm*>> scored;
  for (const QuestionForm& form : QuestionForms()) {
    std::vector<std::string> own = words(form.example);
    double common = 0;
    for (const std::string& word : own)
      if (std::find(asked.begin(), asked.end(), word) != asked.end()) common += 1;
    scored.emplace_back(common / static_cast<double>(own.size() + asked.size()), &form);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const QuestionForm*> out;
  for (size_t i = 0; i < scored.size() && i < count; ++i) out.push_back(scored[i].second);
  return out;
}

}  // namespace entente::query
