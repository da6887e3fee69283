/* What the network tests run: a server that says who it is and who called, and clients that count what goes wrong.
 *
 *   netapp serve PORT [GRACE_MS]            HTTP over TCP, and UDP, on v4 and v6. "GET /hold" streams a line every 100 ms.
 *                                           SIGTERM: answers go on and say "Connection: close" until all are gone, or GRACE_MS.
 *                                           SCTP: answers the first packet of an association; raw, for few kernels have SCTP
 *   netapp ask tcp|udp|sctp ADDR PORT TIMES prints "NAME PEER" for each answer, or "- ERROR"; SCTP on v4 only
 *   netapp hold ADDR PORT                   prints each line of /hold with its time in ms, until the connection ends
 * A client sends from the address in NETAPP_FROM, if that is set.
 *
 *   netapp load ADDR PORT RATE SECONDS [KEPT]   RATE requests per second, a connection each, or over KEPT connections;
 *                                           prints "fail MS WAITED_MS NAME ERROR" as it happens, NAME being who has answered
 *                                           over this connection before, or "-"; and a summary when it ends (SIGTERM ends it early)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 8192
#define NAMES_MAX 512
#define REQUEST_LIMIT_MS 5000
#define FAILURES_SHOWN 5000

static volatile sig_atomic_t ending;
static void on_term(int signal) { (void)signal; ending = 1; }

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void die(const char *what) { perror(what); exit(1); }

static socklen_t address(const char *text, const char *port, struct sockaddr_storage *out) {
  struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
  struct sockaddr_in *four = (struct sockaddr_in *)out;
  memset(out, 0, sizeof *out);
  if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(atoi(port));
    return sizeof *four;
  }
  if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(atoi(port));
    return sizeof *six;
  }
  fprintf(stderr, "netapp: '%s' is no IP address\n", text);
  exit(2);
}

static const char *peer_text(const struct sockaddr_in6 *peer) {
  static char text[INET6_ADDRSTRLEN];
  if (IN6_IS_ADDR_V4MAPPED(&peer->sin6_addr))
    inet_ntop(AF_INET, &peer->sin6_addr.s6_addr[12], text, sizeof text);
  else
    inet_ntop(AF_INET6, &peer->sin6_addr, text, sizeof text);
  return text;
}

/* ---- SCTP, as far as its first two packets (RFC 9260, 3.3.2 and 3.3.3) ---- */

enum { SCTP_INIT = 1, SCTP_INIT_ACK = 2, SCTP_COOKIE = 7, SCTP_TAG = 0x01020304, SCTP_TEXT_MAX = 512 };
struct sctp_first {
  uint16_t from, to;
  uint32_t tag, sum;
  uint8_t kind, flags;
  uint16_t length;
  uint32_t own_tag, window;
  uint16_t out_streams, in_streams;
  uint32_t number;
  uint16_t parameter, parameter_length; /* from here on only in the answer */
  char text[SCTP_TEXT_MAX];
};
#define SCTP_HEADER 12
#define SCTP_INIT_SIZE ((int)offsetof(struct sctp_first, parameter))

