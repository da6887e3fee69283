package io.jswarm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the daemon is told on its command line and in its file. */
class DaemonOptionsTest {
  @TempDir Path directory;

  @Test
  void withoutAWordEverythingIsInItsUsualPlace() throws Exception {
    DaemonOptions options = DaemonOptions.of();
    assertThat(options.hosts()).containsExactly("unix:///run/jswarm/jswarm.sock");
    assertThat(options.dataRoot()).isEqualTo(Path.of("/var/lib/jswarm"));
    assertThat(options.execRoot()).isEqualTo(Path.of("/run/jswarm"));
    assertThat(options.engine()).isEqualTo("oci");
    assertThat(options.cgroupParent()).isEqualTo("/jswarm");
    assertThat(options.logLevel()).isEqualTo("INFO");
    assertThat(options.labels()).isEmpty();
    assertThat(options.insecureRegistries()).isEmpty();
    assertThat(options.insecureTcp()).isFalse();
    assertThat(options.isHelp()).isFalse();
  }

  @Test
  void valuesStandInTheSameWordOrTheNext() throws Exception {
    DaemonOptions options =
        DaemonOptions.of(
            "-H",
            "unix:///a",
            "-Hunix:///b",
            "-H=unix:///c",
            "--host=unix:///d",
            "--host",
            "unix:///e",
            "--data-root=/d",
            "--exec-root",
            "/e",
            "--engine=sim",
            "--insecure-tcp",
            "--log-level",
            "debug");
    assertThat(options.hosts())
        .containsExactly("unix:///a", "unix:///b", "unix:///c", "unix:///d", "unix:///e");
    assertThat(options.dataRoot()).isEqualTo(Path.of("/d"));
    assertThat(options.execRoot()).isEqualTo(Path.of("/e"));
    assertThat(options.engine()).isEqualTo("sim");
    assertThat(options.insecureTcp()).isTrue();
    assertThat(options.logLevel()).isEqualTo("DEBUG");
  }

  @Test
  void labelsKeepTheirOrderAndTheLastOfAKeyWins() throws Exception {
    DaemonOptions options = DaemonOptions.of("--label", "b=1", "--label=a=x=y", "--label", "b=2");
    assertThat(options.labels()).containsExactly(Map.entry("b", "2"), Map.entry("a", "x=y"));
  }

  @Test
  void theCommandLineWinsOverTheFile() throws Exception {
    Path file =
        file(
            """
            {"engine": "sim", "log-level": "warn", "insecure-tcp": true, "label": ["a=1", "b=2"],
             "insecure-registry": "r:5000", "tlsverify": false}
            """);
    DaemonOptions options =
        DaemonOptions.of("--config", file.toString(), "--log-level=error", "--insecure-tcp=false");
    assertThat(options.engine()).isEqualTo("sim");
    assertThat(options.logLevel()).isEqualTo("ERROR");
    assertThat(options.insecureTcp()).isFalse();
    assertThat(options.tlsVerify()).isFalse();
    assertThat(options.labels()).hasSize(2);
    assertThat(options.insecureRegistries()).containsExactly("r:5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--foo | unknown flag: --foo",
        "--hosts=x | unknown flag: --hosts=x",
        "-x | unknown flag: -x",
        "run | no arguments are taken, only flags: run",
        "--data-root | --data-root needs a value: DIR",
        "--tlsverify=maybe | --tlsverify is true or false, not maybe",
        "--engine=docker | --engine docker is not available in this version",
        "--log-level=loud | --log-level must be one of error, warn, info, debug, trace",
        "--label=nothing | --label must be KEY=VALUE, not nothing",
        "--tlsverify | --tlsverify needs --tlscacert, --tlscert and --tlskey",
      })
  void saysWhatIsWrong(String word, String sentence) {
    assertThatThrownBy(() -> DaemonOptions.of(word))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void aFileThatIsNotUnderstoodIsNamed() throws IOException {
    Path file = file("engine: sim");
    assertThatThrownBy(() -> DaemonOptions.of("--config=" + file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is not understood");
    Path unknown = file("{\"colour\": \"red\"}");
    assertThatThrownBy(() -> DaemonOptions.of("--config=" + unknown))
        .hasMessage("unknown flag: --colour=red");
  }

  @Test
  void anElectionTimeoutIsInMillisecondsAndBounded() throws Exception {
    assertThat(DaemonOptions.of().electionTimeout()).hasMillis(300);
    assertThat(DaemonOptions.of("--election-timeout=1500").electionTimeout()).hasMillis(1_500);
    for (String bad : List.of("99", "10001", "1s", "-300", "")) {
      assertThatThrownBy(() -> DaemonOptions.of("--election-timeout=" + bad))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "--election-timeout must be from 100 to 10000 milliseconds, not %s".formatted(bad));
    }
  }

  @Test
  void whoAsksForHelpIsToldNothingElse() throws Exception {
    assertThat(DaemonOptions.of("--engine=docker", "--help").isHelp()).isTrue();
    assertThat(DaemonOptions.of("-v").isVersion()).isTrue();
    assertThat(DaemonOptions.usage())
        .contains("  -H, --host=URL ")
        .contains("      --data-root=DIR             what must survive a reboot")
        .doesNotContainPattern("(?m)^.{101}");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("jswarmd.json"), text);
  }
}
