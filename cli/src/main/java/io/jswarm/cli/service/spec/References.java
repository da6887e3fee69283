package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Filters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ids for the names a spec refers to. */
record References(EngineClient client) {
  /** The id of a network that services can use. */
  String network(String name) throws IOException {
    return client
        .object(Request.get("/networks/" + Request.segment(name)).query("scope", "swarm"))
        .text("Id");
  }

  /** Gives every secret reference its id. */
  void secrets(List<JsonObject> references) throws IOException {
    resolve(references, "/secrets", "Secret");
  }

  /** Gives every config reference its id. */
  void configs(List<JsonObject> references) throws IOException {
    resolve(references, "/configs", "Config");
  }

  private void resolve(List<JsonObject> references, String path, String kind) throws IOException {
    if (references.isEmpty()) {
      return;
    }
    String nameField = kind + "Name";
    Filters filters = new Filters();
    Set<String> targets = new LinkedHashSet<>();
    for (JsonObject reference : references) {
      filters.add("name", reference.text(nameField));
      String file = reference.object("File").text("Name");
      if (reference.has("File") && !targets.add(file)) {
        throw new CommandException(
            "two " + path.substring(1) + " have the same target " + file + " in the container");
      }
    }
    Map<String, String> ids = new LinkedHashMap<>();
    for (JsonObject found : client.objects(Request.get(path).query("filters", filters.json()))) {
      ids.put(found.object("Spec").text("Name"), found.text("ID"));
    }
    for (JsonObject reference : references) {
      String name = reference.text(nameField);
      String id = ids.get(name);
      if (id == null) {
        throw new CommandException(path.substring(1, path.length() - 1) + " not found: " + name);
      }
      reference.set(kind + "ID", id);
    }
  }
}
