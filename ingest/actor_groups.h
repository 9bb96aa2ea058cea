/// \file
/// Actors in a row: "Peruvian Secretary for Ports Dr W. K., Fijian Minister of Ports Dr J.
/// H. and, for Uganda, State Minister S. S." becomes one group of three people, each with the
/// country they stand for. Knows apposition (a post beside its holder is not a second actor),
/// co-ordination, "for X", "his counterpart", groups and descriptions ("the Omani side"). Threads:
/// pure. Linear: no token is tried twice by one group.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/mention.h"
#include "ingest/reading.h"

namespace entente::ingest {

struct Actor {
  uint32_t entity = kNoIndex;   ///< into DocumentMentions::entities; kNoIndex: nobody with a name
  uint32_t mention = kNoIndex;  ///< into DocumentMentions::mentions
  uint32_t post = kNoIndex;     ///< the kPost mention said beside it
  uint32_t behalf = kNoIndex;   ///< entity it stands for, where said: "for Uganda", "Kenyan"
  bool behalf_said = false;     ///< the text says that, and for whom, beside the name
  bool pronoun = false;
  bool plural_pronoun = false;  ///< "they", "both"
  bool thing_pronoun = false;   ///< "it"
  bool speaker = false;         ///< "I"; `noun` is its token
  bool counterpart = false;     ///< "his Vietnamese counterpart": holds the post of the one before
  bool delegates = false;       ///< "representatives of X": X is named, not the people
  bool apart = false;           ///< joins a deed told on another's behalf: not on that one's
  bool described = false;       ///< a body known by description only: "a Chinese supplier"
  /// A group known by description: "the two countries", "both parties", "16 organisations".
  enum class Sort : uint8_t { kOne, kStates, kSides, kBodies, kPeople };
  Sort sort = Sort::kOne;
  uint32_t count = 0;        ///< of a group, where the text gives it; "both" is 2
  uint32_t noun = kNoIndex;  ///< of a group: the token that says of what sort, "companies"
};

struct ActorGroup {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  uint32_t sentence = 0;
  std::vector<Actor> actors;
  uint32_t last_joint = 0;  ///< where the group would end without its last actor
  bool of_phrase = false;   ///< the parties of an agreement or event phrase
};

/// The group that begins at `token`, or one without actors. `end` is the end of the sentence.
ActorGroup ParseActorGroup(const Reading& reading, uint32_t token, uint32_t end,
                           bool list_of_names = false);

}  // namespace entente::ingest
