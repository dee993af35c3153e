/* SPDX-License-Identifier: MIT */
/* Stands in for the TLS, HTTP, SSH and git:// members of libgit2.a.
 *
 * With these names defined here the linker leaves those members in the archive, and with them mbedTLS's
 * certificate code, libssh2, OpenSSL and Kerberos. git_libgit2_init() would otherwise read and parse the
 * system's whole CA bundle, which takes longer than everything else a hook does. git-session reads local
 * repositories only, so each transport answers with an error. CMake checks that the names still fit. */

/* The declarations of libgit2's own headers are not installed; what a caller sees is the symbol. */
int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char* file, const char* path);
int git_mbedtls_stream_new(void** out, const char* host, const char* port);
int git_mbedtls_stream_wrap(void** out, void* in, const char* host);
extern char git_http__expect_continue;
int git_smart_subtransport_http(void** out, void* owner, void* param);
int git_smart_subtransport_ssh(void** out, void* owner, void* param);
int git_smart_subtransport_git(void** out, void* owner, void* param);
int git_transport_ssh_global_init(void);

enum { kUnavailable = -1 };

int git_mbedtls_stream_global_init(void) {
  return 0;
}
int git_transport_ssh_global_init(void) {
  return 0;
}
char git_http__expect_continue = 0;

int git_mbedtls__set_cert_location(const char* file, const char* path) {
  (void)file;
  (void)path;
  return kUnavailable;
}

int git_mbedtls_stream_new(void** out, const char* host, const char* port) {
  (void)host;
  (void)port;
  *out = 0;
  return kUnavailable;
}

int git_mbedtls_stream_wrap(void** out, void* in, const char* host) {
  (void)in;
  (void)host;
  *out = 0;
  return kUnavailable;
}

int git_smart_subtransport_http(void** out, void* owner, void* param) {
  (void)owner;
  (void)param;
  *out = 0;
  return kUnavailable;
}

int git_smart_subtransport_ssh(void** out, void* owner, void* param) {
  (void)owner;
  (void)param;
  *out = 0;
  return kUnavailable;
}

int git_smart_subtransport_git(void** out, void* owner, void* param) {
  (void)owner;
  (void)param;
  *out = 0;
  return kUnavailable;
}

/* A fully static program can't load the name service that the real getpwuid_r needs, and the linker warns
 * about it. libgit2 asks it for the home directory only in a set-user-id program. `--wrap` sends it here. */
int __wrap_getpwuid_r(unsigned int user, void* entry, char* buffer, unsigned long size, void** result);
int __wrap_getpwuid_r(unsigned int user, void* entry, char* buffer, unsigned long size, void** result) {
  (void)user;
  (void)entry;
  (void)buffer;
  (void)size;
  *result = 0;
  return 0;
}
