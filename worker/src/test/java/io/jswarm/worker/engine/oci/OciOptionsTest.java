package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.Limit;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.LogRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Options of containers as the process in them sees them. Real containers. */
final class OciOptionsTest {
  private static final String NO_MKDIR =
      """
      {"defaultAction":"SCMP_ACT_ALLOW","archMap":[{"architecture":"SCMP_ARCH_X86_64"}],
       "syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":1}]}\
      """;

  private Lab lab;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open();
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    lab.closeAndCheck();
  }

  private static ContainerPlan logging(int number, String script, Driver driver) {
    return Plans.plan(number, TaskSpec.of(Plans.shell(script)).withLogDriver(driver));
  }

  private static ContainerSpec privileged(String script, String member, Object value) {
    return Specs.with(Plans.shell(script), "Privileges", Map.of(member, value));
  }

  @Test
  void keepsSoManyFilesOfItsLogAndReadsThemAsOne() throws Exception {
    Driver driver = new Driver("json-file", Map.of("max-size", "20k", "max-file", "3"));
    String script =
        "i=0; while [ $i -lt 40 ]; do seq $((i*50)) $((i*50+49)); i=$((i+1)); sleep 0.1; done";
    ContainerPlan plan = logging(1, script, driver);

    List<Integer> numbers = lab.run(plan).lines().map(Integer::valueOf).toList();

    assertThat(numbers).endsWith(1998, 1999).isSorted().doesNotHaveDuplicates();
    assertThat(numbers).hasSizeBetween(500, 1999);
    Path log = ContainerFiles.of(lab.settings(), plan.containerId()).log();
    try (var files = Files.list(log.getParent())) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .contains("container.log", "container.log.1", "container.log.2")
          .doesNotContain("container.log.3");
    }
  }

  @Test
  void aFollowerReadsOnThroughEveryFile() throws Exception {
    Driver driver = new Driver("local", Map.of("max-size", "20k", "max-file", "3"));
    String script =
        "i=0; while [ $i -lt 40 ]; do seq $((i*50)) $((i*50+49)); i=$((i+1)); sleep 0.1; done";
    ContainerPlan plan = logging(1, script, driver);
    String id = lab.engine().prepare(plan);
    var _ = lab.engine().start(id);
    StringBuilder text = new StringBuilder();

    lab.engine()
        .logs(
            id,
            new LogRequest(true, true, true, null, null, -1),
            entry -> {
              text.append(entry.data().toText());
              return true;
            });

    List<Integer> numbers = text.toString().lines().map(Integer::valueOf).toList();
    assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize(2000);
  }

  @Test
  void keepsNoLogWithTheDriverNone() throws Exception {
    ContainerPlan plan = logging(1, "echo unheard", new Driver("none", Map.of()));
    var _ = lab.exit(plan);

    assertThatThrownBy(() -> lab.output(plan.containerId()))
        .hasMessage("configured logging driver does not support reading");
  }

  @Test
  void refusesOptionsTheLogDoesNotHave() {
    ContainerPlan plan = logging(1, "true", new Driver("json-file", Map.of("colour", "red")));

    assertThatThrownBy(() -> lab.engine().prepare(plan))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage("unknown log opt 'colour' for json-file log driver");
  }

  @Test
  void standardInputStaysOpenWhenAsked() throws Exception {
    ContainerSpec spec = Specs.with(Plans.shell("echo ready; cat; echo closed"), "OpenStdin", true);
    String id = lab.running(Plans.plan(1, spec));

    assertThat(lab.engine().await(id, java.time.Duration.ofMillis(300))).isEmpty();
    assertThat(lab.run(Plans.plan(2, Plans.shell("cat; echo closed")))).isEqualTo("closed\n");
  }

  @Test
  void systemCallsAreFilteredAsThePrivilegesSay() throws Exception {
    String filter = "grep Seccomp: /proc/self/status";
    String profile = Base64.getEncoder().encodeToString(NO_MKDIR.getBytes(StandardCharsets.UTF_8));

    assertThat(lab.run(Plans.plan(1, Plans.shell(filter)))).contains("2");
    assertThat(lab.run(Plans.plan(2, privileged(filter, "Seccomp", Map.of("Mode", "unconfined")))))
        .contains("0");
    assertThat(
            lab.run(
                Plans.plan(
                    3,
                    privileged(
                        "mkdir /tmp/a; touch /tmp/b && echo made",
                        "Seccomp",
                        Map.of("Mode", "custom", "Profile", profile)))))
        .contains("Operation not permitted", "made");
  }

  @Test
  void privilegesAreNotGainedAgain() throws Exception {
    String line = "grep NoNewPrivs /proc/self/status";

    assertThat(lab.run(Plans.plan(1, Plans.shell(line)))).contains("0");
    assertThat(lab.run(Plans.plan(2, privileged(line, "NoNewPrivileges", true)))).contains("1");
  }

  @Test
  void aProfileIsDisabledAlsoWhereThereIsNone() throws Exception {
    ContainerSpec spec = privileged("echo runs", "AppArmor", Map.of("Mode", "disabled"));

    assertThat(lab.run(Plans.plan(1, spec))).isEqualTo("runs\n");
  }

  @Test
  void theOutOfMemoryScoreIsAdjusted() throws Exception {
    ContainerSpec spec =
        Specs.with(Plans.shell("cat /proc/self/oom_score_adj"), "OomScoreAdj", 500);

    assertThat(lab.run(Plans.plan(1, spec))).isEqualTo("500\n");
  }

  @Test
  void swappinessReachesTheControlGroup() throws Exception {
    assumeThat(Path.of("/sys/fs/cgroup/memory/memory.swappiness")).exists();
    TaskSpec spec =
        TaskSpec.of(Plans.shell("cat /sys/fs/cgroup/memory/memory.swappiness"))
            .withResources(new ResourceRequirements(new Limit(0, 16 << 20, 0), null, 0L, 10L));

    assertThat(lab.run(Plans.plan(1, spec))).isEqualTo("10\n");
  }
}
