// SPDX-License-Identifier: GPL-3.0-or-later
#include "article.hpp"

#include <jansson.h>

#include <memory>
#include <stdexcept>

namespace baseline {
namespace {

std::string text(const json_t* value) {
  if (!json_is_string(value)) return {};
  return {json_string_value(value), json_string_length(value)};
}

std::vector<std::string> list(const json_t* value) {
  std::vector<std::string> result;
  size_t index;
  json_t* item;
  json_array_foreach(value, index, item) result.push_back(text(item));
  return result;
}

}  // namespace

Article parse_article(const std::string& line) {
  json_error_t error;
  const std::unique_ptr<json_t, decltype(&json_decref)> root(
      json_loadb(line.data(), line.size(), 0, &error), json_decref);
  if (!json_is_object(root.get())) {
    throw std::runtime_error(std::string("the line is not a JSON object: ") + error.text);
  }
  const auto field = [&](const char* key) { return json_object_get(root.get(), key); };
  Article article{text(field("id")),      text(field("title")),  text(field("body")),
                  text(field("section")), text(field("source")), {},
                  list(field("author")),  list(field("tags")),   list(field("persons"))};
  for (char c : text(field("date")).substr(0, 10)) {
    if (c != '-') article.day += c;
  }
  return article;
}

}  // namespace baseline
