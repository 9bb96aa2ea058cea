/// \file
/// Questions about agreements: who made which with whom, when, where, about what. Private to the
/// question forms. Threads: one thread.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "query/question_query.h"

namespace entente::query {

/// What a deed is in the schema.
struct DeedInfo {
  Deed deed;
  const char* person_types;  // what a person does
  const char* body_types;    // what a country, ministry or organisation does
  const char* date;          // the property that tells when
  const char* said;          // "signed"
  const char* form;          // of a list of what it was done to; empty where other things tell
};

/// Of Deed::kNone for a deed that is not done to agreements.
const DeedInfo& InfoOf(Deed deed);

/// One query about agreements: Build() is called once.
class AgreementQuestion {
 public:
  explicit AgreementQuestion(QuestionFrame& frame) : frame_(frame) {}

  graph::Result<Question> Build();

 private:
  size_t named_count() const;

  bool Nothing() const;

  Deed MainDeed() const;

  void ChooseFocus();

  std::string Types(const NamedGroup& group, bool acting) const;
  std::string Types(const ActorClass& actor, bool acting) const;

  // Joins the agreement with everybody named or described.
  void Bind();

  bool AnyPersonSigns() const;

  void BindWho();

  // What the deed says of a PARTY_TO.
  void How(const std::string& made);

  void Conditions();

  struct Lines {
    std::vector<std::string> all;
    void add(std::string line) { all.push_back(std::move(line)); }
  };

  // The event that it was signed at, and where.
  void Surroundings(const std::function<void(const std::string&)>& say);

  std::string DateText() const;

  // ORDER BY and LIMIT.
  void Order(const std::string& otherwise);

  // What stands behind a row that no fact of its own does: who made the agreement.
  void AddFacts();

  // "latest" must leave out what has no date.
  void Dated();
  void NeedsDate();

  std::string DeedForm(const char* otherwise) const;

  graph::Result<Question> List();

  std::string TimesText() const;

  graph::Result<Question> OfSeveral();
  graph::Result<Question> Who();

  graph::Result<Question> When();

  graph::Result<Question> Where();

  graph::Result<Question> Topics();

  graph::Result<Question> YesNo();

  graph::Result<Question> Count();

  graph::Result<Question> Grouped();

  void Ranked(const std::string& number, const std::string& ties, bool one);

  graph::Result<Question> Top();

  // Which countries signed with each other.
  graph::Result<Question> Pairs();

  // Who has signed with each of several, not always the same agreement.
  graph::Result<Question> WithBoth();

  struct Bound {
    std::string var;
    NamedGroup group;
    bool between = false;  ///< named as a party of the agreement, not as who acted or with whom
  };

  QuestionFrame& frame_;
  QueryWriter writer_;
  Deed deed_ = Deed::kNone;
  bool who_ = false;
  std::vector<Bound> bound_, for_;
  std::string partner_, saying_, dated_by_, witnesses_;
};

}  // namespace entente::query
