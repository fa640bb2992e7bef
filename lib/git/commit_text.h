// What is scanned of a commit or tag: its message and, behind that, those of its headers in which
// somebody may have left a credential, which is nearly never any.
//
// A tag that was merged (mergetag) and what other tools add are always among them, the name of a
// tag and the names and addresses of people when they hold a long run of letters and digits.
// Object ids and signatures are not. Such runs are not shown either when an author is named.
#pragma once

#include <string>
#include <string_view>

namespace veto::git {

/// A view of `bytes`, the whole object, or of `buffer`: the message, and the headers on the lines
/// that follow it.
[[nodiscard]] std::string_view scanned_text_of(std::string_view bytes, std::string& buffer);

/// A person's name and address as they may be shown: of a long run only its beginning.
[[nodiscard]] std::string without_long_runs(std::string_view name);

}  // namespace veto::git
