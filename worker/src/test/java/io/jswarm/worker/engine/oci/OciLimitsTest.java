package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Limit;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Use;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a container within its bounds. Real containers. */
final class OciLimitsTest {
  private static final long MEMORY = 16L << 20;

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

  private static TaskSpec limited(ContainerSpec spec, Limit limit) {
    return TaskSpec.of(spec).withResources(new ResourceRequirements(limit, null, 0L, null));
  }

  @Test
  void isKilledWhenItNeedsMoreMemoryThanItMayHave() throws InterruptedException {
    ContainerSpec greedy = Plans.shell("tail /dev/zero; echo tail $?; exit 7");
    ContainerSpec whole = ContainerSpec.of(Plans.IMAGE).withArgs(List.of("tail", "/dev/zero"));

    Exit child = lab.exit(Plans.plan(1, limited(greedy, new Limit(0, MEMORY, 0))));
    Exit first = lab.exit(Plans.plan(2, limited(whole, new Limit(0, MEMORY, 0))));

    assertThat(child.code()).isEqualTo(7);
    assertThat(child.oomKilled()).isTrue();
    assertThat(first.code()).isEqualTo(137);
    assertThat(first.oomKilled()).isTrue();
  }

  @Test
  void limitsReachTheControlGroup() throws InterruptedException {
    ContainerSpec spec =
        Plans.shell(
            "cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us pids/pids.max"
                + " 2>/dev/null || cat memory.max cpu.max pids.max");

    String output = lab.run(Plans.plan(1, limited(spec, new Limit(500_000_000, MEMORY, 20))));

    assertThat(output.lines().map(line -> line.split(" ", -1)[0]))
        .containsExactly(Long.toString(MEMORY), "50000", "20");
  }

  @Test
  void whatItUsesIsKnownWhileItRuns() throws InterruptedException {
    ContainerSpec busy =
        Plans.shell("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; echo done; sleep 1000");
    String id = lab.running(Plans.plan(1, busy));

    Use use = lab.engine().use(id).orElseThrow();

    assertThat(use.cpuNanos()).isPositive();
    assertThat(use.memoryBytes()).isBetween(1L, MEMORY);
    lab.engine().remove(id);
    assertThat(lab.engine().use(id)).isEmpty();
  }

  @Test
  void cannotMakeMoreProcessesThanItMay() throws InterruptedException {
    ContainerSpec spec =
        Plans.shell("i=0; while [ $i -lt 40 ]; do sleep 5 & i=$((i+1)); done; exit 0");

    // The runtime's own threads count too until it has become the container.
    Exit exit = lab.exit(Plans.plan(1, limited(spec, new Limit(0, 0, 20))));

    assertThat(exit.code()).isNotZero();
  }

  @Test
  void ulimitsAndSysctlsAreSet() throws InterruptedException {
    ContainerSpec spec =
        Specs.with(
            Specs.with(
                Plans.shell("ulimit -n; ulimit -Hn; cat /proc/sys/net/ipv4/ip_forward"),
                "Ulimits",
                List.of(Map.of("Name", "nofile", "Soft", 100, "Hard", 200))),
            "Sysctls",
            Map.of("net.ipv4.ip_forward", "1"));

    assertThat(lab.run(Plans.plan(1, spec)).lines()).containsExactly("100", "200", "1");
  }
}
