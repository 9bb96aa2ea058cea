#include "ingest/readers/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "ingest/readers/byte_stream.h"
#include "ingest/readers/other_formats.h"
#include "ingest/sha256.h"

namespace entente::ingest {

namespace {

namespace fs = std::filesystem;
using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

// Folders nested deeper than any archive of documents; a guard, since the walk keeps its way.
constexpr size_t kMaxFolderDepth = 256;

struct FileKind {
  DocumentFormat format = DocumentFormat::kText;
  bool is_gzip = false;
};

/// By its extension; nothing for a kind that we do not know.
std::optional<FileKind> KindOf(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  FileKind kind;
  std::string_view rest = lower;
  if (rest.ends_with(".gz")) {
    kind.is_gzip = true;
    rest.remove_suffix(3);
  }
  size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::string_view extension = rest.substr(dot + 1);
  if (extension == "txt" || extension == "text") {
    kind.format = DocumentFormat::kText;
  } else if (extension == "md" || extension == "markdown") {
    kind.format = DocumentFormat::kMarkdown;
  } else if (extension == "html" || extension == "htm" || extension == "xhtml") {
    kind.format = DocumentFormat::kHtml;
  } else if (extension == "jsonl" || extension == "ndjson") {
    kind.format = DocumentFormat::kJsonLine;
  } else {
    return std::nullopt;
  }
  return kind;
}

bool IsReadme(std::string_view name) {
  constexpr std::string_view kReadme = "readme";
  if (name.size() < kReadme.size()) return false;
  for (size_t i = 0; i < kReadme.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(name[i])) != kReadme[i]) return false;
  }
  return name.size() == kReadme.size() || name[kReadme.size()] == '.';
}

/// For what came without a name that tells: standard input, and files of another extension.
DocumentFormat SniffFormat(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.starts_with("---\n") || head.starts_with("---\r\n")) return DocumentFormat::kMarkdown;
  size_t at = head.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos) return DocumentFormat::kText;
  head.remove_prefix(at);
  if (head.starts_with("{\"") || head.starts_with("{ \"")) return DocumentFormat::kJsonLine;
  std::string start;
  for (char c : head.substr(0, 16)) {
    start += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  if (start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<head") ||
      start.starts_with("<?xml")) {
    return DocumentFormat::kHtml;
  }
  return DocumentFormat::kText;
}

Error FileError(const std::string& path, Error error) {
  if (error.file.empty()) error.file = path;
  return error;
}

/// A folder's files, below it. A folder is entered once, however many links lead to it: by its own
/// way where it has one, otherwise by the first link. Folders that link to each other would have as
/// many ways through them as there are orders of their names.
class Walk {
 public:
  Walk(std::string root, InputListing& listing) : root_(std::move(root)), listing_(listing) {}

  void Run() {
    Enter({fs::path(root_), "", 0});
    for (size_t i = 0; i < links_.size(); ++i) {
      const Folder link = links_[i];
      Enter(link);
    }
  }

 private:
  struct Folder {
    fs::path path;
    std::string below;  // the id of what lies in it begins so
    size_t depth = 0;
  };

  void Enter(const Folder& folder) {
    std::error_code code;
    fs::path real = fs::canonical(folder.path, code);
    if (code || folder.depth > kMaxFolderDepth) {
      Refuse(folder.path, ErrorCode::kLimit, "the folder can't be entered, or lies too deep");
      return;
    }
    if (!entered_.insert(real).second) return;
    std::vector<fs::path> entries;
    fs::directory_iterator at(folder.path, code);
    if (code) {
      Refuse(folder.path, ErrorCode::kIo,
             fmt::format("the folder can't be read: {}", code.message()));
      return;
    }
    for (; !code && at != fs::directory_iterator(); at.increment(code)) {
      entries.push_back(at->path());
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
      if (!entry.filename().string().starts_with('.')) See(entry, real, folder);
    }
  }

  void See(const fs::path& entry, const fs::path& real_folder, const Folder& folder) {
    std::string name = entry.filename().string();
    std::error_code status_code;
    fs::file_status status = fs::status(entry, status_code);
    if (fs::is_directory(status)) {
      const Folder below{entry, folder.below + name + "/", folder.depth + 1};
      std::error_code link_code;
      if (!fs::is_symlink(entry, link_code)) {
        Enter(below);
      } else if (LeadsBack(entry, real_folder)) {
        Refuse(entry, ErrorCode::kLimit, "a link leads back into the folder that it lies in");
      } else {
        links_.push_back(below);
      }
    } else if (!KindOf(name) || IsReadme(name)) {
      ++listing_.skipped_files;
    } else if (status_code) {
      Refuse(entry, ErrorCode::kNotFound, "a link that leads nowhere");
    } else if (fs::is_regular_file(status)) {
      uint64_t size = fs::file_size(entry, status_code);
      listing_.files.push_back(
          {entry.string(), EncodeDocumentId(folder.below + name), status_code ? 0 : size});
    }
  }

