/* Stands in for dlopen() in a static program.
 *
 * SQLite can load extensions, which this program never asks for; with glibc's own function the linker
 * would warn that such a program needs shared libraries at run time.
 */
#include <stddef.h>

void* __wrap_dlopen(const char* file, int mode);
void* __wrap_dlopen(const char* file, int mode) {
  (void)file, (void)mode;
  return NULL;
}
