package io.jswarm.scheduler.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Task;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterMountsTest {
  private static ClusterVolume volume(String name, String group, String availability) {
    return Json.read(
        "{\"ID\":\"id-%s\",\"Name\":\"%s\",\"Driver\":\"csi\",\"Spec\":{\"Group\":\"%s\",\"Availability\":\"%s\"}}"
            .formatted(name, name, group, availability),
        ClusterVolume.class);
  }

  private static final List<ClusterVolume> VOLUMES =
      List.of(volume("data", "fast", "active"), volume("old", "slow", "drain"));

  @ParameterizedTest
  @CsvSource({
    "data, 'cluster volume data is pending creation: no node has the CSI plugin csi'",
    "id-data, 'cluster volume data is pending creation: no node has the CSI plugin csi'",
    "group:fast, 'cluster volume data is pending creation: no node has the CSI plugin csi'",
    "old, 'cluster volume old has the availability drain'",
    "group:none, 'no cluster volume is of the group none'",
    "none, 'there is no cluster volume none'"
  })
  void aMountOfAClusterVolumeSaysWhyItCannotBe(String source, String sentence) {
    Task task = mounting("cluster", source);

    assertThat(ClusterMounts.has(task)).isTrue();
    assertThat(ClusterMounts.fault(task, VOLUMES)).isEqualTo(sentence);
    assertThat(ClusterMounts.fault(mounting("volume", source), VOLUMES)).isEmpty();
  }

  private static Task mounting(String type, String source) {
    return Json.read(
        "{\"Spec\":{\"ContainerSpec\":{\"Mounts\":[{\"Type\":\"%s\",\"Source\":\"%s\"}]}}}"
            .formatted(type, source),
        Task.class);
  }
}
