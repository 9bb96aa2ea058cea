/// \file
/// How a graph file that was written aside gets its name: whole or not at all, never over what is
/// not a graph, and never under the feet of somebody who has the old one open.
/// Threads: any. It touches nothing but the named files and what killed runs left beside them.

#pragma once

#include <string>

#include "graph/result.h"

namespace entente::graph {

enum class Replace {
  kNo,    ///< the name must be free
  kYes,   ///< a graph that nobody has open is replaced
  kHeld,  ///< likewise; the caller has it alone (DurableFile::TakeAlone)
};

/// Where `path` leads: itself, or the file that a symbolic link names.
std::string FollowLinks(const std::string& path);

/// The name, beside `path`, of the file that is to become it.
std::string UnpublishedName(const std::string& path);

/// Whether a file may be published as `path` now; cheap, for asking before the work is done.
/// Errors: kAlreadyExists (with kNo), kForeignFile when something else than a graph stands there,
/// kBusy while anybody has it open, kIo.
Status CheckPublishable(const std::string& path, Replace replace);

/// Gives the finished file `from` the name `to`, at once and durably. A replaced file's mode and
/// owner stay. Errors: those of CheckPublishable.
Status PublishFile(const std::string& from, const std::string& to, Replace replace);

/// Removes what killed runs left beside `path`: unpublished files that no process writes any more.
void RemoveAbandoned(const std::string& path);

}  // namespace entente::graph
