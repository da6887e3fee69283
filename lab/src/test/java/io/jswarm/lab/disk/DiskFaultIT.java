package io.jswarm.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Remains;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three managers whose disks fail one after the other; nothing acknowledged is lost. */
class DiskFaultIT {
  private static final LabOptions OPTIONS =
      LabOptions.of(Path.of("..").toAbsolutePath().normalize(), "disks");

  private static Lab lab;
  private static Managers managers;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Lab.up(OPTIONS, 3);
    try {
      lab.ownDisks("256M");
      lab.importImages();
      lab.swarm(3, 0);
      managers = new Managers(lab);
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }

  @AfterAll
  static void removeIt() {
    if (lab != null) {
      lab.close();
      assertThat(Remains.of(OPTIONS).found())
          .filteredOn(found -> !found.startsWith("interface "))
          .isEmpty();
    }
  }

  @Test
  void aLeaderWithAFullDiskSaysSoHandsOverAndComesBackByItself()
      throws IOException, InterruptedException {
    LabHost full = managers.leader(lab.host(1));
    LabHost other = managers.otherThan(full);
    assertThat(managers.create(other, "before", 3, 0).status()).isEqualTo(201);
    Managers.await("three run", () -> managers.running("before", other) == 3);
    List<String> containers = managers.containers(full);
    full.fillDisk(0);
    Managers.await("another leads", () -> managers.leader(other).index() != full.index());
    Managers.await(
        "the cluster knows", () -> managers.conditionOf(full, other).contains("disk is full"));
    Managers.await("it says so", () -> error(full).contains("disk"));
    assertThat(managers.create(other, "meanwhile", 3, 0).status()).isEqualTo(201);
    Managers.await("they run elsewhere", () -> managers.running("meanwhile", other) == 3);
    writeUntilItsLogFails(full, other);
    assertThat(managers.containers(full)).isEqualTo(containers);
    Reply refused = managers.ask(full, Call.get("/services"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.message()).contains("No space left on device");
    full.freeDisk();
    awaitSame(full, other);
    Managers.await("all is well", () -> managers.conditionOf(full, other).isEmpty());
    assertThat(managers.containers(full)).isEqualTo(containers);
  }

  /** The room that is left is taken by the log itself. */
  private static void writeUntilItsLogFails(LabHost full, LabHost other) throws IOException {
    for (int i = 0; i < 40 && managers.services(full).isPresent(); i++) {
      assertThat(managers.create(other, "filler" + i, 0, 60_000).status()).isEqualTo(201);
    }
    Managers.await("its log has failed", () -> managers.services(full).isEmpty());
  }

  @Test
  void aLeaderWhoseDiskStandsStillIsNotWaitedFor() throws IOException, InterruptedException {
    LabHost frozen = managers.leader(lab.host(1));
    LabHost other = managers.otherThan(frozen);
    frozen.freezeDisk();
    try {
      long began = System.nanoTime();
      Managers.await(
          "a create is taken",
          () -> managers.create(other, "frozen" + System.nanoTime(), 0, 0).status() == 201);
      Managers.await("another leads", () -> managers.leader(other).index() != frozen.index());
      assertThat(managers.create(other, "after-frozen", 0, 0).status()).isEqualTo(201);
      Reply there = managers.ask(frozen, Call.get("/services"));
      assertThat(there.status()).isIn(200, 503);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
    } finally {
      frozen.thawDisk();
    }
    awaitSame(frozen, other);
    Managers.await("it may lead again", () -> managers.conditionOf(frozen, other).isEmpty());
  }

  @Test
  void aLogThatEndsInHalfAnEntryIsFollowedOn() throws IOException, InterruptedException {
    LabHost torn = managers.otherThan(managers.leader(lab.host(1)));
    LabHost other = managers.otherThan(torn);
    torn.powerOff();
    tearTheTail(torn);
    Files.write(torn.dataRoot().resolve("swarm/worker/agent.state"), new byte[0]);
    assertThat(managers.create(other, "while-it-was-off", 0, 0).status()).isEqualTo(201);
    torn.powerOn();
    awaitSame(torn, other);
    assertThat(Files.readString(torn.daemonLog())).contains("half-written entry");
  }

  /**
   * The first bytes of an entry of 1200, then empty sectors, as after a write that was not forced.
   */
  private static void tearTheTail(LabHost host) throws IOException {
    try (Stream<Path> files = Files.walk(host.dataRoot().resolve("swarm/raft"))) {
      Path open =
          files
              .filter(file -> file.getFileName().toString().startsWith("log_inprogress"))
              .findFirst()
              .orElseThrow();
      byte[] all = Files.readAllBytes(open);
      int end = all.length;
      while (all[end - 1] == 0) {
        end--;
      }
      try (var file = new RandomAccessFile(open.toFile(), "rw")) {
        file.setLength(end);
        file.seek(end);
        file.write(new byte[] {(byte) 0xb0, 9, 1, 2, 3, 4, 5});
        file.setLength(end + 4096);
      }
    }
  }

  private static String error(LabHost host) throws IOException {
    return managers.ask(host, Call.get("/info")).json().path("Swarm").path("Error").asString("");
  }

  /** The first has the services of the other; when it does not, the failure says what it has. */
  private static void awaitSame(LabHost one, LabHost other) {
    Managers.awaitAsserted(
        one.hostname() + " has what " + other.hostname() + " has",
        () ->
            assertThat(managers.servicesOrWhyNot(one))
                .isEqualTo(managers.services(other).orElseThrow()));
  }
}
