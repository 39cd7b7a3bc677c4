/* A SEP1 device in C with libzmq, written from docs/edge-protocol.md alone.
 *
 * cc client.c -o client -lzmq
 * usage: client [ROUTING-ID] < script
 * Line 1 of the script: server key, public key, secret key, door. Then one command a line:
 *   say TYPE JSON [HEX ...]   send one message, with one more frame for each picture
 *   raw HEX ...               send these frames as they are ("-" is an empty one)
 *   hear TYPE MS              wait for a message of this type, print every message on the way
 *   quiet MS                  succeed when nothing comes for so long
 * Prints one JSON line a message. Exit code 0, 2 for a bad script, 3 when it waited in vain.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

enum { LINE = 4 * 1024 * 1024, BODY = 65536, KIND = 32 };

static char line[LINE];

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
  exit(2);
}

static long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

static void send_frame(void *socket, const void *bytes, size_t size, int more) {
  if (zmq_send(socket, bytes, size, more ? ZMQ_SNDMORE : 0) < 0) fail("send");
}

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  fail("not hexadecimal");
  return 0;
}

/* The hexadecimal words from here on, each as one frame; the last one ends the message. */
static void send_hex(void *socket, char *word) {
  while (word != NULL) {
    char *next = strtok(NULL, " ");
    size_t size = word[0] == '-' ? 0 : strlen(word) / 2;
    unsigned char *bytes = malloc(size + 1);
    if (bytes == NULL) fail("memory");
    for (size_t i = 0; i < size; i++)
      bytes[i] = (unsigned char)(digit(word[2 * i]) * 16 + digit(word[2 * i + 1]));
    send_frame(socket, bytes, size, next != NULL);
    free(bytes);
    word = next;
  }
}

static void say(void *socket) {
  char *kind = strtok(NULL, " ");
  char *json = strtok(NULL, " ");
  char *pictures = strtok(NULL, " ");
  if (json == NULL) fail("say what?");
  send_frame(socket, "SEP1", 4, 1);
  send_frame(socket, kind, strlen(kind), 1);
  send_frame(socket, json, strlen(json), pictures != NULL);
  send_hex(socket, pictures);
}

/* One message within so many ms: its type in `kind`, its JSON printed. 0 when none came. */
static int receive(void *socket, char *kind, long milliseconds) {
  static char body[BODY + 1];
  char version[4];
  int wait = (int)milliseconds, size;
  if (zmq_setsockopt(socket, ZMQ_RCVTIMEO, &wait, sizeof wait) != 0) fail("timeout");
  size = zmq_recv(socket, version, sizeof version, 0);
  if (size < 0) return 0;
  if (size != 4 || memcmp(version, "SEP1", 4) != 0) fail("another version");
  size = zmq_recv(socket, kind, KIND - 1, 0);
  if (size < 0 || size > KIND - 1) fail("type");
  kind[size] = '\0';
  size = zmq_recv(socket, body, BODY, 0);
  if (size < 0 || size > BODY) fail("body");
  body[size] = '\0';
  printf("{\"type\": \"%s\", \"body\": %s}\n", kind, body);
  return 1;
}

static int hear(void *socket, const char *wanted, long milliseconds) {
  char kind[KIND];
  long end = now_ms() + milliseconds, left;
  while ((left = end - now_ms()) > 0)
    if (receive(socket, kind, left) && strcmp(kind, wanted) == 0) return 1;
  return 0;
}

static int obey(void *socket, char *verb) {
  char kind[KIND];
  if (strcmp(verb, "say") == 0) return say(socket), 1;
  if (strcmp(verb, "raw") == 0) return send_hex(socket, strtok(NULL, " ")), 1;
  if (strcmp(verb, "quiet") == 0) return !receive(socket, kind, atol(strtok(NULL, " ")));
  if (strcmp(verb, "hear") != 0) fail(verb);
  char *wanted = strtok(NULL, " ");
  return hear(socket, wanted, atol(strtok(NULL, " ")));
}

static char *next_line(void) {
  if (fgets(line, LINE, stdin) == NULL) return NULL;
  line[strcspn(line, "\n")] = '\0';
  return line;
}

static void *opened(void *context, const char *routing) {
  void *socket = zmq_socket(context, ZMQ_DEALER);
  int linger = 500, wait = 5000;
  if (next_line() == NULL) fail("no keys");
  char *server = strtok(line, " "), *own = strtok(NULL, " ");
  char *secret = strtok(NULL, " "), *door = strtok(NULL, " ");
  /* 41: a key in z85 is a string of 40 characters and its NUL. */
  if (zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, server, 41) != 0 ||
      zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, own, 41) != 0 ||
      zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, secret, 41) != 0 ||
      zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger) != 0 ||
      zmq_setsockopt(socket, ZMQ_SNDTIMEO, &wait, sizeof wait) != 0)
    fail("options");
  if (routing && zmq_setsockopt(socket, ZMQ_ROUTING_ID, routing, strlen(routing)) != 0) fail("id");
  if (zmq_connect(socket, door) != 0) fail(door);
  return socket;
}

int main(int count, char **words) {
  void *context = zmq_ctx_new();
  void *socket = opened(context, count > 1 ? words[1] : NULL);
  int failed = 0;
  setvbuf(stdout, NULL, _IOLBF, 0);
  while (!failed && next_line() != NULL) {
    char *verb = strtok(line, " ");
    if (verb != NULL && !obey(socket, verb)) {
      fprintf(stderr, "in vain: %s\n", verb);
      failed = 3;
    }
  }
  zmq_close(socket);
  zmq_ctx_term(context);
  return failed;
}
