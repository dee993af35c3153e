// SPDX-License-Identifier: MIT
// One zlib stream: `<type> SP <size> NUL <bytes>` (gitrepository-layout(5), "objects/[0-9a-f][0-9a-f]").
#include "git/loose_object.hpp"

#include "git/disk.hpp"

#include <zlib.h>

#include <charconv>
#include <cstddef>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

constexpr std::size_t kMost = 64u << 20;

/// A zlib stream that is being unpacked.
class Inflater {
 public:
  explicit Inflater(std::string& packed) {
    stream_.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    is_ready_ = inflateInit(&stream_) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (is_ready_) inflateEnd(&stream_);
  }

  /// Unpacks into bytes[from..] as much as there is room for, and gives how much that was; nothing for a
  /// damaged stream.
  std::optional<std::size_t> unpack(std::string& bytes, std::size_t from) {
    if (!is_ready_) return std::nullopt;
    stream_.next_out = reinterpret_cast<Bytef*>(bytes.data() + from);
    stream_.avail_out = static_cast<uInt>(bytes.size() - from);
    const int code = inflate(&stream_, Z_SYNC_FLUSH);
    is_at_end_ = code == Z_STREAM_END;
    if (code != Z_OK && !is_at_end_ && code != Z_BUF_ERROR) return std::nullopt;
    return bytes.size() - from - stream_.avail_out;
  }
  [[nodiscard]] bool is_at_end() const { return is_at_end_; }

 private:
  z_stream stream_{};
  bool is_ready_ = false;
  bool is_at_end_ = false;
};

}  // namespace

std::optional<StoredObject> read_loose_object(const std::filesystem::path& folder, const std::string& id) {
  auto packed = read_start(folder / id.substr(0, 2) / id.substr(2), kMost);
  if (!packed || packed->size() == kMost) return std::nullopt;
  Inflater inflater(*packed);
  constexpr std::size_t kFirst = 4096;  // holds most commits and trees whole
  std::string bytes(kFirst, '\0');
  const auto first = inflater.unpack(bytes, 0);
  if (!first) return std::nullopt;
  const std::string_view header = std::string_view(bytes).substr(0, *first);
  const std::size_t blank = header.find(' ');
  const std::size_t nul = header.find('\0');
  if (blank >= nul || nul == std::string_view::npos) return std::nullopt;
  std::size_t size = 0;
  const auto number = std::from_chars(header.data() + blank + 1, header.data() + nul, size);
  if (number.ec != std::errc() || number.ptr != header.data() + nul || size > kMost) return std::nullopt;
  StoredObject object{id, std::string(header.substr(0, blank)), {}};
  const std::size_t whole = nul + 1 + size;
  std::size_t have = *first;
  if (have > whole) return std::nullopt;
  // One byte more, so that a stream that goes on shows.
  bytes.resize(whole + 1);
  while (!inflater.is_at_end()) {
    const auto more = inflater.unpack(bytes, have);
    if (!more || (*more == 0 && !inflater.is_at_end())) return std::nullopt;
    have += *more;
  }
  if (have != whole) return std::nullopt;
  object.bytes = bytes.substr(nul + 1, size);
  return object;
}

}  // namespace session::git
