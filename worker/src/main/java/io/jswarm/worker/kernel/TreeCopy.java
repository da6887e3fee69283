package io.jswarm.worker.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Copies what a directory holds into an empty one, with owners, modes, times, extended attributes
 * and hard links, and makes the directory itself look like the first. No link is followed on either
 * side; others may write to the second while it is filled, but what they do cannot lead out of it.
 * Sockets are left out.
 */
public final class TreeCopy {
  private static final int S_IFMT = 0170000;
  private static final int S_IFSOCK = 0140000;
  private static final int S_IFLNK = 0120000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFDIR = 0040000;
  private static final int MODE_BITS = 07777;
  private static final int NEW_DIRECTORY_MODE = 0700;
  private static final String ALL = "unix:*";

  /** What overlayfs and SELinux say of the place a file lies in, not of the file. */
  private static final List<String> LEFT_BEHIND = List.of("trusted.overlay.", "security.selinux");

  private record Inode(long device, long number) {}

  private record Facts(Path file, Map<String, Object> values) {
    static Facts of(Path file) throws IOException {
      return new Facts(file, Files.readAttributes(file, ALL, LinkOption.NOFOLLOW_LINKS));
    }

    int mode() {
      return (Integer) value("mode");
    }

    int uid() {
      return (Integer) value("uid");
    }

    int gid() {
      return (Integer) value("gid");
    }

    long device() {
      return (Long) value("rdev");
    }

    boolean hasMoreNames() {
      return (Integer) value("nlink") > 1;
    }

    FileTime modified() {
      return (FileTime) value("lastModifiedTime");
    }

    Inode inode() {
      return new Inode((Long) value("dev"), (Long) value("ino"));
    }

    private Object value(String name) {
      Object value = values.get(name);
      if (value == null) {
        throw new IllegalStateException("this JDK does not tell a file's " + name);
      }
      return value;
    }
  }

  private final RootedDirectory target;

  /** Where files with several names were put first. */
  private final Map<Inode, List<String>> linked = new HashMap<>();

  private TreeCopy(RootedDirectory target) {
    this.target = target;
  }

  /**
   * Copies.
   *
   * @param source an open directory that nobody writes to
   * @param target an empty directory
   */
  public static void copy(Descriptor source, Path target) throws IOException {
    try (RootedDirectory root = RootedDirectory.open(target);
        Descriptor top = root.directory("")) {
      new TreeCopy(root).fill(source.path(), top, List.of());
      Facts facts = Facts.of(source.path().resolve("."));
      Place.setOwnerAndMode(top, facts.uid(), facts.gid(), facts.mode() & MODE_BITS);
      for (Map.Entry<String, byte[]> each : attributes(source.path().resolve(".")).entrySet()) {
        Place.setAttribute(top, each.getKey(), each.getValue());
      }
    }
  }

  private void fill(Path source, Descriptor into, List<String> parts) throws IOException {
    try (var names = Files.newDirectoryStream(source)) {
      for (Path each : names) {
        String name = each.getFileName().toString();
        List<String> deeper = new ArrayList<>(parts);
        deeper.add(name);
        copy(Facts.of(each), new Place(into, name), deeper);
      }
    }
  }

  private void copy(Facts facts, Place place, List<String> parts) throws IOException {
    int type = facts.mode() & S_IFMT;
    if (type == S_IFSOCK || (type != S_IFDIR && linkExisting(facts, place, parts))) {
      return;
    }
    switch (type) {
      case S_IFDIR -> {
        place.makeDirectory(NEW_DIRECTORY_MODE);
        try (Descriptor directory = place.directory()) {
          fill(facts.file(), directory, parts);
        }
      }
      case S_IFREG -> place.makeFile(out -> Files.copy(facts.file(), out));
      case S_IFLNK -> place.makeSymbolicLink(Files.readSymbolicLink(facts.file()).toString());
      default -> makeNode(facts, place, type);
    }
    place.setOwner(facts.uid(), facts.gid());
    if (type != S_IFLNK) {
      place.setModeHeld(facts.mode() & MODE_BITS);
    }
    for (Map.Entry<String, byte[]> each : attributes(facts.file()).entrySet()) {
      place.setAttribute(each.getKey(), each.getValue());
    }
    place.setTimes(facts.modified().toInstant());
  }

  private boolean linkExisting(Facts facts, Place place, List<String> parts) throws IOException {
    if (!facts.hasMoreNames()) {
      return false;
    }
    List<String> first = linked.putIfAbsent(facts.inode(), parts);
    if (first == null) {
      return false;
    }
    try (Descriptor parent =
        target.directory(String.join("/", first.subList(0, first.size() - 1)))) {
      place.makeHardLink(new Place(parent, first.getLast()));
    }
    return true;
  }

  private static void makeNode(Facts facts, Place place, int type) throws IOException {
    long device = facts.device();
    int major = (int) (((device >> 8) & 0xfff) | ((device >> 32) & ~0xfffL));
    int minor = (int) ((device & 0xff) | ((device >> 12) & ~0xffL));
    place.makeNode(type, facts.mode() & MODE_BITS, major, minor);
  }

  private static SortedMap<String, byte[]> attributes(Path file) throws IOException {
    SortedMap<String, byte[]> attributes = ExtendedAttributes.of(file);
    attributes.keySet().removeIf(name -> LEFT_BEHIND.stream().anyMatch(name::startsWith));
    return attributes;
  }
}
