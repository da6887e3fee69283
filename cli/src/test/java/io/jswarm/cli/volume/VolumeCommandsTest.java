package io.jswarm.cli.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class VolumeCommandsTest {
  private static final String SHARED =
      """
      {"Name":"shared","Driver":"nfs","Scope":"global","Status":{"State":"pending creation"},
       "ClusterVolume":{"ID":"v1","Version":{"Index":5},
        "Spec":{"Group":"g","Availability":"active"}}}\
      """;

  private static FakeDaemon daemon() throws IOException {
    return new FakeDaemon()
        .on("POST /volumes/create", 201, SHARED)
        .on("GET /volumes/shared", 200, SHARED)
        .on("GET /volumes/own", 200, "{\"Name\":\"own\"}")
        .on("PUT /volumes/shared", 200, "")
        .on("GET /volumes", 200, "{\"Volumes\":[{\"Name\":\"own\"}," + SHARED + "]}");
  }

  @Test
  void aFlagOfTheClustersVolumesMakesOne() throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran =
          Ran.on(
              daemon,
              ("volume create -d nfs --type mount --group g --required-bytes 1k --secret k=s"
                      + " --topology-required region=r,zone=z shared")
                  .split(" "));
      assertThat(ran.out()).isEqualTo("shared\n");
      assertThat(ran.err()).isEqualTo("WARNING: pending creation\n");
      assertThat(daemon.calls().getLast().body())
          .hasToString(
              "{\"Name\":\"shared\",\"Driver\":\"nfs\",\"DriverOpts\":{},\"Labels\":{},"
                  + "\"ClusterVolumeSpec\":{\"Group\":\"g\",\"AccessMode\":{\"Scope\":\"single\","
                  + "\"Sharing\":\"none\",\"MountVolume\":{}},\"Availability\":\"active\","
                  + "\"CapacityRange\":{\"RequiredBytes\":1024,\"LimitBytes\":0},"
                  + "\"Secrets\":[{\"Key\":\"k\",\"Secret\":\"s\"}],"
                  + "\"AccessibilityRequirements\":{\"Requisite\":"
                  + "[{\"Segments\":{\"region\":\"r\",\"zone\":\"z\"}}]}}}");
    }
  }

  @Test
  void updateSendsTheSpecBackForTheVersionItRead() throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, "volume", "update", "--availability", "drain", "shared");
      assertThat(ran.out()).as(ran.err()).isEqualTo("shared\n");
      assertThat(daemon.calls().getLast().query()).containsEntry("version", "5");
      assertThat(daemon.calls().getLast().body())
          .hasToString("{\"Spec\":{\"Group\":\"g\",\"Availability\":\"drain\"}}");
      assertThat(Ran.on(daemon, "volume", "update", "--availability", "drain", "own").err())
          .contains("own is a volume of this node");
      assertThat(Ran.on(daemon, "volume", "update", "shared").err()).contains("nothing to change");
    }
  }

  @Test
  void theClustersVolumesAreListedWithWhatConcernsThem() throws IOException {
    try (FakeDaemon daemon = daemon()) {
      assertThat(Ran.on(daemon, "volume", "ls", "--cluster").out().lines())
          .hasSize(2)
          .last()
          .asString()
          .containsSubsequence("shared", "g", "nfs", "active", "pending creation");
      assertThat(Ran.on(daemon, "volume", "ls", "-q").out()).isEqualTo("own\nshared\n");
    }
  }
}
