// Sets a daemon's wall clock ahead or back: loaded before the C library (hosts clock), it adds the seconds written in
// the file CLOCK_AHEAD to what the machine's clock shows. The file is mapped: what is written there counts at once.
// Monotonic clocks and the times of files stay as they are. Without locks, so it costs a few nanoseconds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const char *ahead = "0";
static int (*machine_clock)(clockid_t, struct timespec *);

__attribute__((constructor)) static void open_clock(void) {
  machine_clock = dlsym(RTLD_NEXT, "clock_gettime");
  const char *name = getenv("CLOCK_AHEAD");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *text = mmap(NULL, 32, PROT_READ, MAP_SHARED, file, 0);
    if (text != MAP_FAILED) ahead = text;
    close(file);
  }
}

int clock_gettime(clockid_t which, struct timespec *shown) {
  if (!machine_clock) open_clock(); // another library's beginning may come before ours
  int failed = machine_clock(which, shown);
  if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) shown->tv_sec += strtol(ahead, NULL, 10);
  return failed;
}

int gettimeofday(struct timeval *restrict shown, void *restrict zone) {
  (void)zone;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *shown = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t *shown) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (shown) *shown = now.tv_sec;
  return now.tv_sec;
}
