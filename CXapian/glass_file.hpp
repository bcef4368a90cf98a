// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CXAPIAN_GLASS_FILE_HPP
#define CXAPIAN_GLASS_FILE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cxapian {

/// What a glass database says of its documents as a whole.
struct GlassStatistics {
  uint32_t documents = 0;
  uint32_t shortest = 0;  ///< Of the documents that have terms.
  uint32_t longest = 0;
  uint32_t greatest_wdf = 0;
  uint64_t total_length = 0;
  uint64_t identity[2] = {0, 0};  ///< Stands in for the random uuid that libxapian makes up.
};

/// Writes a single-file database of the glass format (version 2016-03-14, that of libxapian 1.4)
/// from its beginning to its end: block 0 has the version file, then comes the table of postings, a
/// B-tree whose leaves are filled one after another; the other tables are empty.
///
/// The layout is that of glass_table.h, glass_version.cc and glass_postlist.cc of libxapian.
class GlassFile {
 public:
  static constexpr size_t kBlockSize = 8192;
  /// At least four items fit into any block; larger ones would have to be cut.
  static constexpr size_t kMaxItem = 2043;
  /// What an item has beside key and tag.
  static constexpr size_t kItemHead = 3;

  /// Creates the file; one that is there is replaced.
  explicit GlassFile(const std::string& path);
  GlassFile(const GlassFile&) = delete;
  GlassFile& operator=(const GlassFile&) = delete;
  ~GlassFile();

  /// Adds an item to the table; keys ascend, and key and tag are of kMaxItem - kItemHead bytes at
  /// most.
  void add(const std::string& key, const std::string& tag);

  /// Completes the table, writes the version file and closes; the file is not synced.
  void finish(const GlassStatistics& statistics);

 private:
  /// A block and the shortest key that parts it from the one before.
  struct Child {
    std::string key;
    uint32_t block;
  };

  void begin_block(int level);
  /// Puts an item's bytes into the open block, which has room for them.
  void put(std::string_view head, std::string_view key, std::string_view tail);
  bool fits(size_t size) const;
  uint32_t end_block();
  void write_out();
  void write_root(std::string& version, uint32_t root, unsigned level) const;

  std::string path_;
  int descriptor_;
  std::vector<uint8_t> pending_;  ///< Whole blocks that are not written yet.
  uint64_t written_ = 0;
  uint8_t block_[kBlockSize];
  size_t directory_end_ = 0;
  size_t items_start_ = 0;
  uint32_t next_block_ = 1;
  uint32_t items_ = 0;
  std::string last_key_;
  std::string separator_;  ///< Of the open leaf.
  std::vector<Child> leaves_;
};

/// The forms in which libxapian packs numbers.
void pack_uint(std::string& bytes, uint64_t value);
void pack_uint_preserving_sort(std::string& bytes, uint32_t value);

}  // namespace cxapian

#endif
