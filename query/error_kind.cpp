#include "query/engine.h"

namespace entente::query {

// The codes carry the phase: what the checker finds has no values yet, what running finds does.
ErrorKind ErrorKindOf(const graph::Error& error) {
  using graph::ErrorCode;
  switch (error.code) {
    case ErrorCode::kSyntax:
    case ErrorCode::kSemantic:
    case ErrorCode::kUnsupported:
      return {"SyntaxError", ErrorPhase::kCompileTime};
    case ErrorCode::kType:
      return {"TypeError", ErrorPhase::kRuntime};
    case ErrorCode::kArithmetic:
      return {"ArithmeticError", ErrorPhase::kRuntime};
    case ErrorCode::kConstraint:
      return {"ConstraintVerificationFailed", ErrorPhase::kRuntime};
    case ErrorCode::kNotFound:
      return {"EntityNotFound", ErrorPhase::kRuntime};
    default:
      return {"ArgumentError", ErrorPhase::kRuntime};
  }
}

}  // namespace entente::query
