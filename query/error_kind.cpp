#include "query/engine.h"

namespace entente::query {

// The codes carry the phase: what the checker finds has no values yet, what running finds does.
ErrorKind ErrorKindOf(const graph::Error& error) {
  using graph::ErrorCode;
  if (error.detail == "ProcedureNotFound") return {"ProcedureError", ErrorPhase::kCompileTime};
  if (error.detail == "MissingParameter") return {"ParameterMissing", ErrorPhase::kCompileTime};
  if (error.detail == "MergeReadOwnWrites") return {"SemanticError", ErrorPhase::kRuntime};
  // The number of SKIP and LIMIT, when a parameter gave it.
  if (error.code == ErrorCode::kOutOfRange &&
      (error.detail == "NegativeIntegerArgument" || error.detail == "InvalidArgumentType"))
    return {"SyntaxError", ErrorPhase::kRuntime};
  switch (error.code) {
    case ErrorCode::kSyntax:
    case ErrorCode::kSemantic:
    case ErrorCode::kUnsupported:
      return {"SyntaxError", ErrorPhase::kCompileTime};
    case ErrorCode::kStaticType:
      return {"TypeError", ErrorPhase::kCompileTime};
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
