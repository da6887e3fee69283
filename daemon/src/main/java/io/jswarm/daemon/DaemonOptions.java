package io.jswarm.daemon;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import io.jswarm.api.model.GenericResource;
import io.jswarm.daemon.Flags.Flag;
import io.jswarm.worker.device.CdiSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator can say on the command line or, under the same names without dashes, in a JSON
 * file given by --config.
 */
public final class DaemonOptions {
  private static final List<String> ENGINES = List.of("oci", "sim");
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private static final String ELECTION_DEFAULT = "300";

  /** Less is less than a pause of a healthy JVM beside others. */
  private static final int ELECTION_LEAST = 100;

  private static final int ELECTION_MOST = 10_000;

  private static final Flags FLAGS =
      new Flags(
          List.of(
              new Flag("config", "", "FILE", "JSON file with these options; the command line wins"),
              new Flag(
                  "host",
                  "H",
                  "URL",
                  "where to serve the API: unix:///path or tcp://address:port; repeatable"
                      + " (default: unix:///run/jswarm/jswarm.sock)"),
              new Flag(
                  "data-root", "", "DIR", "what must survive a reboot (default: /var/lib/jswarm)"),
              new Flag("exec-root", "", "DIR", "what must not (default: /run/jswarm)"),
              new Flag(
                  "engine",
                  "",
                  "NAME",
                  "oci: containers by runc or crun; sim: no containers, for trying out scale"
                      + " (default: oci)"),
              new Flag(
                  "cgroup-parent",
                  "",
                  "PATH",
                  "control group above all containers (default: /jswarm)"),
              new Flag(
                  "label", "", "KEY=VALUE", "engine label, for placement constraints; repeatable"),
              new Flag(
                  "node-generic-resource",
                  "",
                  "KIND=VALUE",
                  "what services may reserve by --generic-resource: a number of equal pieces, or"
                      + " the name of one; repeatable"),
              new Flag(
                  "cdi-spec-dir",
                  "",
                  "DIR",
                  "folder of files of the Container Device Interface, which say what GPUs need;"
                      + " repeatable (default: /etc/cdi and /var/run/cdi)"),
              new Flag(
                  "insecure-registry",
                  "",
                  "HOST[:PORT]",
                  "registry that is spoken to without TLS; repeatable"),
              new Flag(
                  "tlsverify", "", "", "serve tcp:// with TLS to clients that show a certificate"),
              new Flag(
                  "tlscacert",
                  "",
                  "FILE",
                  "PEM of the authority that clients' certificates come from"),
              new Flag("tlscert", "", "FILE", "PEM of this server's certificate"),
              new Flag("tlskey", "", "FILE", "PEM of this server's key"),
              new Flag(
                  "insecure-tcp",
                  "",
                  "",
                  "serve tcp:// in the clear: everyone who can reach the port is root here"),
              new Flag(
                  "election-timeout",
                  "",
                  "MILLISECONDS",
                  "how long a leader must be silent before this manager may stand for its place:"
                      + " more where managers lack processors or are far apart, and the same for"
                      + " all of them; a leader that is cut off is replaced that much later"
                      + " (default: 300)"),
              new Flag(
                  "log-level", "", "LEVEL", "error, warn, info, debug or trace (default: info)"),
              new Flag("help", "h", "", "show this help"),
              new Flag("version", "v", "", "show the version")));

  private final Map<String, List<String>> said;

  private DaemonOptions(Map<String, List<String>> said) {
    this.said = said;
  }

  /**
   * Reads a command line, over the configuration file it may name.
   *
   * @throws UsageException when it cannot be followed; the message says what is wrong
   * @throws IOException when the file cannot be read or is not understood
   */
  static DaemonOptions of(String... args) throws UsageException, IOException {
    DaemonOptions options = new DaemonOptions(FLAGS.parse(List.of(args)));
    Path file = options.path("config");
    if (file != null) {
      List<String> all = new ArrayList<>(fromFile(file));
      all.addAll(List.of(args));
      options = new DaemonOptions(FLAGS.parse(all));
    }
    if (!options.isHelp() && !options.isVersion()) {
      options.check();
    }
    return options;
  }

  /** What may be said. */
  static String usage() {
    return "Usage: jswarmd [FLAGS]\nRuns this machine's part of a jswarm cluster.\n\n"
        + FLAGS.usage();
  }

