# One line per library: veto_library(<folder> LIBS <targets>) makes veto_<folder> from every .cpp and .c
# of the calling directory. Dependencies are named explicitly, so that the layers show in the build.
# HEADERS names the set of precompiled headers.
function(veto_library name)
  cmake_parse_arguments(ARG "" "HEADERS" "LIBS;PRIVATE_LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  set(c_sources ${sources})
  list(FILTER c_sources INCLUDE REGEX "\\.c$")
  set_source_files_properties(${c_sources} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  add_library(veto_${name} STATIC ${sources})
  target_link_libraries(veto_${name} PUBLIC veto_compiler ${ARG_LIBS} PRIVATE ${ARG_PRIVATE_LIBS})
  if(ARG_HEADERS)
    veto_precompile(veto_${name} ${ARG_HEADERS})
  else()
    veto_precompile(veto_${name} std)
  endif()
endfunction()
