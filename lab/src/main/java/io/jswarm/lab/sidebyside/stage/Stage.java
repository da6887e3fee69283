package io.jswarm.lab.sidebyside.stage;

import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A cluster of three hosts: the first manages, all of them work. Each has busybox:latest, and the
 * same once more as busybox:two. Closing it removes everything.
 */
public final class Stage implements AutoCloseable {
  public static final int HOSTS = 3;
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);
  private final Contender contender;
  private final Lab lab;

  private Stage(Contender contender, Lab lab) {
    this.contender = contender;
    this.lab = lab;
  }

  public static Stage up(Path top, Contender contender) throws InterruptedException {
    String name = "side-" + contender.title().substring(0, 1);
    Lab lab = Lab.up(LabOptions.of(top, name).withEngine(contender.engine()), HOSTS);
    try {
      lab.importImages();
      lab.swarm(1, HOSTS - 1);
      var stage = new Stage(contender, lab);
      for (int host = 1; host <= HOSTS; host++) {
        stage
            .docker(Client.DEBIAN, host, List.of("tag", "busybox:latest", "busybox:two"))
            .orThrow();
      }
      return stage;
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }

  public Contender contender() {
    return contender;
  }

  public LabHost host(int index) {
    return lab.host(index);
  }

  /** The lab's folder, which no outcome may depend on. */
  public Path dir() {
    return lab.dir();
  }

  /**
   * Types a command into Docker's client.
   *
   * @throws IllegalStateException when it does not end within a minute
   */
  public Outcome docker(Client client, int host, List<String> words) throws InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(client.program().toString());
    line.addAll(List.of("-H", "unix://" + host(host).socket()));
    line.addAll(words);
    return Command.of(line)
        .with(Map.of("DOCKER_CONFIG", folder().toString(), "DOCKER_CLI_HINTS", "false"))
        .within(COMMAND_LIMIT)
        .run();
  }

  /** A file for a command to read, removed with the lab. */
  public Path file(String content) throws IOException {
    Files.createDirectories(folder());
    return Files.writeString(folder().resolve("file-" + content.hashCode()), content);
  }

  private Path folder() {
    return lab.dir().resolve("cli");
  }

  /** Asks the manager. */
  public Reply ask(Call call) throws IOException {
    return ask(1, call);
  }

  Reply ask(int host, Call call) throws IOException {
    return new Engine(host(host).socket()).ask(call);
  }

  /** A list that has to be given. */
  List<JsonNode> list(int host, String path) throws IOException {
    Reply reply = ask(host, Call.get(path));
    if (!reply.succeeded()) {
      throw new IOException("GET " + path + " -> " + reply);
    }
    return StreamSupport.stream(reply.json().spliterator(), false).toList();
  }

  public List<JsonNode> nodes() throws IOException {
    return list(1, "/nodes");
  }

  /** A service with its status, by its whole name. */
  public Optional<JsonNode> service(String name) throws IOException {
    return list(1, "/services?status=true&" + Call.filter("name", name)).stream()
        .filter(service -> service.path("Spec").path("Name").asString("").equals(name))
        .findFirst();
  }

  /** What there is of a service's tasks; none of a service that is not there. */
  public TaskHistory history(String service) throws IOException {
    Optional<JsonNode> found = service(service);
    if (found.isEmpty()) {
      return new TaskHistory(List.of());
    }
    JsonNode mode = found.get().path("Spec").path("Mode");
    boolean pinned = mode.has("Global") || mode.has("GlobalJob");
    Map<String, String> hostnames = new HashMap<>();
    for (JsonNode node : nodes()) {
      hostnames.put(
          node.path("ID").asString(""), node.path("Description").path("Hostname").asString(""));
    }
    String id = found.get().path("ID").asString("");
    return new TaskHistory(
        list(1, "/tasks?" + Call.filter("service", id)).stream()
            .map(task -> TaskView.of(task, hostnames, pinned))
            .toList());
  }

  @Override
  public void close() {
    lab.close();
  }
}
