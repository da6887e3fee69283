package io.jswarm.lab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Small, whole files without leftovers. The budgets only ever go down. */
class TidyTest {
  private static final int MEDIAN_LINES = 100;
  private static final int LONG_FILE = 400;
  private static final int TOO_LONG_FILE = 500;
  private static final int METHOD_LINES = 70;
  private static final int PARAMETERS = 6;

  /** Files over 400 lines that are meant, each with its reason. */
  private static final Map<String, String> LONG_FILES =
      Map.of(
          "lab/src/test/java/io/jswarm/lab/sim/ScenarioTest.java",
          "one short scenario after another, in the same words");

  /**
   * Methods with more than six parameters that are meant, as {@code file#method}, each with its
   * reason.
   */
  private static final Map<String, String> MANY_PARAMETERS = Map.of();

  /**
   * Shells of loops, which must outlive any fault of one turn; each says what it does with the
   * fault.
   */
  private static final List<String> LOOP_SHELLS =
      List.of(
          // A method handle's call is declared to throw anything; none of ours does.
          "overlay-net/src/main/java/io/jswarm/overlaynet/kernel/KernelEntry.java",
          "overlay-net/src/main/java/io/jswarm/overlaynet/kernel/NftLibrary.java");

  /** Files that sleep, each with what they wait for and why nothing tells them. */
  private static final Map<String, String> PAUSES =
      Map.of(
          "raft-store/src/main/java/io/jswarm/raftstore/ratis/Leadership.java",
          "Ratis has no call that waits until the leader is ready",
          "raft-store/src/main/java/io/jswarm/raftstore/ratis/MembershipChanges.java",
          "Ratis reports a joiner's applied index only when asked",
          "raft-store/src/main/java/io/jswarm/raftstore/ratis/RatisLog.java",
          "a barrier is retried until the term settles",
          "worker/src/main/java/io/jswarm/worker/engine/oci/ExitReading.java",
          "conmon writes the exit file a moment after the process it reports has gone",
          "worker/src/main/java/io/jswarm/worker/logs/ContainerLog.java",
          "a followed log grows by another process's hand",
          "worker/src/main/java/io/jswarm/worker/engine/sim/SimEngine.java",
          "the simulated engine takes the time a container would",
          "lab/src/main/java/io/jswarm/lab/bench/cluster/Watch.java",
          "what a benchmark waits for happens in other processes");

  @Test
  void theMedianFileIsUnderAHundredLines() {
    List<Integer> sizes = Sources.MAIN.stream().map(file -> file.lines().size()).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2))
        .as("median of %d files", sizes.size())
        .isLessThan(MEDIAN_LINES);
  }

  @Test
  void aFileOver400LinesHasAReasonAndNoneHas500() {
    List<String> tooLong =
        Sources.ALL.stream()
            .filter(file ->
                file.lines().size()
                    > (LONG_FILES.containsKey(file.name()) ? TOO_LONG_FILE - 1 : LONG_FILE))
            .map(file -> file.name() + ": " + file.lines().size())
            .toList();
    assertThat(tooLong).isEmpty();
  }

  @Test
  void methodsAreUnder70Lines() {
    assertThat(methods(method -> method.length() >= METHOD_LINES)).isEmpty();
  }

  @Test
  void methodsTakeAtMostSixParameters() {
    List<String> many = methods(method -> method.parameters() > PARAMETERS);
    assertThat(many)
        .filteredOn(found -> MANY_PARAMETERS.keySet().stream().noneMatch(found::startsWith))
        .isEmpty();
  }

  @Test
  void noTestSleepsAndCodeOnlyWhereNothingCanBeWaitedOn() {
    assertThat(grep("\\bThread\\.sleep\\(", file -> !PAUSES.containsKey(file.name())))
        .as("take the time as an argument, or wait on what you wait for")
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    String marks = String.join("|", "TO" + "DO", "FIX" + "ME", "X" + "XX");
    assertThat(grep("//.*\\b(" + marks + ")\\b|\\*.*\\b(" + marks + ")\\b", file -> true))
        .isEmpty();
  }

  @Test
  void noTestIsSwitchedOff() {
    assertThat(grep("^\\s*@Dis" + "abled\\b", file -> true)).isEmpty();
  }

  @Test
  void noCodeIsKeptInComments() {
    assertThat(
            grep(
                "^\\s*//\\s*(return\\b.*;|(if|for|while) \\(.*\\{|[\\w.<>]+ \\w+ = .*;|[\\w.]+\\(.*\\);)\\s*$",
                file -> true))
        .isEmpty();
  }

  @Test
  void onlyLoopShellsCatchEverything() {
    assertThat(
            grep(
                "catch \\((final )?(Exception|Throwable) ",
                file -> !LOOP_SHELLS.contains(file.name())))
        .as("catch what you expect; a broken invariant must be loud")
        .isEmpty();
  }

  private static List<String> methods(Predicate<SourceMethod> which) {
    return Sources.ALL.stream()
        .flatMap(file ->
            file.methods().stream()
                .filter(which)
                .map(m ->
                    "%s#%s (line %d, %d lines, %d parameters)"
                        .formatted(file.name(), m.name(), m.line(), m.length(), m.parameters())))
        .toList();
  }

  private static List<String> grep(String regex, Predicate<SourceFile> where) {
    return Sources.ALL.stream().filter(where).flatMap(file -> file.grep(regex).stream()).toList();
  }
}
