// A loose object, read from its file: one zlib stream of a header ("blob 123\0") and of exactly as
// many bytes as that says.
//
// libgit2 takes both on trust: it runs past its buffer or for ever where the stream is cut off,
// goes on, or the size is a lie. Here each of these is an error, as in git. Memory is bounded
// whatever the header says, unless the caller asks for all of the object.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "git/object_header.h"
#include "git/oid.h"

namespace veto::git {

class LooseObject {
 public:
  /// Opens the object of this object directory; nullptr when it has none of this id.
  /// Throws Error(Unreadable) for a file that does not begin like an object.
  [[nodiscard]] static std::unique_ptr<LooseObject> open(const std::string& object_directory,
                                                         const Oid& id);
  ~LooseObject();
  LooseObject(const LooseObject&) = delete;
  LooseObject& operator=(const LooseObject&) = delete;

  [[nodiscard]] const ObjectHeader& header() const;

  /// Fills `buffer` from the front as far as the content goes; less than its size only at the end,
  /// which is checked together with the last byte. Throws Error(Unreadable).
  [[nodiscard]] std::size_t read(std::span<char> buffer);

 private:
  class Stream;
  explicit LooseObject(std::unique_ptr<Stream> stream);
  std::unique_ptr<Stream> stream_;
};

}  // namespace veto::git
