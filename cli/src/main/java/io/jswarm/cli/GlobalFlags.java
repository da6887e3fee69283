package io.jswarm.cli;

import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.DaemonAddress;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.TlsFiles;
import java.util.Map;

/** The flags in front of a command: which daemon, and how to talk to it. */
final class GlobalFlags {
  private static final String HOST_VARIABLE = "JSWARM_HOST";
  private static final String CERTIFICATES_VARIABLE = "JSWARM_CERT_PATH";

  private GlobalFlags() {}

  static FlagSet flags() {
    return new FlagSet()
        .value("H", "host", "ADDRESS", "The daemon: unix:///PATH or tcp://HOST:PORT")
        .value("c", "context", "NAME", "")
        .toggle("D", "debug", "Print the stack trace of a failure")
        .toggle("stale", "Read this node's own copy when there is no leader")
        .toggle("tls", "Use TLS without checking the daemon's certificate")
        .toggle("tlsverify", "Use TLS and check the daemon's certificate")
        .value("tlscacert", "FILE", "Trust certificates of this CA (default ca.pem)")
        .value("tlscert", "FILE", "The client certificate (default cert.pem)")
        .value("tlskey", "FILE", "The key of the client certificate (default key.pem)")
        .toggle("v", "version", "Print the version and quit")
        .toggle("h", "help", "Print help and quit")
        .stopAtFirstArgument();
  }

  /** The client for the daemon the flags and the environment name. */
  static EngineClient client(ParsedFlags flags, Map<String, String> environment) {
    if (flags.isSet("context")) {
      throw new UsageException(
          "contexts are not in this version; name the daemon with -H or " + HOST_VARIABLE);
    }
    String host = flags.text("host");
    if (host.isEmpty()) {
      host = environment.getOrDefault(HOST_VARIABLE, "");
    }
    try {
      DaemonAddress address =
          DaemonAddress.parse(
              host.isEmpty() ? DaemonAddress.DEFAULT : host, tls(flags, environment));
      return flags.toggle("stale") ? EngineClient.stale(address) : new EngineClient(address);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static TlsFiles tls(ParsedFlags flags, Map<String, String> environment) {
    if (!flags.anySet("tls", "tlsverify", "tlscacert", "tlscert", "tlskey")) {
      return TlsFiles.PLAIN;
    }
    String folder = environment.getOrDefault(CERTIFICATES_VARIABLE, "");
    return new TlsFiles(
        true,
        flags.toggle("tlsverify"),
        file(flags, "tlscacert", folder, "ca.pem"),
        file(flags, "tlscert", folder, "cert.pem"),
        file(flags, "tlskey", folder, "key.pem"));
  }

  private static String file(ParsedFlags flags, String flag, String folder, String name) {
    String given = flags.text(flag);
    return given.isEmpty() && !folder.isEmpty() ? folder + "/" + name : given;
  }
}
