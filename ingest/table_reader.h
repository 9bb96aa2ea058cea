/// \file
/// Tables of what was signed: rows that name an agreement with its parties, days and signatories
/// ("Document | Parties | Signed by"), rows that name who signed for whom the one that the table
/// stands below ("Country | Signatory"), and fact sheets ("Signed by | A. B.; C. D."). Reads the
/// items of cells; says deeds. Threads: used by one worker.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/agreement_finder.h"
#include "ingest/clause_items.h"
#include "ingest/clause_reader.h"
#include "ingest/reading.h"

namespace entente::ingest {

class TableReader {
 public:
  TableReader(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
              ClauseFindings& findings)
      : reading_(reading), agreements_(agreements), findings_(findings) {}

  /// Called for every sentence, in order: notes where rows and tables begin and end.
  void Enter(uint32_t sentence);
  bool InTable() const { return in_table_; }
  /// Whether the sentence is a cell whose items are wanted, whatever its words are.
  bool Wants() const;
  /// The items of a sentence that `Enter` was called with.
  void Read(const SentenceItems& items);
  /// The last row, where the document ends with it.
  void Finish() { EndTable(); }

 private:
  bool InCell(uint32_t sentence) const;
  void EndRow();
  void EndTable();
  /// What the heads of columns, or the first cell of a row, say.
  void ReadHead(const Sentence& sentence);
  /// The one that the table stands below; kNoIndex where none or several may be meant.
  uint32_t AgreementAbove(uint32_t token) const;
  /// The same title once more, in the next row, is the same agreement.
  uint32_t SameAs(uint32_t phrase) const;
  void AddDeed(DeedKind kind, std::vector<Actor> who, bool parties);

  /// One cell with people, or with countries and bodies.
  struct Cell {
    std::vector<Actor> actors;
    uint32_t token = 0;
  };

  const Reading& reading_;
  const std::vector<AgreementPhrase>& agreements_;
  ClauseFindings& findings_;
  bool in_table_ = false;
  uint32_t block_ = kNoIndex;  ///< of the cell at hand
  uint32_t row_ = 0;           ///< counted from the head
  uint32_t column_ = 0;        ///< counted from 0; empty cells do not count
  uint32_t sentence_ = 0;      ///< of the last cell
  uint32_t first_token_ = 0;   ///< of the table
  uint32_t first_sentence_ = 0;
  uint32_t signed_column_ = kNoIndex;  ///< the one that says when and where: "Signed"
  bool signed_cell_ = false;           ///< the row has a day or place in that column
  bool signs_ = false;                 ///< a column of those who signed
  bool key_signs_ = false;             ///< the row's first cell says "Signed by"
  bool key_parties_ = false;           ///< the row's first cell says "Parties"
  uint32_t agreement_ = kNoIndex;      ///< phrase of the row, or of the rows above
  std::vector<uint32_t> sides_;        ///< of columns "For Peru": the entities
  std::vector<Cell> people_, bodies_;
  uint32_t date_ = kNoIndex;
  uint32_t place_ = kNoIndex;  ///< entity, of the signed column
};

}  // namespace entente::ingest
