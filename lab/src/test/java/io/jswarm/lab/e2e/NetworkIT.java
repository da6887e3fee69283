package io.jswarm.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks as typed into each command line. */
class NetworkIT {
  private static Lab lab;
  private static LabHost manager;

  static List<CommandLine> commandLines() {
    return CommandLine.installed();
  }

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("network", 1, 1);
    manager = lab.host(1);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aNetworkIsMadeShownAndRemoved(CommandLine line) throws InterruptedException {
    String id =
        run(line, "network create -d overlay --attachable --label a=b --subnet 10.77.0.0/24 one");
    assertThat(id).matches("[0-9a-z]{25}");
    assertThat(lines(line, "network ls --format", "{{.Name}} {{.Driver}} {{.Scope}}"))
        .contains("one overlay swarm", "ingress overlay swarm", "host host local");
    assertThat(
            line.run(
                    manager,
                    "network",
                    "inspect",
                    "one",
                    "--format",
                    "{{.Id}} {{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}} {{.Attachable}}")
                .orThrow())
        .isEqualTo(id + " 10.77.0.0/24 10.77.0.1 true");
    assertThat(line.run(manager, words("network create -d overlay one")).stderr())
        .contains("network with name one already exists");
    assertThat(run(line, "network create -d overlay --subnet 10.77.0.0/24 same-addresses"))
        .as("networks whose subnets overlap live side by side")
        .matches("[0-9a-z]{25}");
    assertThat(lines(line, "network rm one same-addresses"))
        .containsExactly("one", "same-addresses");
    assertThat(line.run(manager, words("network inspect one")).exitCode()).isEqualTo(1);
  }

  private static String run(CommandLine line, String words) throws InterruptedException {
    return line.run(manager, words(words)).orThrow();
  }

  private static List<String> lines(CommandLine line, String words, String... more)
      throws InterruptedException {
    String[] given = words(words);
    String[] all = Arrays.copyOf(given, given.length + more.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return line.run(manager, all).lines();
  }

  private static String[] words(String line) {
    return line.split(" ");
  }
}
