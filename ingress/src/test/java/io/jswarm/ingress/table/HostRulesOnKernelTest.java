package io.jswarm.ingress.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.ingress.table.Published.Reach;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.nft.Refill;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of the rules, as this kernel takes it and gives it back. */
final class HostRulesOnKernelTest {
  @TempDir private Path directory;
  private NetNamespace namespace;

  @BeforeEach
  void prepare() throws IOException {
    Assumptions.assumeFalse(Boolean.getBoolean("jswarm.rootless"), "it is said there is no root");
    namespace = NetNamespace.create(directory.resolve("jsw-host"));
  }

  @AfterEach
  void removeAll() throws IOException {
    namespace.close();
    NetNamespace.delete(directory.resolve("jsw-host"));
  }

  @Test
  void theKernelListsWhatWasWrittenForEitherWayBack() throws IOException {
    for (ReturnPath path : ReturnPath.values()) {
      Ruleset rules = HostRules.of(host(2), path);
      run(rules.whole());
      assertThat(differences(rules)).isEmpty();
    }
  }

  @Test
  void everyStepLeadsToWhatTheWholeWouldBe() throws IOException {
    Ruleset at = HostRules.of(host(0), ReturnPath.REWRITTEN);
    run(at.whole());
    for (int tasks : new int[] {1, 3, 2, 0}) {
      Ruleset next = HostRules.of(host(tasks), ReturnPath.REWRITTEN);
      run(next.since(at));
      assertThat(differences(next)).isEmpty();
      at = next;
    }
  }

  @Test
  void aRefilledPortIsWhatItsTextWouldBe() throws IOException {
    Ruleset at = HostRules.of(host(3, List.of("100.64.1.1")), ReturnPath.REWRITTEN);
    run(at.whole());
    for (List<String> tasks :
        List.of(List.of("100.64.1.1", "100.64.1.3"), List.<String>of(), List.of("100.64.1.3"))) {
      Ruleset next = HostRules.of(host(3, tasks), ReturnPath.REWRITTEN);
      List<Refill> refills = next.refillsSince(at).orElseThrow();
      assertThat(refills).hasSize(5); // one of the ports is on a v4 address
      namespace.run(stack -> stack.nft().refill(refills));
      assertThat(differences(next)).isEmpty();
      at = next;
    }
  }

  private String run(String commands) throws IOException {
    return namespace.call(stack -> stack.nft().run(commands));
  }

  private List<String> differences(Ruleset rules) throws IOException {
    return namespace.call(stack -> {
      List<String> differences = new java.util.ArrayList<>();
      for (Table table : rules.tables()) {
        table.differenceFrom(stack.nft().run(table.list())).ifPresent(differences::add);
      }
      return differences;
    });
  }

  private static Host host(int tasks) {
    return host(tasks, IntStream.rangeClosed(1, tasks).mapToObj(i -> "100.64.1." + i).toList());
  }

  private static Host host(int tasks, List<String> backends) {
    TreeMap<String, String> members = new TreeMap<>();
    TreeMap<String, OtherNode> others = new TreeMap<>();
    for (int i = 1; i <= tasks; i++) {
      members.put("jsf" + i, "100.64.1." + i);
      others.put(
          "node" + i, new OtherNode(List.of("10.99.0." + i), "02:00:00:00:00:0" + i, "100.64.9.0"));
    }
    List<Binding> bindings =
        List.of(
            new Binding("tcp", "", 8080, 80),
            new Binding("udp", "10.99.0.1", 53, 5353),
            new Binding("sctp", "", 9000, 9000));
    return new Host(
        List.of("10.99.0.1", "fd99::1"),
        List.of("100.64.0.0/10"),
        "100.64.1.0",
        others,
        members,
        new TreeSet<>(List.of("tcp . 2377", "udp . 4789")),
        new Secrets(4789, new TreeSet<>(List.of(4097, 4100, 1_052_689).subList(0, tasks % 4))),
        SharedMap.of(
            Map.of(
                "web",
                new Published("web", Reach.EVERY_NODE, bindings, backends),
                "task",
                new Published(
                    "task",
                    Reach.THIS_NODE,
                    List.of(new Binding("tcp", "", 8081, 80)),
                    List.of("100.64.1.2")))));
  }
}
