package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Limit;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.image.ImageConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the runtime is told, down to the last member. */
final class BundleTest {
  private static final ImageConfig IMAGE =
      ImageConfig.parse(
          """
          {"config":{"Env":["PATH=/img","B=image"],"Entrypoint":["/entry"],"Cmd":["cmd"],
           "WorkingDir":"/img","User":"app","StopSignal":"SIGINT"}}\
          """);
  private static final String PROFILE =
      "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"archMap\":[],\"syscalls\":[]}";
  private static final long ALL_CAPABILITIES = -1L;

  private static Bundle bundle(Cgroups cgroups) {
    return new Bundle(
        cgroups,
        new Capabilities(ALL_CAPABILITIES),
        new ResourceLimits(true, EnumSet.allOf(ControlGroups.Ability.class)),
        new Seccomp(Json.mapper().readTree(PROFILE), "amd64", "6.1"),
        new AppArmor(Optional.empty()),
        Optional.of(Path.of("/usr/bin/catatonit")));
  }

  private static JsonNode config(ContainerPlan plan, Cgroups cgroups) {
    return config(plan, cgroups, HostAccess.NONE);
  }

  private static JsonNode config(ContainerPlan plan, Cgroups cgroups, HostAccess access) {
    ContainerProcess process = ProcessMerge.merge(plan, IMAGE);
    Identity identity = new Identity(0, 0, List.of(0));
    LinkedHashMap<String, Path> files =
        new LinkedHashMap<>(Map.of("/etc/hosts", Path.of("/x/hosts")));
    return bundle(cgroups)
        .config(
            new Bundle.Input(
                plan,
                process,
                identity,
                "/jswarm/id",
                BundleMounts.of(tmpfs(plan), files, cgroups),
                RootPropagation.DEFAULT,
                access));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BundleTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  @Test
  void aPlainServicesContainerIsDockers() throws IOException {
    ContainerPlan plan = Plans.plan(1, ContainerSpec.of("bb"));

    assertThat(config(plan, Cgroups.V2).toPrettyString())
        .isEqualToIgnoringNewLines(golden("plain.json"));
  }

  @Test
  void everySettingHasItsPlace() throws IOException {
    ContainerSpec spec =
        Specs.with(
            Specs.with(
                Specs.init(Specs.readOnly(Specs.tty(Plans.shell("x")))),
                "Privileges",
                Map.of("NoNewPrivileges", true, "Seccomp", Map.of("Mode", "unconfined"))),
            "Sysctls",
            Map.of("kernel.shmmax", "1"));
    TaskSpec task =
        TaskSpec.of(
                Specs.with(spec, "OomScoreAdj", 100)
                    .withMounts(
                        List.of(
                            new Mount(
                                "tmpfs", "", "/dev/shm", true, "", null, null, null, null, null))))
            .withResources(
                new ResourceRequirements(new Limit(1_500_000_000, 1 << 30, 50), null, null, null));
    ContainerPlan plan = Plans.plan(2, task).withNetwork(new NetworkMode.Host());

    assertThat(config(plan, Cgroups.V1).toPrettyString())
        .isEqualToIgnoringNewLines(golden("full.json"));
  }

  @Test
  void commandAndArgumentsReplaceThoseOfTheImageAsInDocker() {
    ContainerSpec none = ContainerSpec.of("bb");
    ContainerSpec args = none.withArgs(List.of("a"));
    ContainerSpec command = Specs.with(none, "Command", List.of("c"));

    assertThat(merged(none).commandLine()).containsExactly("/entry", "cmd");
    assertThat(merged(args).commandLine()).containsExactly("/entry", "a");
    assertThat(merged(command).commandLine()).containsExactly("c");
    assertThat(merged(command.withArgs(List.of("a"))).commandLine()).containsExactly("c", "a");
  }

  @Test
  void theSpecsSettingsWinOverTheImages() {
    ContainerSpec spec =
        Specs.with(
            Specs.dir(Specs.user(ContainerSpec.of("bb"), "7"), "/w")
                .withEnv(List.of("B=spec", "C")),
            "Hostname",
            "me");

    assertThat(merged(spec))
        .isEqualTo(
            new ContainerProcess(
                List.of("/entry"),
                List.of("cmd"),
                List.of("B=spec", "PATH=/img"),
                "/w",
                "7",
                "me",
                "SIGINT",
                false));
  }

  private static ContainerProcess merged(ContainerSpec spec) {
    return ProcessMerge.merge(Plans.plan(1, spec), IMAGE);
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(
        Plans.plan(1, Specs.stopSignal(ContainerSpec.of("bb"), "NOPE")), "Invalid signal: NOPE");
    refused(
        Plans.plan(1, Specs.dir(ContainerSpec.of("bb"), "relative")),
        "the working directory 'relative' is invalid, it needs to be an absolute path");
    refused(
        Plans.plan(1, Specs.with(ContainerSpec.of("bb"), "Sysctls", Map.of("net.x", "1")))
            .withNetwork(new NetworkMode.Host()),
        "sysctl 'net.x' is not allowed in host network mode");
    refused(
        Plans.plan(
            1,
            Specs.with(
                ContainerSpec.of("bb"),
                "Ulimits",
                List.of(Map.of("Name", "nope", "Soft", 1, "Hard", 1)))),
        "invalid ulimit type: nope");
  }

  private static List<BundleMounts.Entry> tmpfs(ContainerPlan plan) {
    return plan.container().mounts().stream()
        .map(each -> BundleMounts.tmpfs(each, each.target()))
        .toList();
  }

  @Test
  void aMountComesAfterTheOneItLiesIn() {
    List<BundleMounts.Entry> own =
        List.of(
            new BundleMounts.Entry("/run/secrets/a/b", "bind", "/deep", List.of()),
            new BundleMounts.Entry("/run", "bind", "/flat", List.of()),
            new BundleMounts.Entry("/etc/hosts", "bind", "/mine", List.of()));
    SequencedMap<String, Path> files = new LinkedHashMap<>();
    files.put("/run/secrets/key", Path.of("/key"));
    files.put("/etc/hosts", Path.of("/ours"));

    List<BundleMounts.Entry> all = BundleMounts.of(own, files, Cgroups.V2);

    assertThat(all)
        .extracting(BundleMounts.Entry::destination)
        .endsWith("/run", "/etc/hosts", "/run/secrets/key", "/run/secrets/a/b")
        .doesNotHaveDuplicates();
  }

  private static void refused(ContainerPlan plan, String sentence) {
    assertThatThrownBy(() -> config(plan, Cgroups.V2))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage(sentence);
  }
}
