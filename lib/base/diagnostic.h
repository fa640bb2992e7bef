// Something that the user must know about the scan itself: an object that could not be read, a
// value that was ignored. A diagnostic of severity Incomplete makes the run exit with 3.
#pragma once

#include <string>

namespace veto::base {

enum class DiagnosticKind {
  Note,        ///< worth knowing; the scan is complete
  Incomplete,  ///< something was not read, so "no findings" is not proven
};

struct Diagnostic {
  DiagnosticKind kind = DiagnosticKind::Note;
  std::string code;     ///< stable kebab-case word for programs, such as "unreadable-object"
  std::string message;  ///< one line, no secret
  std::string path;     ///< raw bytes; empty when no file is concerned
  std::string object;   ///< hexadecimal id; empty when no object is concerned
};

}  // namespace veto::base
