package io.jswarm.worker.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What mount(2) is to be called with for a volume whose files are elsewhere: the options {@code
 * type}, {@code o} and {@code device}, as mount(8) reads them. Pure.
 *
 * @param flags the kernel's, without those of propagation
 * @param propagation 0 when the options say nothing of it
 * @param data what is left for the file system itself, separated by commas
 */
record MountCall(String type, String device, long flags, long propagation, String data) {
  static final long MS_RDONLY = 1;
  private static final long MS_BIND = 1 << 12;
  static final long MS_REMOUNT = 1 << 5;
  private static final long MS_REC = 1 << 14;
  static final long RECURSIVE_BIND = MS_BIND | MS_REC;
  private static final String REFUSED = "remount";

  private static final Map<String, Long> SET = new HashMap<>();
  private static final Map<String, Long> CLEARED = new HashMap<>();
  private static final Map<String, Long> PROPAGATION = new HashMap<>();

  static {
    SET.put("defaults", 0L);
    flag(MS_RDONLY, "ro", "rw");
    flag(1L << 1, "nosuid", "suid");
    flag(1L << 2, "nodev", "dev");
    flag(1L << 3, "noexec", "exec");
    flag(1L << 4, "sync", "async");
    flag(1L << 6, "mand", "nomand");
    flag(1L << 7, "dirsync", "");
    flag(1L << 10, "noatime", "atime");
    flag(1L << 11, "nodiratime", "diratime");
    flag(1L << 21, "relatime", "norelatime");
    flag(1L << 24, "strictatime", "nostrictatime");
    flag(MS_BIND, "bind", "");
    flag(RECURSIVE_BIND, "rbind", "");
    PROPAGATION.put("unbindable", 1L << 17);
    PROPAGATION.put("private", 1L << 18);
    PROPAGATION.put("slave", 1L << 19);
    PROPAGATION.put("shared", 1L << 20);
    Map.copyOf(PROPAGATION).forEach((name, flag) -> PROPAGATION.put("r" + name, flag | MS_REC));
  }

  private static void flag(long flag, String setBy, String clearedBy) {
    SET.put(setBy, flag);
    if (!clearedBy.isEmpty()) {
      CLEARED.put(clearedBy, flag);
    }
  }

  /**
   * Reads a volume's options; empty when there are none and its files are in its own directory.
   *
   * @throws VolumeException.Invalid in Docker's words
   */
  static Optional<MountCall> of(Map<String, String> options) {
    for (String key : options.keySet()) {
      if (!List.of("type", "o", "device", "size").contains(key)) {
        throw new VolumeException.Invalid("invalid option: \"%s\"".formatted(key));
      }
    }
    if (options.containsKey("size")) {
      throw new VolumeException.Invalid("quota size requested but no quota support");
    }
    if (options.isEmpty()) {
      return Optional.empty();
    }
    for (String needed : List.of("device", "type")) {
      if (options.getOrDefault(needed, "").isEmpty()) {
        throw new VolumeException.Invalid("missing required option: \"%s\"".formatted(needed));
      }
    }
    return Optional.of(
        parse(
            options.getOrDefault("type", ""),
            options.getOrDefault("device", ""),
            options.getOrDefault("o", "")));
  }

  private static MountCall parse(String type, String device, String text) {
    long flags = 0;
    long propagation = 0;
    List<String> data = new ArrayList<>();
    for (String option : text.split(",", -1)) {
      if (option.equals(REFUSED)) {
        throw new VolumeException.Invalid("invalid option: \"%s\"".formatted(option));
      }
      if (SET.containsKey(option)) {
        flags |= SET.getOrDefault(option, 0L);
      } else if (CLEARED.containsKey(option)) {
        flags &= ~CLEARED.getOrDefault(option, 0L);
      } else if (PROPAGATION.containsKey(option)) {
        propagation |= PROPAGATION.getOrDefault(option, 0L);
      } else if (!option.isEmpty()) {
        data.add(option);
      }
    }
    return new MountCall(type, device, flags, propagation, String.join(",", data));
  }

  /** Whether the files are another directory's of this node. */
  boolean binds() {
    return (flags & MS_BIND) != 0;
  }

  /**
   * The machine that has the files and has to be looked up, for the kernel knows addresses only:
   * the value of {@code addr}, or what an NFS device begins with.
   */
  Optional<String> server() {
    for (String option : data.split(",", -1)) {
      if (option.startsWith("addr=")) {
        return Optional.of(option.substring("addr=".length()));
      }
    }
    int colon = device.lastIndexOf(":/");
    boolean nfs = type.equals("nfs") || type.equals("nfs4");
    return nfs && colon > 0 ? Optional.of(device.substring(0, colon)) : Optional.empty();
  }

  /** With the address of that machine among the data. */
  MountCall withAddress(String address) {
    List<String> options = new ArrayList<>();
    for (String option : data.split(",", -1)) {
      if (!option.isEmpty() && !option.startsWith("addr=")) {
        options.add(option);
      }
    }
    options.add("addr=" + address);
    return new MountCall(type, device, flags, propagation, String.join(",", options));
  }
}
