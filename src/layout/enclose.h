// Files that come with the letter.
#pragma once

#include "layout/page.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

/// Adds the files that the letter and its versions enclose to a document whose pages are there,
/// each file once, under the title that names it first; and the structure of appended pages: each
/// page is a figure whose alternate text is the enclosure's title and, of several, the number of
/// the page. To a screen reader a page of another document is a picture of it: its own structure,
/// made for that document, does not come along. Throws Failure(kInput): "missing-enclosure" for a
/// file that nobody has fetched, "too-many-pages".
void enclose(const letter::Letter& letter, const letterhead::Letterhead& letterhead,
             Document& document);

}  // namespace chancery::layout
