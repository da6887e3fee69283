package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.device.ContainerEdits;
import io.jswarm.worker.device.DeviceNode;
import io.jswarm.worker.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the runtime is told of devices. */
final class HostAccessTest {
  private static final DeviceNode FULL = new DeviceNode("/dev/far", "c", 1, 7, 0640, 3, 4, "rw");

  private static JsonNode linux(HostAccess access) {
    ObjectNode linux = Json.mapper().createObjectNode();
    access.devices(linux, linux.putArray("rules"));
    return linux;
  }

  @Test
  void aDeviceIsMadeAndMayBeUsedAsSaid() {
    JsonNode linux = linux(new HostAccess(false, List.of(FULL), ContainerEdits.NONE));

    assertThat(linux.path("devices").toString())
        .isEqualTo(
            "[{\"path\":\"/dev/far\",\"type\":\"c\",\"major\":1,\"minor\":7,\"fileMode\":416,"
                + "\"uid\":3,\"gid\":4}]");
    JsonNode rules = linux.path("rules");
    assertThat(rules.get(0).toString()).isEqualTo("{\"allow\":false,\"access\":\"rwm\"}");
    assertThat(rules.get(rules.size() - 1).toString())
        .isEqualTo("{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":7,\"access\":\"rw\"}");
  }

  @Test
  void aPrivilegedContainerMayUseEveryDeviceAndWriteWhatTheKernelShows() {
    HostAccess access = new HostAccess(true, List.of(FULL), ContainerEdits.NONE);
    List<BundleMounts.Entry> mounts =
        List.of(
            new BundleMounts.Entry("/sys", "sysfs", "sysfs", List.of("nosuid", "ro")),
            new BundleMounts.Entry("/data", "bind", "/x", List.of("bind", "ro")));

    assertThat(linux(access).path("rules").toString())
        .isEqualTo("[{\"allow\":true,\"access\":\"rwm\"}]");
    assertThat(access.mounts(mounts))
        .containsExactly(
            new BundleMounts.Entry("/sys", "sysfs", "sysfs", List.of("nosuid")), mounts.get(1));
  }

  @Test
  void whatItsGpusNeedIsAddedToAContainer() {
    ContainerEdits edits =
        Json.read(
            """
            {"env":["A=gpu"],"additionalGids":[44],
             "mounts":[{"hostPath":"/lib/x","containerPath":"/lib/x","options":["ro"]},
                       {"hostPath":"/lib/y","containerPath":"/own"}],
             "hooks":[{"hookName":"createContainer","path":"/bin/hook","args":["hook","a"]}]}\
            """,
            ContainerEdits.class);
    HostAccess access = new HostAccess(false, List.of(), edits);
    List<BundleMounts.Entry> own =
        List.of(new BundleMounts.Entry("/own", "bind", "/mine", List.of("bind")));
    ObjectNode config = Json.mapper().createObjectNode();

    access.hooks(config);

    assertThat(access.env(List.of("A=own", "B=own"))).containsExactly("A=gpu", "B=own");
    assertThat(access.mounts(own))
        .containsExactly(
            own.getFirst(),
            new BundleMounts.Entry("/lib/x", "bind", "/lib/x", List.of("ro", "bind")));
    assertThat(config.toString())
        .isEqualTo(
            "{\"hooks\":{\"createContainer\":[{\"path\":\"/bin/hook\",\"args\":[\"hook\",\"a\"],"
                + "\"env\":[]}]}}");
    assertThat(linux(access).has("devices")).isFalse();
  }

  @Test
  void aHookThatIsNoneRejectsTheContainer() {
    ContainerEdits edits =
        Json.read(
            "{\"hooks\":[{\"hookName\":\"whenever\",\"path\":\"/x\"}]}", ContainerEdits.class);
    HostAccess access = new HostAccess(false, List.of(), edits);

    assertThatThrownBy(() -> access.hooks(Json.mapper().createObjectNode()))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("a hook \"whenever\"");
  }

  @Test
  void appArmorDoesNotConfineWhatIsPrivilegedUnlessAsked() {
    AppArmor appArmor = new AppArmor(Optional.of("docker-default"));
    ContainerSpec privileged = Specs.with(ContainerSpec.of("bb"), "Privileged", true);
    Map<String, Object> asked = Map.of("AppArmor", Map.of("Mode", "default"));

    assertThat(appArmor.profile(privileged)).contains("unconfined");
    assertThat(appArmor.profile(Specs.with(privileged, "Privileges", asked)))
        .contains("docker-default");
  }
}
