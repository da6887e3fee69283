package io.jswarm.cli.task;

import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names for the ids of services and nodes, each asked for once. */
public final class Names {
  /** From this many unknown ids on, one list costs less than a call for each. */
  private static final int LIST_FROM = 10;

  private final EngineClient client;
  private final boolean resolve;
  private final Map<String, String> services = new LinkedHashMap<>();
  private final Map<String, String> nodes = new LinkedHashMap<>();

  private Names(EngineClient client, boolean resolve) {
    this.client = client;
    this.resolve = resolve;
  }

  /** Names asked from the daemon. */
  public static Names from(EngineClient client) {
    return new Names(client, true);
  }

  /** Ids stay ids: {@code --no-resolve}. */
  public static Names none(EngineClient client) {
    return new Names(client, false);
  }

  /** Learns all services and nodes of the tasks. */
  void learn(List<JsonObject> tasks) throws IOException {
    if (!resolve) {
      return;
    }
    Set<String> serviceIds = new LinkedHashSet<>();
    Set<String> nodeIds = new LinkedHashSet<>();
    for (JsonObject task : tasks) {
      serviceIds.add(task.text("ServiceID"));
      nodeIds.add(task.text("NodeID"));
    }
    if (serviceIds.size() >= LIST_FROM) {
      for (JsonObject service : client.objects(Request.get("/services"))) {
        services.put(service.text("ID"), service.object("Spec").text("Name"));
      }
    }
    if (nodeIds.size() >= LIST_FROM) {
      for (JsonObject node : client.objects(Request.get("/nodes"))) {
        nodes.put(node.text("ID"), nodeName(node));
      }
    }
    each(serviceIds, this::service);
    each(nodeIds, this::node);
  }

  @FunctionalInterface
  private interface Lookup {
    String name(String id) throws IOException;
  }

  private static void each(Collection<String> ids, Lookup lookup) throws IOException {
    for (String id : ids) {
      lookup.name(id);
    }
  }

  /** The name of a service, or its id when it is gone. */
  public String service(String id) throws IOException {
    return known(services, id, "/services/", service -> service.object("Spec").text("Name"));
  }

  /** The host name of a node, or its id when it is gone. */
  public String node(String id) throws IOException {
    return known(nodes, id, "/nodes/", Names::nodeName);
  }

  private static String nodeName(JsonObject node) {
    String name = node.object("Spec").text("Name");
    return name.isEmpty() ? node.object("Description").text("Hostname") : name;
  }

  @FunctionalInterface
  private interface NameOf {
    String name(JsonObject object);
  }

  private String known(Map<String, String> names, String id, String path, NameOf nameOf)
      throws IOException {
    String known = names.get(id);
    if (known != null || id.isEmpty() || !resolve) {
      return known == null ? id : known;
    }
    String name = id;
    try {
      String found = nameOf.name(client.object(path + Request.segment(id)));
      name = found.isEmpty() ? id : found;
    } catch (DaemonError e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    names.put(id, name);
    return name;
  }
}
