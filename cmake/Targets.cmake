# One line per library: veto_library(<folder> LIBS <targets>) makes veto_<folder> from every .cpp and .c
# of the calling directory. Dependencies are named explicitly, so that the layers show in the build.
function(veto_library name)
  cmake_parse_arguments(ARG "" "" "LIBS;PRIVATE_LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  add_library(veto_${name} STATIC ${sources})
  target_link_libraries(veto_${name} PUBLIC veto_compiler ${ARG_LIBS} PRIVATE ${ARG_PRIVATE_LIBS})
endfunction()
