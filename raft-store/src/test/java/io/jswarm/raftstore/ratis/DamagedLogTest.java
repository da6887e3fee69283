package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.raftstore.log.LogLab.Running;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member starts again on files that a power loss, or a bad disk, has really damaged. */
class DamagedLogTest {
  /** Big segments: the open one holds everything unless a test wants otherwise. */
  private static final RatisTuning ONE_SEGMENT =
      new RatisTuning(
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          new SnapshotPace(1000, 1 << 20, 1 << 20),
          10,
          1 << 20);

  @TempDir Path directory;
  private RatisLab lab;

  @BeforeEach
  void open() {
    lab = new RatisLab(directory, ONE_SEGMENT);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void anEntryOfWhichASectorDidNotArriveIsCutOff() throws IOException {
    alone(20);
    lab.stop("m1");
    byte[] torn = bigEntry();
    Arrays.fill(torn, 512, torn.length, (byte) 0);
    append(openSegment("m1"), List.of(torn, new byte[4096]));
    assertThat(again("m1").recorder().applied()).hasSize(20);
  }

  @Test
  void aBrokenEntryWithSoundOnesBehindItIsRefusedWithWhatToDo() throws IOException {
    alone(20);
    lab.stop("m1");
    flip(openSegment("m1"), 0.5);
    assertThatThrownBy(() -> again("m1"))
        .cause()
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("join it again");
  }

  @Test
  void aDamagedClosedSegmentIsRefused() throws IOException {
    alone(5);
    lab.stop("m1");
    again("m1"); // a new term begins a new segment
    lab.stop("m1");
    flip(files("m1", "current", "log_\\d+-\\d+").getFirst(), 0.9);
    assertThatThrownBy(() -> again("m1")).cause().isInstanceOf(LogDamaged.class);
  }

  @Test
  void aMemberThatForgotItsVoteIsRefused() throws IOException {
    alone(5);
    lab.stop("m1");
    Files.write(group("m1").resolve("current/raft-meta"), new byte[0]);
    assertThatThrownBy(() -> again("m1")).cause().isInstanceOf(LogDamaged.class);
  }

  @Test
  void aTornConfigurationIsTakenFromTheLog() throws IOException {
    alone(5);
    lab.stop("m1");
    Files.write(group("m1").resolve("current/raft-meta.conf"), new byte[] {8, 1});
    assertThat(again("m1").recorder().memberIds()).containsExactly("m1");
  }

  @Test
  void aTruncatedSnapshotGivesWayToTheOneBefore() throws IOException {
    snapshots();
    Running only = alone(0);
    untilTwoSnapshots(only);
    List<String> before = only.recorder().applied();
    lab.stop("m1");
    List<Path> stored = files("m1", "sm", "snapshot\\.\\d+_\\d+");
    truncate(stored.getLast());
    assertThat(again("m1").recorder().applied()).isEqualTo(before);
  }

  @Test
  void aSnapshotWithoutItsChecksumGivesWayToTheOneBefore() throws IOException {
    snapshots();
    Running only = alone(0);
    untilTwoSnapshots(only);
    List<String> before = only.recorder().applied();
    lab.stop("m1");
    Files.delete(files("m1", "sm", "snapshot\\.\\d+_\\d+\\.md5").getLast());
    assertThat(again("m1").recorder().applied()).isEqualTo(before);
  }

  @Test
  void withEverySnapshotDamagedAndTheLogPurgedItIsRefused() throws IOException {
    snapshots();
    Running only = alone(0);
    while (!purged()) {
      proposeAll(only, 20);
    }
    lab.stop("m1");
    for (Path file : files("m1", "sm", "snapshot\\.\\d+_\\d+")) {
      truncate(file);
    }
    assertThatThrownBy(() -> again("m1"))
        .cause()
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("no whole snapshot");
  }

  @Test
  void aFollowerWithATornTailFollowsAgainWithTheSameHistory() throws IOException {
    Running first = alone(10);
    for (String id : List.of("m2", "m3")) {
      lab.join(id);
      AtomicReference<MemberChange> added = new AtomicReference<>();
      first.log().addMember(lab.member(id), added::set);
      lab.await(id + " is answered", () -> added.get() != null);
      assertThat(added.get()).isInstanceOf(MemberChange.Done.class);
    }
    proposeAll(first, 10);
    lab.stop("m2");
    byte[] entry = bigEntry();
    append(openSegment("m2"), List.of(Arrays.copyOf(entry, 300), new byte[4096]));
    proposeAll(first, 10);
    Running back = again("m2");
    lab.await("it has followed", () -> back.recorder().applied().size() >= 30);
    assertThat(back.recorder().applied()).isEqualTo(first.recorder().applied());
  }

  private void snapshots() {
    lab.close();
    lab = new RatisLab(directory, RatisLogTest.EAGER);
  }

  /** A snapshot is written beside the log, so it may miss some of its turns. */
  private void untilTwoSnapshots(Running only) {
    while (files("m1", "sm", "snapshot\\.\\d+_\\d+\\.md5").size() < 2) {
      proposeAll(only, 20);
    }
  }

  private boolean purged() {
    return files("m1", "current", "log_0-\\d+").isEmpty()
        && files("m1", "current", "log_inprogress_0").isEmpty();
  }

  private Running alone(int entries) {
    Running only = lab.found("m1");
    lab.await("it leads", only.recorder()::leads);
    proposeAll(only, entries);
    return only;
  }

  private Running again(String id) {
    Running again = lab.again(id);
    lab.await("a leader is known", () -> again.recorder().leader() != null);
    if (id.equals("m1")) {
      lab.await("it leads", again.recorder()::leads);
    }
    return again;
  }

  private void proposeAll(Running to, int count) {
    List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    IntStream.range(0, count).forEach(i -> to.log().propose(bytes("e" + i), outcomes::add));
    lab.await("all answered", () -> outcomes.size() == count);
    assertThat(outcomes).allMatch(Outcome.Committed.class::isInstance);
  }

  /** A whole entry as it would lie on disk, of a bit more than two sectors. */
  private static byte[] bigEntry() {
    byte[] body = bytes("y".repeat(1200));
    var out = ByteBuffer.allocate(body.length + 6);
    out.put((byte) ((body.length & 0x7f) | 0x80)).put((byte) (body.length >> 7)).put(body);
    var sum = new CRC32C();
    sum.update(out.array(), 0, out.position());
    return out.putInt((int) sum.getValue()).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path group(String id) {
    return entries(directory.resolve(id).resolve("raft")).getFirst();
  }

  private Path openSegment(String id) {
    return files(id, "current", "log_inprogress_\\d+").getLast();
  }

  private List<Path> files(String id, String folder, String name) {
    return entries(group(id).resolve(folder)).stream()
        .filter(file -> file.getFileName().toString().matches(name))
        .sorted(Comparator.comparingLong(DamagedLogTest::lastNumber))
        .toList();
  }

  private static long lastNumber(Path file) {
    return Stream.of(file.getFileName().toString().split("\\D+"))
        .filter(number -> !number.isEmpty())
        .filter(number -> !number.equals("5"))
        .mapToLong(Long::parseLong)
        .reduce(0, (_, last) -> last);
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts bytes behind the last entry, in the place of the zeros written ahead. */
  private static void append(Path segment, List<byte[]> parts) throws IOException {
    byte[] all = Files.readAllBytes(segment);
    int end = all.length;
    while (end > 0 && all[end - 1] == 0) {
      end--;
    }
    try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(end);
      file.seek(end);
      for (byte[] part : parts) {
        file.write(part);
      }
    }
  }

  private static void flip(Path file, double where) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int end = all.length;
    while (all[end - 1] == 0) {
      end--;
    }
    all[(int) (end * where)] ^= 0x10;
    Files.write(file, all);
  }

  private static void truncate(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length / 2));
  }
}
