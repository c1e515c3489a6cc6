// A sentence's detail as a report's tree has it.
#pragma once

#include <string>

#include "base/detail.h"
#include "data/data.h"

namespace chancery::verification {

inline data::Node node_of(const Detail& detail) {
  data::Node node(data::Mapping{});
  node.set("code", data::Node(detail.code));
  if (!detail.values.empty()) {
    data::Node values(data::Mapping{});
    for (const auto& [name, value] : detail.values) values.set(name, data::Node(value));
    node.set("values", std::move(values));
  }
  if (!detail.because.empty()) {
    data::Sequence because;
    for (const Detail& one : detail.because) because.push_back(node_of(one));
    node.set("because", data::Node(std::move(because)));
  }
  return node;
}

/// Sentences of which there is only the English have none.
inline void set_detail(data::Node& node, const std::string& key, const Detail& detail) {
  if (!detail.code.empty()) node.set(key, node_of(detail));
}

}  // namespace chancery::verification
