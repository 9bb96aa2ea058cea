#include "graph/result.h"

namespace entente::graph {

const char* ErrorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid argument";
    case ErrorCode::kNotFound:
      return "not found";
    case ErrorCode::kAlreadyExists:
      return "already exists";
    case ErrorCode::kIo:
      return "input/output";
    case ErrorCode::kNoSpace:
      return "no space";
    case ErrorCode::kCorrupt:
      return "damaged file";
    case ErrorCode::kForeignFile:
      return "foreign file";
    case ErrorCode::kBusy:
      return "busy";
    case ErrorCode::kSyntax:
      return "syntax";
    case ErrorCode::kSemantic:
      return "semantic";
    case ErrorCode::kType:
    case ErrorCode::kStaticType:
      return "type";
    case ErrorCode::kArithmetic:
      return "arithmetic";
    case ErrorCode::kConstraint:
      return "constraint";
    case ErrorCode::kOutOfRange:
      return "out of range";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kMemoryLimit:
      return "memory limit";
    case ErrorCode::kTimeout:
      return "time limit";
    case ErrorCode::kInterrupted:
      return "interrupted";
    case ErrorCode::kEncoding:
      return "encoding";
    case ErrorCode::kUnsupported:
      return "unsupported";
  }
  return "unknown";
}

std::string FormatError(const Error& error) {
  std::string out;
  if (!error.file.empty()) {
    out += error.file;
    if (error.line > 0) {
      out += ":" + std::to_string(error.line);
      if (error.column > 0) out += ":" + std::to_string(error.column);
    }
    out += ": ";
  } else if (error.line > 0) {
    out += "line " + std::to_string(error.line);
    if (error.column > 0) out += ", column " + std::to_string(error.column);
    out += ": ";
  }
  out += error.message;
  if (!error.suggestion.empty()) out += " (" + error.suggestion + ")";
  return out;
}

}  // namespace entente::graph
