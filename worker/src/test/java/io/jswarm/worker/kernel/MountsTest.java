package io.jswarm.worker.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.Rootless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MountsTest {
  private static final int MOST_LAYERS_OF_DOCKER = 127;

  @TempDir private Path root;

  @BeforeEach
  void makeDirectories() throws IOException {
    Rootless.skipIfSaid();
    for (String each : List.of("upper", "work", "here", "layers")) {
      Files.createDirectory(root.resolve(each));
    }
  }

  private void mount(int layers) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      String name = "%012x".formatted(i);
      Files.createDirectories(root.resolve("layers").resolve(name));
      Files.writeString(root.resolve("layers").resolve(name).resolve("file" + i), "x");
      names.add(name);
    }
    Mounts.overlay(
        root.resolve("layers"),
        names,
        root.resolve("upper"),
        root.resolve("work"),
        root.resolve("here"));
  }

  @Test
  void asManyLayersAsDockerTakesAreSeenAsOne() throws IOException {
    mount(MOST_LAYERS_OF_DOCKER);
    try (var files = Files.list(root.resolve("here"))) {
      assertThat(files).hasSize(MOST_LAYERS_OF_DOCKER);
      assertThat(Mounts.beneath(root)).containsExactly(root.resolve("here").toRealPath());
    } finally {
      assertThat(Mounts.unmount(root.resolve("here"))).isTrue();
    }

    assertThat(root.resolve("here")).isEmptyDirectory();
    assertThat(Mounts.unmount(root.resolve("here"))).isFalse();
    assertThat(Mounts.unmount(root.resolve("nowhere"))).isFalse();
  }

  @Test
  void moreThanFitInThePageAreRefused() {
    assertThatThrownBy(() -> mount(200)).hasMessageContaining("is too deep");
  }
}
