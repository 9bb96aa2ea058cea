/// \file
/// A document's findings as text, so that the graph can keep them beside the document and link
/// again without reading it again. Compact, and valid UTF-8, as stored strings must be.
/// Threads: pure. The format has a version; another version is kCorrupt.

#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"
#include "ingest/findings.h"
#include "ingest/fingerprint.h"
#include "ingest/stored_findings.h"

namespace entente::ingest {

std::string EncodeFindings(const DocumentFindings& findings, const Fingerprint& fingerprint);
std::string EncodeFindings(const StoredFindings& stored);
/// Errors: kCorrupt.
graph::Result<StoredFindings> DecodeFindings(std::string_view text);
/// The same as decoding what was encoded; so that linking now and linking later see the same.
StoredFindings Store(const DocumentFindings& findings, const Fingerprint& fingerprint);

}  // namespace entente::ingest
