package io.jswarm.cli.node;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Sizes;
import io.jswarm.cli.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A node for people. */
final class NodePretty {
  private static final long NANOS = 1_000_000_000L;

  private final StringBuilder out = new StringBuilder();
  private final JsonObject node;

  private NodePretty(JsonObject node) {
    this.node = node;
  }

  /** The page, without a line feed at its end. */
  static String text(JsonObject node) {
    NodePretty pretty = new NodePretty(node);
    pretty.head();
    pretty.status();
    pretty.host();
    pretty.tls();
    return pretty.out.substring(1);
  }

  private void line(String text) {
    out.append('\n').append(text);
  }

  private void head() {
    JsonObject spec = node.object("Spec");
    line("ID:\t\t\t" + node.text("ID"));
    if (spec.has("Name")) {
      line("Name:\t\t\t" + spec.text("Name"));
    }
    labels("Labels:", spec.textMap("Labels"));
    line("Hostname:              \t" + node.object("Description").text("Hostname"));
    line(
        "Joined at:             \t" + Ages.goTime(node.text("CreatedAt")).toLowerCase(Locale.ROOT));
  }

  private void labels(String heading, Map<String, String> labels) {
    if (labels.isEmpty()) {
      return;
    }
    line(heading);
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      line(" - " + label.getKey() + (label.getValue().isEmpty() ? "" : "=" + label.getValue()));
    }
  }

  private void status() {
    JsonObject status = node.object("Status");
    line("Status:");
    line(" State:\t\t\t" + Words.capital(status.text("State")));
    if (status.has("Message") && !status.text("Message").isEmpty()) {
      line(" Message:              \t" + Words.capital(status.text("Message")));
    }
    if (node.has("DownSince")) {
      line(" Down Since:\t\t" + Ages.goTime(node.text("DownSince")));
    }
    paths(status.object("DataPath"));
    line(" Availability:         \t" + Words.capital(node.object("Spec").text("Availability")));
    if (!status.text("Addr").isEmpty()) {
      line(" Address:\t\t" + status.text("Addr"));
    }
    if (node.has("ManagerStatus")) {
      JsonObject manager = node.object("ManagerStatus");
      line("Manager Status:");
      line(" Address:\t\t" + manager.text("Addr"));
      line(" Raft Status:\t\t" + Words.capital(manager.text("Reachability")));
      line(" Leader:\t\t" + (manager.flag("Leader") ? "Yes" : "No"));
    }
  }

  /** The ways to other nodes that are broken; nothing while all are good. */
  private void paths(JsonObject dataPath) {
    List<JsonObject> broken = dataPath.objects("Broken");
    if (broken.isEmpty()) {
      return;
    }
    line(" Broken Paths:");
    for (JsonObject path : broken) {
      line("  to %s: %s".formatted(path.text("To"), PathWords.text(path, 0)));
    }
    long more = dataPath.number("More");
    if (more > 0) {
      line("  and %d more".formatted(more));
    }
  }

  private void host() {
    JsonObject description = node.object("Description");
    JsonObject resources = description.object("Resources");
    JsonObject engine = description.object("Engine");
    line("Platform:");
    line(" Operating System:\t" + description.object("Platform").text("OS"));
    line(" Architecture:\t\t" + description.object("Platform").text("Architecture"));
    line("Resources:");
    line(" CPUs:\t\t\t" + resources.number("NanoCPUs") / NANOS);
    long memory = resources.number("MemoryBytes");
    line(" Memory:\t\t" + (memory == 0 ? "" : Sizes.binary(memory)));
    plugins(engine);
    line("Engine Version:\t\t" + engine.text("EngineVersion"));
    labels("Engine Labels:", engine.textMap("Labels"));
  }

  private void plugins(JsonObject engine) {
    TreeMap<String, String> names = new TreeMap<>();
    for (JsonObject plugin : engine.objects("Plugins")) {
      names.merge(plugin.text("Type"), plugin.text("Name"), (a, b) -> a + ", " + b);
    }
    if (names.isEmpty()) {
      return;
    }
    line("Plugins:");
    for (Map.Entry<String, String> entry : names.entrySet()) {
      line(" " + entry.getKey() + ":\t\t" + entry.getValue());
    }
  }

  private void tls() {
    JsonObject tls = node.object("Description").object("TLSInfo");
    if (tls.isEmpty()) {
      return;
    }
    line("TLS Info:");
    line(" TrustRoot:");
    line(tls.text("TrustRoot"));
    line(" Issuer Subject:\t" + tls.text("CertIssuerSubject"));
    line(" Issuer Public Key:\t" + tls.text("CertIssuerPublicKey"));
  }
}
