package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Event;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.worker.engine.ContainerPlan;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class VolumeRoutesTest {
  private static final String ID = "6df5".repeat(16);
  private static final String VOLUME_ID = "v1o2l3u4m5e6v1o2l3u4m5e6v";

  private final ServedNode served;

  VolumeRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Answer create(String body) throws IOException {
    return served.post("/volumes/create", body);
  }

  private static String filters(String json) {
    return "?filters=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
  }

  /** A container that was made with the volume. */
  private void use(String volume) {
    Mount mount = new Mount("volume", volume, "/data", false, "", null, null, null, null, null);
    ContainerSpec spec = ContainerSpec.of("busybox").withMounts(List.of(mount));
    served.node.engine.prepare(
        ContainerPlan.of(ID, "t", TaskSpec.of(spec))
            .withName("web.1.t")
            .withService("s", "web", 1)
            .withNode("n", "h")
            .withSwarmLabels());
  }

  @Test
  void showsAVolumeAsDockerDoes() throws IOException {
    var made =
        create(
            "{\"Name\":\"db\",\"Driver\":\"local\",\"Labels\":{\"a\":\"b\"},\"DriverOpts\":{\"type\":\"tmpfs\",\"device\":\"x\"}}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().propertyNames())
        .containsExactly("CreatedAt", "Driver", "Labels", "Mountpoint", "Name", "Options", "Scope");
    assertThat(served.get("/volumes/db").json()).isEqualTo(made.json());
    assertThat(served.get("/volumes").json().at("/Volumes/0")).isEqualTo(made.json());
    assertThat(made.json().at("/Options/type").asString()).isEqualTo("tmpfs");
  }

  @Test
  void refusesInDockersWords() throws IOException {
    create("{\"Name\":\"db\"}");
    use("db");

    assertThat(served.get("/volumes/nope").message()).isEqualTo("get nope: no such volume");
    assertThat(served.ask("DELETE", "/volumes/nope", "").status()).isEqualTo(404);
    assertThat(served.ask("DELETE", "/volumes/nope?force=1", "").status()).isEqualTo(204);
    assertThat(served.ask("DELETE", "/volumes/db", "").status()).isEqualTo(409);
    assertThat(served.ask("DELETE", "/volumes/db", "").message())
        .isEqualTo("remove db: volume is in use - [" + ID + "]");
    assertThat(create("{\"Name\":\"db2\",\"Driver\":\"ceph\"}").message())
        .isEqualTo("create db2: error looking up volume plugin ceph: plugin \"ceph\" not found");
    assertThat(create("{\"Name\":\"../x\"}").status()).isEqualTo(400);
  }

  private static ClusterVolume data() {
    return Json.read(
        "{\"ID\":\""
            + VOLUME_ID
            + "\",\"Name\":\"data\",\"Driver\":\"csi\",\"Labels\":{\"a\":\"b\"},"
            + "\"Spec\":{\"Group\":\"g\",\"Availability\":\"active\"}}",
        ClusterVolume.class);
  }

  @Test
  void theClustersVolumesAreBesideTheNodesOwn() throws IOException {
    served.node.image =
        ClusterImage.EMPTY.with(List.of(new Change.PutVolume(data())), Instant.EPOCH);
    create("{\"Name\":\"own\"}");

    assertThat(names("")).containsExactly("own", "data");
    assertThat(names(filters("{\"driver\":[\"csi\"],\"label\":[\"a\"]}"))).containsExactly("data");
    assertThat(served.get("/v1.41/volumes").json().path("Volumes").size()).isEqualTo(1);
    JsonNode shown = served.get("/v1.42/volumes/" + VOLUME_ID).json();
    assertThat(shown.path("Scope").asString()).isEqualTo("global");
    assertThat(shown.at("/ClusterVolume/ID").asString()).isEqualTo(VOLUME_ID);
    assertThat(shown.at("/ClusterVolume/Spec/Group").asString()).isEqualTo("g");
    assertThat(shown.at("/Status/State").asString())
        .isEqualTo("pending creation: no node has the CSI plugin csi");
    assertThat(served.get("/v1.41/volumes/data").message()).isEqualTo("get data: no such volume");
  }

  @Test
  void writesOfClusterVolumesGoToTheLeader() throws IOException {
    served.node.image =
        ClusterImage.EMPTY.with(List.of(new Change.PutVolume(data())), Instant.EPOCH);
    served.node.decide = _ -> new CommandResult.Done(VOLUME_ID, 7, List.of());

    Answer made =
        create("{\"Name\":\"data\",\"Driver\":\"csi\",\"ClusterVolumeSpec\":{\"Group\":\"g\"}}");
    served.ask(
        "PUT",
        "/volumes/data?version=7",
        "{\"Spec\":{\"Group\":\"other\",\"Availability\":\"drain\"}}");
    served.ask("DELETE", "/volumes/data?force=1", "");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("Name").asString()).isEqualTo("data");
    assertThat(served.node.commands.subList(1, 3))
        .containsExactly(
            new Command.UpdateVolume("data", 7, "drain"),
            new Command.RemoveVolume(VOLUME_ID, true));
    assertThat(served.ask("PUT", "/volumes/data?version=7", "{}").status()).isEqualTo(400);
    create("{\"Name\":\"own\"}");
    assertThat(served.ask("PUT", "/volumes/own?version=7", "{}").message())
        .contains("only cluster volumes change");
  }

  @Test
  void aWorkerKnowsNoVolumesOfTheCluster() throws IOException {
    served.node.standing = new Standing.Worker(FakeNode.MEMBERSHIP);

    assertThat(create("{\"Name\":\"v\",\"ClusterVolumeSpec\":{}}").status()).isEqualTo(503);
    assertThat(served.get("/volumes").json().path("Volumes").size()).isZero();
    assertThat(served.ask("DELETE", "/volumes/v", "").status()).isEqualTo(404);
  }

  @Test
  void filtersByNameLabelDriverAndUse() throws IOException {
    create("{\"Name\":\"used\",\"Labels\":{\"tier\":\"gold\"}}");
    create("{\"Name\":\"left\"}");
    use("used");

    assertThat(names(filters("{\"dangling\":[\"true\"]}"))).containsExactly("left");
    assertThat(names(filters("{\"dangling\":{\"false\":true}}"))).containsExactly("used");
    assertThat(names(filters("{\"label\":[\"tier=gold\"]}"))).containsExactly("used");
    assertThat(names(filters("{\"name\":[\"ef\"]}"))).containsExactly("left");
    assertThat(names(filters("{\"driver\":[\"nfs\"]}"))).isEmpty();
    assertThat(served.get("/volumes" + filters("{\"color\":[\"red\"]}")).status()).isEqualTo(400);
  }

  private List<String> names(String query) throws IOException {
    return served
        .get("/volumes" + query)
        .json()
        .path("Volumes")
        .valueStream()
        .map(each -> each.path("Name").asString())
        .toList();
  }

  @Test
  void pruningSparesWhatHasANameSinceVersion42() throws IOException {
    create("{\"Name\":\"named\"}");
    create("{\"Name\":\"used\"}");
    String anonymous = create("{}").json().path("Name").asString();
    use("used");

    assertThat(pruned("/v1.42/volumes/prune")).containsExactly(anonymous);
    assertThat(pruned("/v1.42/volumes/prune" + filters("{\"all\":[\"true\"]}")))
        .containsExactly("named");
    create("{\"Name\":\"named\"}");
    assertThat(pruned("/v1.41/volumes/prune")).containsExactly("named");
    assertThat(names("")).containsExactly("used");
  }

  private List<String> pruned(String path) throws IOException {
    return served
        .post(path, "")
        .json()
        .path("VolumesDeleted")
        .valueStream()
        .map(each -> each.asString())
        .toList();
  }

  @Test
  void tellsOfVolumesAndCountsThem() throws Exception {
    try (var engine =
            new AnnouncingEngine(served.node.engine, served.node.events, Clock.systemUTC());
        EventHub.Listener listener = served.node.events.listen()) {
      create("{\"Name\":\"db\"}");
      assertThat(engine.volumes().find("db")).isPresent();
      Event event = listener.queue().take();

      assertThat(event.type()).isEqualTo("volume");
      assertThat(event.action()).isEqualTo("create");
      assertThat(event.actor().id()).isEqualTo("db");
      assertThat(event.actor().attributes()).containsEntry("driver", "local");
    }
    use("db");
    var usage = served.get("/system/df").json().at("/Volumes/0/UsageData");
    assertThat(usage.path("RefCount").asInt()).isEqualTo(1);
  }
}
