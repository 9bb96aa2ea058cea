/// \file
/// Writing the query of a question: clauses, parameters, and the sentence that says how it was
/// understood. Private to the question forms. Threads: plain values.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/question_frame.h"

namespace entente::query {

class QueryWriter {
 public:
  /// "$name", or "$name_2" where another value has that name.
  std::string Param(std::string_view name, graph::Value value);
  std::string Keys(std::string_view name, const NamedGroup& group);
  std::string Words(std::string_view name, const std::vector<std::string>& words);

  void Match(std::string pattern, std::vector<std::string> conditions = {});
  void OptionalMatch(std::string pattern);
  /// On the last MATCH.
  void Where(std::string condition);
  /// The same, for a condition that nothing without a date fulfils. `date` is that date; `variable`
  /// the agreement, event or document whose it is; empty for a date of anything else.
  void WhereDated(std::string condition, const std::string& variable, const std::string& date);
  void Line(std::string line);

  /// A relationship variable whose evidence stands behind a row.
  void Fact(std::string variable) { facts_.push_back(std::move(variable)); }
  /// "collect(DISTINCT made) + collect(DISTINCT first_made)"; "[]" where there is none.
  std::string Facts() const;

  /// A part of the sentence; parts are joined by ", ".
  void Say(const std::string& part);

  Question Finish(std::string form, bool yes_no = false);

 private:
  struct Condition {
    std::string text;
    bool dated = false;
  };
  struct Clause {
    std::string head;
    std::vector<Condition> conditions;
  };
  std::string Text(const std::vector<Clause>& clauses) const;
  std::string UndatedQuery() const;

  std::vector<Clause> clauses_;
  std::vector<std::string> facts_;
  std::string dated_variable_, date_;
  Parameters parameters_;
  std::string understood_;
};

/// ":Country" where all nodes have that label; "" for several.
std::string LabelOf(const NamedGroup& group);
bool AllPersons(const NamedGroup& group);

/// Adds what `actor` says of the node `variable`, which a pattern must have bound or bind:
/// title, words of the name, kind, whom it belongs to. Returns the label for the pattern.
std::string ActorLabel(const ActorClass& actor);
void DescribeActor(QueryWriter& writer, const ActorClass& actor, const std::string& variable);
/// "countries", "companies", "foreign ministers of Chile".
std::string ActorText(const ActorClass& actor);

/// "former", "acting" or "current" as a condition on the relationship `post`; a parameter is
/// `name`.
std::string QualifierCondition(QueryWriter& writer, const std::string& qualifier,
                               const std::string& post, const std::string& name);

/// `expression`, a list of folded words that `text_expression` must contain.
std::string ContainsAll(const std::string& words, const std::string& text_expression);
/// The words of a title in the forms that titles take: "defence" also finds "defense".
std::vector<std::string> TitleWords(const ActorClass& actor);
/// That the title in `text_expression` is the one asked for; a leader may be called anything that
/// leaders are. `name` is the parameter's.
std::string TitleCondition(QueryWriter& writer, const ActorClass& actor, const std::string& name,
                           const std::string& text_expression);
/// One group of the nodes of all: "Chile or Peru".
NamedGroup AnyOf(const std::vector<NamedGroup>& groups);
/// "cyber security", "cybersecurity", "cyber-security".
std::vector<std::string> TopicForms(const std::string& topic);

/// Conditions on a day that the graph knows as precisely as the text did: by overlap.
/// `variable` as in QueryWriter::WhereDated.
void WhereDays(QueryWriter& writer, const DaySpan& days, const std::string& from,
               const std::string& to, const std::string& variable);

/// The agreement `variable` is called by the words of `topic`, or about them.
std::string TopicCondition(QueryWriter& writer, const std::string& topic,
                           const std::string& variable);

/// The agreement `variable` is of one of `kinds`, which must not be empty.
std::string KindCondition(QueryWriter& writer, const std::vector<std::string>& kinds,
                          const std::string& variable);
/// "kind treaty or protocol".
std::string KindsText(const std::vector<std::string>& kinds);

/// What a question says of its agreements themselves: kind, whose or whence in the name, subject. A
/// condition each, and how it is said.
struct Description {
  std::string condition;
  std::string said;
};
std::vector<Description> DescribeAgreements(QueryWriter& writer, const QuestionFrame& frame,
                                            const std::string& variable);

/// Nothing where the question is about no agreements that it names or describes.
std::optional<QuestionSubject> SubjectOf(const QuestionFrame& frame);
/// The same of events, of meetings of those named, of posts.
std::optional<QuestionSubject> EventSubjectOf(const QuestionFrame& frame);
std::optional<QuestionSubject> MeetingSubjectOf(const QuestionFrame& frame);
std::optional<QuestionSubject> PostSubjectOf(const QuestionFrame& frame);

/// "Chile and Peru".
std::string TextOf(const std::vector<NamedGroup>& groups);

/// The event that is asked of: its name, or "energy conference"; "an event".
std::string EventText(const QuestionFrame& frame);
/// "more than " of ">"; nothing of "=".
std::string SignText(std::string_view sign);
/// The first, second, … named group's variable.
std::string Ordinal(size_t i);

// The families. Each may change the frame.
graph::Result<Question> BuildAgreements(QuestionFrame& frame);
graph::Result<Question> BuildEvents(QuestionFrame& frame);
graph::Result<Question> BuildMeetings(QuestionFrame& frame);
graph::Result<Question> BuildWhereabouts(QuestionFrame& frame);
/// "Where is Tallinn?", "Is Tallinn in Estonia?", "Is Tallinn a city?"; nothing for another
/// question.
std::optional<graph::Result<Question>> BuildLocation(const QuestionFrame& frame);
graph::Result<Question> BuildRepresentation(QuestionFrame& frame);
graph::Result<Question> BuildPosts(QuestionFrame& frame);
graph::Result<Question> BuildSuccession(QuestionFrame& frame);
graph::Result<Question> BuildDescription(QuestionFrame& frame);
graph::Result<Question> BuildConnection(QuestionFrame& frame);
graph::Result<Question> BuildSources(QuestionFrame& frame);
graph::Result<Question> BuildChanges(QuestionFrame& frame);
graph::Result<Question> BuildBelonging(QuestionFrame& frame);

}  // namespace entente::query
