/// \file
/// Rows of text in formats that other programs read: comma or tab separated, and Markdown. A
/// control character other than tab and line break becomes U+FFFD: rows are looked at in terminals.
/// Threads: pure.   Source: RFC 4180 (csv); GitHub Flavored Markdown, "Tables".

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// One line, ended by CRLF for ',' (RFC 4180) and LF for tab. With ',' a cell that holds the
/// delimiter, a quote or a line break is quoted; with tab those characters are written \t, \n and
/// \\ instead.
std::string DelimitedLine(const std::vector<std::string>& cells, char delimiter);
std::string DelimitedText(const std::vector<std::string>& header,
                          const std::vector<std::vector<std::string>>& rows, char delimiter);

std::string MarkdownLine(const std::vector<std::string>& cells);
std::string MarkdownTable(const std::vector<std::string>& header,
                          const std::vector<std::vector<std::string>>& rows);

}  // namespace entente::cli
