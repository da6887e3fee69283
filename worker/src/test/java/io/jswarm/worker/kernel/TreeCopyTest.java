package io.jswarm.worker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.Rootless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeCopyTest {
  private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

  @TempDir private Path root;
  private Path from;
  private Path to;

  TreeCopyTest() {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    from = Files.createDirectory(root.resolve("from"));
    to = Files.createDirectory(root.resolve("to"));
  }

  private void copy() throws IOException {
    try (Descriptor source = Descriptor.ofDirectory(from)) {
      TreeCopy.copy(source, to);
    }
  }

  private static Object fact(Path file, String name) throws IOException {
    return Files.getAttribute(file, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void ownersModesTimesAndAttributesAreKept() throws IOException {
    Path program = Files.writeString(from.resolve("program"), "run");
    try (Descriptor directory = Descriptor.ofDirectory(from)) {
      Place place = new Place(directory, "program");
      place.setOwner(12, 34);
      place.setModeHeld(04751);
      place.setAttribute("user.note", "kept".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      Place.setOwnerAndMode(directory, 5, 6, 02770);
    }
    Files.setLastModifiedTime(program, FileTime.from(LONG_AGO));

    copy();

    Path copied = to.resolve("program");
    assertThat(copied).hasContent("run");
    assertThat(fact(copied, "uid")).isEqualTo(12);
    assertThat(fact(copied, "gid")).isEqualTo(34);
    assertThat((Integer) fact(copied, "mode") & 07777).isEqualTo(04751);
    assertThat(Files.getLastModifiedTime(copied).toInstant()).isEqualTo(LONG_AGO);
    assertThat(ExtendedAttributes.of(copied)).containsOnlyKeys("user.note");
    assertThat(fact(to, "uid")).isEqualTo(5);
    assertThat((Integer) fact(to, "mode") & 07777).isEqualTo(02770);
  }

  @Test
  void linksStayLinksAndAreNotFollowed() throws IOException {
    Files.writeString(root.resolve("outside"), "secret");
    Files.createDirectories(from.resolve("deep/er"));
    Files.writeString(from.resolve("deep/er/one"), "1");
    Files.createLink(from.resolve("two"), from.resolve("deep/er/one"));
    Files.createSymbolicLink(from.resolve("away"), Path.of("../outside"));

    copy();

    assertThat(Files.readSymbolicLink(to.resolve("away"))).isEqualTo(Path.of("../outside"));
    assertThat(to.resolve("deep/er/one")).hasContent("1");
    assertThat(fact(to.resolve("two"), "ino")).isEqualTo(fact(to.resolve("deep/er/one"), "ino"));
    assertThat(fact(to.resolve("two"), "nlink")).isEqualTo(2);
  }

  @Test
  void pipesAndDevicesAreMadeAnew() throws IOException {
    try (Descriptor directory = Descriptor.ofDirectory(from)) {
      new Place(directory, "pipe").makeNode(0010000, 0600, 0, 0);
      new Place(directory, "null").makeNode(0020000, 0666, 1, 3);
    }

    copy();

    assertThat((Integer) fact(to.resolve("pipe"), "mode")).isEqualTo(0010600);
    assertThat(fact(to.resolve("null"), "mode")).isEqualTo(fact(from.resolve("null"), "mode"));
    assertThat(fact(to.resolve("null"), "rdev")).isEqualTo(fact(from.resolve("null"), "rdev"));
  }
}
