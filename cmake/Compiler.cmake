# Language level, warnings and sanitizers: one INTERFACE target that all own code links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(veto_compiler INTERFACE)
target_include_directories(veto_compiler INTERFACE ${CMAKE_SOURCE_DIR}/lib ${CMAKE_SOURCE_DIR})
target_compile_options(veto_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual>
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlaps inside std::string itself (its bug 105651).
  target_compile_options(veto_compiler INTERFACE -Wno-restrict)
endif()
if(VETO_WERROR)
  target_compile_options(veto_compiler INTERFACE -Werror)
endif()
if(VETO_SANITIZE)
  # A target with the property VETO_PLAIN is no part of the product and is compiled without.
  set(sanitized $<NOT:$<BOOL:$<TARGET_PROPERTY:VETO_PLAIN>>>)
  target_compile_options(veto_compiler INTERFACE
    $<${sanitized}:-fsanitize=${VETO_SANITIZE}> $<${sanitized}:-fno-omit-frame-pointer>
    $<${sanitized}:-fno-sanitize-recover=all>)
  target_link_options(veto_compiler INTERFACE -fsanitize=${VETO_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # The installer copies the program, and tests start it thousands of times: without three million relocations,
    # and with its debugging information compressed, it is half as large and starts faster.
    target_compile_options(veto_compiler INTERFACE -fno-pie)
    target_link_options(veto_compiler INTERFACE -no-pie -Wl,--compress-debug-sections=zlib)
  endif()
  target_compile_definitions(veto_compiler INTERFACE VETO_SANITIZED)
endif()
