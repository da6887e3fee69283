package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a container's process finds around it. Real containers. */
final class OciEngineTest {
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

  @Test
  void runsACommandAndTellsItsExitCode() throws InterruptedException {
    String id = lab.engine().prepare(Plans.plan(1, Plans.shell("echo hello; exit 3")));
    Started started = lab.engine().start(id);

    Exit exit = lab.engine().await(id);

    assertThat(started.pid()).isPositive();
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.oomKilled()).isFalse();
    assertThat(lab.output(id)).isEqualTo("hello\n");
    assertThat(lab.engine().list())
        .singleElement()
        .satisfies(each -> assertThat(each.state()).isInstanceOf(LocalContainer.Exited.class));
  }

  @Test
  void givesTheEnvironmentOfSpecAndImage() throws InterruptedException {
    String output =
        lab.run(Plans.plan(1, Plans.shell("env").withEnv(List.of("A=b c", "PATH=/bin:/x"))));

    assertThat(output.lines())
        .contains(
            "A=b c",
            "PATH=/bin:/x",
            "HOSTNAME=" + Plans.plan(1, Plans.shell("")).containerId().substring(0, 12));
  }

  @Test
  void runsAsTheUserOfItsOwnPasswdInItsDirectory() throws InterruptedException {
    ContainerSpec spec =
        Specs.dir(Specs.user(Plans.shell("id; pwd; stat -c %a /"), "app"), "/made/here");

    assertThat(lab.run(Plans.plan(1, spec)).lines())
        .containsExactly(
            "uid=1234(app) gid=2345(appgroup) groups=777(extra),2345(appgroup)",
            "/made/here",
            "755");
  }

  @Test
  void hasDockersRightsAndNoMore() throws InterruptedException {
    String status = "grep -E 'CapBnd|CapEff|Seccomp:|NoNewPrivs' /proc/self/status";
    String root = lab.run(Plans.plan(1, Plans.shell(status)));
    String user = lab.run(Plans.plan(2, Specs.user(Plans.shell(status), "1000:1000")));

    assertThat(root.lines())
        .containsExactly(
            "CapEff:\t00000000a80425fb",
            "CapBnd:\t00000000a80425fb",
            "NoNewPrivs:\t0",
            "Seccomp:\t2");
    assertThat(user.lines())
        .containsExactly(
            "CapEff:\t0000000000000000",
            "CapBnd:\t00000000a80425fb",
            "NoNewPrivs:\t0",
            "Seccomp:\t2");
  }

  @Test
  void addsAndDropsCapabilities() throws InterruptedException {
    ContainerSpec spec =
        Specs.capabilities(
            Plans.shell("grep CapEff /proc/self/status"), List.of("NET_ADMIN"), List.of("all"));

    assertThat(lab.run(Plans.plan(1, spec))).isEqualTo("CapEff:\t0000000000001000\n");
  }

  @Test
  void seesOnlyItsOwnProcessesAndLoopback() throws InterruptedException {
    String output =
        lab.run(
            Plans.plan(
                1,
                Plans.shell(
                    "echo pid $$; ls /sys/class/net; ip -o link show lo; hostname; cat /etc/hostname")));

    String hostname = Plans.plan(1, Plans.shell("")).containerId().substring(0, 12);
    assertThat(output.lines().toList())
        .startsWith("pid 1", "lo")
        .endsWith(hostname, hostname)
        .anyMatch(line -> line.contains("LOOPBACK,UP"));
  }

  @Test
  void sharesTheHostsNetworkWhenTold() throws InterruptedException, IOException {
    String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    String output =
        lab.run(
            Plans.plan(1, Plans.shell("ls -l /proc/self/ns/net; hostname"))
                .withNetwork(new NetworkMode.Host()));

    assertThat(output).contains(own).endsWith("host1\n");
  }

  @Test
  void bindsAndTmpfsShowUpWhereTheyShould() throws InterruptedException, IOException {
    Path source = Files.createDirectory(lab.root().resolve("shared"));
    Files.writeString(source.resolve("file"), "from outside\n");
    ContainerSpec spec =
        Plans.shell(
                "cat /in/file; touch /in/x || echo read-only; touch /fast/y && ls /fast; grep ' /fast ' /proc/mounts")
            .withMounts(
                List.of(
                    new Mount(
                        "bind", source.toString(), "/in", true, "", null, null, null, null, null),
                    new Mount(
                        "tmpfs",
                        "",
                        "/fast",
                        false,
                        "",
                        null,
                        null,
                        null,
                        new io.jswarm.api.model.TmpfsOptions(1 << 20, 0, List.of()),
                        null)));

    String output = lab.run(Plans.plan(1, spec));

    assertThat(output.lines()).contains("from outside", "read-only", "y");
    assertThat(output).contains("size=1024k").contains("noexec");
  }

  @Test
  void cannotWriteToAReadOnlyRoot() throws InterruptedException {
    ContainerSpec spec =
        Specs.readOnly(Plans.shell("touch /x || echo refused; touch /dev/shm/y && echo shm"));

    assertThat(lab.run(Plans.plan(1, spec)).lines()).contains("refused", "shm");
  }

  @Test
  void hasATerminalWhenAskedFor() throws InterruptedException {
    String output = lab.run(Plans.plan(1, Specs.tty(Plans.shell("tty; echo $TERM"))));

    assertThat(output).isEqualTo("/dev/pts/0\r\nxterm\r\n");
  }

  @Test
  void runsUnderAnInitWhenAskedFor() throws InterruptedException {
    String output =
        lab.run(Plans.plan(1, Specs.init(Plans.shell("echo pid $$; cat /proc/1/cmdline"))));

    assertThat(output).doesNotStartWith("pid 1\n").contains("docker-init");
  }

  @Test
  void saysWhyAContainerCannotRunHere() {
    assertRejected(ContainerSpec.of("127.0.0.1:1/nope:1"), "No such image: 127.0.0.1:1/nope:1");
    assertRejected(ContainerSpec.of(Plans.IMAGE), "No command specified");
    assertRejected(
        Plans.shell("")
            .withMounts(
                List.of(
                    new Mount("bind", "/no/such", "/x", false, "", null, null, null, null, null))),
        "invalid mount config for type \"bind\": bind source path does not exist: /no/such");
    assertRejected(
        Specs.user(Plans.shell(""), "nobody-here"),
        "unable to find user nobody-here: no matching entries in passwd file");
    assertRejected(
        Specs.capabilities(Plans.shell(""), List.of("FLY"), List.of()),
        "invalid CapAdd: unknown capability: \"CAP_FLY\"");
  }

  private void assertRejected(ContainerSpec spec, String sentence) {
    assertThatThrownBy(() -> lab.engine().prepare(Plans.plan(1, spec)))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageStartingWith(sentence);
    assertThat(lab.engine().list()).isEmpty();
  }

  @Test
  void saysThatACommandIsNotInTheImage() {
    assertThatThrownBy(() ->
            lab.engine()
                .prepare(Plans.plan(1, ContainerSpec.of(Plans.IMAGE).withArgs(List.of("nope")))))
        .isInstanceOf(EngineException.Failed.class)
        .hasMessageMatching(".*nope.*not found in \\$PATH.*");
  }

  @Test
  void listsWhatDockerShowsOfAContainer() {
    String id = lab.engine().prepare(Plans.plan(7, Plans.shell("sleep 100")));

    assertThat(lab.engine().list().stream().map(LocalContainer::id).collect(Collectors.toList()))
        .containsExactly(id);
    LocalContainer found = lab.engine().find(id).orElseThrow();
    assertThat(found.state()).isEqualTo(new LocalContainer.Created());
    assertThat(found.plan()).isEqualTo(Plans.plan(7, Plans.shell("sleep 100")));
    assertThat(found.imageId()).isEqualTo(lab.engine().images().resolve("bb").orElseThrow());
    assertThat(found.process().commandLine()).containsExactly("sh", "-c", "sleep 100");
    assertThat(found.plan().labels()).containsEntry("com.docker.swarm.service.name", "web");
  }
}
