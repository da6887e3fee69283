package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.Rootless;
import io.jswarm.worker.kernel.Mounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full takes nothing in by halves. */
final class FullDiskTest {
  private static final int TOO_MUCH_BYTES = 4 << 20;

  @TempDir private Path directory;

  @BeforeEach
  void mountASmallDisk() throws IOException, InterruptedException {
    Rootless.skipIfSaid();
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", directory.toString())
            .start();
    assertThat(mount.waitFor()).isZero();
  }

  @AfterEach
  void unmount() throws IOException {
    Mounts.unmount(directory);
  }

  @Test
  void anImportThatDoesNotFitLeavesNothing() throws IOException {
    ImageStore store =
        ImageStore.open(
            directory.resolve("images"), _ -> List.of(), Clock.systemUTC(), RegistryAccess.DEFAULT);
    byte[] noise = new byte[TOO_MUCH_BYTES];
    new Random(1).nextBytes(noise);
    byte[] tar = new Tar().file("small", "x").file("big", noise).bytes();

    assertThatThrownBy(() ->
            store.importRootFileSystem(
                new ByteArrayInputStream(tar), new ImportRequest("big", "", List.of(), "")))
        .isInstanceOf(ImageException.Failed.class)
        .hasMessageContaining("no space left on device");

    assertThat(store.list()).isEmpty();
    try (var left = Files.list(directory.resolve("images/layers"));
        var unfinished = Files.list(directory.resolve("images/unfinished"))) {
      assertThat(left).isEmpty();
      assertThat(unfinished).isEmpty();
    }
    assertThat(directory.toFile().getUsableSpace()).isGreaterThan(1 << 20);
  }
}
