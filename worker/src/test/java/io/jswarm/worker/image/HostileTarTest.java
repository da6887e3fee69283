package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.Rootless;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a layer, nothing outside its directory is touched. */
final class HostileTarTest {
  private static final String CANARY = "untouched";

  @TempDir private Path directory;
  private Path layer;
  private Path outside;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    layer = Files.createDirectory(directory.resolve("layer"));
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("canary"), CANARY);
  }

  /** A tar that tries to get at the directory it is given. */
  record Attempt(String name, boolean isRefused, BiConsumer<Tar, Path> writes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Attempt refused(String name, BiConsumer<Tar, Path> writes) {
    return new Attempt(name, true, writes);
  }

  private static Attempt harmless(String name, BiConsumer<Tar, Path> writes) {
    return new Attempt(name, false, writes);
  }

  static Stream<Attempt> attempts() {
    return Stream.of(
        refused("a name with dots", (tar, _) -> tar.file("../outside/evil", "x")),
        refused(
            "a name with dots in the middle", (tar, _) -> tar.file("a/../../outside/evil", "x")),
        harmless("an absolute name", (tar, out) -> tar.file(out + "/evil", "x")),
        refused(
            "a file through an absolute link",
            (tar, out) -> tar.symbolicLink("l", out.toString()).file("l/evil", "x")),
        refused(
            "a file through a relative link",
            (tar, _) -> tar.symbolicLink("l", "../outside").file("l/evil", "x")),
        refused(
            "a file through two links",
            (tar, _) ->
                tar.directory("a")
                    .symbolicLink("a/up", "..")
                    .symbolicLink("l", "a/up/../outside")
                    .file("l/evil", "x")),
        harmless(
            "a directory over a link",
            (tar, out) -> tar.symbolicLink("l", out.toString()).directory("l").file("l/evil", "x")),
        harmless(
            "a file over a link",
            (tar, out) -> tar.symbolicLink("l", out + "/canary").file("l", "overwritten")),
        refused("a hard link with dots", (tar, _) -> tar.hardLink("h", "../outside/canary")),
        refused(
            "a hard link to an absolute name", (tar, out) -> tar.hardLink("h", out + "/canary")),
        refused(
            "a hard link through a link",
            (tar, out) -> tar.symbolicLink("l", out.toString()).hardLink("h", "l/canary")),
        harmless(
            "a hard link to a link, then a file over it",
            (tar, out) ->
                tar.symbolicLink("l", out + "/canary").hardLink("h", "l").file("h", "overwritten")),
        refused("a whiteout of the parent", (tar, _) -> tar.file(".wh...", "")),
        refused("a whiteout of nothing", (tar, _) -> tar.file("a/.wh.", "")),
        refused("a hard link to the root", (tar, _) -> tar.hardLink("h", "/")),
        refused(
            "a whiteout through a link",
            (tar, out) -> tar.symbolicLink("l", out.toString()).file("l/.wh.canary", "")),
        refused(
            "a link that leads to itself",
            (tar, _) -> tar.symbolicLink("l", "l").file("l/evil", "x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attempts")
  void nothingOutsideIsTouched(Attempt attempt) throws IOException {
    Tar writer = new Tar();
    attempt.writes().accept(writer, outside);
    byte[] tar = writer.bytes();

    if (attempt.isRefused()) {
      assertThatThrownBy(() -> LayerUnpack.unpack(new ByteArrayInputStream(tar), layer))
          .isInstanceOf(IOException.class);
    } else {
      LayerUnpack.unpack(new ByteArrayInputStream(tar), layer);
    }

    assertThat(outside.resolve("canary")).hasContent(CANARY);
    assertThat(outside).isDirectoryContaining(each -> each.endsWith("canary"));
    try (var found = Files.list(outside)) {
      assertThat(found).hasSize(1);
    }
    assertThat(
            Files.getAttribute(outside.resolve("canary"), "unix:nlink", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(1);
  }

  @Test
  void linksInsideTheLayerAreFollowedInsideTheLayer() throws IOException {
    byte[] tar =
        new Tar()
            .directory("usr/lib")
            .symbolicLink("lib", "/usr/lib")
            .file("lib/x", "found")
            .bytes();

    LayerUnpack.unpack(new ByteArrayInputStream(tar), layer);

    assertThat(layer.resolve("usr/lib/x")).hasContent("found");
  }

  @Test
  void aHeaderThatWouldFillTheMemoryIsRefused() {
    byte[] tar = new Tar().fileWith("x", 0644, Map.of("comment", "x".repeat(2 << 20))).bytes();

    assertThatThrownBy(() -> LayerUnpack.unpack(new ByteArrayInputStream(tar), layer))
        .hasMessageContaining("bytes of headers");
  }

  @Test
  void aTarThatIsCutOffIsRefused() {
    byte[] tar = new Tar().file("x", new byte[100_000]).bytes();

    assertThatThrownBy(() -> LayerUnpack.unpack(new ByteArrayInputStream(tar, 0, 50_000), layer))
        .isInstanceOf(IOException.class);
  }
}
