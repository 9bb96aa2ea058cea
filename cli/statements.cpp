#include "cli/statements.h"

namespace entente::cli {

namespace {

struct Scan {
  std::vector<Statement> statements;
  bool ended = false;
};

Scan ScanScript(std::string_view script) {
  Scan scan;
  size_t begin = 0;
  bool content = false;  // anything but space and comments since `begin`
  auto finish = [&](size_t end) {
    if (content)
      scan.statements.push_back({script.substr(begin, end - begin), static_cast<uint32_t>(begin)});
    content = false;
    begin = end + 1;
  };
  size_t at = 0;
  bool open = false;
  while (at < script.size()) {
    char c = script[at];
    if (c == '\'' || c == '"' || c == '`') {
      content = true;
      ++at;
      while (at < script.size() && script[at] != c) at += script[at] == '\\' && c != '`' ? 2 : 1;
      open = at >= script.size();
      ++at;
    } else if (c == '/' && script.substr(at, 2) == "//") {
      at = script.find('\n', at);
      if (at == std::string_view::npos) at = script.size();
    } else if (c == '/' && script.substr(at, 2) == "/*") {
      size_t close = script.find("*/", at + 2);
      open = close == std::string_view::npos;
      at = open ? script.size() : close + 2;
    } else if (c == ';') {
      finish(at);
      ++at;
    } else {
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') content = true;
      ++at;
    }
  }
  scan.ended = !content && !open;
  if (content) finish(script.size());
  return scan;
}

}  // namespace

std::vector<Statement> SplitStatements(std::string_view script) {
  return ScanScript(script).statements;
}

bool EndsWithSemicolon(std::string_view script) {
  Scan scan = ScanScript(script);
  return scan.ended && !scan.statements.empty();
}

}  // namespace entente::cli
