package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.Rootless;
import io.jswarm.worker.kernel.Mounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer looks on disk as it did where it was made, in overlayfs' terms. */
final class LayerUnpackTest {
  private static final int TYPE_AND_MODE = 0xffff;

  @TempDir private Path layer;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  private void unpack(Tar tar) throws IOException {
    LayerUnpack.unpack(new ByteArrayInputStream(tar.bytes()), layer);
  }

  private int mode(String name) throws IOException {
    return (int) Files.getAttribute(layer.resolve(name), "unix:mode", LinkOption.NOFOLLOW_LINKS)
        & TYPE_AND_MODE;
  }

  /** What a container sees of two layers. */
  private interface Look {
    void at(Path merged) throws IOException;
  }

  private void merge(Tar bottom, Tar top, Look look) throws IOException {
    for (String each : List.of("layers/bottom", "layers/top", "upper", "work", "merged")) {
      Files.createDirectories(layer.resolve(each));
    }
    LayerUnpack.unpack(new ByteArrayInputStream(bottom.bytes()), layer.resolve("layers/bottom"));
    LayerUnpack.unpack(new ByteArrayInputStream(top.bytes()), layer.resolve("layers/top"));
    Path merged = layer.resolve("merged");
    Mounts.overlay(
        layer.resolve("layers"),
        List.of("top", "bottom"),
        layer.resolve("upper"),
        layer.resolve("work"),
        merged);
    try {
      look.at(merged);
    } finally {
      Mounts.unmount(merged);
    }
  }

  @Test
  void refusesWhatIsNoArchiveAndTakesAnEmptyOne() throws IOException {
    byte[] text = "/var/tmp/jsw/rootfs.tar\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> LayerUnpack.unpack(new ByteArrayInputStream(text), layer))
        .hasMessageContaining("not a tar archive");
    assertThatThrownBy(() -> LayerUnpack.unpack(new ByteArrayInputStream(new byte[0]), layer))
        .hasMessageContaining("not a tar archive");
    assertThat(LayerUnpack.unpack(new ByteArrayInputStream(new byte[1024]), layer)).isZero();
  }

  @Test
  void whiteoutsHideWhatIsBelow() throws IOException {
    merge(
        new Tar().file("a/x", "").file("a/y", "").file("b/z", "").file("c", ""),
        new Tar()
            .file("a/.wh.x", "")
            .file("b/.wh..wh..opq", "")
            .file("b/new", "")
            .file("c/.wh..wh.aufs", ""),
        merged -> {
          assertThat(merged.resolve("a/x")).doesNotExist();
          assertThat(merged.resolve("a/y")).exists();
          assertThat(merged.resolve("b/z")).doesNotExist();
          assertThat(merged.resolve("b/new")).exists();
          assertThat(merged.resolve("c")).isEmptyDirectory();
        });
  }

  @Test
  void aLayerCannotSendOverlayfsElsewhere() throws IOException {
    merge(
        new Tar().file("secret/x", ""),
        new Tar().directoryWith("d", Map.of("SCHILY.xattr.trusted.overlay.redirect", "/secret")),
        merged -> assertThat(merged.resolve("d")).isEmptyDirectory());
  }

  @Test
  void nodesModesAndTimesAreKept() throws IOException {
    unpack(
        new Tar()
            .fifo("pipe")
            .characterDevice("null", 1, 3)
            .fileWith("suid", 04755, Map.of())
            .directory("old")
            .file("old/x", "x"));

    assertThat(mode("pipe")).isEqualTo(0010600);
    assertThat(mode("null")).isEqualTo(0020666);
    assertThat(mode("suid")).isEqualTo(0104755);
    Instant then = Instant.ofEpochSecond(1_000_000_000);
    assertThat(Files.getLastModifiedTime(layer.resolve("pipe")).toInstant()).isEqualTo(then);
    assertThat(Files.getLastModifiedTime(layer.resolve("old")).toInstant()).isEqualTo(then);
  }

  @Test
  void namesMayBeLongAndInAnyScript() throws IOException {
    String longName = "d".repeat(90) + "/" + "e".repeat(90) + "/" + "f".repeat(90);

    unpack(new Tar().file(longName, "long").file("gr\u00fc\u00dfe/\u65e5\u672c", "script"));

    assertThat(layer.resolve(longName)).hasContent("long");
    byte[] names;
    try (var found = Files.list(layer)) {
      names =
          found
              .map(Path::toUri)
              .map(Object::toString)
              .toList()
              .toString()
              .getBytes(StandardCharsets.UTF_8);
    }
    assertThat(new String(names, StandardCharsets.UTF_8)).contains("gr%C3%BC%C3%9Fe");
  }

  @Test
  void theLastEntryOfANameWins() throws IOException {
    unpack(
        new Tar()
            .file("a", "file")
            .directory("a")
            .file("a/b", "in it")
            .directory("c")
            .file("c/d", "gone")
            .file("c", "file again"));

    assertThat(layer.resolve("a/b")).hasContent("in it");
    assertThat(layer.resolve("c")).hasContent("file again");
  }

  @Test
  void hardLinksShareOneFile() throws IOException {
    unpack(new Tar().file("a", "one").hardLink("b", "./a").hardLink("c", "b"));

    assertThat(Files.isSameFile(layer.resolve("a"), layer.resolve("c"))).isTrue();
  }

  @Test
  void attributesAreKeptByteForByte() throws IOException {
    // The capability of newuidmap has such a byte, and it is no UTF-8.
    byte[] tar =
        new Tar().fileWith("x", 0755, Map.of("SCHILY.xattr.user.mark", "MARK\u0001")).bytes();
    int at = new String(tar, StandardCharsets.ISO_8859_1).indexOf("MARK");
    tar[at] = (byte) 0x80;

    LayerUnpack.unpack(new ByteArrayInputStream(tar), layer);

    ByteBuffer value = ByteBuffer.allocate(16);
    int length =
        Files.getFileAttributeView(layer.resolve("x"), UserDefinedFileAttributeView.class)
            .read("mark", value);
    assertThat(Arrays.copyOf(value.array(), length)).containsExactly(0x80, 'A', 'R', 'K', 1);
  }

  @Test
  void sparseFilesAreWhole() throws IOException, InterruptedException {
    Path source = Files.createTempDirectory("sparse");
    Path file = source.resolve("sparse");
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.seek(1 << 20);
      writer.write("middle".getBytes(StandardCharsets.US_ASCII));
      writer.setLength(3 << 20);
    }
    for (String format : new String[] {"gnu", "posix"}) {
      Process tar =
          new ProcessBuilder(
                  "tar", "-S", "--format=" + format, "-C", source.toString(), "-cf", "-", "sparse")
              .start();
      LayerUnpack.unpack(tar.getInputStream(), layer);
      assertThat(tar.waitFor()).isZero();

      byte[] content = Files.readAllBytes(layer.resolve("sparse"));
      assertThat(content).hasSize(3 << 20);
      assertThat(
              new String(
                  Arrays.copyOfRange(content, 1 << 20, (1 << 20) + 6), StandardCharsets.US_ASCII))
          .isEqualTo("middle");
      Files.delete(layer.resolve("sparse"));
    }
    Files.delete(file);
    Files.delete(source);
  }
}
