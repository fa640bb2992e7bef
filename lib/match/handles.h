// One line per Hyperscan type.
#pragma once

#include <hs/hs.h>

#include "base/handle.h"

namespace veto::match {

using DatabaseHandle = base::Handle<hs_database_t, hs_free_database>;
using ScratchHandle = base::Handle<hs_scratch_t, hs_free_scratch>;
using CompileErrorHandle = base::Handle<hs_compile_error_t, hs_free_compile_error>;

}  // namespace veto::match
