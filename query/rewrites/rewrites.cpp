#include "query/rewrites/rewrites.h"

namespace entente::query {

void Rewrite(Subplan&, NameTables&, const Statistics&) {}

}  // namespace entente::query
