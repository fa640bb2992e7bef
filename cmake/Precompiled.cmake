# Precompiled headers of others' code: veto_precompile(<target> <set>). They save a sixth to a third of a
# compilation; targets of one set share one. They could hide that a source forgets an include, so that VETO_PCH
# is off in the presets clang and tidy, and wherever a compiler cache is used (which keeps a compilation with a
# precompiled header only with special settings). A target with the property VETO_PLAIN, compiled without
# sanitizers, gets one of its own where the rest is sanitized.
if(CMAKE_CXX_COMPILER_LAUNCHER)
  option(VETO_PCH "Precompile the headers of the standard library and of packages" OFF)
else()
  option(VETO_PCH "Precompile the headers of the standard library and of packages" ON)
endif()
set(CMAKE_PCH_WARN_INVALID OFF)  # a target with other flags just parses them again
if(VETO_PCH AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # What GCC 12 takes for an overflow inside the standard library is then no longer hidden as a system header's. A
  # build without precompiled headers has these warnings.
  foreach(warning array-bounds stringop-overflow stringop-overread maybe-uninitialized free-nonheap-object)
    target_compile_options(veto_compiler INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-${warning}>)
  endforeach()
endif()

set(veto_headers_std <algorithm> <array> <charconv> <chrono> <cstddef> <cstdint> <cstring> <filesystem> <functional>
  <map> <memory> <optional> <set> <span> <string> <string_view> <system_error> <utility> <vector> <fmt/format.h>)
set(veto_headers_json ${veto_headers_std} <nlohmann/json.hpp>)
set(veto_headers_test ${veto_headers_json} <catch2/catch.hpp>)

function(veto_precompile target headers)
  if(NOT VETO_PCH)
    return()
  endif()
  get_target_property(plain ${target} VETO_PLAIN)
  set(provider precompiled_${headers})
  if(VETO_SANITIZE AND plain)
    string(APPEND provider _plain)
  endif()
  if(NOT TARGET ${provider})
    file(CONFIGURE OUTPUT ${provider}.cpp CONTENT "// Its precompiled header is what counts.\n")
    add_library(${provider} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${provider}.cpp)
    target_link_libraries(${provider} PRIVATE veto_compiler dep_fmt)
    if(plain)
      set_target_properties(${provider} PROPERTIES VETO_PLAIN ON)
    endif()
    target_precompile_headers(${provider} PRIVATE ${veto_headers_${headers}})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${provider})
endfunction()
