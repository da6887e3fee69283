package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets and configs from what is typed to the file in the container, and away again. */
class SecretsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SECRET = "the eagle has landed";
  private static Lab lab;
  private static LabHost manager;
  private static LabHost worker;

  @TempDir private static Path folder;

  static List<CommandLine> commandLines() {
    return CommandLine.installed();
  }

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("secrets", 1, 1);
    manager = lab.host(1);
    worker = lab.host(2);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  private static String file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content).toString();
  }

  private static String run(CommandLine line, String... words) throws InterruptedException {
    return line.run(manager, words).orThrow().strip();
  }

  private static String jswarm(String words) throws InterruptedException {
    return run(CommandLine.JSWARM, words.split(" "));
  }

  private static String refusal(CommandLine line, String... words) throws InterruptedException {
    Outcome outcome = line.run(manager, words);
    assertThat(outcome.exitCode()).as(String.join(" ", words)).isEqualTo(1);
    return outcome.stderr();
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void bothAreMadeShownGivenAndRemoved(CommandLine line) throws Exception {
    String content = file(SECRET);
    String id = run(line, "secret", "create", "--label", "a=b", "key", content);
    run(line, "config", "create", "--label", "a=b", "conf", content);
    assertThat(id).matches("[0-9a-z]{25}");
    assertThat(run(line, "secret", "ls", "--filter", "label=a", "--format", "{{.Name}}"))
        .isEqualTo("key");
    assertThat(run(line, "secret", "inspect", "key")).contains(id).doesNotContain("Data");
    assertThat(run(line, "config", "inspect", "--pretty", "conf")).contains(SECRET);
    assertThat(refusal(line, "secret", "create", "key", content))
        .contains("secret key already exists");
    assertThat(refusal(line, "service", "create", "-d", "--secret", "nope", "busybox"))
        .contains("secret not found: nope");

    run(
        line,
        words(
            "service create -d --no-resolve-image --name user --replicas 0 --secret key"
                + " --config source=conf,target=/etc/conf busybox:latest"));
    assertThat(refusal(line, "secret", "rm", "key"))
        .contains("secret 'key' is in use by the following service: user");
    assertThat(refusal(line, "config", "rm", "conf"))
        .contains("config 'conf' is in use by the following service: user");
    run(line, words("service update -d --no-resolve-image --secret-rm key --config-rm conf user"));
    run(line, "secret", "rm", "key");
    run(line, "config", "rm", "conf");
    assertThat(refusal(line, "secret", "inspect", "key")).contains("key");
    run(line, "service", "rm", "user");
  }

  private static String[] words(String line) {
    return line.split(" ");
  }

  /** As the container says it, so that its log does not hold the secret. */
  private static String shifted(String text) {
    StringBuilder shifted = new StringBuilder();
    text.chars().forEach(c -> shifted.append((char) (c >= 'a' && c <= 'y' ? c + 1 : c)));
    return shifted.toString();
  }

  private static String grep(String text, Path directory) throws InterruptedException {
    return Command.of(List.of("grep", "-rls", text, directory.toString()))
        .within(SOON)
        .run()
        .stdout();
  }

  /** Tmpfs mounts of containers' files on a host. */
  private static long inMemory(LabHost host) throws InterruptedException {
    return host.exec("cat", "/proc/mounts")
        .orThrow()
        .lines()
        .filter(each -> each.startsWith("tmpfs ") && each.contains("/memory "))
        .count();
  }

  @Test
  void filesAreAsAskedOnNodesWithTasksOnlyAndGoneAfterwards() throws Exception {
    jswarm("secret create eagle " + file(SECRET));
    jswarm(
        "config create --template-driver golang page "
            + file("{{.Service.Name}} {{env \"COLOUR\"}} {{secret \"key\"}}"));
    run(
        CommandLine.JSWARM,
        "service",
        "create",
        "-d",
        "--no-resolve-image",
        "--name",
        "web",
        "--read-only",
        "--constraint",
        "node.role==worker",
        "--env",
        "COLOUR=blue",
        "--stop-grace-period",
        "1s",
        "--secret",
        "source=eagle,target=key,uid=1000,gid=2000,mode=0400",
        "--config",
        "source=page,target=/etc/app/conf",
        "busybox:latest",
        "sh",
        "-c",
        "stat -c '%u %g %a' /run/secrets/key /etc/app/conf;"
            + " for i in /run/secrets/key /etc/app/conf; do tr a-y b-z < $i; echo; done; sleep 1000");
    ClusterView view = new ClusterView(lab, manager);
    view.awaitRunning("web", 1);
    String expected =
        "1000 2000 400\n0 0 444\n" + shifted(SECRET) + "\n" + shifted("web blue " + SECRET);
    within(
        SOON, "it has said what it sees", () -> jswarm("service logs --raw web").equals(expected));
    assertThat(inMemory(worker)).isEqualTo(1);
    assertThat(inMemory(manager)).isZero();
    for (LabHost host : lab.hosts()) {
      assertThat(grep(SECRET, host.dataRoot()))
          .as("files of %s with the secret", host.hostname())
          .isEmpty();
    }

    worker.killDaemon();
    assertThat(inMemory(worker)).as("the container runs on with its files").isEqualTo(1);
    worker.startDaemon();
    // a daemon that was away for long has its task replaced
    within(
        SOON,
        "one task runs, and has its files",
        () -> view.running("web").size() == 1 && inMemory(worker) == 1);

    jswarm("service rm web");
    within(SOON, "nothing of it is left", () -> inMemory(worker) == 0);
    jswarm("secret rm eagle");
    jswarm("config rm page");
  }

  @Test
  void aRotationRollsItsServicesAndARollbackRestoresTheOlderVersion() throws Exception {
    jswarm("secret create db " + file("one"));
    for (String name : List.of("a", "b")) {
      run(
          CommandLine.JSWARM,
          "service",
          "create",
          "-d",
          "--no-resolve-image",
          "--name",
          name,
          "--replicas",
          "2",
          "--secret",
          "db",
          "--stop-grace-period",
          "1s",
          "--update-parallelism",
          "0",
          "--update-order",
          "start-first",
          "busybox:latest",
          "sh",
          "-c",
          "cat /run/secrets/db; echo; sleep 1000");
    }
    ClusterView view = new ClusterView(lab, manager);
    view.awaitRunning("a", 2);
    view.awaitRunning("b", 2);
    assertThat(jswarm("secret rotate --dry-run db " + file("two")))
        .isEqualTo("secret db would be version 2\nwould roll service a\nwould roll service b");
    assertThat(jswarm("secret ls --filter name=db --format {{.Name}}={{.Version}}"))
        .isEqualTo("db=1");

    assertThat(jswarm("secret rotate db " + file("two")))
        .isEqualTo("secret db is now version 2\nrolls service a\nrolls service b");
    assertThat(jswarm("secret ls --filter name=db --format {{.Name}}={{.Version}}"))
        .isEqualTo("db=2\ndb.v1=1 of db");
    assertThat(
            run(
                    CommandLine.DOCKER_OF_DEBIAN,
                    "secret",
                    "ls",
                    "--filter",
                    "name=db",
                    "--format",
                    "{{.Name}}")
                .lines())
        .containsExactlyInAnyOrder("db", "db.v1");
    for (String name : List.of("a", "b")) {
      within(
          SOON, name + " sees the new one", () -> seen(view, name).equals(List.of("two", "two")));
    }

    jswarm("service rollback -d a");
    within(SOON, "a sees the old one", () -> seen(view, "a").equals(List.of("one", "one")));
    assertThat(seen(view, "b")).containsExactly("two", "two");
    jswarm("service rm a b");
    jswarm("secret rm db");
    assertThat(jswarm("secret ls -q --filter name=db")).isEmpty();
  }

  /** What the tasks of a service that run have read. */
  private static List<String> seen(ClusterView view, String service) throws Exception {
    return view.running(service).stream()
        .map(task -> task.path("ID").asString(""))
        .map(SecretsIT::log)
        .toList();
  }

  private static String log(String task) {
    try {
      return run(CommandLine.JSWARM, "service", "logs", "--raw", task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
