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
  /// "Peru: Ann Ayres, Minister", an item below it.
  void ReadSigner(const SentenceItems& items);

  struct Listed {
    uint32_t phrase = 0;
    uint32_t sentence = 0;
    Heading heading = Heading::kNone;
  };

  const Reading& reading_;
  const std::vector<AgreementPhrase>& agreements_;
  Heading heading_ = Heading::kNone;
  uint32_t block_ = kNoIndex;  ///< of the item that has named its agreement
  std::vector<Listed> listed_;
  uint32_t agreement_ = kNoIndex;  ///< phrase: what the signers below have signed
  std::vector<Deed> signers_;
};

}  // namespace entente::ingest
