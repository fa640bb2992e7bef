# Third-party packages, all from Debian 12. Each becomes one target `dep_<name>`, included as SYSTEM and
# linked from its static archive where the distribution ships one, so that the release program needs no
# shared library beyond libc. Hyperscan and Vectorscan both answer to the pkg-config name `libhs`.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(veto_dependency name module)
  pkg_check_modules(${name} REQUIRED ${module})
  add_library(dep_${name} INTERFACE)
  target_include_directories(dep_${name} SYSTEM INTERFACE ${${name}_INCLUDE_DIRS})
  set(archives "")
  foreach(library IN LISTS ARGN)
    find_library(${name}_${library}_ARCHIVE NAMES lib${library}.a REQUIRED
                 HINTS ${${name}_LIBRARY_DIRS} ${${name}_LIBDIR})
    list(APPEND archives ${${name}_${library}_ARCHIVE})
  endforeach()
  target_link_libraries(dep_${name} INTERFACE ${archives})
endfunction()

veto_dependency(git2 libgit2 git2 pcre2-8 z)
veto_dependency(hs libhs hs)
veto_dependency(re2 re2 re2)
veto_dependency(sodium libsodium sodium)
veto_dependency(sqlite3 sqlite3 sqlite3)
veto_dependency(fmt fmt)
veto_dependency(spdlog spdlog)
veto_dependency(deflate libdeflate deflate)
veto_dependency(xxhash libxxhash)
veto_dependency(toml tomlplusplus)
veto_dependency(cli11 CLI11)

target_link_libraries(dep_hs INTERFACE m)
target_link_libraries(dep_re2 INTERFACE Threads::Threads)
# Debian ships no static archives of these two; header-only they also start faster.
target_compile_definitions(dep_fmt INTERFACE FMT_HEADER_ONLY=1)
target_compile_definitions(dep_spdlog INTERFACE SPDLOG_HEADER_ONLY=1 SPDLOG_FMT_EXTERNAL=1)
target_compile_definitions(dep_xxhash INTERFACE XXH_INLINE_ALL)
target_link_libraries(dep_spdlog INTERFACE dep_fmt Threads::Threads)
target_compile_definitions(dep_toml INTERFACE TOML_HEADER_ONLY=1 TOML_ENABLE_FORMATTERS=0)
find_package(nlohmann_json 3.11 REQUIRED)