  static bool LeadsBack(const fs::path& link, const fs::path& real_folder) {
    std::error_code code;
    const fs::path target = fs::canonical(link, code);
    return !code &&
           std::mismatch(target.begin(), target.end(), real_folder.begin(), real_folder.end())
                   .first == target.end();
  }

  void Refuse(const fs::path& path, ErrorCode code, std::string message) {
    listing_.errors.push_back(FileError(path.string(), MakeError(code, std::move(message))));
  }

  std::string root_;
  InputListing& listing_;
  std::set<fs::path> entered_;  // without links
  std::vector<Folder> links_;   // to folders, in the order of the walk
};

// Standard input has no name, and what comes there next time is another document; the same one
// again is the same.
std::string ContentId(std::string_view bytes) {
  constexpr size_t kDigits = 16;
  return "stdin-" + Sha256Hex(bytes).substr(0, kDigits);
}

class OneDocument : public DocumentSource {
 public:
  OneDocument(InputFile file, std::unique_ptr<ByteStream> stream,
              std::optional<DocumentFormat> format)
      : file_(std::move(file)), stream_(std::move(stream)), format_(format) {}

  std::optional<Result<RawDocument>> Next() override {
    if (done_) return std::nullopt;
    done_ = true;
    RawDocument raw;
    raw.file = file_.path;
    raw.id = file_.id;
    if (file_.size_bytes < kMaxDocumentBytes) raw.bytes.reserve(file_.size_bytes + 1);
    while (true) {
      auto more = stream_->Read(raw.bytes);
      if (!more) return FileError(file_.path, more.error());
      if (!*more) break;
      if (raw.bytes.size() > kMaxDocumentBytes) {
        return FileError(
            file_.path,
            MakeError(ErrorCode::kLimit,
                      fmt::format("the document is larger than {} MB, the most that one document "
                                  "may have; split it, or give its parts as lines of a .jsonl",
                                  kMaxDocumentBytes >> 20)));
      }
    }
    stream_.reset();
    raw.format = format_ ? *format_ : SniffFormat(std::string_view(raw.bytes).substr(0, 256));
    if (file_.path == "-") raw.id = ContentId(raw.bytes);
    return raw;
  }

 private:
  InputFile file_;
  std::unique_ptr<ByteStream> stream_;
  std::optional<DocumentFormat> format_;
  bool done_ = false;
};

class JsonLines : public DocumentSource {
 public:
  JsonLines(InputFile file, std::unique_ptr<ByteStream> stream)
      : file_(std::move(file)), stream_(std::move(stream)) {}

  std::optional<Result<RawDocument>> Next() override {
    while (!done_) {
      size_t end = buffer_.find('\n', searched_);
      if (end == std::string::npos) {
        searched_ = buffer_.size();
        if (buffer_.size() - at_ > kMaxDocumentBytes) {
          done_ = true;
          Error error = MakeError(ErrorCode::kLimit, fmt::format("the line is larger than {} MB",
                                                                 kMaxDocumentBytes >> 20));
          error.line = line_ + 1;
          return FileError(file_.path, error);
        }
        buffer_.erase(0, at_);
        searched_ -= at_;
        at_ = 0;
        auto more = stream_->Read(buffer_);
        if (!more) {
          done_ = true;
          return FileError(file_.path, more.error());
        }
        if (*more) continue;
        done_ = true;
        end = buffer_.size();
      }
      std::string_view line = std::string_view(buffer_).substr(at_, end - at_);
      at_ = searched_ = std::min(end + 1, buffer_.size());
      ++line_;
      if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      RawDocument raw;
      raw.file = file_.path;
      raw.line = line_;
      if (file_.path == "-") {
        raw.id = ContentId(line);
        if (uint32_t again = told_[raw.id]++; again > 0) raw.id += fmt::format("-{}", again + 1);
      } else {
        raw.id = fmt::format("{}:{}", file_.id, line_);
      }
      raw.format = DocumentFormat::kJsonLine;
      raw.bytes = std::string(line);
      return raw;
    }
    return std::nullopt;
  }

 private:
  InputFile file_;
  std::unique_ptr<ByteStream> stream_;
  std::map<std::string, uint32_t> told_;  // how often standard input had a document
  std::string buffer_;
  size_t at_ = 0;        // where the next line begins
  size_t searched_ = 0;  // no line end lies before
  uint32_t line_ = 0;
  bool done_ = false;
};

}  // namespace

