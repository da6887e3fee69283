package io.jswarm.daemon;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the operator can say on the command line or, under the same names without dashes, in a JSON
 * file given by --config.
 */
@Command(
    name = "jswarmd",
    description = "Runs this machine's part of a jswarm cluster.",
    version = "jswarmd " + Version.TEXT,
    sortOptions = false,
    usageHelpWidth = 100)
public final class DaemonOptions {
  private static final List<String> ENGINES = List.of("oci", "sim");
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "JSON file with these options; the command line wins")
  private @Nullable Path config;

  @Option(
      names = {"-H", "--host"},
      paramLabel = "URL",
      description =
          "where to serve the API: unix:///path or tcp://address:port; repeatable (default: unix:///run/jswarm/jswarm.sock)")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--data-root",
      paramLabel = "DIR",
      description = "what must survive a reboot (default: ${DEFAULT-VALUE})")
  private Path dataRoot = Path.of("/var/lib/jswarm");

  @Option(
      names = "--exec-root",
      paramLabel = "DIR",
      description = "what must not (default: ${DEFAULT-VALUE})")
  private Path execRoot = Path.of("/run/jswarm");

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "oci: containers by runc or crun; sim: no containers, for trying out scale (default: ${DEFAULT-VALUE})")
  private String engine = "oci";

  @Option(
      names = "--cgroup-parent",
      paramLabel = "PATH",
      description = "control group above all containers (default: ${DEFAULT-VALUE})")
  private String cgroupParent = "/jswarm";

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "engine label, for placement constraints; repeatable")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--insecure-registry",
      paramLabel = "HOST[:PORT]",
      description = "registry that is spoken to without TLS; repeatable")
  private List<String> insecureRegistries = new ArrayList<>();

  @Option(
      names = "--tlsverify",
      description = "serve tcp:// with TLS to clients that show a certificate")
  private boolean tlsVerify;

  @Option(
      names = "--tlscacert",
      paramLabel = "FILE",
      description = "PEM of the authority that clients' certificates come from")
  private @Nullable Path tlsCaCert;

  @Option(
      names = "--tlscert",
      paramLabel = "FILE",
      description = "PEM of this server's certificate")
  private @Nullable Path tlsCert;

  @Option(names = "--tlskey", paramLabel = "FILE", description = "PEM of this server's key")
  private @Nullable Path tlsKey;

  @Option(
      names = "--insecure-tcp",
      description = "serve tcp:// in the clear: everyone who can reach the port is root here")
  private boolean insecureTcp;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "error, warn, info, debug or trace (default: ${DEFAULT-VALUE})")
  private String logLevel = "info";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      description = "show the version")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  /**
   * Reads the configuration file, if one was named, and the command line over it.
   *
   * @throws IOException when the file cannot be read or is not understood
   */
  void readConfigFile(CommandLine command, String[] args) throws IOException {
    Path file = config;
    if (file != null) {
      List<String> all = new ArrayList<>(fromFile(file));
      all.addAll(List.of(args));
      command.parseArgs(all.toArray(String[]::new));
    }
    check(command);
  }

  private void check(CommandLine command) {
    if (!ENGINES.contains(engine)) {
      throw new CommandLine.ParameterException(
          command,
          "--engine "
              + engine
              + " is not available in this version: use oci, or sim to try things out without"
              + " containers");
    }
    if (!LEVELS.contains(logLevel.toLowerCase(Locale.ROOT))) {
      throw new CommandLine.ParameterException(
          command, "--log-level must be one of " + String.join(", ", LEVELS));
    }
    for (String label : labels) {
      if (label.indexOf('=') < 1) {
        throw new CommandLine.ParameterException(
            command, "--label must be KEY=VALUE, not " + label);
      }
    }
    if (tlsVerify && (tlsCaCert == null || tlsCert == null || tlsKey == null)) {
      throw new CommandLine.ParameterException(
          command, "--tlsverify needs --tlscacert, --tlscert and --tlskey");
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

  List<String> hosts() {
    return hosts.isEmpty() ? List.of("unix:///run/jswarm/jswarm.sock") : List.copyOf(hosts);
  }

  Path dataRoot() {
    return dataRoot.toAbsolutePath();
  }

  Path execRoot() {
    return execRoot.toAbsolutePath();
  }

  String engine() {
    return engine;
  }

  String cgroupParent() {
    return cgroupParent;
  }

  /** Engine labels in the order given; the last of a key wins. */
  Map<String, String> labels() {
    Map<String, String> map = new LinkedHashMap<>();
    labels.forEach(l -> map.put(l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1)));
    return map;
  }

  List<String> insecureRegistries() {
    return List.copyOf(insecureRegistries);
  }

  boolean tlsVerify() {
    return tlsVerify;
  }

  @Nullable Path tlsCaCert() {
    return tlsCaCert;
  }

  @Nullable Path tlsCert() {
    return tlsCert;
  }

  @Nullable Path tlsKey() {
    return tlsKey;
  }

  boolean insecureTcp() {
    return insecureTcp;
  }

  String logLevel() {
    return logLevel.toUpperCase(Locale.ROOT);
  }
}
