package io.jswarm.worker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.LogRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerLogTest {
  private static final String TEXT =
      """
      2026-01-01T00:00:01.000000000+00:00 stdout F one
      2026-01-01T00:00:02.000000000+00:00 stderr F two
      2026-01-01T00:00:03.000000000+00:00 stdout P thr
      2026-01-01T00:00:03.500000000+00:00 stdout F ee
      2026-01-01T01:00:04.123456789+01:00 stdout F\s
      2026-01-01T00:00:05.000000000+00:00 stdout F fi ve
      """;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("log"), TEXT);
  }

  private String read(LogRequest request) throws IOException, InterruptedException {
    List<LogEntry> entries = new ArrayList<>();
    new ContainerLog(file, () -> true).read(request, entries::add);
    StringBuilder text = new StringBuilder();
    entries.forEach(
        each -> text.append(each.stream().number()).append(each.data().toText()).append('|'));
    return text.toString();
  }

  private static LogRequest tail(long lines) {
    return new LogRequest(true, true, false, null, null, lines);
  }

  @Test
  void entriesComeAsTheyWereWritten() throws IOException, InterruptedException {
    assertThat(read(LogRequest.ALL)).isEqualTo("1one\n|2two\n|1thr|1ee\n|1\n|1fi ve\n|");

    LogEntry partial =
        LogLine.parse(TEXT.lines().toList().get(2).getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(partial.partial()).isTrue();
    LogEntry zoned =
        LogLine.parse(TEXT.lines().toList().get(4).getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(zoned.at()).isEqualTo(Instant.parse("2026-01-01T00:00:04.123456789Z"));
  }

  @Test
  void tailCountsLinesNotPieces() throws IOException, InterruptedException {
    assertThat(read(tail(0))).isEmpty();
    assertThat(read(tail(1))).isEqualTo("1fi ve\n|");
    assertThat(read(tail(3))).isEqualTo("1thr|1ee\n|1\n|1fi ve\n|");
    assertThat(read(tail(100))).isEqualTo(read(LogRequest.ALL));
    assertThat(read(new LogRequest(false, true, false, null, null, 1))).isEqualTo("2two\n|");
  }

  @Test
  void tailOfALongLogIsFoundAcrossBlocks() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("2026-01-01T00:00:01.000000000+00:00 stdout F line ").append(i).append('\n');
    }
    Files.writeString(file, text);

    assertThat(read(tail(10_000)))
        .startsWith("1line 10000\n|1line 10001\n|")
        .endsWith("1line 19999\n|");
  }

  private static String lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append("2026-01-01T00:00:01.000000000+00:00 stdout F ").append(i).append('\n');
    }
    return text.toString();
  }

  private void threeFiles() throws IOException {
    Files.writeString(directory.resolve("log.2"), lines(0, 3));
    Files.writeString(directory.resolve("log.1"), lines(3, 5));
    Files.writeString(file, lines(5, 6));
  }

  @Test
  void filesThatWereKeptAreReadFirst() throws IOException, InterruptedException {
    threeFiles();

    assertThat(read(LogRequest.ALL)).isEqualTo("10\n|11\n|12\n|13\n|14\n|15\n|");
  }

  @Test
  void tailReachesIntoFilesThatWereKept() throws IOException, InterruptedException {
    threeFiles();

    assertThat(read(tail(1))).isEqualTo("15\n|");
    assertThat(read(tail(3))).isEqualTo("13\n|14\n|15\n|");
    assertThat(read(tail(4))).isEqualTo("12\n|13\n|14\n|15\n|");
    assertThat(read(tail(100))).isEqualTo(read(LogRequest.ALL));
  }

  @Test
  void aFollowerMissesNoFileThatWasKeptMeanwhile() throws Exception {
    Files.writeString(file, lines(0, 1));
    AtomicBoolean ended = new AtomicBoolean();
    List<String> seen = new ArrayList<>();
    LogRequest follow = new LogRequest(true, true, true, null, null, -1);

    new ContainerLog(file, ended::get)
        .read(
            follow,
            entry -> {
              seen.add(entry.data().toText().strip());
              if (seen.size() == 1) {
                rotate(lines(1, 2));
                rotate(lines(2, 3));
                ended.set(true);
              }
              return true;
            });

    assertThat(seen).containsExactly("0", "1", "2");
  }

  private void rotate(String next) {
    try {
      if (Files.exists(directory.resolve("log.1"))) {
        Files.move(directory.resolve("log.1"), directory.resolve("log.2"));
      }
      Files.move(file, directory.resolve("log.1"));
      Files.writeString(file, next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sinceAndUntilAreInclusive() throws IOException, InterruptedException {
    Instant two = Instant.parse("2026-01-01T00:00:02Z");
    Instant three = Instant.parse("2026-01-01T00:00:03Z");

    assertThat(read(new LogRequest(true, true, false, two, three, -1))).isEqualTo("2two\n|1thr|");
  }

  @Test
  void aTornLineIsSkipped() throws IOException, InterruptedException {
    Files.writeString(file, "\0\0\0garbage\n2026-\n" + TEXT + "2026-01-01T00:00:06.0");

    assertThat(read(LogRequest.ALL)).isEqualTo("1one\n|2two\n|1thr|1ee\n|1\n|1fi ve\n|");
  }

  @Test
  void aMissingLogIsEmpty() throws IOException, InterruptedException {
    Files.delete(file);

    assertThat(read(LogRequest.ALL)).isEmpty();
  }

  @Test
  void followingGoesOnInTheNextFile() throws IOException, InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Thread follower =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new ContainerLog(file, ended::get)
                    .read(
                        new LogRequest(true, true, true, null, null, 1),
                        entry -> seen.add(entry.data().toText()));
              } catch (IOException | InterruptedException e) {
                seen.add(e.toString());
              }
            });
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("fi ve\n");
    Files.writeString(
        file, "2026-01-01T00:00:06.0+00:00 stdout F six\n", StandardOpenOption.APPEND);
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("six\n");

    Files.delete(file);
    Files.writeString(file, "2026-01-01T00:00:07.0+00:00 stdout F seven\n");
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("seven\n");

    ended.set(true);
    follower.join();
    assertThat(seen).isEmpty();
  }
}
