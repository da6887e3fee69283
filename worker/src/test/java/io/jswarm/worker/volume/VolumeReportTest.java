package io.jswarm.worker.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VolumeReportTest {
  private static Volume volume(String name, int second, Map<String, String> labels) {
    return new Volume(
        name,
        new TreeMap<>(),
        new TreeMap<>(labels),
        Instant.ofEpochSecond(second),
        Path.of("/v"),
        "");
  }

  @Test
  void namesAreToldInTheirOrderAndVolumesWithoutNamesAreNot() {
    assertThat(
            VolumeReport.of(
                java.util.List.of(
                    volume("b", 1, Map.of()),
                    volume("a", 2, Map.of()),
                    volume("c", 3, Map.of(Volume.ANONYMOUS, "")))))
        .containsExactly("a", "b");
  }

  @Test
  void ofTooManyTheNewestAreTold() {
    var many = IntStream.range(0, 300).mapToObj(i -> volume("v" + i, i, Map.of())).toList();
    var longOnes =
        IntStream.range(0, 100).mapToObj(i -> volume("w".repeat(250) + i, i, Map.of())).toList();

    assertThat(VolumeReport.of(many))
        .hasSize(VolumeReport.VOLUMES_MAX)
        .contains("v299", "v44")
        .doesNotContain("v43");
    assertThat(VolumeReport.of(longOnes).stream().mapToInt(String::length).sum())
        .isBetween(VolumeReport.CHARACTERS_MAX - 300, VolumeReport.CHARACTERS_MAX);
  }
}
