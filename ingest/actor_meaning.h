/// \file
/// Who is meant and whom they stand for: an actor of a clause as entities that become nodes. A
/// pronoun or "his counterpart" is followed to its antecedent, a group to its members, a minister
/// to their country, a manager to the company. Threads: pure.

#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ingest/actor_groups.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// One actor, understood.
struct Meaning {
  uint32_t person = kNoIndex;    ///< entity of a person with a name
  std::vector<uint32_t> bodies;  ///< countries, ministries and organisations acting, or stood for
  bool stands_for = false;       ///< `bodies` are those that the person stands for
  bool apart = false;            ///< not on whose behalf the deed as a whole is told to be
  bool said_so = false;          ///< the text says for whom ("for Uganda"), not only the post
  bool on_behalf = false;        ///< said as such: "for Uganda", no "Ugandan minister"
  uint32_t post = kNoIndex;      ///< kPost mention
};

class ActorMeanings {
 public:
  explicit ActorMeanings(const Reading& reading);

  /// `before` is the token before which antecedents are looked for.
  std::vector<Meaning> Of(const std::vector<Actor>& actors, uint32_t before) const;

  /// Whom the person `entity` stands for by the posts that the document gives them: the country of
  /// a minister, the company of its manager. Empty when nothing says so.
  std::vector<uint32_t> StandsFor(uint32_t entity) const;

  /// The country that `body` is of when it acts for the state (a ministry, an agency); kNoIndex
  /// otherwise.
  uint32_t StateOf(uint32_t body) const;

  /// Whether `entity` is a town or a part of a state, which may be a party and nothing else.
  bool IsTown(uint32_t entity) const;

  /// Actor groups of the document so far, for antecedents; call in order of the text.
  void Note(const ActorGroup& group, bool is_subject);

  /// The bodies of a list that the text gives in full ("the organisations that signed are: …"):
  /// what every group of as many means.
  void NoteList(std::vector<uint32_t> members) { list_members_ = std::move(members); }

 private:
  void AddBodies(uint32_t entity, std::vector<uint32_t>& bodies) const;
  /// Whether the holder of the post signs for the town or province that it is of: its mayor.
  bool SpeaksForTown(const PostValue& post) const;
  /// "TUNISIA / MALTA. The two countries …": the states that the line above or the first sentence
  /// of the paragraph consists of.
  std::vector<uint32_t> StatesOfHeading(uint32_t before) const;
  /// Adds the states whose capitals were named before.
  void AddStatesOfCapitals(uint32_t before, std::vector<uint32_t>& members) const;
  /// "A. B. received C. D. The two signed …": the people of one sentence, where they are as many as
  /// the group says. `last`: one past the last group of actors before it.
  std::vector<uint32_t> PeopleOfOneSentence(const Actor& group, size_t last, uint32_t story) const;
  /// "whose | minister signed": the subject of a relative clause.
  bool InSubclause(const ActorGroup& group) const;
  /// "Ann Ayres received Bo Lund. They signed …": the two people of the sentence before, of two
  /// bodies, and in `told` which sentence it is; none where it tells of more.
  std::vector<uint32_t> TwoWhoMet(uint32_t before, uint32_t& told) const;
  /// The person who says "I" at token `token`; kNoIndex where the text does not tell.
  uint32_t SpeakerAt(uint32_t token) const;
  uint32_t SpeakerIn(uint32_t sentence_index) const;
  uint32_t IssuedStatement(uint32_t sentence_index) const;
  uint32_t Interviewed() const;
  void Antecedents(const Actor& pronoun, uint32_t before, std::vector<Meaning>& result) const;
  /// The members of "the two countries", "both parties", "the three Ministers".
  void Members(const Actor& group, uint32_t before, std::vector<Meaning>& result) const;
  /// Whether the person holds the post of "the two foreign ministers"; where nothing tells, only
  /// not `surely`.
  bool HoldsPostOf(uint32_t person, const Actor& group, bool surely) const;
  bool Fits(uint32_t entity, Actor::Sort sort) const;
  /// Whether "companies", "ministries" or "universities" can mean `entity`.
  bool FitsNoun(uint32_t entity, uint32_t noun) const;
  uint32_t BlockAt(uint32_t token) const;
  /// Whether a group of sentence `there` can be what one of block `here` takes up: an item of a
  /// list is told of in itself.
  bool InReach(uint32_t there, uint32_t here) const;

  const Reading& reading_;
  std::vector<std::vector<uint32_t>> posts_of_;  ///< posts by person entity, those said first
  std::vector<ActorGroup> subjects_;
  std::vector<std::pair<ActorGroup, bool>> groups_;  ///< and whether it is a subject
  std::vector<uint32_t> list_members_;
};

}  // namespace entente::ingest