  private void check() throws UsageException {
    if (!ENGINES.contains(engine())) {
      throw new UsageException(
          "--engine "
              + engine()
              + " is not available in this version: use oci, or sim to try things out without"
              + " containers");
    }
    if (!LEVELS.contains(logLevel().toLowerCase(Locale.ROOT))) {
      throw new UsageException("--log-level must be one of " + String.join(", ", LEVELS));
    }
    for (String label : all("label")) {
      if (label.indexOf('=') < 1) {
        throw new UsageException("--label must be KEY=VALUE, not " + label);
      }
    }
    try {
      genericResources();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    checkElectionTimeout();
    if (tlsVerify() && (tlsCaCert() == null || tlsCert() == null || tlsKey() == null)) {
      throw new UsageException("--tlsverify needs --tlscacert, --tlscert and --tlskey");
    }
  }

  private void checkElectionTimeout() throws UsageException {
    String value = last("election-timeout", ELECTION_DEFAULT);
    if (!value.matches("[0-9]{1,5}")
        || Integer.parseInt(value) < ELECTION_LEAST
        || Integer.parseInt(value) > ELECTION_MOST) {
      throw new UsageException(
          "--election-timeout must be from %d to %d milliseconds, not %s"
              .formatted(ELECTION_LEAST, ELECTION_MOST, value));
    }
  }

  private static List<String> fromFile(Path file) throws IOException {
    Map<?, ?> members;
    try {
      members = Json.read(Files.readString(file), Map.class);
    } catch (BadDocument e) {
      throw new IOException(file + " is not understood: " + e.getMessage(), e);
    }
    List<String> args = new ArrayList<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      List<?> values =
          member.getValue() instanceof List<?> list ? list : List.of(member.getValue());
      for (Object value : values) {
        args.add(
            value instanceof Boolean on && on
                ? "--" + member.getKey()
                : "--" + member.getKey() + "=" + value);
      }
    }
    return args;
  }

  private List<String> all(String flag) {
    return said.getOrDefault(flag, List.of());
  }

  private String last(String flag, String otherwise) {
    List<String> values = all(flag);
    return values.isEmpty() ? otherwise : values.getLast();
  }

  private boolean isOn(String flag) {
    return last(flag, "false").equals("true");
  }

  private @Nullable Path path(String flag) {
    String value = last(flag, "");
    return value.isEmpty() ? null : Path.of(value);
  }

  boolean isHelp() {
    return isOn("help");
  }

  boolean isVersion() {
    return isOn("version");
  }

  List<String> hosts() {
    return all("host").isEmpty() ? List.of("unix:///run/jswarm/jswarm.sock") : all("host");
  }

  Path dataRoot() {
    return Path.of(last("data-root", "/var/lib/jswarm")).toAbsolutePath();
  }

  Path execRoot() {
    return Path.of(last("exec-root", "/run/jswarm")).toAbsolutePath();
  }

  String engine() {
    return last("engine", "oci");
  }

  String cgroupParent() {
    return last("cgroup-parent", "/jswarm");
  }

  /** Engine labels in the order given; the last of a key wins. */
  Map<String, String> labels() {
    Map<String, String> map = new LinkedHashMap<>();
    for (String label : all("label")) {
      map.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
    }
    return map;
  }

  List<GenericResource> genericResources() {
    return GenericResources.parse(all("node-generic-resource"));
  }

  List<Path> cdiSpecDirs() {
    return all("cdi-spec-dir").isEmpty()
        ? CdiSpecs.USUAL
        : all("cdi-spec-dir").stream().map(Path::of).toList();
  }

  List<String> insecureRegistries() {
    return all("insecure-registry");
  }

  boolean tlsVerify() {
    return isOn("tlsverify");
  }

  @Nullable Path tlsCaCert() {
    return path("tlscacert");
  }

  @Nullable Path tlsCert() {
    return path("tlscert");
  }

  @Nullable Path tlsKey() {
    return path("tlskey");
  }

  boolean insecureTcp() {
    return isOn("insecure-tcp");
  }

  Duration electionTimeout() {
    return Duration.ofMillis(Integer.parseInt(last("election-timeout", ELECTION_DEFAULT)));
  }

  String logLevel() {
    return last("log-level", "info").toUpperCase(Locale.ROOT);
  }
}
