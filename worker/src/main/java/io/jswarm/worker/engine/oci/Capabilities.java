package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Linux capabilities: which a container gets, by Docker's rules. */
final class Capabilities {
  private static final String ALL = "ALL";

  /** By number from 0. */
  private static final List<String> KNOWN =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  /** What Docker leaves to root in a container. */
  private static final List<String> DEFAULT =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FSETID",
          "FOWNER",
          "MKNOD",
          "NET_RAW",
          "SETGID",
          "SETUID",
          "SETFCAP",
          "SETPCAP",
          "NET_BIND_SERVICE",
          "SYS_CHROOT",
          "KILL",
          "AUDIT_WRITE");

  private final long available;

  /**
   * @param available those that may be handed on, a bit each
   */
  Capabilities(long available) {
    this.available = available;
  }

  /** Those this process may hand on. */
  static Capabilities ofThisProcess() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapBnd:"))
        .map(line -> new Capabilities(Long.parseUnsignedLong(line.substring(7).strip(), 16)))
        .findFirst()
        .orElseThrow(() -> new IOException("/proc/self/status names no capabilities"));
  }

  boolean has(String name) {
    int number = KNOWN.indexOf(name);
    return number >= 0 && (available >>> number & 1) == 1;
  }

  /** All that this node can give, with their prefix {@code CAP_}. */
  List<String> all() {
    return of(List.of(ALL), List.of());
  }

  /**
   * A container's capabilities, with their prefix {@code CAP_}.
   *
   * @throws EngineException.Rejected for one that is unknown, or that this node cannot give
   */
  List<String> of(List<String> add, List<String> drop) {
    List<String> added = names("CapAdd", add);
    List<String> dropped = names("CapDrop", drop);
    List<String> given = new ArrayList<>();
    if (added.contains(ALL)) {
      KNOWN.stream().filter(this::has).forEach(given::add);
    } else if (!dropped.contains(ALL)) {
      DEFAULT.stream().filter(this::has).forEach(given::add);
    }
    given.removeAll(dropped);
    for (String each : added) {
      if (!each.equals(ALL) && !given.contains(each)) {
        if (!has(each)) {
          throw new EngineException.Rejected(
              "capability CAP_%s is not available on this node".formatted(each));
        }
        given.add(each);
      }
    }
    return given.stream().map(each -> "CAP_" + each).toList();
  }

  private static List<String> names(String what, List<String> texts) {
    return texts.stream()
        .map(text -> text.toUpperCase(Locale.ROOT))
        .map(text -> text.startsWith("CAP_") ? text.substring(4) : text)
        .peek(name -> {
          if (!name.equals(ALL) && !KNOWN.contains(name)) {
            throw new EngineException.Rejected(
                "invalid %s: unknown capability: \"CAP_%s\"".formatted(what, name));
          }
        })
        .toList();
  }
}
