package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DnsConfig;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.NetworkMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files by which a container knows names: its own, its host's, and who resolves the rest. */
final class NetworkFiles {
  private static final Path HOST_RESOLV = Path.of("/etc/resolv.conf");
  private static final Path HOST_HOSTS = Path.of("/etc/hosts");
  private static final String LOCAL_NAMES =
      """
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::0\tip6-localnet
      ff00::0\tip6-mcastprefix
      ff02::1\tip6-allnodes
      ff02::2\tip6-allrouters
      """;

  /** As Docker's: a name without a dot is asked for as it is. */
  private static final List<String> OPTIONS = List.of("ndots:0");

  private NetworkFiles() {}

  /** Writes them; returns where in the container each is to be seen. */
  static SequencedMap<String, Path> write(ContainerPlan plan, String hostname, Path directory)
      throws IOException {
    ContainerSpec spec = plan.container();
    boolean host = plan.network() instanceof NetworkMode.Host;
    StringBuilder hosts = new StringBuilder(host ? read(HOST_HOSTS, LOCAL_NAMES) : LOCAL_NAMES);
    for (String each : spec.hosts()) {
      hosts.append(each.strip().replace(' ', '\t')).append('\n');
    }
    switch (plan.network()) {
      case NetworkMode.Host _ -> {}
      case NetworkMode.Isolated _ -> hosts.append("127.0.0.1\t").append(hostname).append('\n');
      case NetworkMode.Joined joined ->
          hosts.append(joined.addresses().getFirst()).append('\t').append(hostname).append('\n');
    }
    SequencedMap<String, Path> files = new LinkedHashMap<>();
    String resolver =
        plan.network() instanceof NetworkMode.Joined joined
            ? joined(joined.resolver(), spec.dnsConfig())
            : resolver(spec.dnsConfig());
    files.put("/etc/resolv.conf", put(directory, "resolv.conf", resolver));
    files.put("/etc/hostname", put(directory, "hostname", hostname + "\n"));
    files.put("/etc/hosts", put(directory, "hosts", hosts.toString()));
    return files;
  }

  private static String resolver(@Nullable DnsConfig dns) throws IOException {
    String hostsOwn = read(HOST_RESOLV, "");
    if (dns == null) {
      return hostsOwn;
    }
    StringBuilder text = new StringBuilder();
    if (dns.search().isEmpty()) {
      keep(hostsOwn, "search ", text);
    } else {
      text.append("search ").append(String.join(" ", dns.search())).append('\n');
    }
    if (dns.nameservers().isEmpty()) {
      keep(hostsOwn, "nameserver ", text);
    }
    for (String each : dns.nameservers()) {
      text.append("nameserver ").append(each).append('\n');
    }
    List<String> options = dns.options();
    if (options.isEmpty()) {
      keep(hostsOwn, "options ", text);
    } else {
      text.append("options ").append(String.join(" ", options)).append('\n');
    }
    return text.toString();
  }

  /** The node's name server, which asks the servers of {@code --dns} for names it does not know. */
  private static String joined(String nameserver, @Nullable DnsConfig dns) throws IOException {
    List<String> search = dns == null ? List.of() : dns.search();
    List<String> options = dns == null || dns.options().isEmpty() ? OPTIONS : dns.options();
    return "nameserver "
        + nameserver
        + "\n"
        + resolver(new DnsConfig(List.of(), search, options))
            .lines()
            .filter(line -> !line.startsWith("nameserver "))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
  }

  private static void keep(String from, String keyword, StringBuilder to) {
    from.lines().filter(line -> line.startsWith(keyword)).forEach(l -> to.append(l).append('\n'));
  }

  private static String read(Path file, String otherwise) throws IOException {
    return Files.isReadable(file) ? Files.readString(file) : otherwise;
  }

  private static Path put(Path directory, String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
