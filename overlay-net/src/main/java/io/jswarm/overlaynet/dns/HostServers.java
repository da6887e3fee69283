package io.jswarm.overlaynet.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The name servers of this host, as its resolv.conf has them now. */
final class HostServers {
  private static final Duration KNOWN_FOR = Duration.ofSeconds(5);
  private static final String KEYWORD = "nameserver";

  private final Path file;
  private volatile Known known = new Known(List.of(), System.nanoTime() - KNOWN_FOR.toNanos());

  private record Known(List<InetAddress> servers, long atNanos) {}

  HostServers(Path file) {
    this.file = file;
  }

  /** None when the file is not there or names none. */
  List<InetAddress> servers() {
    Known now = known;
    if (System.nanoTime() - now.atNanos >= KNOWN_FOR.toNanos()) {
      now = new Known(read(), System.nanoTime());
      known = now;
    }
    return now.servers;
  }

  private List<InetAddress> read() {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException _) {
      return List.of();
    }
  }

  /** The servers of a resolv.conf(5), but for ourselves: that would go in a circle. */
  static List<InetAddress> parse(List<String> lines) {
    List<InetAddress> servers = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length >= 2 && words[0].equals(KEYWORD) && !words[1].equals(Resolver.ADDRESS)) {
        literal(words[1]).ifPresent(servers::add);
      }
    }
    return servers;
  }

  /** What is no address libc passes over too. */
  private static Optional<InetAddress> literal(String word) {
    try {
      return Optional.of(InetAddress.ofLiteral(word));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
