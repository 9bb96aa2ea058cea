/// \file
/// Elements → frame: reads a question from left to right, once. Private to the question grammar.
/// Threads: one thread. Ownership: the text and the elements must outlive it.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/question_frame.h"

namespace entente::query {

/// Somebody who can sign, meet or take part.
inline bool IsActorNoun(NounKind kind) {
  return kind == NounKind::kPerson || kind == NounKind::kCountry || kind == NounKind::kMinistry ||
         kind == NounKind::kOrganization || kind == NounKind::kRank;
}

/// What is done to agreements.
inline bool IsAgreementDeed(Deed deed) {
  switch (deed) {
    case Deed::kSign:
    case Deed::kInitial:
    case Deed::kWitness:
    case Deed::kRatify:
    case Deed::kJoin:
    case Deed::kWithdraw:
    case Deed::kRefuse:
    case Deed::kAnnul:
    case Deed::kEnterForce:
    case Deed::kRenew:
    case Deed::kAmend:
    case Deed::kReplace:
    case Deed::kImplement:
      return true;
    default:
      return false;
  }
}

class FrameReader {
 public:
  FrameReader(std::string_view text, const std::vector<Element>& elements)
      : text_(text), elements_(elements) {}

  graph::Result<ReadFrame> Read() {
    while (at_ < elements_.size()) {
      const Element& element = elements_[at_];
      switch (element.kind) {
        case ElementKind::kComma:
        case ElementKind::kPossessive:
          ++at_;
          break;
        case ElementKind::kDate:
          ReadDate(element);
          break;
        case ElementKind::kNumber:
          ReadNumber(element);
          break;
        case ElementKind::kName:
          ReadNames();
          break;
        case ElementKind::kUnknown:
          ReadUnknown();
          break;
        case ElementKind::kWord:
          ENTENTE_RETURN_IF_ERROR(ReadWord(element));
          break;
      }
    }
    if (pending_ == Preposition::kAbout && has_pending_) frame_.open_about = true;
    if (pending_ == Preposition::kIn && has_pending_) frame_.in_which = true;  // "… is it in?"
    if (!qualifier_.empty()) frame_.left_aside.push_back(qualifier_);
    DescribeAgreements();
    return ReadFrame{std::move(frame_), std::move(left_)};
  }

 private:
  const Element* Peek(size_t ahead = 0) const;
  bool IsPart(const Element* element, Part part) const;
  bool IsNoun(const Element* element) const;

  // The phrase that a preposition began is over.
  void Settle();
  Role RoleNow() const;

  graph::Status ReadWord(const Element& element);

  bool IsSpeech(std::string_view verb) const;
  bool IsContent(std::string_view verb) const;
  std::string NextPerson(std::string otherwise) const;

  void ReadWh(WhWord wh);

  void ReadAux(AuxWord aux);

  void ReadVerb(const Element& element, Deed deed);

  bool ReadComparison(size_t number, std::string sign, size_t word);
  void ReadNumber(const Element& element);

  void ReadAdjective(Adjective adjective, std::string_view detail);

  void ReadPreposition(Preposition preposition);

  void ReadCapacity();

  // The words of a subject matter, up to what can't belong to it.
  bool ReadTopic();

  // After "about": an agreement or a document is what is spoken of and not its subject.
  bool IsSubjectName(const Element& e) const;

  std::string Source(graph::SourceSpan span) const;

  NamedGroup GroupOf(const Element& element) const;

  // A list of names, and the noun that they modify where one follows.
  void ReadNames();

  static bool IsWhere(const NamedGroup& group);

  // "with Chile and with Japan"
  static bool IsWith(const Element& e);

  // "Chile's foreign minister", "Chilean companies", "the Chile-UK agreement".
  bool ReadModified(std::vector<NamedGroup>& groups, bool possessive);

  bool LeadsToNoun(size_t from) const;

  // Gives a name its place in the frame by what it can be and the preposition before it.
  void Place(NamedGroup group, Role role);

  // Words before a noun that it can't be asked by.
  void LeaveAside(const std::vector<std::string>& words);

  void AttachTo(const NamedGroup& group);

  // "Who was foreign minister after Ana Ruiz?"
  bool ReadBeforeInPost();

  void ReadUnknown();

  void ReadDate(const Element& element);

  // Words written as a name that no name of the graph has are not passed over.
  void LeaveNowhere(size_t from, size_t to);

  // The next thing done.
  Deed NextDeed() const;

  // What is named is an agreement here, though a body is called so too.
  bool IsAgreementHere(const NamedGroup& group, Role role) const;

  // A capital that stands for its country here.
  bool CapitalActs(Role role) const;

  // "the peace agreement between Chile and Peru": one of that kind, whatever its name.
  void DescribeAgreements();

  void ReadMatter(const std::vector<std::string>& words, const std::vector<NamedGroup>& groups);

  // Whose, or from where, an agreement is that names stand before: "the Chile-UK agreement".
  void ReadWhoseAgreement(std::vector<NamedGroup>& groups);

  // Whether "the" stands before the words that end before `noun`.
  bool IsDefinite(size_t noun) const;

  void SetFocus(Focus focus);

  // A noun with the unknown words before it and the names that modify it.
  void ReadNoun(std::vector<std::string> words, std::vector<NamedGroup> groups);

  void AddAgreementKind(std::string kind);

  void ReadActorClass(const Element& element, NounKind kind, std::vector<std::string> words,
                      const std::vector<NamedGroup>& groups, bool want);

  // "their Chilean counterparts", of those who are asked for or named.
  bool ReadCounterpart(std::vector<NamedGroup>& groups);

  // "deputy prime minister", "deputy foreign minister": one title.
  void ReadWhoseDeputy(ActorClass& actor);

  // Behind "which country": the possessive, and who is asked for.
  bool ReadWhoseOfWhich();

  // "minister of foreign affairs", "secretary for trade", "president of the republic".
  void ReadTitleTail(ActorClass& actor);

  static std::string Joined(const std::vector<std::string>& words);

  static Focus FocusOf(NounKind kind);

  enum class Attach { kNothing, kFocus, kParticipant, kLeftAside };

  std::string_view text_;
  const std::vector<Element>& elements_;
  size_t at_ = 0;
  QuestionFrame frame_;
  std::vector<NotUnderstood> left_;
  Preposition pending_ = Preposition::kOf;
  bool has_pending_ = false;
  bool verb_seen_ = false, asked_ = false, want_noun_ = false, will_ = false;
  bool plain_who_ = false, post_noun_ = false, passive_ = false, possessive_ = false;
  bool in_capacity_ = false;       // "as foreign minister"
  bool of_which_country_ = false;  // "which country's ministers"
  std::optional<Role> wh_role_;
  std::optional<Preposition> wh_preposition_;
  std::string qualifier_;
  bool status_ends_ = false;  // a status was the last thing said: "not ratified the CPTPP"
  std::optional<graph::SourceSpan> annul_;  // of a verb: "ended the war"
  Attach attach_ = Attach::kNothing;
};

}  // namespace entente::query
