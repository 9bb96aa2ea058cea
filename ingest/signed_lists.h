/// \file
/// Lists and tables below a heading that says what became of all that they name: "Signed", "Not
/// signed", "To be signed in May". Threads: used by one worker.

#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ingest/agreement_finder.h"
#include "ingest/clause_items.h"
#include "ingest/clause_reader.h"
#include "ingest/reading.h"

namespace entente::ingest {

class SignedLists {
 public:
  SignedLists(const Reading& reading, const std::vector<AgreementPhrase>& agreements)
      : reading_(reading), agreements_(agreements) {}
  /// Called for every sentence, in order.
  void Enter(uint32_t sentence);
  /// Whether the sentence is an item whose items are wanted, whatever its words are.
  bool Wants(uint32_t sentence) const;
  /// The items of a sentence that `Enter` was called with.
  void Read(const SentenceItems& items);
  /// Adds a deed for every agreement so listed of which no clause says anything.
  void Finish(ClauseFindings& findings) const;

 private:
  enum class Heading : uint8_t { kNone, kSigned, kUnsigned, kSigners };
  Heading HeadingAt(const Sentence& sentence) const;
  /// "The treaty was signed by:", "Signatories of the treaty:"
  bool OpensSigners(const Sentence& sentence) const;
  /// "After the talks the ministers signed:", above a list of papers without a noun of its own.
  void Open(const SentenceItems& items);
  /// What marks an item: '1' for a number and a full stop, '(' for a letter or number in brackets,
  /// '-' for anything else; 0 for a block that is no item.
  char MarkerOf(uint32_t block) const;
  /// "Peru: Ann Ayres, Minister", an item below it.
  void ReadSigner(const SentenceItems& items);

  struct Listed {
    uint32_t phrase = 0;
    uint32_t sentence = 0;
    Heading heading = Heading::kNone;
    std::vector<Actor> who;  ///< told above the list
    Setting setting;
  };

  const Reading& reading_;
  const std::vector<AgreementPhrase>& agreements_;
  Heading heading_ = Heading::kNone;
  char heading_marker_ = 0;  ///< of a heading that is an item itself
  std::vector<Actor> who_;
  Setting setting_;
  uint32_t block_ = kNoIndex;  ///< of the item that has named its agreement
  std::vector<Listed> listed_;
  uint32_t agreement_ = kNoIndex;  ///< phrase: what the signers below have signed
  std::vector<Deed> signers_;
};

}  // namespace entente::ingest