std::string EncodeDocumentId(std::string_view path, bool is_encoded) {
  // pchar and '/', and for an id that was given '?' too.   Source: RFC 3986, section 3.3.
  constexpr std::string_view kAllowed = "-._~!$&'()*+,;=:@/";
  auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  std::string id;
  for (size_t i = 0; i < path.size(); ++i) {
    auto c = static_cast<unsigned char>(path[i]);
    bool stays = (c < 0x80 && std::isalnum(c)) ||
                 kAllowed.find(path[i]) != std::string_view::npos ||
                 (is_encoded && (c == '?' || (c == '%' && i + 2 < path.size() &&
                                              is_hex(path[i + 1]) && is_hex(path[i + 2]))));
    if (stays) {
      id += path[i];
    } else {
      id += fmt::format("%{:02X}", c);
    }
  }
  return id;
}

InputListing ListInputs(const std::vector<std::string>& inputs) {
  InputListing listing;
  for (const std::string& input : inputs) {
    if (input == "-") {
      listing.files.push_back({"-", "stdin", 0});
      continue;
    }
    std::error_code code;
    fs::file_status status = fs::status(input, code);
    if (!fs::exists(status)) {
      listing.errors.push_back(
          FileError(input, MakeError(ErrorCode::kNotFound, "there is no such file or folder")));
    } else if (fs::is_directory(status)) {
      Walk(input, listing).Run();
    } else {
      uint64_t size = fs::is_regular_file(status) ? fs::file_size(input, code) : 0;
      listing.files.push_back(
          {input, EncodeDocumentId(fs::path(input).filename().string()), code ? 0 : size});
    }
  }
  auto& files = listing.files;
  std::sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) {
    return std::tie(a.id, a.path) < std::tie(b.id, b.path);
  });
  // One file named twice is one; two files with one id can't both be told apart later.
  std::vector<InputFile> kept;
  for (size_t begin = 0; begin < files.size();) {
    size_t end = begin;
    std::set<fs::path> real;
    while (end < files.size() && files[end].id == files[begin].id) {
      std::error_code code;
      fs::path path = files[end].path == "-" ? fs::path("-") : fs::canonical(files[end].path, code);
      real.insert(code ? fs::path(files[end].path) : path);
      ++end;
    }
    if (real.size() == 1) {
      kept.push_back(files[begin]);
    } else {
      for (size_t i = begin; i < end; ++i) {
        Error error =
            MakeError(ErrorCode::kAlreadyExists,
                      fmt::format("another document has the same id, \"{}\": {}", files[i].id,
                                  files[i == begin ? begin + 1 : begin].path));
        error.suggestion = "give the folder above both";
        listing.errors.push_back(FileError(files[i].path, std::move(error)));
      }
    }
    begin = end;
  }
  files = std::move(kept);
  std::sort(listing.errors.begin(), listing.errors.end(), [](const Error& a, const Error& b) {
    return std::tie(a.file, a.message) < std::tie(b.file, b.message);
  });
  return listing;
}

Result<std::unique_ptr<DocumentSource>> DocumentSource::Open(const InputFile& file,
                                                             const std::atomic<bool>* stop) {
  std::unique_ptr<ByteStream> stream;
  // A pipe may be called anything.
  std::error_code unknown;
  if (file.path != "-" && fs::is_regular_file(file.path, unknown))
    if (auto refused = RefusedByName(file.path)) return FileError(file.path, *std::move(refused));
  if (file.path == "-") {
    stream = ByteStream::StandardInput(stop);
  } else {
    auto opened = ByteStream::OpenFile(file.path, stop);
    if (!opened) return FileError(file.path, opened.error());
    stream = *std::move(opened);
  }
  std::optional<DocumentFormat> format;
  bool named = false;
  if (file.path != "-") {
    if (auto kind = KindOf(file.path)) {
      named = true;
      format = kind->format;
      if (kind->is_gzip) stream = ByteStream::Unpack(std::move(stream));
    }
  }
  if (!named) {
    auto unpacked = ByteStream::UnpackIfGzip(std::move(stream));
    if (!unpacked) return FileError(file.path, unpacked.error());
    stream = *std::move(unpacked);
    // JSON Lines must be known before it is read whole.
    std::string head;
    auto more = stream->Read(head);
    if (!more) return FileError(file.path, more.error());
    if (auto refused = RefusedByBytes(head)) return FileError(file.path, *std::move(refused));
    if (SniffFormat(std::string_view(head).substr(0, 256)) == DocumentFormat::kJsonLine) {
      format = DocumentFormat::kJsonLine;
    }
    stream = ByteStream::WithHead(std::move(head), std::move(stream));
  }
  if (format == DocumentFormat::kJsonLine) {
    return std::unique_ptr<DocumentSource>(new JsonLines(file, std::move(stream)));
  }
  return std::unique_ptr<DocumentSource>(new OneDocument(file, std::move(stream), format));
}

}  // namespace entente::ingest
