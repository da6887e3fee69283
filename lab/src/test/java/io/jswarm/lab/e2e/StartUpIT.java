package io.jswarm.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AOT caches that {@code bin/train} makes: used when they fit, else as if there were none. */
class StartUpIT {
  private static final String TELL_WHERE_CLASSES_COME_FROM = "-Xlog:class+load";

  private static final Duration TRAINING_LIMIT = Duration.ofMinutes(8);

  @TempDir private Path unpacked;

  /**
   * A program: its jars in the source tree, the variable that gives its JVM more options, and the
   * class it starts with.
   */
  enum Program {
    JSWARM("cli/target/lib", "JSWARM_JAVA_OPTS", "io.jswarm.cli.Jswarm"),
    JSWARMD("daemon/target/lib", "JSWARMD_JAVA_OPTS", "io.jswarm.daemon.Jswarmd");

    private final String jars;
    private final String variable;
    private final String mainClass;

    Program(String jars, String variable, String mainClass) {
      this.jars = jars;
      this.variable = variable;
      this.mainClass = mainClass;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Outcome sayVersion(Path top, String... options) throws InterruptedException {
      return Command.of(List.of(top.resolve("bin").resolve(word()).toString(), "--version"))
          .with(Map.of(variable, String.join(" ", options)))
          .run();
    }

    boolean startsFromCache(Path top) throws InterruptedException {
      String loaded = sayVersion(top, TELL_WHERE_CLASSES_COME_FROM).orThrow();
      assertThat(loaded).contains(mainClass + " source: ");
      return loaded.contains(mainClass + " source: shared objects file");
    }
  }

  @BeforeAll
  static void train() throws InterruptedException {
    assumeTrue(Clusters.ENGINE == HostEngine.JSWARMD, "the caches are jswarm's");
    Command.of(List.of(Clusters.TOP.resolve("bin/train").toString()))
        .within(TRAINING_LIMIT)
        .run()
        .orThrow();
  }

  @ParameterizedTest
  @EnumSource
  void startsFromTheCacheOfTheBuild(Program program) throws InterruptedException {
    assertThat(program.startsFromCache(Clusters.TOP)).isTrue();
    assertSaysVersion(program, Clusters.TOP);
  }

  @ParameterizedTest
  @EnumSource
  void startsFromACacheThatWasMovedWithItsJars(Program program)
      throws IOException, InterruptedException {
    unpack(program);
    assertThat(program.startsFromCache(unpacked)).isTrue();
    assertSaysVersion(program, unpacked);
  }

  @ParameterizedTest
  @EnumSource
  void startsSilentlyWithoutACacheOfAnotherJdk(Program program)
      throws IOException, InterruptedException {
    Path cache = unpack(program);
    byte[] bytes = Files.readAllBytes(cache);
    String version = Runtime.version().toString();
    String head = new String(Arrays.copyOf(bytes, 4096), StandardCharsets.ISO_8859_1);
    int at = head.indexOf(version);
    assertThat(at).as("where the cache names its JDK, %s", version).isPositive();
    bytes[at + version.length() - 1]++;
    Files.write(cache, bytes);
    assertGoesOnWithout(program);
  }

  @ParameterizedTest
  @EnumSource
  void startsSilentlyWithoutACacheThatIsCutShort(Program program)
      throws IOException, InterruptedException {
    Path cache = unpack(program);
    Files.write(cache, Arrays.copyOf(Files.readAllBytes(cache), 1 << 20));
    assertGoesOnWithout(program);
  }

  @ParameterizedTest
  @EnumSource
  void startsSilentlyWithoutACacheThatIsNone(Program program)
      throws IOException, InterruptedException {
    Path cache = unpack(program);
    Files.writeString(cache, "not a cache\n".repeat(10_000));
    assertGoesOnWithout(program);
  }

  @ParameterizedTest
  @EnumSource
  void startsSilentlyWithoutACacheOfOlderJars(Program program)
      throws IOException, InterruptedException {
    unpack(program);
    changeJars(program, Instant.now().plusSeconds(60));
    assertGoesOnWithout(program);
  }

  @ParameterizedTest
  @EnumSource
  void startsSilentlyWithoutACacheOfNewerJars(Program program)
      throws IOException, InterruptedException {
    unpack(program);
    changeJars(program, Instant.now().minusSeconds(3600));
    assertGoesOnWithout(program);
  }

  private void assertGoesOnWithout(Program program) throws InterruptedException {
    assertThat(program.startsFromCache(unpacked)).isFalse();
    assertSaysVersion(program, unpacked);
  }

  private static void assertSaysVersion(Program program, Path top) throws InterruptedException {
    Outcome outcome = program.sayVersion(top);
    assertThat(outcome.orThrow()).matches(program.word() + " (version )?[0-9.]+");
    assertThat(outcome.stderr()).isEmpty();
  }

  /**
   * The program and its jars as the package has them, all times kept.
   *
   * @return where its cache is
   */
  private Path unpack(Program program) throws IOException {
    Path lib = unpacked.resolve("lib").resolve(program.word());
    copy(Clusters.TOP.resolve("bin"), unpacked.resolve("bin"));
    copy(Clusters.TOP.resolve(program.jars), lib);
    return lib.resolve(program.word() + ".aot");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void changeJars(Program program, Instant at) throws IOException {
    try (Stream<Path> files = Files.list(unpacked.resolve("lib").resolve(program.word()))) {
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        Files.setLastModifiedTime(jar, FileTime.from(at));
      }
    }
  }
}
