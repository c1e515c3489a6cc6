// What a sentence for people says, apart from the language that says it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace chancery {

/// A stable code, with the names, times and numbers of this very case. reports/<language>.yaml has
/// a sentence of each code, in which {name} stands for a value; the sentences of `because` follow
/// it. Values may come out of a stranger's file: they are shown, never interpreted.
struct Detail {
  std::string code = {};  ///< empty when there is nothing but the English sentence
  std::vector<std::pair<std::string, std::string>> values = {};
  std::vector<Detail> because = {};
};

}  // namespace chancery
