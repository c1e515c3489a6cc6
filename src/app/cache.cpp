#include "app/cache.h"

#include <string_view>
#include <utility>

#include "app/files.h"
#include "base/diagnostic.h"
#include "pdf/file_identifier.h"
#include "pki/pki.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

std::string digest_of(std::string_view key, ByteView bytes) {
  Bytes all;
  all.reserve(key.size() + 1 + bytes.size());
  append(all, key);
  all.push_back('\n');
  append(all, bytes);
  return pki::hex(pdf::content_digest(all));
}

/// Also a comment of PDF, so that kept PDF files can be looked at.
std::string seal(const std::string& name, ByteView bytes) {
  return "\n%chancery-cache " + digest_of(name, bytes) + "\n";
}

}  // namespace

Cache::Cache(fs::path folder) : folder_(std::move(folder)) {}

std::string Cache::name_for(ByteView bytes) {
  return digest_of(CHANCERY_VERSION, bytes);
}

std::optional<Bytes> Cache::take(const std::string& name) const {
  if (folder_.empty()) return std::nullopt;
  const std::shared_ptr<const MappedFile> file = MappedFile::open(folder_ / name);
  if (!file) return std::nullopt;
  const ByteView all = file->bytes();
  const std::size_t seal_size = seal(name, {}).size();
  if (all.size() < seal_size) return std::nullopt;
  const ByteView bytes = all.first(all.size() - seal_size);
  if (text_of(all).substr(bytes.size()) != seal(name, bytes)) return std::nullopt;
  return Bytes(bytes.begin(), bytes.end());
}

void Cache::keep(const std::string& name, ByteView bytes) const {
  if (folder_.empty()) return;
  Bytes sealed(bytes.begin(), bytes.end());
  append(sealed, std::string_view(seal(name, bytes)));
  write_to_cache(folder_ / name, sealed);
}

data::ParseYaml parser_that_remembers(const Cache& cache) {
  return [cache](std::string_view text, const std::string& file) {
    const std::string name = Cache::name_for(bytes_of(file)) + ".tree";
    const std::string digest = Cache::name_for(bytes_of(text));
    if (const std::optional<Bytes> kept = cache.take(name)) {
      if (text_of(*kept).starts_with(digest)) {
        data::Parsed parsed;
        parsed.root = data::unpack(ByteView(*kept).subspan(digest.size()), file);
        if (parsed.root) return parsed;
      }
    }
    data::Parsed parsed = data::parse_yaml(text, file);
    if (parsed.root && parsed.diagnostics.empty()) {
      Bytes kept;
      append(kept, std::string_view(digest));
      append(kept, ByteView(data::pack(*parsed.root)));
      cache.keep(name, kept);
    }
    return parsed;
  };
}

}  // namespace chancery::app
