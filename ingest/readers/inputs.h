/// \file
/// What the command line named, as a stream of documents' bytes: files, folders (walked in sorted
/// order), standard input; each perhaps compressed; a .jsonl gives a document a line. The only part
/// of ingest that touches the disk for reading documents.
///
/// Threads: a DocumentSource belongs to one thread. Memory: one document at a time; a .jsonl of any
/// size is read line by line.

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "ingest/readers/reader.h"

namespace entente::ingest {

/// One file to read, or standard input ("-").
struct InputFile {
  std::string path;
  /// Percent-encoded path below the folder given; its name for a file given itself; "stdin" for
  /// standard input, whose documents are named for what they say ("stdin-" and a digest).
  std::string id;
  uint64_t size_bytes = 0;  ///< as stored; 0 for standard input
};

struct InputListing {
  std::vector<InputFile> files;      ///< sorted by id, then path; no file twice
  std::vector<graph::Error> errors;  ///< what is missing or can't be read, sorted by file
  uint64_t skipped_files = 0;        ///< in folders: of no known kind
};

/// Folders are walked: hidden files, files named README.* and files of other kinds are left out,
/// links are followed, but a folder is entered once; a link to a folder that it lies in is an
/// error. Two files with one id are an error for both. Cost: linear in files and folders, whatever
/// links there are.
InputListing ListInputs(const std::vector<std::string>& inputs);

/// `path` as an RFC 3986 path: what may not stand there is percent-encoded, '%' too. With
/// `is_encoded`, what is a percent-encoding already stays one.
std::string EncodeDocumentId(std::string_view path, bool is_encoded = false);

/// The documents of one file, one after another.
class DocumentSource {
 public:
  virtual ~DocumentSource() = default;
  /// Nothing at the end. After an error about the file as a whole (truncated .gz, unreadable) there
  /// is nothing more; an error about one line is told later, by ReadDocument.
  virtual std::optional<graph::Result<RawDocument>> Next() = 0;

  /// Errors: kNotFound, kIo; kUnsupported for a file given itself that holds no document (a table,
  /// a PDF). `stop` as in ByteStream::OpenFile.
  static graph::Result<std::unique_ptr<DocumentSource>> Open(
      const InputFile& file, const std::atomic<bool>* stop = nullptr);
};

}  // namespace entente::ingest
