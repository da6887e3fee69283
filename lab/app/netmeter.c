/* What the benchmarks of networks run besides netapp.
 *
 *   netmeter drain PORT                     takes whatever it is sent, over TCP on v4 and v6, and answers with its CPU time
 *   netmeter pour ADDR PORT MS              sends there as fast as it can; prints "BYTES MICROSECONDS CPU_MICROSECONDS", both ends' CPU
 *   netmeter probe PORT EVERY_MS ADDR...    a connection and a request to each address again and again; prints "bad ADDR BEGAN ENDED
 *                                           ERROR" for each that fails, and "ok ADDR BEGAN ENDED NAME" for the first that does not
 *   netmeter kill PID                       SIGKILL; prints when
 * Times are microseconds since the epoch.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BLOCK (256 * 1024)
#define PROBES_MAX 64
#define PROBE_LIMIT_US 2000000

static int64_t clock_us(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
static int64_t now_us(void) { return clock_us(CLOCK_REALTIME); }

static void die(const char *what) { perror(what); exit(1); }

static struct sockaddr_in address(const char *text, const char *port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
  if (inet_pton(AF_INET, text, &to.sin_addr) != 1) {
    fprintf(stderr, "netmeter: '%s' is no IPv4 address\n", text);
    exit(2);
  }
  return to;
}

static void drain(const char *port) {
  struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(atoi(port))};
  int on = 1, door = socket(AF_INET6, SOCK_STREAM, 0);
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(door, (void *)&any, sizeof any) || listen(door, 16)) die("netmeter: bind");
  char *block = malloc(BLOCK), cpu[32];
  for (;;) {
    int caller = accept(door, NULL, NULL);
    int64_t before = clock_us(CLOCK_PROCESS_CPUTIME_ID);
    while (recv(caller, block, BLOCK, 0) > 0) continue;
    int length = snprintf(cpu, sizeof cpu, "%lld\n", (long long)(clock_us(CLOCK_PROCESS_CPUTIME_ID) - before));
    send(caller, cpu, length, MSG_NOSIGNAL);
    close(caller);
  }
}

static void pour(const char *text, const char *port, int ms) {
  struct sockaddr_in to = address(text, port);
  int fd = socket(AF_INET, SOCK_STREAM, 0), got = 0, more;
  if (connect(fd, (void *)&to, sizeof to)) die("netmeter: connect");
  char *block = calloc(1, BLOCK), theirs[64];
  int64_t sent = 0, cpu = clock_us(CLOCK_PROCESS_CPUTIME_ID), began = now_us(), part;
  while (now_us() - began < (int64_t)ms * 1000) {
    if ((part = send(fd, block, BLOCK, MSG_NOSIGNAL)) < 0) die("netmeter: send");
    sent += part;
  }
  shutdown(fd, SHUT_WR);
  while ((more = recv(fd, theirs + got, sizeof theirs - 1 - got, 0)) > 0) got += more;
  theirs[got] = 0;
  if (got == 0) die("netmeter: no answer");
  printf("%lld %lld %lld\n", (long long)sent, (long long)(now_us() - began),
         (long long)(clock_us(CLOCK_PROCESS_CPUTIME_ID) - cpu + atoll(theirs)));
}

struct probe {
  const char *text;
  struct sockaddr_in to;
  int fd, sent, got, well;
  int64_t began, next;
  char in[1024];
};

static void finish(struct probe *p, const char *error, const char *name) {
  if (error || !p->well)
    printf("%s %s %lld %lld %s\n", error ? "bad" : "ok", p->text, (long long)p->began, (long long)now_us(), error ? error : name);
  p->well = error == NULL;
  close(p->fd);
  p->fd = -1;
}
static void go_on(struct probe *p) {
  static const char request[] = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) return finish(p, strerror(error), NULL);
  if (!p->sent && send(p->fd, request, strlen(request), MSG_NOSIGNAL) < 0) {
    if (errno == EAGAIN || errno == ENOTCONN) return;
    return finish(p, strerror(errno), NULL);
  }
  p->sent = 1;
  int got = recv(p->fd, p->in + p->got, sizeof p->in - 1 - p->got, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got > 0) {
    p->got += got;
    return;
  }
  p->in[p->got] = 0;
  char *body = strstr(p->in, "\r\n\r\n"), name[64];
  if (got < 0 || !body || sscanf(body, "%63s", name) != 1) return finish(p, got < 0 ? strerror(errno) : "closed without an answer", NULL);
  finish(p, NULL, name);
}

static void probe(int count, char **words) {
  static struct probe all[PROBES_MAX];
  const char *port = words[0];
  int64_t every = atoi(words[1]) * 1000;
  count = count - 2 > PROBES_MAX ? PROBES_MAX : count - 2;
  for (int i = 0; i < count; i++) {
    all[i].text = words[2 + i];
    all[i].to = address(words[2 + i], port);
    all[i].fd = -1;
    all[i].well = 1;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("begin\n");
  for (;;) {
    struct pollfd polled[PROBES_MAX];
    for (int i = 0; i < count; i++) {
      struct probe *p = &all[i];
      if (p->fd < 0 && now_us() >= p->next) {
        p->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        p->sent = p->got = 0;
        p->began = now_us();
        p->next = p->began + every;
        if (connect(p->fd, (void *)&p->to, sizeof p->to) && errno != EINPROGRESS) finish(p, strerror(errno), NULL);
      } else if (p->fd >= 0 && now_us() - p->began > PROBE_LIMIT_US) {
        finish(p, "no answer in time", NULL);
      }
      polled[i] = (struct pollfd){.fd = p->fd, .events = p->sent ? POLLIN : POLLIN | POLLOUT};
    }
    if (poll(polled, count, 1) > 0)
      for (int i = 0; i < count; i++)
        if (all[i].fd >= 0 && polled[i].revents) go_on(&all[i]);
  }
}

int main(int count, char **words) {
  if (count == 3 && !strcmp(words[1], "drain")) drain(words[2]);
  else if (count == 5 && !strcmp(words[1], "pour")) pour(words[2], words[3], atoi(words[4]));
  else if (count >= 5 && !strcmp(words[1], "probe")) probe(count - 2, words + 2);
  else if (count == 3 && !strcmp(words[1], "kill")) {
    long long when = now_us();
    if (kill(atoi(words[2]), SIGKILL)) die("netmeter: kill");
    printf("%lld\n", when);
  } else return fprintf(stderr, "netmeter: drain PORT | pour ADDR PORT MS | probe PORT EVERY_MS ADDR... | kill PID\n"), 2;
  return 0;
}
