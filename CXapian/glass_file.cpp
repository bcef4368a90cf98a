// SPDX-License-Identifier: GPL-3.0-or-later

#include "glass_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cxapian {

namespace {

constexpr size_t kDirectoryStart = 11;
constexpr size_t kDirectoryEntry = 2;
constexpr uint8_t kFirstComponent = 0x20, kLastComponent = 0x40;
/// Revision of everything in a file that was written at one go.
constexpr uint32_t kRevision = 1;
constexpr size_t kPendingBytes = 256 * 1024;

void store16(uint8_t* place, size_t value) {
  place[0] = static_cast<uint8_t>(value >> 8);
  place[1] = static_cast<uint8_t>(value);
}

std::string big_endian32(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// How many bytes of `key` part it from the lesser `before`.
size_t parting_length(std::string_view before, std::string_view key) {
  size_t shared = 0, shorter = std::min(before.size(), key.size());
  while (shared < shorter && before[shared] == key[shared]) ++shared;
  return std::min(shared + 1, key.size());
}

}  // namespace

void pack_uint(std::string& bytes, uint64_t value) {
  for (; value >= 128; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

void pack_uint_preserving_sort(std::string& bytes, uint32_t value) {
  if (value < 0x8000) {
    bytes += static_cast<char>(value >> 8);
    bytes += static_cast<char>(value);
    return;
  }
  // A number of 3, 4, 5 bytes begins with one, two, three bits set and a clear one.
  unsigned length = value < (1u << 22) ? 3 : value < (1u << 29) ? 4 : 5;
  uint64_t mark = (0xFFu << (10 - length)) & 0xFFu;
  uint64_t marked = value | mark << (8 * (length - 1));
  for (unsigned i = length; i-- > 0;) bytes += static_cast<char>(marked >> (8 * i));
}

GlassFile::GlassFile(const std::string& path)
    : path_(path), descriptor_(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw Xapian::DatabaseCreateError("cannot create '" + path + "'", errno);
  pending_.assign(kBlockSize, 0);  // The version file is written last.
  begin_block(0);
  const char head[2] = {static_cast<char>(kFirstComponent | kLastComponent), 0};
  put({head, sizeof head}, {}, {});
}

GlassFile::~GlassFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

void GlassFile::begin_block(int level) {
  std::memset(block_, 0, sizeof block_);
  std::string revision = big_endian32(kRevision);
  std::memcpy(block_, revision.data(), revision.size());
  block_[4] = static_cast<uint8_t>(level);
  directory_end_ = kDirectoryStart;
  items_start_ = kBlockSize;
}

bool GlassFile::fits(size_t size) const {
  return size + kDirectoryEntry <= items_start_ - directory_end_;
}

void GlassFile::put(std::string_view head, std::string_view key, std::string_view tail) {
  items_start_ -= head.size() + 1 + key.size() + tail.size();
  store16(block_ + directory_end_, items_start_);
  directory_end_ += kDirectoryEntry;
  uint8_t* place = block_ + items_start_;
  std::memcpy(place, head.data(), head.size());
  place += head.size();
  *place++ = static_cast<uint8_t>(key.size());
  if (!key.empty()) std::memcpy(place, key.data(), key.size());
  if (!tail.empty()) std::memcpy(place + key.size(), tail.data(), tail.size());
}

uint32_t GlassFile::end_block() {
  size_t free = items_start_ - directory_end_;
  store16(block_ + 5, free);
  store16(block_ + 7, free);
  store16(block_ + 9, directory_end_);
  pending_.insert(pending_.end(), block_, block_ + kBlockSize);
  if (pending_.size() >= kPendingBytes) write_out();
  return next_block_++;
}

void GlassFile::add(const std::string& key, const std::string& tag) {
  size_t size = kItemHead + key.size() + tag.size();
  if (key.size() > 255 || size > kMaxItem) {
    throw Xapian::InvalidArgumentError("an item of " + std::to_string(size) +
                                       " bytes is too large");
  }
  if (items_ > 0 && key <= last_key_) throw Xapian::InvalidArgumentError("keys do not ascend");
  if (!fits(size)) {
    leaves_.push_back({separator_, end_block()});
    separator_ = key.substr(0, parting_length(last_key_, key));
    begin_block(0);
  }
  char head[2];
  store16(reinterpret_cast<uint8_t*>(head), size - kItemHead);
  head[0] = static_cast<char>(head[0] | kFirstComponent | kLastComponent);
  put({head, sizeof head}, key, tag);
  last_key_ = key;
  ++items_;
}

void GlassFile::finish(const GlassStatistics& statistics) {
  leaves_.push_back({separator_, end_block()});
  std::vector<Child> children = std::move(leaves_);
  unsigned level = 0;
  // The component that a key is of follows it; all are the first, and the leftmost key of a block
  // is empty.
  const std::string_view first("\0\1", 2), none("\0\0", 2);
  while (children.size() > 1) {
    ++level;
    std::vector<Child> parents;
    begin_block(static_cast<int>(level));
    std::string parting = children.front().key;
    bool is_empty = true;
    for (const Child& child : children) {
      if (!is_empty && !fits(4 + 1 + child.key.size() + 2)) {
        parents.push_back({parting, end_block()});
        begin_block(static_cast<int>(level));
        parting = child.key;
        is_empty = true;
      }
      if (is_empty) {
        put(big_endian32(child.block), {}, none);
      } else {
        put(big_endian32(child.block), child.key, first);
      }
      is_empty = false;
    }
    parents.push_back({parting, end_block()});
    children = std::move(parents);
  }
  write_out();

  std::string version("\x0f\x0dXapian Glass\x04\x6e", 16);
  for (uint64_t half : statistics.identity) {
    for (int shift = 56; shift >= 0; shift -= 8) version += static_cast<char>(half >> shift);
  }
  pack_uint(version, kRevision);
  write_root(version, children.front().block, level);
  // Document data, term lists, positions, spellings, synonyms: tags of what bytes are worth
  // compressing, no table.
  for (unsigned compressed_from : {18, 18, 0, 18, 18}) {
    pack_uint(version, 0);
    pack_uint(version, 3);
    pack_uint(version, 0);
    pack_uint(version, kBlockSize >> 11);
    pack_uint(version, compressed_from);
    pack_uint(version, 0);
  }
  pack_uint(version, statistics.documents);
  pack_uint(version, 0);  // The last document id is their number.
  pack_uint(version, statistics.shortest);
  pack_uint(version, statistics.greatest_wdf);
  pack_uint(version, statistics.longest - statistics.greatest_wdf);
  pack_uint(version, 0);
  pack_uint(version, statistics.total_length);
  pack_uint(version, 0);
  ssize_t count = pwrite(descriptor_, version.data(), version.size(), 0);
  if (count < 0 || static_cast<size_t>(count) != version.size()) {
    throw Xapian::DatabaseError("cannot write '" + path_ + "'", count < 0 ? errno : ENOSPC);
  }
  int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) != 0) throw Xapian::DatabaseError("cannot write '" + path_ + "'", errno);
}

void GlassFile::write_root(std::string& version, uint32_t root, unsigned level) const {
  pack_uint(version, root);
  pack_uint(version, level << 2);
  pack_uint(version, items_);
  pack_uint(version, kBlockSize >> 11);
  pack_uint(version, 0);
  // The free list: its revision, the first block that was never used, and no blocks in it.
  std::string free_list;
  for (uint32_t value : {kRevision, next_block_, 0u, 0u, 0u, 0u}) pack_uint(free_list, value);
  pack_uint(version, free_list.size());
  version += free_list;
}

void GlassFile::write_out() {
  size_t done = 0;
  while (done < pending_.size()) {
    ssize_t count = pwrite(descriptor_, pending_.data() + done, pending_.size() - done,
                           static_cast<off_t>(written_ + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw Xapian::DatabaseError("cannot write '" + path_ + "'", errno);
    done += static_cast<size_t>(count);
  }
  written_ += done;
  pending_.clear();
}

}  // namespace cxapian
