/*
 * A disk that can lose power and can be full, for the files below one folder; to be preloaded (LD_PRELOAD).
 *
 * FAULTY_DISK_FOLDER  the folder
 * FAULTY_DISK_IMAGE   what would be left after a power cut: each file as it was when it was last synced
 * FAULTY_DISK_FULL    while a file of this name exists every write fails with ENOSPC
 *
 * Renames and removals count at once, as on a file system with a journal. Files that are mapped (SQLite's -shm) are
 * never synced and so never there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
#define REAL(name) real_##name
#define DECLARE(result, name, ...) static result (*real_##name)(__VA_ARGS__)

DECLARE(int, open64, const char *, int, ...);
DECLARE(int, openat64, int, const char *, int, ...);
DECLARE(ssize_t, write, int, const void *, size_t);
DECLARE(ssize_t, pwrite64, int, const void *, size_t, off64_t);
DECLARE(ssize_t, pwritev64, int, const struct iovec *, int, off64_t);
DECLARE(int, ftruncate64, int, off64_t);
DECLARE(int, fsync, int);
DECLARE(int, fdatasync, int);
DECLARE(int, close, int);
DECLARE(int, rename, const char *, const char *);
DECLARE(int, unlink, const char *);

struct range {
  off64_t from, to;
  struct range *next;
};

/* By descriptor. Two descriptors of one file each know what was written through them; SQLite syncs through the same. */
static struct {
  char *name; /* below the folder; NULL: none of ours */
  struct range *dirty;
} files[MOST_FILES];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *folder, *image, *full;
static size_t folder_length;

__attribute__((constructor)) static void start(void) {
#define FIND(name) real_##name = dlsym(RTLD_NEXT, #name)
  FIND(open64);
  FIND(openat64);
  FIND(write);
  FIND(pwrite64);
  FIND(pwritev64);
  FIND(ftruncate64);
  FIND(fsync);
  FIND(fdatasync);
  FIND(close);
  FIND(rename);
  FIND(unlink);
  folder = getenv("FAULTY_DISK_FOLDER");
  image = getenv("FAULTY_DISK_IMAGE");
  full = getenv("FAULTY_DISK_FULL");
  folder_length = folder ? strlen(folder) : 0;
}

static const char *below(const char *path) {
  if (!folder || !path || strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
  return path + folder_length + 1;
}

static void image_path(char *into, const char *name) {
  snprintf(into, PATH_MAX, "%s/%s", image, name);
  for (char *at = into + strlen(image) + 1; (at = strchr(at, '/')); at++) {
    *at = 0;
    mkdir(into, 0700);
    *at = '/';
  }
}

static void opened(int fd, const char *path) {
  const char *name = below(path);
  if (fd < 0 || fd >= MOST_FILES || !name) return;
  pthread_mutex_lock(&lock);
  files[fd].name = strdup(name);
  pthread_mutex_unlock(&lock);
}

static int is_ours(int fd) { return fd >= 0 && fd < MOST_FILES && files[fd].name; }

static int is_full(int fd) {
  if (!is_ours(fd) || !full || access(full, F_OK)) return 0;
  errno = ENOSPC;
  return 1;
}

static void wrote(int fd, off64_t from, ssize_t length) {
  if (!is_ours(fd) || length <= 0) return;
  struct range *range = malloc(sizeof *range);
  pthread_mutex_lock(&lock);
  *range = (struct range){from, from + length, files[fd].dirty};
  files[fd].dirty = range;
  pthread_mutex_unlock(&lock);
}

/* What was written so far survives from now on. */
static void synced(int fd) {
  if (!is_ours(fd) || !image) return;
  char path[PATH_MAX], buffer[65536];
  struct stat real;
  image_path(path, files[fd].name);
  int copy = REAL(open64)(path, O_RDWR | O_CREAT, 0600);
  pthread_mutex_lock(&lock);
  while (files[fd].dirty) {
    struct range *range = files[fd].dirty;
    for (off64_t at = range->from; at < range->to;) {
      size_t want = range->to - at < (off64_t)sizeof buffer ? (size_t)(range->to - at) : sizeof buffer;
      ssize_t got = pread64(fd, buffer, want, at);
      if (got <= 0) break;
      REAL(pwrite64)(copy, buffer, got, at);
      at += got;
    }
    files[fd].dirty = range->next;
    free(range);
  }
  if (!fstat(fd, &real)) REAL(ftruncate64)(copy, real.st_size);
  pthread_mutex_unlock(&lock);
  REAL(close)(copy);
}

static mode_t mode_of(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  int fd = REAL(open64)(path, flags, mode);
  opened(fd, path);
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  int fd = REAL(open64)(path, flags, mode);
  opened(fd, path);
  return fd;
}

int openat64(int at, const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  int fd = REAL(openat64)(at, path, flags, mode);
  opened(fd, path);
  return fd;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  if (is_full(fd)) return -1;
  off64_t at = is_ours(fd) ? lseek64(fd, 0, SEEK_CUR) : 0;
  ssize_t written = REAL(write)(fd, bytes, length);
  wrote(fd, at, written);
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  if (is_full(fd)) return -1;
  ssize_t written = REAL(pwrite64)(fd, bytes, length, at);
  wrote(fd, at, written);
  return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
  if (is_full(fd)) return -1;
  ssize_t written = REAL(pwritev64)(fd, parts, count, at);
  wrote(fd, at, written);
  return written;
}

int ftruncate64(int fd, off64_t length) { return REAL(ftruncate64)(fd, length); }

int fsync(int fd) {
  int result = REAL(fsync)(fd);
  if (!result) synced(fd);
  return result;
}

int fdatasync(int fd) {
  int result = REAL(fdatasync)(fd);
  if (!result) synced(fd);
  return result;
}

int close(int fd) {
  if (is_ours(fd)) {
    pthread_mutex_lock(&lock);
    free(files[fd].name);
    files[fd].name = NULL;
    while (files[fd].dirty) {
      struct range *range = files[fd].dirty;
      files[fd].dirty = range->next;
      free(range);
    }
    pthread_mutex_unlock(&lock);
  }
  return REAL(close)(fd);
}

int rename(const char *from, const char *to) {
  int result = REAL(rename)(from, to);
  if (!result && image && below(from) && below(to)) {
    char before[PATH_MAX], after[PATH_MAX];
    image_path(before, below(from));
    image_path(after, below(to));
    REAL(rename)(before, after);
  }
  return result;
}

int unlink(const char *path) {
  int result = REAL(unlink)(path);
  if (!result && image && below(path)) {
    char copy[PATH_MAX];
    image_path(copy, below(path));
    REAL(unlink)(copy);
  }
  return result;
}
