package io.jswarm.lab.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Remains;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerSwarmIT {
  private static final LabOptions OPTIONS =
      LabOptions.of(Path.of("..").toAbsolutePath().normalize(), "anchor");
  private static Remains before = Remains.of(OPTIONS);
  private static Lab lab;

  @BeforeAll
  static void makeTwoHosts() throws InterruptedException {
    assertThat(DockerSwarm.isPossible()).as("the package docker.io is installed").isTrue();
    before = Remains.of(OPTIONS);
    lab = DockerSwarm.up(OPTIONS, 1, 1);
  }

  @AfterAll
  static void removeThemWithoutRemains() {
    lab.close();
    assertThat(Remains.of(OPTIONS)).isEqualTo(before);
  }

  @Test
  void hostsReachEachOtherUntilOneIsPartitioned() throws InterruptedException {
    LabHost second = lab.host(2);
    assertThat(reaches(lab.host(1), second)).isTrue();
    second.partition();
    assertThat(reaches(lab.host(1), second)).isFalse();
    second.heal();
    assertThat(reaches(lab.host(1), second)).isTrue();
  }

  @Test
  void aPartitionCanCutEitherDirectionAlone() throws InterruptedException {
    LabHost second = lab.host(2);
    second.mute();
    assertThat(reaches(second, lab.host(1))).isFalse();
    assertThat(received(lab.host(1))).as("muted: nothing of it arrives").isFalse();
    second.heal();
    second.deafen();
    assertThat(reaches(second, lab.host(1))).isFalse();
    assertThat(received(lab.host(1))).as("deaf: it is heard but hears no answer").isTrue();
    second.heal();
    assertThat(reaches(second, lab.host(1))).isTrue();
  }

  @Test
  void aPoweredOffHostComesBackWithItsDisk() throws InterruptedException {
    LabHost second = lab.host(2);
    long pid = second.daemonPid();
    second.powerOff();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    second.powerOn();
    assertThat(second.daemonPid()).isNotEqualTo(pid);
    assertThat(second.exec("ls", lab.dir().resolve("h2/data/image").toString()).stdout())
        .contains("overlay2");
  }

  /** Forgets the neighbours first, so that every answer needs packets in both directions. */
  private static boolean reaches(LabHost from, LabHost to) throws InterruptedException {
    from.exec("ip", "neigh", "flush", "all").orThrow();
    to.exec("ip", "neigh", "flush", "all").orThrow();
    return from.exec("busybox", "ping", "-c", "1", "-W", "1", to.address()).succeeded();
  }

  /** Whether the host has heard of host 2 since its neighbours were forgotten. */
  private static boolean received(LabHost host) throws InterruptedException {
    return host.exec("ip", "neigh", "show", lab.host(2).address()).stdout().contains("lladdr");
  }
}
