package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.VolumeCreate;
import io.jswarm.manager.bench.Bench;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Cluster volumes, which wait for a plugin, and the services that mount them. */
class VolumesTest {
  private static final String MOUNTED =
      "\"AccessMode\":{\"Scope\":\"multi\",\"Sharing\":\"all\",\"MountVolume\":{}}";

  private final Bench bench = Bench.withNodes(1);

  private static Command.CreateVolume create(String name, String members) {
    return new Command.CreateVolume(
        Json.read(
            "{\"Name\":\"%s\",\"Driver\":\"csi\",\"ClusterVolumeSpec\":{%s}}"
                .formatted(name, members),
            VolumeCreate.class));
  }

  private static ServiceSpec mounting(String source) {
    String container =
        "{\"Image\":\"busybox\",\"Mounts\":[{\"Type\":\"cluster\",\"Source\":\"%s\",\"Target\":\"/d\"}]}"
            .formatted(source);
    return task(web(1), spec -> spec.withContainerSpec(Json.read(container, ContainerSpec.class)));
  }

  private ClusterVolume volume(String name) {
    return Objects.requireNonNull(bench.image.volumeByName(name));
  }

  private void done(Command command) {
    assertThat(bench.submit(command)).isInstanceOf(CommandResult.Done.class);
  }

  private String errorOf(Service service) {
    return bench.tasks(service).getFirst().status().err();
  }

  @Test
  void aVolumeIsMadeAndSaysThatNoNodeHasItsPlugin() {
    done(create("data", MOUNTED));

    assertThat(volume("data").state())
        .isEqualTo("pending creation: no node has the CSI plugin csi");
    assertThat(volume("data").spec().availability()).isEqualTo("active");
    assertThat(bench.refusal(create("data", MOUNTED)))
        .isEqualTo("name conflicts with an existing object: volume data already exists");
  }

  @Test
  void aTaskWaitsForItsVolumeAndSaysWhatForAsThingsChange() {
    Service service = bench.create(mounting("group:fast"));
    assertThat(errorOf(service)).contains("no cluster volume is of the group fast");

    done(create("data", MOUNTED + ",\"Group\":\"fast\""));
    assertThat(errorOf(service))
        .isEqualTo(
            "no suitable node (cannot fulfill requested CSI volume mounts on 1 node: cluster"
                + " volume data is pending creation: no node has the CSI plugin csi)");
  }

  @Test
  void availabilityIsWhatChanges() {
    done(create("data", MOUNTED));
    long version = volume("data").version().index();

    done(new Command.UpdateVolume("data", version, "drain"));

    assertThat(volume("data").spec().availability()).isEqualTo("drain");
    assertThat(bench.refusal(new Command.UpdateVolume("data", version, "active")))
        .isEqualTo("update out of sequence");
    assertThat(
            bench.refusal(
                new Command.UpdateVolume("data", volume("data").version().index(), "away")))
        .isEqualTo("invalid volume availability \"away\": active, pause or drain");
    assertThat(bench.refusal(new Command.UpdateVolume("nope", 1, "drain")))
        .isEqualTo("volume nope not found");
  }

  @Test
  void aVolumeInUseStaysUnlessItIsForced() {
    done(create("data", MOUNTED));
    Service service = bench.create(mounting("data"));

    assertThat(bench.refusal(new Command.RemoveVolume("data", false)))
        .isEqualTo("volume data is in use by the following service: web");
    done(new Command.RemoveVolume("data", true));
    assertThat(bench.image.volumes()).isEmpty();
    assertThat(errorOf(service)).contains("there is no cluster volume data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Name":""} | meta: name must be provided
          {"Name":"a/b"} | invalid volume name "a/b"
          {"Driver":"local"} | name one as its driver, not "local"
          {"ClusterVolumeSpec":{}} | AccessMode must not be nil
          {"ClusterVolumeSpec":{"AccessMode":{}}} | must specify either Mount or Block access type
          {"ClusterVolumeSpec":{"AccessMode":{"Scope":"all","BlockVolume":{}}}} | invalid scope "all"
          {"ClusterVolumeSpec":{"AccessMode":{"Sharing":"x","BlockVolume":{}}}} | invalid sharing "x"
          {"ClusterVolumeSpec":{"AccessMode":{"BlockVolume":{}},"Availability":"x"}} | invalid volume availability "x"
          {"ClusterVolumeSpec":{"AccessMode":{"BlockVolume":{}},"CapacityRange":{"RequiredBytes":2,"LimitBytes":1}}} | invalid capacity
          {"ClusterVolumeSpec":{"AccessMode":{"BlockVolume":{}},"Secrets":[{"Key":"k","Secret":"s"}]}} | secret not found: s
          """)
  void whatMakesNoSenseIsRefused(String members, String sentence) {
    String sensible =
        "{\"Name\":\"v\",\"Driver\":\"csi\",\"ClusterVolumeSpec\":{\"AccessMode\":{\"BlockVolume\":{}}}}";
    ObjectNode wanted = (ObjectNode) Json.mapper().readTree(sensible);
    wanted.setAll((ObjectNode) Json.mapper().readTree(members));

    assertThat(
            bench.refusal(
                new Command.CreateVolume(Json.read(wanted.toString(), VolumeCreate.class))))
        .contains(sentence);
  }
}
