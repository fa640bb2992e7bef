/* Stands in for the entry points of libgit2's network transports.
 *
 * Debian's libgit2.a can speak HTTP and SSH; this program never does. These definitions come before
 * the archive in link order, so that the linker leaves its transport, TLS and socket members out:
 * the program holds no network code, and start-up does not parse the system's certificates (4 ms).
 * The names are internal to libgit2 1.5; when another version needs other ones, the link fails and
 * says which.
 */
#include <errno.h>
#include <stddef.h>

enum { kNotSupported = -1, kNothingToDo = 0 };

/* Called by git_libgit2_init. */
int git_mbedtls_stream_global_init(void);
int git_openssl_stream_global_init(void);
int git_stream_registry_global_init(void);
int git_transport_ssh_global_init(void);
int git_hash_sha256_global_init(void);
int git_mbedtls_stream_global_init(void) {
  return kNothingToDo;
}
int git_openssl_stream_global_init(void) {
  return kNothingToDo;
}
int git_stream_registry_global_init(void) {
  return kNothingToDo;
}
int git_transport_ssh_global_init(void) {
  return kNothingToDo;
}
int git_hash_sha256_global_init(void) {
  return kNothingToDo;
}

/* Referenced by git_libgit2_opts. */
extern char git_http__expect_continue;
extern char git_smart__ofs_delta_enabled;
char git_http__expect_continue;
char git_smart__ofs_delta_enabled;
int git_mbedtls__set_cert_location(const char* file, const char* path);
int git_openssl__set_cert_location(const char* file, const char* path);
int git_mbedtls__set_cert_location(const char* file, const char* path) {
  (void)file, (void)path;
  return kNotSupported;
}
int git_openssl__set_cert_location(const char* file, const char* path) {
  (void)file, (void)path;
  return kNotSupported;
}

/* SHA-256 comes from mbedTLS there; libgit2 1.5 cannot read SHA-256 repositories anyway. */
int git_hash_sha256_ctx_init(void* context);
void git_hash_sha256_ctx_cleanup(void* context);
int git_hash_sha256_init(void* context);
int git_hash_sha256_update(void* context, const void* data, size_t size);
int git_hash_sha256_final(unsigned char* out, void* context);
int git_hash_sha256_ctx_init(void* context) {
  (void)context;
  return kNotSupported;
}
void git_hash_sha256_ctx_cleanup(void* context) {
  (void)context;
}
int git_hash_sha256_init(void* context) {
  (void)context;
  return kNotSupported;
}
int git_hash_sha256_update(void* context, const void* data, size_t size) {
  (void)context, (void)data, (void)size;
  return kNotSupported;
}
int git_hash_sha256_final(unsigned char* out, void* context) {
  (void)out, (void)context;
  return kNotSupported;
}

/* Called by git_remote functions, which nothing here calls. */
int git_transport_new(void** out, void* remote, const char* url);
int http_parser_parse_url(const char* text, size_t size, int is_connect, void* url);
int git_transport_new(void** out, void* remote, const char* url) {
  (void)out, (void)remote, (void)url;
  return kNotSupported;
}
int http_parser_parse_url(const char* text, size_t size, int is_connect, void* url) {
  (void)text, (void)size, (void)is_connect, (void)url;
  return kNotSupported;
}

#ifdef VETO_STATIC
/* libgit2 looks up the home directory of whoever called sudo. In a static program that would load the name
 * service's shared libraries at run time: there is no such user here. */
struct passwd;
int getpwuid_r(unsigned id, struct passwd* entry, char* buffer, size_t size, struct passwd** found);
int getpwuid_r(unsigned id, struct passwd* entry, char* buffer, size_t size, struct passwd** found) {
  (void)id, (void)entry, (void)buffer, (void)size;
  *found = NULL;
  return ENOENT;
}
#endif
