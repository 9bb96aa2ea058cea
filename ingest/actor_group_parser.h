/// \file
/// The state of reading one group of actors, shared by the files that each read one kind:
/// actor_groups (rows and what joins them), actor_people (holders, posts, whom they stand for),
/// actor_descriptions (people told by what they do), actor_states (names in step with states),
/// actor_bodies (countries, bodies, descriptions), actor_towns. Private to them. Threads: used by
/// one worker.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/actor_groups.h"
#include "ingest/mention.h"
#include "ingest/reading.h"

namespace entente::ingest {

constexpr size_t kMaxActors = 200;

inline bool IsBody(MentionType type) {
  return type == MentionType::kMinistry || type == MentionType::kOrganization;
}

class GroupParser {
 public:
  GroupParser(const Reading& reading, uint32_t end, bool list_of_names)
      : reading_(reading), end_(end), list_of_names_(list_of_names) {}
  ActorGroup Parse(uint32_t token);

 private:
  /// Whether a row may begin at `at`: ParseActor and what it tries find nothing where it says no.
  /// Most tokens open none, and this costs a tenth of trying.
  bool MayOpen(uint32_t at) const;
  void AssignStates(ActorGroup& group) const;
  /// The body behind an honorific: "Messrs | Acme Steel"; or nullptr.
  const Mention* HonoredBody(const Mention& post) const;
  /// "for Peru, | by Ann Ayres": who signed for it, and no second one stood for.
  bool BehalfGoesOnBy(const ActorGroup& group, uint32_t at) const;
  /// "South Korea, Vietnam ink MOU": a headline's comma stands for "and".
  bool CommasAreEnough(const ActorGroup& group) const;
  const Sentence& SentenceOf(uint32_t token) const;
  /// "and, | most recently, | Egypt", "and | later | Egypt"
  uint32_t SkipAsideOfTime(uint32_t at) const;
  uint32_t SkipConnector(uint32_t at, bool& joined, bool& is_comma);
  /// Whether another name of a list, and no clause, stands behind the semicolon `at`.
  bool NamesGoOn(uint32_t at) const;
  /// "Vietnam–Japan": a dash between two names.
  bool HyphenBetween(uint32_t at) const;
  /// "for Uganda, State Minister S. S.": whom the next actor stands for.
  uint32_t SkipBehalfBefore(uint32_t at, uint32_t& behalf) const;
  uint32_t SkipDeterminer(uint32_t at) const;
  /// One actor with its appositions; returns `at` when none begins there.
  uint32_t ParseActor(uint32_t at, ActorGroup& group);
  /// "(Ann Ayres) | 's predecessor, Bo Lund": the one who is named last.
  uint32_t ParseSuccessor(uint32_t at, size_t known, ActorGroup& group);
  /// "(the Ministry of Health), represented by its secretary, A. B.,": the person instead.
  uint32_t ParseRepresented(uint32_t at, size_t known, ActorGroup& group);
  /// Whether the row goes on with people each of whom is told with whom they stand for: "(A. B. for
  /// Peru), | C. D. for Chile and E. F. for Cuba".
  bool EachForTheirOwn(const ActorGroup& group, uint32_t at) const;
  uint32_t Joined(uint32_t next, bool first) {
    if (!first) last_joined_ = last_joined_candidate_;
    return next;
  }
  uint32_t IndexOf(const Mention& mention) const {
    return static_cast<uint32_t>(&mention - reading_.mentions.mentions.data());
  }
  /// Commas, brackets and posts behind a person that say who they are.
  uint32_t SkipAppositions(uint32_t at, Actor& actor);
  /// "on behalf of", "representing", "for and on behalf of", "in the name of": behind it, or `at`.
  uint32_t BehalfPhrase(uint32_t at) const;
  /// "Kenya's | Minister", "the Polish | ambassador": where the holder's post begins, or `at`.
  uint32_t OwnPost(uint32_t at, uint32_t holder) const;
  /// Behind ", who chairs it" where the row goes on with ", and Bo Lund"; or `at`.
  uint32_t SkipLedBy(uint32_t at) const;
  uint32_t SkipWhoClause(uint32_t at) const;
  /// Behind what goes on describing a post or its body: "of the Kenyan side of the commission and
  /// Cabinet Secretary for Mining".
  uint32_t SkipDescription(uint32_t at, uint32_t holder) const;
  /// Whether a name follows at once, past further posts and honorifics.
  bool NameFollows(uint32_t at) const;
  /// The name of the post's holder, where the post is said before it: "the Assistant Minister for
  /// Africa at the Ministry of Foreign Affairs of Peru, Mr. | A. B."
  const Mention* HolderAhead(const Mention& post) const;
  /// The name behind what describes a post or a counterpart: "(the head) | of the Lima ports
  /// agency, A. B."; nullptr where none stands right behind its comma.
  const Mention* NameBehindDescription(uint32_t at) const;
  /// "the ministers | of the day", "the rector | at the time".
  uint32_t SkipThen(uint32_t at) const;
  /// Whether a body or state begins at `at` and a mark or "and" stands right behind it.
  bool ClosedBody(uint32_t at) const;
  /// "the Government and people of the Republic of | Peru"
  uint32_t SkipCountryNouns(uint32_t at) const;
  bool ListGoesOn(uint32_t at) const;
  /// "to Prime Minister Ana Ruiz" behind an adviser's post, or `at`.
  uint32_t SkipServed(uint32_t at, const Mention& post) const;
  /// "of the Navy" behind a post that leads to the body it is a post of.
  uint32_t SkipPostTail(uint32_t at, const Mention& post) const;
  uint32_t FindClose(uint32_t at, uint32_t limit) const;
  uint32_t SkipBracket(uint32_t at) const;
  /// "for Greece", ", representing Chile", "on behalf of Peru and Chile".
  /// `closed`: a comma there may close an apposition.
  uint32_t SkipBehalf(uint32_t at, Actor& actor, bool closed = false) const;
  /// "During the meeting, | Ministers signed": the two told of before, without an article.
  bool IsBareGroup(uint32_t at) const;
  /// "the two countries", "both sides", "the three Ministers", "16 private sector organisations".
  uint32_t ParseDescribedGroup(uint32_t at, ActorGroup& group) const;
  /// "(the foreign ministers of) the two countries, N. K. for Greece and N. D. for its neighbour":
  /// the people who follow are the actors; without them, those whose ministers they are.
  uint32_t ParsePostsOf(uint32_t at, ActorGroup& group);
  /// Behind the mark that opens names ("the ministers of Peru and Chile | –"), or `at`.
  uint32_t OpensNames(uint32_t at) const;
  bool IsDash(uint32_t at) const;
  /// "(Ann Ayres": whether the bracket at `at` begins with a person.
  bool PersonWithin(uint32_t at) const;
  /// Takes in "respectively" and the mark that closes the names that another one opened.
  void CloseNames(ActorGroup& group);
  /// "Ministers A. B. and C. D. | of Peru and Chile", "A. B. and C. D., the ministers of Peru and
  /// Chile respectively": each stands for the state in the same place of the row.
  void ParseStatesBehind(ActorGroup& group);
  /// "(A. B. and C. D.) |, the two foreign ministers,", "… |, the foreign ministers of the two
  /// countries,": behind what is said of all of them, or `at`.
  uint32_t SkipJointPost(uint32_t at, ActorGroup& group) const;
  bool PluralPost(const Mention& post) const;
  Actor::Sort SortAt(uint32_t token) const;
  uint32_t NumberAt(uint32_t token) const;
  /// Past further posts and honorifics of one holder: "Cabinet Secretary for Health Dr".
  uint32_t SkipMorePosts(uint32_t at, const Mention& post) const;
  uint32_t ParsePost(uint32_t at, const Mention& post, uint32_t country, ActorGroup& group);
  uint32_t SkipPersonTail(uint32_t at) const { return at; }
  /// Behind "the Minister, R. K.,": one closing comma, further posts, whom they stand for.
  uint32_t SkipClosingComma(uint32_t at, Actor& actor);
  uint32_t ParsePerson(uint32_t at, const Mention& person, uint32_t country, ActorGroup& group,
                       const Mention* post = nullptr);
  /// A country; or what belongs to it: "Kenyan Cabinet Secretary", "Peru's Environment Minister",
  /// "the Omani side", "a Chinese supplier".
  uint32_t ParseCountry(uint32_t at, const Mention& country, ActorGroup& group);
  /// "the Swedish | company": the one of that country and kind that was named before; nullptr where
  /// none or several were.
  const Mention* BodyOf(uint32_t country, uint32_t noun) const;
  /// Behind a country that has just been taken: "Peru | (Ann Ayres)" is she, for Peru.
  uint32_t ParseNamed(uint32_t at, ActorGroup& group);
  /// "(the Indian) trader", "state oil company": nouns before the name of a body; where that
  /// begins, or `at`.
  uint32_t SkipBodyNouns(uint32_t at) const;
  /// The noun of a body that only a description tells of: "the railway workers' | union".
  uint32_t BodyNounBehind(uint32_t at) const;
  /// "its Danish partner, Bolt College,": the named one; in a row one without a name, too.
  uint32_t SkipHomeAside(uint32_t at, Actor& actor) const;
  uint32_t ParseNameOfNoun(uint32_t noun, ActorGroup& group);
  uint32_t ParseDescribedBody(uint32_t at, ActorGroup& group);
  /// "(Norlake Rail) |, a.s., and": a legal form behind a comma.
  uint32_t SkipLegalAside(uint32_t at) const;
  /// "(Norlake Rail Ltd) | of Lund, Sweden", "(the Saint Anna Clinic) |, Graz, and": where it sits.
  uint32_t SkipHome(uint32_t at) const;
  /// Whether a capital speaks for its government: "| Lima and Quito signed", "a treaty with |
  /// Lima"; then its country, as an entity.
  uint32_t StateOfCapital(const Mention& place, const ActorGroup& group) const;
  /// Whether a town, province or state of a federation acts under its own name: "a twinning
  /// agreement with | Lund", "the provinces of | Norlake and Ayres".
  bool IsTown(const Mention& place, const ActorGroup& group) const;
  /// Towns and parts of states that act under their own names.
  /// "(Peru and) landlocked Bolivia", "(Peru and) its neighbour, Chile", "(Peru and) its Chilean
  /// neighbour": a further state of a row behind what is said of it.
  uint32_t ParseToldState(uint32_t at, ActorGroup& group);
  bool IsTownNoun(uint32_t token) const;
  /// Behind "(the) city of", "towns of", "German town of": where the name begins, or `at`.
  uint32_t SkipTownNoun(uint32_t at) const;
  /// Behind "Norlake | province" and the like.
  uint32_t SkipTownSuffix(uint32_t at) const;
  bool IsVerbAt(uint32_t at) const;
  /// "Norlake | managing director Ann Ayres", where no list knows the name: where the post of
  /// somebody named begins, or `at`.
  uint32_t SkipUnknownBefore(uint32_t at) const;
  /// "the company's | director", "Norlake Rail's | Bo Lund": whose post or name it is, where no
  /// list knows them; or `at`.
  uint32_t SkipOwner(uint32_t at) const;
  /// "US-based | Norlake", "state-run oil firm | Norlake": where the name begins, or `at`.
  uint32_t SkipBased(uint32_t at) const;
  /// Behind what says of a body what it is: "Norlake |, a maker of rails, | and …"; or `at`.
  uint32_t SkipNounApposition(uint32_t at) const;
  bool StartsNoun(uint32_t at) const;
  uint32_t SkipOfGovernment(uint32_t at) const { return at; }
  uint32_t SkipAdjectives(uint32_t at) const;
  uint32_t ParseBody(uint32_t at, const Mention& body, ActorGroup& group);
  /// "the Embassy of Peru | in Norway | and the University of Tarn": where a body of a row is.
  uint32_t SkipSeat(uint32_t at) const;
  /// Behind a body, where it sits: ", Dhaka, Bangladesh".
  uint32_t SkipAddress(uint32_t at) const;
  /// "Norlake | a.s.", "Norlake | Co. Ltd": the form of a company that its name was found without.
  uint32_t SkipLegalForm(uint32_t at) const;
  void PushEntity(const Mention& mention, ActorGroup& group, bool delegates);
  /// "representatives of the 16 organisations", "officials from both countries".
  uint32_t ParseDelegates(uint32_t at, ActorGroup& group);
  /// "counterpart", "Vietnamese counterpart, Nguyen T.": `at` is the noun.
  uint32_t ParseCounterpart(uint32_t at, uint32_t country, ActorGroup& group);
  /// "his Chilean | counterpart, Deputy Prime Minister and Minister of Ports A. B.": past a
  /// counterpart that is named behind further titles; `at` when it is not.
  uint32_t NamedCounterpart(uint32_t at, const Mention& post, uint32_t country, ActorGroup& group);
  /// "the heads of both delegations", "the two heads of delegation": people without names.
  uint32_t ParseChiefs(uint32_t at, ActorGroup& group) const;
  /// "between | the defence ministries of Peru | and Chile": the states whose they are.
  uint32_t ParseOfficesOf(uint32_t at, ActorGroup& group);
  /// "the government of Peru", "the Government of the Republic of Peru".
  uint32_t ParseGovernmentOf(uint32_t at, ActorGroup& group);
  /// "Peru's government and rebels signed … The deal between | the government | and the Acme
  /// Front".
  uint32_t ParseGovernmentTold(uint32_t at, ActorGroup& group) const;
  /// "(LIMA -) The government | signed", "Parliament | ratified": of the country whose news it is,
  /// where the paragraph has named no other.
  uint32_t ParseHomeGovernment(uint32_t at, ActorGroup& group);
  const Reading& reading_;
  uint32_t end_;
  bool list_of_names_;
  bool last_joined_ = false;
  bool last_joined_candidate_ = false;
  bool plural_post_ = false;
  bool witnesses_ = false;          ///< behind "in the presence of"
  std::vector<uint32_t> states_;    ///< "the Presidents of | Peru and Chile |, A. B. and C. D."
  size_t states_from_ = 0;          ///< the first of the actors who stand for them, in that order
  uint32_t names_open_ = kNoIndex;  ///< the bracket or dash that names have opened with
};

}  // namespace entente::ingest
