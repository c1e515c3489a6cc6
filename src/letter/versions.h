// A letter in several languages: its variants, in the same file or in files beside it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "data/data.h"
#include "letter/body.h"
#include "letter/front_matter.h"
#include "letter/letter.h"
#include "letter/origin.h"
#include "letter/problems.h"

namespace chancery::letter {

/// Appends the way from a scalar of the file, whose text begins at that offset, to the file.
using FollowScalar =
    std::function<void(const data::Node& scalar, std::size_t text_offset, Origin& origin)>;

/// How the scalars of one file are found in it.
struct Scalars {
  const data::Lines& lines;
  ScalarOrigin origin;
  FollowScalar follow;
};

/// Markdown as one text, or as a list of texts that are read as if an empty line stood between
/// them.
void read_body_node(const data::Node& node, const Scalars& scalars, Problems& problems,
                    Letter& letter);

/// The keys "variants", "arrangement" and "authentic". The letter's other keys and its body have
/// been read.
void read_versions(data::MappingReader& keys, const Scalars& scalars, const ReadBeside& beside,
                   Problems& problems, Letter& letter);

/// What a variant's own keys say; for the others what the letter says. `keys` are the keys that
/// stand there.
Letter version_of(const Letter& letter, const data::Node& keys, const ScalarOrigin& origin,
                  Problems& problems);

/// A variant of `letter` in a file of its own; nothing when it cannot be read at all.
std::optional<Letter> read_variant_file(std::string_view text, const std::string& file,
                                        const Letter& letter, Problems& problems);

/// Tells "no-body", unless something else is wrong already.
void check_body(const Body& body, const Position& where, Problems& problems);

}  // namespace chancery::letter
