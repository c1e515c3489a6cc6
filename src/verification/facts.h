// What a report says, in words and in order: for text and for HTML alike.
#pragma once

#include <string>
#include <vector>

#include "data/data.h"
#include "verification/messages.h"

namespace chancery::verification {

/// How a statement is to be taken: never told by colour alone.
enum class Tone { kPlain, kGood, kOpen, kBad };

/// One line: what it is about, and what is said. Both are harmless to show (shown.h).
struct Fact {
  std::string label, value;
  Tone tone = Tone::kPlain;
};

struct SignatureFacts {
  std::string title;
  Tone tone = Tone::kPlain;
  std::vector<Fact> facts;
};

struct ReportFacts {
  std::string file;
  std::string answer;               ///< "GENUINE"
  std::string sentence;             ///< "all 2 signatures are valid."
  std::string advice;               ///< what to do about it
  std::vector<std::string> policy;  ///< what a policy asks for and the letter has not
  Tone tone = Tone::kPlain;
  std::size_t signature_count = 0;
  std::vector<SignatureFacts> signatures;
  std::vector<Fact> reproduction;  ///< empty when it was not asked for
  std::vector<Fact> about_file;
};

/// From a report as to_node gives it. What is missing or of another type there counts as empty.
ReportFacts facts_of(const data::Node& report, const Messages& messages);

}  // namespace chancery::verification