static uint32_t crc32c(const uint8_t *data, int length) {
  uint32_t crc = 0xffffffff;
  for (int i = 0; i < length; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return htole32(~crc);
}

/* The packet of this kind that came in an IP packet to a port, or none: also when its sum is wrong. */
static struct sctp_first *sctp_in(uint8_t *packet, int length, int port, int kind) {
  int head = (packet[0] & 15) * 4, size = length - head;
  struct sctp_first *found = (void *)(packet + head);
  if (size < SCTP_INIT_SIZE || ntohs(found->to) != port || found->kind != kind) return NULL;
  uint32_t sum = found->sum;
  found->sum = 0;
  return crc32c((void *)found, size) == sum ? found : NULL;
}

static int sctp_send(int fd, struct sctp_first *packet, int size, const struct sockaddr_in *to) {
  packet->length = htons(size - SCTP_HEADER);
  packet->own_tag = htonl(SCTP_TAG);
  packet->window = htonl(65536);
  packet->out_streams = packet->in_streams = htons(1);
  packet->number = htonl(1);
  packet->sum = 0;
  packet->sum = crc32c((void *)packet, size);
  return sendto(fd, packet, size, 0, (const void *)to, sizeof *to);
}

/* ---- server ---- */

struct caller {
  int fd, got, holds;
  struct sockaddr_in6 peer;
  char in[2048];
};
static struct caller *callers[CONNECTIONS_MAX];
static int open_callers;
static char own_name[256];

static void hang_up(int fd) {
  free(callers[fd]);
  callers[fd] = NULL;
  open_callers--;
  close(fd);
}

static int say(struct caller *c, const char *format, ...) {
  char text[1024];
  va_list list;
  va_start(list, format);
  int length = vsnprintf(text, sizeof text, format, list);
  va_end(list);
  return send(c->fd, text, length, MSG_NOSIGNAL) == length;
}

/* 0 when the caller is gone. */
static int answer(struct caller *c) {
  char *end;
  while ((end = memmem(c->in, c->got, "\r\n\r\n", 4)) != NULL) {
    int length = end + 4 - c->in, close_it = ending || memmem(c->in, length, "Connection: close", 17) != NULL;
    if (memmem(c->in, length, "GET /hold", 9) != NULL) {
      c->holds = 1;
      return say(c, "HTTP/1.1 200 OK\r\n\r\n");
    }
    char body[512];
    int size = snprintf(body, sizeof body, "%s %s\n", own_name, peer_text(&c->peer));
    if (!say(c, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s", size, close_it ? "Connection: close\r\n" : "", body) ||
        close_it)
      return 0;
    memmove(c->in, end + 4, c->got - length);
    c->got -= length;
  }
  return c->got < (int)sizeof c->in;
}

static void answer_sctp(int raw, int port) {
  uint8_t data[2048];
  struct sockaddr_in peer;
  socklen_t size = sizeof peer;
  int length = recvfrom(raw, data, sizeof data, MSG_DONTWAIT, (void *)&peer, &size);
  struct sctp_first *asked = length > 0 ? sctp_in(data, length, port, SCTP_INIT) : NULL;
  if (asked == NULL) return;
  struct sctp_first reply = {.from = asked->to, .to = asked->from, .tag = asked->own_tag, .kind = SCTP_INIT_ACK};
  int text = snprintf(reply.text, sizeof reply.text, "%s %s\n", own_name, inet_ntoa(peer.sin_addr));
  text = (text + 3) & ~3;
  reply.parameter = htons(SCTP_COOKIE);
  reply.parameter_length = htons(text + 4);
  sctp_send(raw, &reply, SCTP_INIT_SIZE + 4 + text, &peer);
}

static void serve(const char *port, int grace_ms) {
  struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(atoi(port))};
  int on = 1, off = 0, tcp = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0), udp = socket(AF_INET6, SOCK_DGRAM, 0);
  setsockopt(tcp, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(tcp, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  setsockopt(udp, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  if (bind(tcp, (void *)&any, sizeof any) || listen(tcp, 1024) || bind(udp, (void *)&any, sizeof any)) die("netapp: bind");
  gethostname(own_name, sizeof own_name);
  int poller = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = tcp}, found[256];
  epoll_ctl(poller, EPOLL_CTL_ADD, tcp, &event);
  event.data.fd = udp;
  epoll_ctl(poller, EPOLL_CTL_ADD, udp, &event);
  int sctp = socket(AF_INET, SOCK_RAW, IPPROTO_SCTP); /* not everybody may */
  event.data.fd = sctp;
  if (sctp >= 0) epoll_ctl(poller, EPOLL_CTL_ADD, sctp, &event);
  int64_t until = 0, beat = now_ms();
  for (;;) {
    if (ending && !until) until = now_ms() + grace_ms;
    if (until && (now_ms() >= until || open_callers == 0)) exit(0);
    int count = epoll_wait(poller, found, 256, 50);
    for (int i = 0; i < count; i++) {
      int fd = found[i].data.fd;
      if (fd == tcp) {
        struct sockaddr_in6 peer;
        socklen_t size = sizeof peer;
        int made;
        while ((made = accept4(tcp, (void *)&peer, &size, SOCK_NONBLOCK)) >= 0) {
          if (made >= CONNECTIONS_MAX) {
            close(made);
            continue;
          }
          setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
          callers[made] = calloc(1, sizeof(struct caller));
          callers[made]->fd = made;
          callers[made]->peer = peer;
          open_callers++;
          event.data.fd = made;
          epoll_ctl(poller, EPOLL_CTL_ADD, made, &event);
          size = sizeof peer;
        }
      } else if (fd == udp) {
        char data[2048], text[512];
        struct sockaddr_in6 peer;
        socklen_t size = sizeof peer;
        if (recvfrom(udp, data, sizeof data, MSG_DONTWAIT, (void *)&peer, &size) >= 0) {
          int length = snprintf(text, sizeof text, "%s %s\n", own_name, peer_text(&peer));
          sendto(udp, text, length, 0, (void *)&peer, size);
        }
      } else if (fd == sctp) {
        answer_sctp(sctp, atoi(port));
      } else {
        struct caller *c = callers[fd];
        int got = recv(fd, c->in + c->got, sizeof c->in - c->got, 0);
        if (got > 0) c->got += got;
        if (got == 0 || (got < 0 && errno != EAGAIN) || (got > 0 && !answer(c))) hang_up(fd);
      }
    }
    if (now_ms() - beat >= 100) {
      beat = now_ms();
      for (int fd = 0; fd < CONNECTIONS_MAX; fd++)
        if (callers[fd] && callers[fd]->holds && !say(callers[fd], "%s %s\n", own_name, peer_text(&callers[fd]->peer))) hang_up(fd);
    }
  }
}

/* ---- clients ---- */

static int dial(const char *text, const char *port, int type) {
  struct sockaddr_storage to;
  socklen_t size = address(text, port, &to);
  int fd = socket(to.ss_family, type, 0);
  struct timeval limit = {.tv_sec = 2};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (connect(fd, (void *)&to, size)) {
    int failed = errno;
    close(fd);
    errno = failed == EINPROGRESS ? ETIMEDOUT : failed;
    return -1;
  }
  return fd;
}

static void ask(const char *how, const char *text, const char *port, int times) {
  int tcp = strcmp(how, "tcp") == 0;
  for (int i = 0; i < times; i++) {
    char reply[2048];
    int fd = dial(text, port, tcp ? SOCK_STREAM : SOCK_DGRAM), got = 0, more;
    const char *request = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    if (fd < 0 || send(fd, request, strlen(request), MSG_NOSIGNAL) < 0) {
      printf("- %s\n", strerror(errno));
    } else {
      do {
        more = recv(fd, reply + got, sizeof reply - 1 - got, 0);
        if (more > 0) got += more;
      } while (tcp && more > 0);
      reply[got] = 0;
      char *body = tcp ? strstr(reply, "\r\n\r\n") : reply;
      if (got == 0 || body == NULL)
        printf("- %s\n", more < 0 ? strerror(errno) : "closed without an answer");
      else
        printf("%s", tcp ? body + 4 : body);
    }
    if (fd >= 0) close(fd);
  }
}

static void ask_sctp(const char *text, const char *port, int times) {
  struct sockaddr_storage to;
  address(text, port, &to);
  ((struct sockaddr_in *)&to)->sin_port = 0;
  int raw = socket(AF_INET, SOCK_RAW, IPPROTO_SCTP);
  if (raw < 0) die("netapp: raw socket");
  srand(now_ms() ^ getpid());
  for (int i = 0; i < times; i++) {
    int own = 20000 + rand() % 20000;
    struct sctp_first first = {.from = htons(own), .to = htons(atoi(port)), .kind = SCTP_INIT}, *answer = NULL;
    if (sctp_send(raw, &first, SCTP_INIT_SIZE, (struct sockaddr_in *)&to) < 0) {
      printf("- %s\n", strerror(errno));
      continue;
    }
    uint8_t data[2048];
    for (int64_t until = now_ms() + 2000; answer == NULL && now_ms() < until;) {
      struct pollfd poller = {.fd = raw, .events = POLLIN};
      int length = poll(&poller, 1, 100) > 0 ? recv(raw, data, sizeof data, 0) : 0;
      if (length > 0) answer = sctp_in(data, length, own, SCTP_INIT_ACK);
    }
    if (answer == NULL) printf("- no answer\n");
    else printf("%.*s", SCTP_TEXT_MAX, answer->text);
  }
}

static void hold(const char *text, const char *port) {
  int fd = dial(text, port, SOCK_STREAM), got;
  char data[2048];
  if (fd < 0 || send(fd, "GET /hold HTTP/1.1\r\n\r\n", 22, MSG_NOSIGNAL) < 0) die("netapp: hold");
  setvbuf(stdout, NULL, _IOLBF, 0);
  int64_t began = now_ms();
  while ((got = recv(fd, data, sizeof data - 1, 0)) > 0) {
    data[got] = 0;
    for (char *line = strtok(data, "\n"); line; line = strtok(NULL, "\n")) printf("%lld %s\n", (long long)(now_ms() - began), line);
  }
  printf("%lld end %s\n", (long long)(now_ms() - began), got < 0 ? strerror(errno) : "closed");
}

struct call {
  int fd, got, sent, used; /* used: answers over this connection so far */
  int64_t began;
  char name[64], in[1024];
};
static struct call *calls[CONNECTIONS_MAX];
static struct { char name[64]; long count; int64_t last; } seen[NAMES_MAX];
static int names;
static long planned, held_back, asked, answered, failed, slowest;
static int64_t load_began;
static long spans[REQUEST_LIMIT_MS + 2];

static void note_failure(const struct call *c, const char *why) {
  failed++;
  int64_t now = now_ms();
  if (failed <= FAILURES_SHOWN)
    printf("fail %lld %lld %s %s\n", (long long)(now - load_began), (long long)(c && c->began ? now - c->began : 0),
           c && c->name[0] ? c->name : "-", why);
}
static void note_answer(struct call *c, const char *body) {
  if (sscanf(body, "%63s", c->name) != 1) return note_failure(c, "an answer without a name");
  const char *name = c->name;
  long took = now_ms() - c->began;
  spans[took > REQUEST_LIMIT_MS ? REQUEST_LIMIT_MS + 1 : took]++;
  if (took > slowest) slowest = took;
  answered++;
  int i = 0;
  while (i < names && strcmp(seen[i].name, name)) i++;
  if (i == NAMES_MAX) return;
  if (i == names) strcpy(seen[names++].name, name);
  seen[i].count++;
  seen[i].last = now_ms() - load_began;
}
static void drop(int fd) {
  close(fd);
  free(calls[fd]);
  calls[fd] = NULL;
}
static struct call *begin(int poller, const struct sockaddr_storage *to, socklen_t size) {
  int fd = socket(to->ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  if (fd < 0 || fd >= CONNECTIONS_MAX) {
    if (fd >= 0) close(fd);
    note_failure(NULL, "too many requests wait for an answer");
    return NULL;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (getenv("NETAPP_FROM")) { /* the port is chosen when it connects */
    struct sockaddr_storage from;
    socklen_t length = address(getenv("NETAPP_FROM"), "0", &from);
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (bind(fd, (void *)&from, length)) die("netapp: NETAPP_FROM");
  }
  if (connect(fd, (const void *)to, size) && errno != EINPROGRESS) {
    note_failure(NULL, strerror(errno));
    close(fd);
    return NULL;
  }
  struct call *c = calls[fd] = calloc(1, sizeof *c);
  c->fd = fd;
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.fd = fd};
  epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
  return c;
}
static void go_on(struct call *c, int keep) {
  static const char once[] = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", again[] = "GET / HTTP/1.1\r\n\r\n";
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) {
    if (c->began) note_failure(c, strerror(error));
    return drop(c->fd);
  }
  if (c->began && !c->sent) {
    const char *request = keep ? again : once;
    if (send(c->fd, request, strlen(request), MSG_NOSIGNAL) < 0) {
      if (errno == EAGAIN || errno == ENOTCONN) return;
      note_failure(c, strerror(errno));
      return drop(c->fd);
    }
    c->sent = 1;
  }
  for (;;) {
    int got = recv(c->fd, c->in + c->got, sizeof c->in - 1 - c->got, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) { /* what ended between two requests has harmed nobody */
      if (c->began) note_failure(c, got < 0 ? strerror(errno) : "closed without an answer");
      return drop(c->fd);
    }
    c->got += got;
    c->in[c->got] = 0;
    char *body = strstr(c->in, "\r\n\r\n"), *length = strstr(c->in, "Content-Length: ");
    if (body && length && c->in + c->got >= body + 4 + atoi(length + 16)) {
      int closes = strstr(c->in, "Connection: close") != NULL;
      note_answer(c, body + 4);
      if (closes || !keep) return drop(c->fd);
      c->began = c->got = c->sent = 0;
      c->used++;
    }
  }
}
static int compare_names(const void *a, const void *b) { return strcmp((const char *)a, (const char *)b); }

static void load(const char *text, const char *port, double rate, double seconds, int kept) {
  struct sockaddr_storage to;
  socklen_t size = address(text, port, &to);
  int poller = epoll_create1(0), next = 0;
  struct epoll_event found[256];
  setvbuf(stdout, NULL, _IOLBF, 0);
  load_began = now_ms();
  int64_t looked = load_began;
  printf("begin\n");
  while (!ending && now_ms() - load_began < seconds * 1000) {
    long due = (now_ms() - load_began) * rate / 1000;
    for (; planned < due; planned++) {
      struct call *c = NULL;
      if (kept) { /* an idle one of those there are, else a new one */
        for (int i = 0; i < CONNECTIONS_MAX && !c; i++, next = (next + 1) % CONNECTIONS_MAX)
          if (calls[next] && !calls[next]->began && calls[next]->used) c = calls[next];
        next = (next + 1) % CONNECTIONS_MAX;
      }
      int open = 0;
      for (int i = 0; kept && !c && i < CONNECTIONS_MAX; i++) open += calls[i] != NULL;
      if (!c && (!kept || open < kept)) c = begin(poller, &to, size);
      if (!c && kept) held_back++; /* all connections wait for an answer */
      else asked++;
      if (c) {
        c->began = now_ms();
        c->sent = 0;
        if (c->used) go_on(c, 1);
      }
    }
    int count = epoll_wait(poller, found, 256, 1);
    for (int i = 0; i < count; i++)
      if (calls[found[i].data.fd]) go_on(calls[found[i].data.fd], kept > 0);
    if (now_ms() - looked > 100) {
      looked = now_ms();
      for (int fd = 0; fd < CONNECTIONS_MAX; fd++)
        if (calls[fd] && calls[fd]->began && looked - calls[fd]->began > REQUEST_LIMIT_MS) {
          note_failure(calls[fd], "no answer in 5 s");
          drop(fd);
        }
    }
  }
  int64_t patience = now_ms() + REQUEST_LIMIT_MS; /* what was asked is waited for */
  for (int waiting = 1; waiting && now_ms() < patience;) {
    int count = epoll_wait(poller, found, 256, 10);
    for (int i = 0; i < count; i++)
      if (calls[found[i].data.fd]) go_on(calls[found[i].data.fd], kept > 0);
    waiting = 0;
    for (int fd = 0; fd < CONNECTIONS_MAX; fd++) waiting |= calls[fd] && calls[fd]->began;
  }
  for (int fd = 0; fd < CONNECTIONS_MAX; fd++)
    if (calls[fd] && calls[fd]->began) note_failure(calls[fd], "no answer at the end");
  long half = 0, most = 0, sum = 0;
  for (int ms = 0; ms <= REQUEST_LIMIT_MS + 1; ms++) {
    sum += spans[ms];
    if (sum * 2 < answered) half = ms + 1;
    if (sum * 100 < answered * 99) most = ms + 1;
  }
  qsort(seen, names, sizeof seen[0], compare_names);
  for (int i = 0; i < names; i++) printf("from %s %ld %lld\n", seen[i].name, seen[i].count, (long long)seen[i].last);
  struct timespec cpu;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  printf("end asked %ld held %ld answered %ld failed %ld p50 %ld p99 %ld max %ld ms %lld cpu_us %lld\n", asked, held_back, answered, failed, half,
         most, slowest, (long long)(now_ms() - load_began), (long long)cpu.tv_sec * 1000000 + cpu.tv_nsec / 1000);
}

int main(int count, char **words) {
  struct sigaction term = {.sa_handler = on_term};
  sigaction(SIGTERM, &term, NULL);
  sigaction(SIGINT, &term, NULL);
  signal(SIGPIPE, SIG_IGN);
  if (count >= 3 && !strcmp(words[1], "serve")) serve(words[2], count > 3 ? atoi(words[3]) : 5000);
  else if (count == 6 && !strcmp(words[1], "ask") && !strcmp(words[2], "sctp"))
    ask_sctp(words[3], words[4], atoi(words[5]));
  else if (count == 6 && !strcmp(words[1], "ask")) ask(words[2], words[3], words[4], atoi(words[5]));
  else if (count == 4 && !strcmp(words[1], "hold")) hold(words[2], words[3]);
  else if (count >= 6 && !strcmp(words[1], "load")) load(words[2], words[3], atof(words[4]), atof(words[5]), count > 6 ? atoi(words[6]) : 0);
  else return fprintf(stderr, "netapp: serve PORT [GRACE_MS] | ask tcp|udp|sctp ADDR PORT TIMES | hold ADDR PORT | load ADDR PORT RATE SECONDS [KEPT]\n"), 2;
  return 0;
}
